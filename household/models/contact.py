"""Whom to call when it is hard: a number or address that the home writes on the care page."""

import re
from datetime import date, timedelta
from typing import Any

from peewee import CharField, DateField

from household.database import db
from household.models.base import Refused, TooLate, Written
from household.models.device import today_here

KINDS = ("emergency", "helpline", "child_helpline")  # in the order they are read
NUMBER = re.compile(r"\+?[0-9][0-9 ()./-]{1,30}")
ADDRESS = re.compile(r"https?://[a-z0-9][a-z0-9.-]*(?::[0-9]+)?(?:[/?#]\S*)?", re.I)
A_YEAR = timedelta(days=365)


class Contact(Written):
    """`reach` is a number, an address or words that say how; `checked_on` the day somebody last made sure of it.

    Nobody is kept beside it. The care page is in no feed and no stream: what changes on it wakes no screen.
    """

    kind = CharField(max_length=16)
    name = CharField(max_length=60, default="")
    reach = CharField(max_length=200)
    checked_on = DateField()

    @classmethod
    def in_order(cls) -> list["Contact"]:
        """All of them, the emergency number first."""
        return sorted(cls.select().order_by(cls.id), key=lambda one: KINDS.index(one.kind))

    @classmethod
    def add(cls, *, by: Any, kind: str, reach: str, name: str = "", once: str | None = None) -> "Contact":
        """Write one more on the page, checked today."""
        require_reach(reach)
        same = dict(kind=kind, name=name, reach=reach)
        with db.atomic():
            return cls.write(once=once, same=same, checked_on=today_here())[0]

    def change(self, *, by: Any, kind: str, reach: str, name: str = "") -> None:
        """Other words; whoever writes them has just checked them."""
        require_reach(reach)
        self._put(kind=kind, name=name, reach=reach, checked_on=today_here())

    def check(self, *, by: Any) -> None:
        """It is still right today."""
        self._put(checked_on=today_here())

    def remove(self, *, by: Any) -> None:
        """Take it off the page."""
        require_there(Contact.delete().where(Contact.id == self.id).execute())

    def _put(self, **fresh: Any) -> None:
        require_there(Contact.update(fresh).where(Contact.id == self.id).execute())

    @property
    def number(self) -> str:
        """What a telephone dials, where it is a number and nothing else. A “(0)” is only for calls within a country."""
        said = self.reach.replace("(0)", "") if self.reach.startswith("+") else self.reach
        return re.sub(r"[^+0-9]", "", said) if NUMBER.fullmatch(self.reach) else ""

    @property
    def address(self) -> str:
        """The page in the web, where it is the address of one and nothing else."""
        return self.reach if ADDRESS.fullmatch(self.reach) else ""

    def is_old(self, today: date) -> bool:
        """Whether more than a year has gone by since it was checked."""
        return today - self.checked_on > A_YEAR


def require_there(rows: int) -> None:
    if not rows:
        raise TooLate("This was taken off the page already.")


def require_reach(reach: str) -> None:
    if not reach:
        raise Refused("Write how to reach them first.")
