"""Copies: when the last one was made, when one last proved itself, and whether one is in a second place."""

import os
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from household.keeping.backup import LATE, made_at, newest
from household.keeping.doctor.finding import COPIES, Finding, Said
from household.keeping.doctor.house import House, instant
from household.keeping.proving import FAILED, PROVEN, gave_way, late
from household.keeping.reminder import PUT_OFF, SECOND_PLACE, wanted
from household.models.clock import now


def look(house: House) -> Iterator[Finding]:
    if not house.embedded:
        said = Said("The house makes no copies of a notebook in PostgreSQL.")
        yield Finding(COPIES, None, said, Said("Its own tool for that is pg_dump."))
    elif house.settings["DEMO"]:
        yield Finding(COPIES, None, Said("This family is made up, so no copies are kept."))
    elif house.data.is_dir() and not may_look(house.data):
        yield Finding(COPIES, None, Said("You may not look at the copies."))
    elif house.condition != "missing":
        yield proof(house)
        yield last(house)
        if house.ask:
            yield elsewhere(house)


def may_look(data: Path) -> bool:
    may = os.R_OK | os.X_OK
    return os.access(data, may) and (os.access(data / "backups", may) or not (data / "backups").exists())


def last(house: House) -> Finding:
    made = newest(house.data)
    again = house.command("backup")
    if made is None:
        return Finding(COPIES, False, Said("There is no copy of the notebook yet."), Said("Make one. Type:"), again)
    at = made_at(made).astimezone(house.tz)
    if now() - at < LATE:
        return Finding(COPIES, True, Said("Last copy: %(day)s.", day=at))
    said = Said("Last copy: %(day)s. There should be one for every day that the house is open.", day=at)
    return Finding(COPIES, False if house.open else None, said, Said("Make one now. Type:"), again)


def proof(house: House) -> Finding:
    """A copy proves itself by being restored into a folder of its own, once a week."""
    at, failed, again = done(house, PROVEN), done(house, FAILED), house.command("prove")
    if gave_way(at, failed):
        said = Said("Last try to prove a copy: %(day)s. It could not be brought back.", day=failed)
        return Finding(COPIES, False, said, Said("See why, and try again. Type:"), again)
    if not late(founded(house), at) and at is None:
        said = Said("Last proven restore: none yet.")
        return Finding(COPIES, None, said, Said("Once a week the house restores its newest copy, to see that it can."))
    if not late(founded(house), at):
        return Finding(COPIES, True, Said("Last proven restore: %(day)s.", day=at))
    said = Said("Last proven restore: none yet. There should be one each week.")
    if at:
        said = Said("Last proven restore: %(day)s. There should be one each week.", day=at)
    return Finding(COPIES, False if house.open else None, said, Said("Prove the newest copy now. Type:"), again)


def elsewhere(house: House) -> Finding:
    """What lies on the disk of the notebook goes with it; when to ask for more is the reminder's to say."""
    since, at = founded(house), done(house, SECOND_PLACE)
    owed = since is not None and wanted(since, at, done(house, PUT_OFF))
    todo, command = Said("Put in a stick and copy to it. Type:"), house.command("backup --to /mnt/stick")
    if at is None:
        said = Said("All copies are on the same disk as the notebook. If it breaks, they go with it.")
        return Finding(COPIES, False if owed else None, said, todo, command)
    if not owed:
        return Finding(COPIES, True, Said("Last copy in a second place: %(day)s.", day=at))
    said = Said("Last copy in a second place: %(day)s. That is long ago.", day=at)
    return Finding(COPIES, False, said, todo, command)


def founded(house: House) -> datetime | None:
    return instant(house.one("SELECT founded_at FROM home"), house.tz)


def done(house: House, name: str) -> datetime | None:
    """When it was last done, on the home's clock."""
    at = next((at for found, at in house.rows("SELECT name, at FROM upkeep") if found == name), None)
    return instant(at, house.tz)
