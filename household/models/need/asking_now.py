"""A child asks for something now, and may ask again, or somebody else: what still waits lies on the table once."""

from datetime import timedelta
from typing import Any

from household.database import db
from household.models.base import TooLate
from household.models.clock import now
from household.models.home import Home
from household.models.need.when import place
from household.models.person import Person

A_BREATH = timedelta(minutes=1)
FEW = 12  # of the same that wait: there are hardly two


class AskingNow:
    """Asking by a picture."""

    @classmethod
    def ask_now(cls: Any, *, by: Person, word: str, named: list[Person], own: str = "", once: str | None = None) -> Any:
        """Ask these people. Within a breath the same is one call, unless somebody said no; later it is called anew, and
        the one before rests.
        """
        before = cls._waiting_for_the_same(by, word, named)
        for need in before:
            if need.own == own and need.asked_at > now() - A_BREATH and not need._was_answered():
                return need
        with db.atomic():
            when = place(Home.here(), "now")
            asked = cls.ask(by=by, word=word, own=own, audience="named", named=named, when=when, once=once)
            for need in before:
                if need.id != asked.id:
                    waits = cls.closed_at.is_null() & cls.claimed_by.is_null()
                    need.become("rest", waits, closed_at=now(), closed_as="rested")
        return asked

    def ask_instead(self: Any, *, by: Person, named: list[Person]) -> None:
        """Ask these people for it now. Where somebody took it meanwhile, that stands."""
        if not self.waiting:
            return
        same = dict(word=self.word, own=self.own, audience="named", named=named)
        try:
            self.change(by=by, when=place(Home.here(), "now"), **same)
        except TooLate:
            return

    def _was_answered(self: Any) -> bool:
        from household.models.reply import Reply

        return bool(Reply.select(Reply.id).where(Reply.need == self.id, Reply.not_now != "").exists())

    @classmethod
    def _waiting_for_the_same(cls: Any, by: Person, word: str, named: list[Person]) -> list[Any]:
        mine = (cls.asked_by == by) & (cls.word == word) & cls.closed_at.is_null() & cls.claimed_by.is_null()
        waiting = cls.all().where(mine).limit(FEW)
        return [need for need in waiting if {*need.named} == {*named}]
