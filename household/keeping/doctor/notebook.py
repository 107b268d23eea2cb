"""The notebook: whether it is there and whole, how it is written, and whether this house knows its tables."""

import os
import sqlite3
from collections.abc import Iterator

from household.database import journal_mode
from household.keeping.backup import newest
from household.keeping.doctor.finding import NOTEBOOK, Finding, Said, megabytes
from household.keeping.doctor.house import House
from household.keeping.doctor.reading import TROUBLES
from household.keeping.prompt import tilde
from household.keeping.restoring import command, newest_good
from household.keeping.soundness import known

DISK_ERRORS = "sudo dmesg --level err"
DAMAGED = Said("The notebook is damaged.")


def look(house: House) -> Iterator[Finding]:
    if house.embedded and not house.data.is_dir():
        return  # told with the disk
    if house.condition != "well":
        yield trouble(house)
    elif not house.embedded:
        yield Finding(NOTEBOOK, True, Said("The notebook lives in PostgreSQL, and it answers."))
        yield from tables(house)
    else:
        yield from pages(house)
        yield from tables(house)
    if house.embedded:
        yield way_of_writing()


def trouble(house: House) -> Finding:
    folder = tilde(house.data)
    if house.condition == "missing":
        said = Said("There is no notebook in %(folder)s.", folder=folder)
        todo = Said("It is made when the house first opens. If there should be one, say where with --data.")
        return Finding(NOTEBOOK, False, said, todo, house.opening())
    if house.condition == "damaged":
        return damaged(house)
    if house.condition == "interrupted":
        said = Said("The house was stopped in the middle of a change. It puts that right by itself when it opens.")
        return Finding(NOTEBOOK, None, said, Said("To open it, type:"), house.opening())
    if house.condition == "away":
        said = Said("The notebook lives in PostgreSQL, which can’t be reached.")
        return Finding(NOTEBOOK, False, said, Said("Look whether it runs, and whether DATABASE_URL is right."))
    said = Said("The notebook in %(folder)s can’t be opened.", folder=folder)
    if os.access(house.notebook, os.R_OK):
        return Finding(NOTEBOOK, False, said, Said("Look whether the disk is worn out. This may tell:"), DISK_ERRORS)
    return Finding(NOTEBOOK, False, said, Said("Ask as the one who may. Type:"), house.as_root("doctor"))


def damaged(house: House) -> Finding:
    copy = newest_good(house.data)
    if copy is None:
        todo = Said("There is no good copy of it here. Look for one in a second place.")
        return Finding(NOTEBOOK, False, DAMAGED, todo)
    todo = Said("Go back to the newest good copy. Type:")
    return Finding(NOTEBOOK, False, DAMAGED, todo, command(copy, house.data))


def pages(house: House) -> Iterator[Finding]:
    """Every page of it is looked at; a brief look leaves that to the command and to the daily copy."""
    if house.brief:
        return
    try:
        whole = house.ask is not None and house.ask("PRAGMA quick_check(1)") == [("ok",)]
    except TROUBLES:
        whole = False
    emptied = house.notebook.stat().st_size == 0 and newest(house.data)
    if whole and not emptied:
        size = megabytes(house.notebook.stat().st_size)
        yield Finding(NOTEBOOK, True, Said("The notebook is whole."), figures=size)
    else:
        yield damaged(house)


def tables(house: House) -> Iterator[Finding]:
    applied = {name for (name,) in house.rows("SELECT name FROM schema_migration")}
    ours = set(known())
    if applied - ours:
        said = Said("The notebook was written by a newer Household than this one.")
        todo, command = Said("Bring Household itself up to date, then open the house."), ""
        if house.installed:
            todo, command = Said("Bring Household itself up to date. In its folder, type:"), "sudo deploy/update"
        yield Finding(NOTEBOOK, False, said, todo, command)
    elif ours - applied:
        said = Said("The notebook’s tables are older than this Household. They are brought up to date when it opens.")
        yield Finding(NOTEBOOK, False if house.open else None, said, Said("Close the house and open it again."))
    else:
        yield Finding(NOTEBOOK, True, Said("The notebook’s tables are up to date."))


def way_of_writing() -> Finding:
    version, mode = sqlite3.sqlite_version, journal_mode()
    figures = f"SQLite {version}, journal_mode={mode}, synchronous=full"
    if mode == "wal":
        return Finding(NOTEBOOK, True, Said("It is written the fast and safe way."), figures=figures)
    said = Said("It is written the slower, safe way: in this SQLite the fast way can do harm.")
    return Finding(NOTEBOOK, True, said, figures=figures)
