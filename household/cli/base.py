"""What the commands share: plain errors, the settings, and the notebook that is there."""

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
from peewee import DatabaseError, ImproperlyConfigured

from household import config, database
from household.keeping import Trouble, instance, switching
from household.models.base import Refused


class PlainErrors(click.Group):
    """Troubles that are nobody's bug end in one sentence and exit code 1."""

    def invoke(self, context: click.Context) -> Any:
        try:
            return super().invoke(context)
        except (ValueError, Refused, Trouble) as trouble:
            print(trouble, file=sys.stderr)
            if isinstance(trouble, Trouble) and trouble.detail and sys.stderr.isatty():
                print(trouble.detail, file=sys.stderr)
            raise SystemExit(1) from None
        except (DatabaseError, ImproperlyConfigured) as trouble:
            print(f"The notebook can’t be opened: {str(trouble).splitlines()[0]}", file=sys.stderr)
            raise SystemExit(1) from None


@click.group(cls=PlainErrors)
def main() -> None:
    """A private place at home where a family asks, answers and says thanks."""


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


def open_notebook(port: str | None, data: str | None) -> dict:
    """The settings, with the notebook that is there ready to use."""
    os.umask(0o077)
    settings = set_up(port, data)
    file = settings["DATABASE"].removeprefix("sqlite:///")
    if settings["DATABASE"].startswith("sqlite:///") and not Path(file).exists():
        raise ValueError(f"There is no notebook in {settings['DATA']}. Say where it is with --data.")
    if settings["DATABASE"].startswith("sqlite:///"):
        switching.hold_open(settings["DATA"])  # until this process ends
        instance.require_sound(settings["DATABASE"])
        if switching.waiting(Path(file)).exists():
            raise Trouble("A restore was cut off. Please open the house once: that brings it to its end.")
    database.init(settings["DATABASE"])
    return settings


def steps() -> Callable[[str], None]:
    """Says each step of long work on a terminal, one in place of the other; nothing where it is piped."""
    if not sys.stderr.isatty():
        return lambda step: None
    return lambda step: print(f"\r\033[K{step}", end="", file=sys.stderr, flush=True)


def over() -> None:
    """The steps are done: take the last one off the screen."""
    if sys.stderr.isatty():
        print("\r\033[K", end="", file=sys.stderr, flush=True)
