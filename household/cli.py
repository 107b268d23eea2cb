"""The household command: serve, demo, migrate, backup, reset-password."""

import os
import sys
import tempfile
from pathlib import Path
from socket import gethostname
from typing import Any, NoReturn

import click
import segno
from peewee import ImproperlyConfigured, OperationalError

from household import config, database
from household.keeping import backup as copies
from household.keeping import instance
from household.models import Device, Home, Invitation, Person, passphrase
from household.models.base import Refused
from household.models.clock import now
from household.web.places import lan_addresses


class PlainErrors(click.Group):
    """Troubles that are nobody's bug end in one sentence and exit code 1."""

    def invoke(self, context: click.Context) -> Any:
        try:
            return super().invoke(context)
        except (ValueError, Refused, instance.CannotStart, copies.BackupFailed) as trouble:
            print(trouble, file=sys.stderr)
            raise SystemExit(1) from None
        except (OperationalError, ImproperlyConfigured) as trouble:
            print(f"The notebook can’t be opened: {str(trouble).splitlines()[0]}", file=sys.stderr)
            raise SystemExit(1) from None


def settings_options(command: Any) -> Any:
    """--port and --data say the same as HOUSEHOLD_PORT and HOUSEHOLD_DATA."""
    command = click.option("--data", metavar="DIR", help="The folder of the notebook (HOUSEHOLD_DATA).")(command)
    return click.option("--port", metavar="N", help="The port to listen on (HOUSEHOLD_PORT).")(command)


def set_up(port: str | None = None, data: str | None = None) -> dict:
    """Put the options where gunicorn's workers will read them too; the settings."""
    if port:
        os.environ["HOUSEHOLD_PORT"] = port
    if data:
        os.environ["HOUSEHOLD_DATA"] = str(Path(data).expanduser().absolute())
    return config.settings()


@click.group(cls=PlainErrors)
def main() -> None:
    """A private place at home where a family asks, answers and says thanks."""


@main.command()
@settings_options
@click.option("--demo", is_flag=True, help="A made-up family in a folder that is thrown away.")
def serve(port: str | None, data: str | None, demo: bool) -> None:
    """Bring the notebook up to date and open the house."""
    if demo:
        data = tempfile.mkdtemp(prefix="household-demo-")
        os.environ.update(HOUSEHOLD_DEMO="1", DATABASE_URL="")
    settings = set_up(port, data)
    instance.require_port(settings["PORT"])
    instance.hold(settings["DATA"])
    instance.require_sound(settings["DATABASE"])
    database.init(settings["DATABASE"])
    database.migrate()
    with database.db.connection_context():
        if demo:
            from household.demo import move_in

            move_in()
        code = Invitation.invite(None)[2] if Home.current() is None else ""
    greet(settings, code)
    run_gunicorn(settings)


@main.command("demo")
@click.option("--port", metavar="N", help="The port to listen on (HOUSEHOLD_PORT).")
@click.pass_context
def demo_(context: click.Context, port: str | None) -> None:
    """Open the house of a made-up family; nothing is kept."""
    context.invoke(serve, port=port, data=None, demo=True)


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
    made = copies.make(settings["DATA"])
    copies.rotate(settings["DATA"])
    print(f"Checked and kept: {made}")


@main.command("reset-password")
@settings_options
@click.argument("name")
def reset_password(port: str | None, data: str | None, name: str) -> None:
    """Give the person called NAME a new passphrase; their devices have to come in again, and they see it in Us."""
    open_notebook(port, data)
    with database.db.connection_context():
        person = the_one_called(name)
        new = click.prompt("The new passphrase", hide_input=True, confirmation_prompt="Once more")
        passphrase.require_good(new, person.name)
        with database.db.atomic():
            fresh = {Person.passphrase: passphrase.seal(new), Person.passphrase_reset_at: now()}
            Person.update(fresh).where(Person.id == person.id).execute()
            Device.revoke_all(person)
    print(f"{person.name} can come in with it now. Every device of theirs has to come in again.")


def the_one_called(name: str) -> Person:
    """The person with a passphrase who has this name or key; ValueError where there is not just one."""
    people = [one for one in Person.here().where(Person.passphrase != "") if name in (one.key, one.name)]
    if len(people) > 1:
        keys = ", ".join(one.key for one in people)
        raise ValueError(f"More than one person is called {name}. Say which by one of these: {keys}.")
    if not people:
        raise ValueError(f"Nobody called {name} comes in with a passphrase here.")
    return people[0]


def open_notebook(port: str | None, data: str | None) -> dict:
    """The settings, with the notebook that is there ready to use."""
    os.umask(0o077)
    settings = set_up(port, data)
    file = settings["DATABASE"].removeprefix("sqlite:///")
    if settings["DATABASE"].startswith("sqlite:///") and not Path(file).exists():
        raise ValueError(f"There is no notebook in {settings['DATA']}. Say where it is with --data.")
    database.init(settings["DATABASE"])
    return settings


def greet(settings: dict, code: str) -> None:
    """Say every address, with a code for the camera for the first one that a phone can reach."""
    addresses = [settings["URL"]] if settings["URL"] else on_the_network(settings["PORT"])
    tail = f"/set-up/?code={code}" if code else "/"
    print("\nThe house is open. On a phone in the same Wi-Fi, go to:\n")
    for address in addresses:
        print(f"    {address}{tail}")
    if addresses and not settings["URL"]:
        print(
            f"\nOr by name, where your network knows it:\n\n    http://{gethostname()}.local:{settings['PORT']}{tail}"
        )
    print(f"\nOn this computer:\n\n    http://localhost:{settings['PORT']}{tail}\n")
    if addresses:
        print("Or point the phone’s camera here:\n")
        segno.make(addresses[0] + tail, micro=False).terminal(compact=True, border=2)
    if settings["DEMO"]:
        print("\nThis family is made up, and nothing is kept.")
    print("\nCtrl+C closes the house.\n", flush=True)


def on_the_network(port: int) -> list[str]:
    return [f"http://{address}:{port}" for address in lan_addresses()]


def run_gunicorn(settings: dict) -> NoReturn:
    """Become gunicorn, which keeps the lock on the data folder that this process holds."""
    host = "127.0.0.1" if settings["URL"].startswith("https://") else "0.0.0.0"
    os.environ["HOUSEHOLD_BIND"] = f"{host}:{settings['PORT']}"
    os.environ["HOUSEHOLD_DATA"] = str(settings["DATA"])
    configuration = config.ROOT / "deploy" / "gunicorn.conf.py"
    os.chdir(config.ROOT if (config.ROOT / "app.py").exists() else config.ROOT.parent)
    os.execv(sys.executable, [sys.executable, "-m", "gunicorn", "-c", str(configuration), "app:app"])


if __name__ == "__main__":
    main()
