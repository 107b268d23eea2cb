"""Bringing a copy back: it proves itself first, the old files are laid aside, and everybody comes in anew."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from household.keeping import Trouble, backup, upgrading
from household.keeping.files import private_copy, require_room, scratch, with_sidecars
from household.keeping.prompt import tilde, to_type
from household.keeping.proving import prove
from household.keeping.soundness import NOT_WHOLE, columns, good, require_known, require_whole, schema_of, tables
from household.keeping.switching import alone, replace
from household.models.base import random_key
from household.models.clock import now

Tell = Callable[[str], None]


class NotRestored(Trouble):
    """The notebook is as it was; the sentence says why."""


def restore(file: Path, notebook: Path, tell: Tell) -> Path | None:
    """Bring `file` back in place of `notebook`; where the old files are now. Call it alone in its folder."""
    data = notebook.parent
    require_file(file, notebook)
    with scratch(data / "restoring") as place:
        fresh = fetched(file, place)
        require_known(schema_of(fresh))
        prove(fresh, data, tell)
        tell("Bringing it back.")
        upgrading.migrate(fresh)
        return put_back(fresh, notebook, "restore")


def rollback(notebook: Path, tell: Tell) -> tuple[Path, Path | None]:
    """Back to the notebook from before the last change of how it is kept: (the snapshot, where the old files are)."""
    data = notebook.parent
    found = next((one for one in reversed(upgrading.snapshots(data)) if good(one)), None)
    if found is None:
        raise NotRestored(
            f"There is no notebook from before an update in {data / 'snapshots'}, or none this Household knows."
        )
    with scratch(data / "restoring") as place:
        fresh = fetched(found, place)
        tell("Bringing it back.")
        return found, put_back(fresh, notebook, "rollback", still=notebook if notebook.exists() else None)


def newest_good(data: Path) -> Path | None:
    """The newest copy that could be brought back: each is opened and looked through, until one is good."""
    made = sorted([*backup.copies(data), *upgrading.snapshots(data)], key=backup.age, reverse=True)
    return next((one for one in made if good(one)), None)


def command(copy: Path | None, data: Path) -> str:
    """What to type to bring it back."""
    return to_type(f"restore {tilde(copy) if copy else 'FILE'}", data)


def require_file(file: Path, notebook: Path) -> None:
    if not file.is_file():
        raise NotRestored(f"There is no file {file}.")
    if notebook.exists() and file.samefile(notebook):
        raise NotRestored("This is the notebook itself. Please name a copy of it.")


def fetched(file: Path, place: Path) -> Path:
    """The copy, from wherever it lies, whole and in one file of our own."""
    fresh = place / "household.db"
    try:
        beside = with_sidecars(file)
        require_room(place, 4 * sum(one.stat().st_size for one in beside), "bringing it back")
        for one in beside:
            if not one.name.endswith("-shm"):
                private_copy(one, place / one.name.replace(file.name, fresh.name))
        with closing(sqlite3.connect(fresh)) as opened:
            opened.execute("PRAGMA journal_mode = delete")
            ours = {"schema_migration", "home", "person"} <= set(tables(opened.execute))
    except (*NOT_WHOLE, OSError) as trouble:
        raise NotRestored(f"{file} can’t be read as a notebook: {trouble}. The notebook is as it was.") from None
    if not ours:
        raise NotRestored(f"{file} is no notebook of a household. The notebook is as it was.")
    require_whole(fresh)
    return fresh


def put_back(fresh: Path, notebook: Path, verb: str, still: Path | None = None) -> Path | None:
    with alone(notebook):
        end_sessions(fresh, verb, still)
        require_whole(fresh)
        return replace(notebook, fresh)


def end_sessions(fresh: Path, verb: str, still: Path | None) -> None:
    """A phone, a link or an address that was shut out since, or an invitation or a paper code that was used, must not
    come to life again; and nobody is called for what is long over.

    Only what stands just the same in the notebook `still` goes on. In plain SQL, for its tables may be older or newer
    than the models.
    """
    at = str(now().replace(tzinfo=None))
    keep = standing(still) if still else set()
    with closing(sqlite3.connect(fresh)) as opened, opened:
        ended = ", ended_here = 1" if "ended_here" in columns(opened.execute, "device") else ""
        end = {
            "device": f"UPDATE device SET revoked_at = :at{ended} WHERE key = :key",
            "invitation": "UPDATE invitation SET used_at = :at WHERE key = :key",
            "calendar": "DELETE FROM calendar WHERE token_hash = :key",
            "button": "UPDATE button SET token_hash = 'ended ' || key WHERE token_hash = :key",  # it can have a new one
            "neighbour": "DELETE FROM neighbour WHERE key = :key",
            "channel": "UPDATE channel SET works = 0, trial = '' WHERE key = :key",  # until its person tries it again
        }
        if still:  # else nothing tells which are on paper now
            end["recovery_code"] = "UPDATE recovery_code SET used_at = :at WHERE code_hash = :key"
        for table, key, *_ in standing(fresh) - keep:
            if table in end:
                opened.execute(end[table], dict(at=at, key=key))
        for table in {"delivery", "notice"} & {*tables(opened.execute)}:
            opened.execute(f"DELETE FROM {table}")
        if "access_entry" in tables(opened.execute):
            opened.execute("INSERT INTO access_entry (key, verb, at) VALUES (?, ?, ?)", (random_key(), verb, at))


STANDING = {
    "device": "SELECT 'device', key, token_hash, signed_in FROM device WHERE revoked_at IS NULL",
    "invitation": "SELECT 'invitation', key FROM invitation WHERE used_at IS NULL AND by_id IS NOT NULL",
    "recovery_code": "SELECT 'recovery_code', code_hash FROM recovery_code WHERE used_at IS NULL",
    "calendar": "SELECT 'calendar', token_hash FROM calendar",
    "button": "SELECT 'button', token_hash FROM button",
    "neighbour": "SELECT 'neighbour', key, host, port FROM neighbour",
    "channel": "SELECT 'channel', key, address FROM channel WHERE kind != 'page'",
}


def standing(notebook: Path) -> set[tuple]:
    """What lets somebody in or out at present, in rows that tell one from another; none where it can't be read."""
    try:
        with closing(sqlite3.connect(notebook)) as opened:
            there = tables(opened.execute)
            return {row for table, asked in STANDING.items() if table in there for row in opened.execute(asked)}
    except NOT_WHOLE:
        return set()
