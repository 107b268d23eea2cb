"""How gunicorn serves the house. `household serve` names this file and sets HOUSEHOLD_BIND."""

import os
import shutil
from pathlib import Path

GIGABYTE = 1024**3
memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")

bind = os.environ.get("HOUSEHOLD_BIND", "127.0.0.1:8000").split(",")
worker_class = "gthread"
workers = 2 if memory >= GIGABYTE else 1
threads = 64
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


def post_worker_init(worker):
    """Open streams end when their worker stops; one worker at a time does the timed work."""
    from app import app
    from household.keeping import ticker
    from household.web import live

    os.umask(0o077)
    live.worker = worker
    ticker.start(app, lambda: worker.alive)


def on_exit(server):
    """The demo keeps nothing."""
    data = Path(os.environ.get("HOUSEHOLD_DATA", ""))
    if os.environ.get("HOUSEHOLD_DEMO") and data.name.startswith("household-demo-"):
        shutil.rmtree(data, ignore_errors=True)
