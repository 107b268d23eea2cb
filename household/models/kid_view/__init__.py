"""A child's own pages: which tiles stand there, who may hear, and when they rest. Partners set them."""

import hashlib
from datetime import time
from typing import Self

from peewee import BooleanField, CharField, ForeignKeyField, TextField, TimeField

from household.content.kids import ALWAYS, MOST, KidAsk, kid_asks
from household.models.base import Table
from household.models.home import Home
from household.models.kid_view.arranging import Arranging
from household.models.kid_view.hearing import Hearing, KidHears
from household.models.person import Person

__all__ = ["KidHears", "KidView"]


class KidView(Arranging, Hearing, Table):
    """`tiles` are the ids of what can be asked for, in order; empty, as long as nobody chose. `pictures` is the sealed
    picture password, or empty. Between `quiet_from` and `quiet_until` the pages say good night.
    """

    kid = ForeignKeyField(Person, unique=True, on_delete="CASCADE")
    tiles = TextField(default="")
    writes_own = BooleanField(default=False)
    pictures = CharField(max_length=200, default="")
    quiet_from = TimeField(null=True)
    quiet_until = TimeField(null=True)

    kid_id: int

    @classmethod
    def of(cls, kid: Person) -> Self:
        """This child's; where nobody has set anything yet, as every child's begins."""
        return cls.get_or_none(cls.kid == kid.id) or cls(kid=kid)

    @property
    def asks(self) -> list[KidAsk]:
        """The tiles of "I need help", in order."""
        chosen = self.tiles.split() or [*kid_asks()][:MOST]
        return [kid_asks()[id] for id in chosen if id in kid_asks()]

    @property
    def always(self) -> list[KidAsk]:
        """Those of them that work at any time, at night too."""
        return [ask for ask in self.asks if ask.id in ALWAYS]

    def code(self, ask: KidAsk) -> str:
        """What stands for this tile in an address of this child's pages, where no word shall be read."""
        return code_of(self.kid, ask.id)

    def ask_with(self, code: str) -> KidAsk | None:
        """The tile with this code."""
        return next((ask for ask in self.asks if self.code(ask) == code), None)

    @property
    def resting(self) -> bool:
        """Whether it is this child's quiet time now, on the clock of the home."""
        if self.quiet_from is None or self.quiet_until is None:
            return False
        return within(Home.here().local().time(), self.quiet_from, self.quiet_until)


def code_of(kid: Person, word: str) -> str:
    """What stands for a word in an address of this child's pages."""
    return hashlib.sha256(f"{kid.key} {word}".encode()).hexdigest()[:12]


def within(now: time, start: time, end: time) -> bool:
    """Whether a time of day lies in a span that may go over midnight; a span from a time to itself is none."""
    return start <= now < end if start <= end else now >= start or now < end
