"""How gunicorn serves the house. `household serve` names this file and sets HOUSEHOLD_BIND."""

import gc
import os
import shutil
from pathlib import Path

GIGABYTE = 1024**3
os.umask(0o077)  # for every worker: what the house writes is for its owner alone
memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")

bind = os.environ.get("HOUSEHOLD_BIND", "127.0.0.1:8000").split(",")
worker_class = "household.web.worker.PatientWorker"
logger_class = "household.web.logs.QuietLogger"
workers = 2 if memory >= GIGABYTE else 1
threads = 64
worker_connections = 400  # a worker may open 1,024 files on most machines: these, and a few for each thread
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None
control_socket_disable = True
max_requests = 0
accesslog = None
loglevel = "warning"
graceful_timeout = 8
keepalive = 5
limit_request_line = 2048
limit_request_fields = 40
limit_request_field_size = 4096
# No header says for gunicorn who calls, or how, or under which path: the house weighs them itself.
forwarded_allow_ips = ""
forwarder_headers = ""
secure_scheme_headers = {}


def pre_fork(server, worker):
    """What the master carries stays, and nobody looks through it for what can go: so a worker shares it, uncopied."""
    gc.freeze()


def post_worker_init(worker):
    """Open streams end when their worker stops; one worker at a time does the timed work."""
    from app import app
    from household import told
    from household.keeping import ticker
    from household.outside import delivering
    from household.web import live, logs

    logs.keep_threads_quiet()
    live.worker = worker
    gc.collect()  # what was only there to put the house together goes
    gc.freeze()  # the program itself stays: no need to look through it again for what can go
    ticker.start(app, lambda: worker.alive)
    delivering.start(told.speaker(app), lambda: worker.alive)


def on_exit(server):
    """The demo keeps nothing."""
    data = Path(os.environ.get("HOUSEHOLD_DATA", ""))
    if os.environ.get("HOUSEHOLD_DEMO") and data.name.startswith("household-demo-"):
        shutil.rmtree(data, ignore_errors=True)
