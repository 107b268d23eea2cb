"""For the day a passphrase or a phone is lost."""

import click

from household import database
from household.cli.base import main, open_notebook, settings_options
from household.models import AccessEntry, Device, Person, passphrase
from household.models.clock import now


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
            AccessEntry.note("reset_password", about=person)
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
