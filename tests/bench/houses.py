"""Open houses to measure: a family of two with so many needs, under gunicorn with one worker, or with two."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import time, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from household import database
from household.cli.serving import FRUGAL
from household.models import Device, Home, Need, NeedNamed, Person, Role
from household.models.clock import now
from household.models.founding import found

from ..web.calling import opened

ONE_WORKER = ("--workers", "1", "--threads", "64")
TWO_WORKERS = ("--workers", "2", "--threads", "64")  # as `serve` opens it where there is a gigabyte of memory
PLAIN = os.pathsep.join([str(Path(__file__).parent / "plain"), *filter(None, [os.environ.get("PYTHONPATH")])])
AT_HOME = FRUGAL | {"HOUSEHOLD_LINES": "0", "PYTHONPATH": PLAIN}  # as `serve` opens it
FACES = {"Mara": ("egg", "clay", "bun"), "Jon": ("loaf", "dusk", "crop")}


@contextmanager
def hello(folder: Path) -> Iterator[SimpleNamespace]:
    """A bare WSGI hello under the same settings."""
    folder.mkdir()
    with opened(folder, *ONE_WORKER, app="tests.bench.hello:app", **AT_HOME) as server:
        yield server


@contextmanager
def house(folder: Path, needs: int = 50, workers: tuple[str, ...] = ONE_WORKER) -> Iterator[SimpleNamespace]:
    """An open house. Jon's phone has come in; half of the needs are Mara's and half his own, all of them waiting."""
    folder.mkdir()
    with opened(folder, *workers, **AT_HOME) as server:
        with notebook(server):
            server.mara, server.jon = family()
            lay(server.mara, server.jon, needs)
            server.phone = come_in(server.jon)
        yield server


@contextmanager
def notebook(server: SimpleNamespace) -> Iterator[None]:
    """The notebook of an open house, read and written beside it."""
    database.init(f"sqlite:///{server.data / 'household.db'}")
    with database.db.connection_context():
        yield


def family() -> tuple[Person, Person]:
    faces = {name: dict(zip(("shape", "ink", "hair"), face, strict=True)) for name, face in FACES.items()}
    mara = found(
        home_name="The blue door", zone="Europe/Berlin", moments={"after bedtime": time(20)}, name="Mara",
        kids_say="Mama", face=faces["Mara"],
    )  # fmt: skip
    return mara, Person.join(role=Role.PARTNER, name="Jon", face=faces["Jon"])


def come_in(person: Person) -> dict[str, str]:
    """The header of a phone on which this person is signed in."""
    here = Home.current()
    assert here is not None
    return {"Cookie": f"household-{here.key}={Device.enter(person, 'phone')[1]}"}


def lay(mara: Person, jon: Person, many: int) -> list[Any]:
    """So many needs on the table, in own words and chosen ones, for one by name and for the partners."""
    with database.db.atomic():
        return [
            Need.ask(
                by=jon if turn % 2 else mara,
                own=f"Would you look at number {turn} with me?" if turn % 3 else "",
                word="" if turn % 3 else "quiet",
                audience="named" if turn % 4 else "partners",
                named=[mara if turn % 2 else jon],
            )
            for turn in range(many)
        ]


def fill(mara: Person, jon: Person, many: int, *, waiting: bool) -> None:
    """So many more needs, older than all others: still waiting, or met long ago; half of them for Jon by name.

    They go below the first id, where there is room for as many as one likes.
    """
    then = now() - timedelta(days=400)
    columns = [field.column_name for field in Need._meta.sorted_fields if field.name not in ("id", "key")]
    old = Need.select().order_by(Need.id).dicts().get() | dict(asked_at=then, once=None, day=None, own="An old one.")
    old |= dict(asked_by=mara.id) | ({} if waiting else dict(closed_at=then, closed_as="met"))
    fields = [field for field in Need._meta.sorted_fields if field.name not in ("id", "key")]
    values = [field.db_value(old[field.name]) for field in fields]
    names, slots = ", ".join(f'"{one}"' for one in columns), ", ".join("?" * len(columns))
    numbers = f"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {many})"
    with database.db.atomic():
        database.db.execute_sql(
            f'INSERT INTO need (id, "key", {names}) {numbers} SELECT -i, hex(randomblob(6)), {slots} FROM n', values
        )
        Need.update(audience="named").where((Need.id < 0) & (Need.id % 2 == 0)).execute()
        rows = Need.select(Need.id, jon.id).where((Need.id < 0) & (Need.id % 2 == 0))
        NeedNamed.insert_from(rows, [NeedNamed.need, NeedNamed.person]).execute()
