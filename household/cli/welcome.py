"""Say once more where the open house can be found, for one that opened by itself when its machine started."""

import socket

from household import database
from household.cli.base import main, open_notebook, settings_options
from household.cli.serving import greet
from household.models import Home, Invitation


@main.command()
@settings_options
def welcome(port: str | None, data: str | None) -> None:
    """Say every address of the open house, on the first evening with a new code to begin with."""
    settings = open_notebook(port, data)
    require_open(settings["PORT"])
    with database.db.connection_context():
        code = Invitation.invite(None)[2] if Home.current() is None else ""
    greet(settings, code)


def require_open(port: int) -> None:
    try:
        socket.create_connection(("127.0.0.1", port), timeout=10).close()
    except OSError:
        raise ValueError(f"The house is not open: nothing answers at port {port} of this computer.") from None
