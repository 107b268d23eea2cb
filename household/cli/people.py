"""For the day a passphrase or a phone is lost."""

from typing import Any

import click

from household import database
from household.cli.base import main, open_notebook, settings_options
from household.models import Device, Person, passphrase
from household.models.clock import now


@main.command("reset-password")
@settings_options
@click.argument("name")
def reset_password(port: str | None, data: str | None, name: str) -> None:
    """Give the person called NAME a new passphrase; every device has to come in again, and Us says that it was done."""
    open_notebook(port, data)
    with database.db.connection_context():
        person = the_one_called(name, Person.passphrase != "", f"Nobody called {name} comes in with a passphrase here.")
        new = click.prompt("The new passphrase", hide_input=True, confirmation_prompt="Once more")
        passphrase.require_good(new, person.name)
        passphrase.reset(person, passphrase.seal(new), at=now(), here=True)
    print(f"{person.name} can come in with it now.")
    print(f"Every device of {person.name} has to come in again; Us says that it was done.")


@main.command("revoke-device")
@settings_options
@click.argument("name")
@click.option("--all", "every", is_flag=True, help="All of them, without asking which.")
def revoke_device(port: str | None, data: str | None, name: str, every: bool) -> None:
    """Sign out a lost device of the person called NAME, or the kitchen tablet by its label; Us says so."""
    open_notebook(port, data)
    with database.db.connection_context():
        devices = devices_of(name)
        chosen = devices if every or len(devices) == 1 else [which(devices)]
        with database.db.atomic():
            for device in chosen:
                device.revoke(by=None)
    for device in chosen:
        print(f"Out, and to be let in anew: {in_words(device)}.")


def devices_of(name: str) -> list[Device]:
    """Those of the person with this name or key, or the kitchen tablet with this label; never none."""
    kitchen = list(Device.standing().where(Device.kiosk & (Device.label == name)))
    if kitchen:
        return kitchen
    person = the_one_called(name, None, f"Nobody here is called {name}, and no kitchen tablet.")
    found = list(Device.standing().where((Device.person == person) & ~Device.kiosk))
    if not found:
        raise ValueError(f"The house knows no device of {person.name}.")
    return found


def which(devices: list[Device]) -> Device:
    """Ask for one of them by its number."""
    for number, device in enumerate(devices, 1):
        print(f"{number:>3}  {in_words(device)}")
    return devices[click.prompt("Which one", type=click.IntRange(1, len(devices))) - 1]


def in_words(device: Device) -> str:
    """What it is called, and since when; when it was last used is nobody else's to know."""
    return f"{device.label or 'a device'}, first here on {device.first_day:%d %B %Y}"


def the_one_called(name: str, condition: Any, nobody: str) -> Person:
    """The person who has this key or name, large letters or small; ValueError where there is not just one."""
    here = list(Person.here() if condition is None else Person.here().where(condition))
    people = [one for one in here if name in (one.key, one.name)]
    people = people or [one for one in here if name.casefold() == one.name.casefold()]
    if len(people) > 1:
        keys = ", ".join(one.key for one in people)
        raise ValueError(f"More than one person is called {name}. Say which by one of these: {keys}.")
    if not people:
        raise ValueError(nobody)
    return people[0]
