"""Before the house opens: a port that it can have, and another one to try."""

import errno
import socket
from pathlib import Path

from household.keeping.instance import CannotStart
from household.keeping.prompt import to_open_at


def require_port(port: int, data: Path) -> None:
    """Refuse a port that another program has, or that this user may not have, to the house in `data`."""
    with socket.socket() as tried:
        tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            tried.bind(("", port))
        except OSError as trouble:
            raise CannotStart(why_not(port, data, trouble)) from None


def another(port: int) -> int:
    """A port to try where this one can't be used."""
    return 8001 if port == 8000 else 8000


def why_not(port: int, data: Path, trouble: OSError) -> str:
    if trouble.errno == errno.EADDRINUSE:
        return (
            f"Port {port} is in use by another program. Is a house still open in another window? "
            f"Please close it there, or choose another port: {to_open_at(another(port), data)}"
        )
    if trouble.errno == errno.EACCES:
        return f"Port {port} is kept for the system. Please choose one above 1023 with HOUSEHOLD_PORT."
    return f"Port {port} can't be used: {trouble.strerror}. Please choose another with HOUSEHOLD_PORT."
