"""What to type at the computer of the house, so that it finds this very Household and this very folder."""

import os
import shutil
import sys
from pathlib import Path

from household.config import settings

INSTALLED = Path("/var/lib/household")  # where deploy/install keeps it: it runs as a user of its own


def to_type(words: str, data: Path) -> str:
    """The command of these words for the house in `data`; an installed one knows its folder, and asks for sudo."""
    if data == INSTALLED:
        return f"sudo household {words}"
    usual = data == settings({})["DATA"]
    return f"{program()} {words}" + ("" if usual else f" --data {tilde(data)}")


def to_close(data: Path) -> str:
    """A sentence that says how the house in `data` is closed."""
    if data == INSTALLED:
        return "Please close it first: sudo systemctl stop household"
    return "Please close it first, where it was opened."


def to_open(data: Path) -> str:
    """What to type to open the house in `data`."""
    return "sudo systemctl start household" if data == INSTALLED else to_type("serve", data)


def to_open_at(port: int, data: Path) -> str:
    """The same, at another port than it has now."""
    return f"sudo deploy/install --port {port}" if data == INSTALLED else to_type(f"serve --port {port}", data)


def to_go_back(data: Path) -> str:
    """What to type for the notebook from before an update; an installed house is opened again and again meanwhile."""
    typed = to_type("rollback", data)
    return f"sudo systemctl stop household && {typed} && {to_open(data)}" if data == INSTALLED else typed


def program() -> str:
    """By its name where a shell like this one finds it so, else by the way to it."""
    here, found = Path(sys.executable).with_name("household"), shutil.which("household")
    return "household" if found and Path(found).resolve() == here.resolve() else tilde(here)


def tilde(path: Path) -> str:
    """A path as one types it; in somebody's own folder it doesn't tell whose."""
    home = Path(os.environ.get("HOME", "/"))
    own = home.parts[1:2] in (("home",), ("Users",)) and home in path.parents
    return f"~/{path.relative_to(home)}" if own else str(path)
