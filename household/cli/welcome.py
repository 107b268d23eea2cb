"""Say once more where the open house can be found, for one that opened by itself when its machine started."""

import socket
from pathlib import Path

from household import database
from household.cli.base import main, open_notebook, settings_options
from household.cli.serving import greet
from household.keeping.doctor.house import is_open
from household.keeping.prompt import to_open
from household.models import Home, Invitation


@main.command()
@settings_options
def welcome(port: str | None, data: str | None) -> None:
    """Say every address of the open house, on the first evening with a new code to begin with."""
    settings = open_notebook(port, data)
    require_open(settings["DATA"], settings["PORT"])
    with database.db.connection_context():
        code = Invitation.invite(None)[2] if Home.current() is None else ""
    greet(settings, code)


def require_open(data: Path, port: int) -> None:
    """Another house may have the port: only its lock tells that this one is open."""
    if not is_open(data):
        raise ValueError(f"The house is not open. To open it: {to_open(data)}")
    try:
        socket.create_connection(("127.0.0.1", port), timeout=10).close()
    except OSError:
        raise ValueError(f"The house is open, but not at port {port}. Say its port with --port.") from None
