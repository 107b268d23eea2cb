"""Open a copy that was brought back as the house itself would, sign somebody in, and look at their pages."""

import os
from contextlib import suppress
from pathlib import Path

import click

from household import create_app, database
from household.cli.base import main
from household.keeping import Trouble, upgrading
from household.models import Device, Home, Person
from household.policy.roles import PARTNER


@main.command("open-copy", hidden=True)
@click.argument("folder", type=Path)
def open_copy(folder: Path) -> None:
    """For `household prove` alone: it knows only this folder, whose notebook is thrown away afterwards."""
    os.umask(0o077)
    with suppress(OSError):  # a locked-down service may not
        os.nice(10)  # the family's own requests come first
    url = f"sqlite:///{folder / 'household.db'}"
    upgrading.migrate(folder / "household.db")
    app = create_app(DATA=folder, DATABASE=url, URL="", HOSTS=(), DEMO=False)
    client = app.test_client()
    with database.db.connection_context():
        home, somebody = Home.current(), Person.here(PARTNER).first()  # their pages show the most
        token = Device.enter(somebody, "proof")[1] if somebody else ""
    if home and token:
        client.set_cookie(f"household-{home.key}", token)
    pages = ["/", "/needs/new", "/thanks/", "/us/"] if token else ["/sign-in" if home else "/set-up/"]
    for page in pages:
        with client.get(page) as answer:
            if answer.status_code != 200:
                raise Trouble(f"its page {page} answers {answer.status}.")
