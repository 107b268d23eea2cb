"""Looking after the notebook: bring it up to date, copy it, prove a copy, bring one back."""

from pathlib import Path

import click

from household import database
from household.cli.base import main, open_notebook, over, set_up, settings_options, steps
from household.keeping import Trouble, backup, elsewhere, instance, proving, restoring, upgrading
from household.keeping.doctor.house import is_open
from household.keeping.prompt import to_close

LATER = "It is safe, and nobody sees it there. Delete it once you are sure that all is well."


@main.command()
@settings_options
def migrate(port: str | None, data: str | None) -> None:
    """Bring the notebook's tables up to date, without opening the house."""
    settings = set_up(port, data)
    hold(settings["DATA"])
    instance.require_sound(settings["DATABASE"])
    database.init(settings["DATABASE"])
    applied = upgrading.bring_up_to_date(settings["DATABASE"], settings["DATA"], tell=steps())
    over()
    print(f"Brought up to date: {', '.join(applied)}." if applied else "The notebook is up to date.")
    if applied and database.embedded() and (made := upgrading.snapshots(settings["DATA"])):
        print(f"As it was before, it is in {made[-1]}.")


@main.command("backup")
@settings_options
@click.option("--to", metavar="DIR", help="Put a copy into this folder too: on a stick, on another disk.")
def backup_(port: str | None, data: str | None, to: str | None) -> None:
    """Make one copy of the notebook and check it; the house may be open meanwhile."""
    settings = open_notebook(port, data)
    backup.require_embedded()
    if to is None:
        made = backup.make(settings["DATA"], steps())
        backup.rotate(settings["DATA"])
    else:
        folder = Path(to).expanduser().absolute()
        with database.db.connection_context():
            made = elsewhere.carry(settings["DATA"], folder, steps())
    over()
    print(f"Checked and kept: {made}")
    if to is not None and elsewhere.in_memory(made.parent):
        print("That is in the computer’s memory. When the power goes, it is gone.")
    elif to is not None and not elsewhere.on_another_disk(settings["DATA"], made.parent):
        print("That is on the same disk as the notebook. If the disk breaks, both are gone.")


@main.command()
@settings_options
def prove(port: str | None, data: str | None) -> None:
    """Prove that the newest copy can be brought back: open it as the house would, in a folder of its own."""
    settings = open_notebook(port, data)
    backup.require_embedded()
    with database.db.connection_context():
        copy = proving.prove_newest(settings["DATA"], steps())
    over()
    print(f"Proven: {copy}\nIt was brought back, opened by the house, and holds what it should.")


@main.command()
@settings_options
@click.argument("file")
def restore(port: str | None, data: str | None, file: str) -> None:
    """Bring a copy of the notebook back. The house must be closed; the old notebook is laid aside."""
    notebook = alone(port, data)
    copy = Path(file).expanduser().absolute()
    aside = restoring.restore(copy, notebook, steps())
    over()
    print(f"The notebook is as it was in {copy}.")
    tell_of(aside)
    print("Everybody comes in with their passphrase, as it was then; phones and tablets have to be let in again.")


@main.command()
@settings_options
def rollback(port: str | None, data: str | None) -> None:
    """Go back to the notebook from before the last change of how it is kept. The house must be closed."""
    notebook = alone(port, data)
    snapshot, aside = restoring.rollback(notebook, steps())
    over()
    at = backup.made_at(snapshot)
    print(f"The notebook is as it was on {at.day} {at:%B %Y}, before the last change of how it is kept: {snapshot}")
    tell_of(aside)
    print("What was written since then is in that folder alone. Phones that have come in since then come in anew.")


def alone(port: str | None, data: str | None) -> Path:
    """The notebook of a closed house, ours until this process ends."""
    settings = set_up(port, data)
    if not settings["DATABASE"].startswith("sqlite:///"):
        raise Trouble("This notebook lives in PostgreSQL. Its own tool to bring a copy back is pg_restore.")
    hold(settings["DATA"])
    return Path(settings["DATABASE"].removeprefix("sqlite:///"))


def hold(data: Path) -> None:
    if is_open(data):
        raise Trouble(f"Household is already running with the folder {data}. {to_close(data)}")
    instance.hold(data)


def tell_of(aside: Path | None) -> None:
    if aside:
        print(f"The notebook that was there until now: {aside}\n{LATER}")
