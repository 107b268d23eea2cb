"""The doctor: says in plain words what is well at the house and what to do, whatever state it is in."""

from itertools import groupby

import click

from household.cli.base import main, set_up, settings_options
from household.keeping import doctor as looking
from household.keeping.doctor import Finding
from household.web.places import lan_addresses, zone_here

MARKS = {True: "✓", False: "→", None: "·"}


@main.command()
@settings_options
def doctor(port: str | None, data: str | None) -> None:
    """Look at the house and say what is well and what to do. It changes nothing, and tells nothing of people."""
    with looking.visited(set_up(port, data), lan_addresses(), zone_here()) as house:
        findings = looking.look(house)
    for group, found in groupby(findings, key=lambda one: str(one.group)):
        click.echo(f"\n{click.style(group, bold=True)}")
        for one in found:
            say(one)
    print(f"\n{looking.answer(findings)}")
    raise SystemExit(int(any(one.good is False for one in findings)))


def say(found: Finding) -> None:
    figures = f" ({found.figures})" if found.figures else ""
    print(f"  {MARKS[found.good]} {found.said}{figures}")
    if found.todo:
        print(f"    {found.todo}")
    if found.command:
        print(f"        {found.command}")
