"""Bringing the notebook's tables up to date: on a copy, checked row by row, and then all of it at once or nothing."""

from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

from peewee import SqliteDatabase

from household import database
from household.database import MIGRATIONS
from household.keeping import Trouble, backup
from household.keeping.files import new_file, private_copy, require_room, scratch, sync
from household.keeping.prompt import to_go_back
from household.keeping.soundness import (
    NotSound,
    UnknownSchema,
    counted,
    counts_of,
    known,
    require_known,
    require_whole,
    schema_of,
)
from household.keeping.switching import alone, replace
from household.models.clock import now

UPGRADES = 2  # a snapshot is kept until so many have followed, of other tables: a try that did not last is none
LAST = "last"  # the file beside them that names the one taken last
AS_IT_WAS = "So it was left as it was before. Please go back to the Household that you had, and tell its makers."
Counts = dict[str, int]


class UpgradeFailed(Trouble):
    """The notebook is as it was; the sentence says why."""


def bring_up_to_date(url: str, data: Path, folder: Path = MIGRATIONS, tell: Callable[[str], None] = print) -> list[str]:
    """Apply what is new, before anyone is served; the names applied. Call it alone in `data`."""
    if not url.startswith("sqlite:///"):
        with database.db.connection_context():
            require_known(set(runner(database.db.obj, str(folder)).applied()), folder)
        return database.migrate()
    notebook = Path(url.removeprefix("sqlite:///"))
    lived_in = notebook.exists() and bool(counts_of(notebook))
    before = schema_of(notebook) if lived_in else set()
    require_known_here(before, data, folder)
    if lived_in and not before:
        raise UnknownSchema(f"The file {notebook} is no notebook of a household. Please give Household another folder.")
    if not set(known(folder)) - before:
        return []
    with alone(notebook), scratch(data / "upgrading") as place:
        taken = None
        work = place / notebook.name
        if lived_in:
            tell("The notebook is being brought up to date. A copy of it is made first.")
            require_room(data, 4 * notebook.stat().st_size, "bringing the notebook up to date")
            taken = snapshot(notebook, data, max(before))
            private_copy(taken, work)
        try:
            names = migrate(work, folder)
        except UpgradeFailed:
            if taken:
                taken.unlink()  # the notebook is as it was, so there is nothing to go back to
            raise
        if taken:
            note(taken)
        replace(notebook, work, aside=False)
    forget(data)
    return names


def require_known_here(schema: set[str], data: Path, folder: Path) -> None:
    try:
        require_known(schema, folder)
    except UnknownSchema as strange:
        back = f"To go back to the notebook from before the update: {to_go_back(data)}"
        raise UnknownSchema(f"{strange} {back}") from None


# ---- the snapshot before it


def snapshot(notebook: Path, data: Path, schema: str) -> Path:
    """A verified copy, named after its moment and the tables that it holds."""
    return backup.write(notebook, data / "snapshots" / now().strftime(f"{backup.STAMP}-{schema}.db"))


def note(taken: Path) -> None:
    """Write down which one is the last: names go by a clock, and that may be behind."""
    half = taken.with_name(f"{LAST}-half")
    half.unlink(missing_ok=True)
    with new_file(half) as file:
        file.write(taken.name.encode())
    sync(half)
    half.replace(taken.with_name(LAST))
    sync(taken.parent)


def snapshots(data: Path) -> list[Path]:
    """Oldest first; the one that was noted last comes last."""
    made = sorted((found for found in (data / "snapshots").glob("household-*.db") if dated(found)), key=backup.age)
    noted = data / "snapshots" / LAST
    last = noted.read_bytes() if noted.is_file() else b""
    return sorted(made, key=lambda found: found.name.encode() == last)


def dated(found: Path) -> bool:
    try:
        return bool(backup.made_at(found))
    except ValueError:
        return False


def forget(data: Path) -> None:
    """Of each kind of tables the newest stays, of the last kinds: so no try again pushes out the way further back."""
    kinds: set[str] = set()
    for taken in reversed(snapshots(data)):
        kind = taken.stem.split("-")[-1]
        if kind in kinds or len(kinds) == UPGRADES:
            taken.unlink()
        else:
            kinds.add(kind)


# ---- on a copy that nobody uses


def migrate(work: Path, folder: Path = MIGRATIONS) -> list[str]:
    """Bring this file up to date and look through it; raises UpgradeFailed."""
    copied = SqliteDatabase(str(work), pragmas=database.pragmas(), lock_type="IMMEDIATE")
    try:
        with closing(copied), copied.connection_context():
            before = counted(copied.execute_sql)
            run = runner(copied, str(folder))
            wanted = promised(before, [one.load() for one in run.migrations() if one.name not in run.applied()])
            names = run.up()
            lost = [name for name, rows in wanted.items() if counted(copied.execute_sql).get(name) != rows]
    except Exception as trouble:
        kind = type(trouble).__name__
        said = f"The notebook could not be brought up to date ({kind}). {AS_IT_WAS}"
        raise UpgradeFailed(said, detail=str(trouble)) from None
    if lost:
        raise UpgradeFailed(f"Bringing the notebook up to date would have lost rows of {lost[0]}. {AS_IT_WAS}")
    try:
        require_whole(work)
    except NotSound:
        raise UpgradeFailed(f"Bringing the notebook up to date would have damaged it. {AS_IT_WAS}") from None
    return names


def promised(before: Counts, modules: list[Any]) -> Counts:
    """How many rows each table must have in the end: as many as before, except where a migration declares otherwise.

    It does so by `rows = {"table": how_many}`, where how_many takes the counts before it; None for a table that goes.
    """
    wanted = {name: count for name, count in before.items() if name != "schema_migration"}
    for module in modules:
        declared = getattr(module, "rows", {})
        came = {name: how_many(dict(wanted)) for name, how_many in declared.items() if how_many}
        wanted = {name: count for name, count in wanted.items() if name not in declared} | came
    return wanted


def runner(notebook: Any, folder: str) -> Any:
    """Peewee's, which is loaded only where tables change: the site that serves does without it."""
    from playhouse.migrations import Runner

    return Runner(notebook, folder)
