"""Looking after the notebook: bring it up to date, copy it."""

from household import database
from household.cli.base import main, open_notebook, set_up, settings_options
from household.keeping import backup, instance


@main.command()
@settings_options
def migrate(port: str | None, data: str | None) -> None:
    """Bring the notebook's tables up to date, without opening the house."""
    settings = set_up(port, data)
    instance.hold(settings["DATA"])
    instance.require_sound(settings["DATABASE"])
    database.init(settings["DATABASE"])
    applied = database.migrate()
    print(f"Brought up to date: {', '.join(applied)}." if applied else "The notebook is up to date.")


@main.command("backup")
@settings_options
def backup_(port: str | None, data: str | None) -> None:
    """Make one copy of the notebook and check it; the house may be open meanwhile."""
    settings = open_notebook(port, data)
    made = backup.make(settings["DATA"])
    backup.rotate(settings["DATA"])
    print(f"Checked and kept: {made}")
