"""A family that lives in a notebook file, the phones they come with, and the house being cut off."""

import os
import signal
from contextlib import suppress
from datetime import time
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from household import database
from household.models import Device, Home, Person, Role

from ..conftest import join

HERONS = "four quiet herons wading"
AGE = {
    "truncate": "import sqlite3; sqlite3.sqlite_version_info = (3, 40, 1)",
    "wal": "import sqlite3; sqlite3.sqlite_version_info = (3, 51, 3)",
}


def move_in(data: Path, mode: str) -> SimpleNamespace:
    """Mara, Jon and the others in a new notebook in `data`, with this journal mode; `database` then points there."""
    data.mkdir(mode=0o700, exist_ok=True)
    notebook = data / "household.db"
    notebook.touch(mode=0o600)
    open_as(f"sqlite:///{notebook}", mode)
    database.migrate()
    with database.db.connection_context(), database.db.atomic():
        home = Home.found("The blue door", "Europe/Berlin", {"after bedtime": time(20)})
        mara, jon = join("Mara", Role.PARTNER), join("Jon", Role.PARTNER)
        ida, ruth = join("Ida", Role.KID), join("Ruth", Role.GUEST)
    return SimpleNamespace(home=home, mara=mara, jon=jon, ida=ida, ruth=ruth)


def open_as(url: str, mode: str) -> None:
    """Point `database` at a notebook, with the journal mode that a newer or older SQLite would choose."""
    database.init(url)
    database.db.obj.pragma("journal_mode", mode, permanent=True)


def phone_of(person: Person) -> dict[str, str]:
    """The header of a phone on which this person is signed in."""
    home: Any = Home.current()
    return {"Cookie": f"household-{home.key}={Device.enter(person, 'test')[1]}"}


def settings_for(mode: str, folder: Path) -> dict[str, str]:
    """Settings under which the house chooses this journal mode: it goes by the age of SQLite."""
    (folder / "sitecustomize.py").write_text(AGE[mode])
    return {"PYTHONPATH": os.pathsep.join([str(folder), *filter(None, [os.environ.get("PYTHONPATH")])])}


def workers_of(pid: int) -> list[int]:
    """The processes that gunicorn's master has for the work."""
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def cut_off(house: SimpleNamespace) -> None:
    """All of the house's processes at once, as when the plug is pulled."""
    everyone = [house.process.pid, *workers_of(house.process.pid)]
    for pid in everyone:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    house.process.wait()
