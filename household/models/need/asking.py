"""Asking: putting a need on the table, and putting it back there."""

from functools import partial
from typing import Any

from household.content import kids
from household.database import db
from household.models.base import Refused, random_key
from household.models.clock import now
from household.models.event import Event
from household.models.need.claiming import FREE
from household.models.need.when import When
from household.models.person import Person, Role, each_once


class Asking:
    """The verbs of the one who asks, before anyone answers."""

    @classmethod
    def ask(
        cls: Any,
        *,
        by: Person,
        word: str = "",
        own: str = "",
        feeling: str = "",
        audience: str = "partners",
        named: list[Person] | None = None,
        kids_can_help: bool = False,
        when: When | None = None,
        details: str = "",
        draft: Any = None,
        once: str | None = None,
        **more: Any,
    ) -> Any:
        """Put it on the table. Refuses an ask without words, for nobody, or too heavy for a child.

        The `draft` it was kept as goes. `more` is the run or the occurrence of a rhythm that it is part of, and how it
        `tells`.
        """
        from household.models.need import NeedNamed
        from household.models.need.details import Details

        named, kids_can_help = askable(by, word, own, audience, named, kids_can_help)
        same = dict(asked_by=by, word=word, own=own, feeling=feeling, audience=audience, kids_can_help=kids_can_help)
        told = same | (when or When())._asdict() | more
        with db.atomic():
            need, new = cls.write(once=once, same=told, to=named, beside=details, asked_at=now())
            if new:
                for person in named:
                    NeedNamed.create(need=need, person=person)
                Details.keep(need, details)
                Event.record(need, "ask", set(), need.circle)
                need.call("ask", by=by)
            if draft:
                draft.throw_away(by=by)
        return need

    def reopen(self: Any, *, by: Person, when: When) -> None:
        """Back on the table, for another time: after a rest, when it was not quite it, or when its day has passed.

        What the kids were told of it goes.
        """
        from household.models.story import Story

        free = (type(self).closed_as != "taken back") & (
            type(self).closed_at.is_null(False) | type(self).claimed_by.is_null()
        )
        fresh = dict(closed_at=None, closed_as="", opened_again=False, **FREE, **self.alone_where_it_moves(when))
        told = partial(self.call, "reopen", by=by)
        with db.atomic():
            if not self.become("reopen", free, told, **fresh, **when._asdict(), wording=random_key(), asked_at=now()):
                raise self.late()
            Story.forget(self)


def askable(
    by: Person, word: str, own: str, audience: str, named: list[Person] | None, kids_can_help: bool
) -> tuple[list[Person], bool]:
    """(the people it is for by name, whether kids can help); refuses what can't be asked like this."""
    named = each_once(named or [], by) if audience == "named" else []
    kids_can_help = kids_can_help and audience in ("home", "orbit")
    if not (word or own):
        raise Refused("Choose what would help, or say it in your own words.")
    if audience == "named" and not named:
        raise Refused("Choose who this is for.")
    spare_the_kids(word, named, kids_can_help)
    return named, kids_can_help


def spare_the_kids(word: str, named: list[Person], kids_can_help: bool) -> None:
    """A child never carries a grown-up's need of touch, comfort, safety or money."""
    chosen = kids.chosen(word)
    if chosen is None:
        return
    if chosen.kids_never and any(person.role == Role.KID for person in named):
        raise Refused("This one is between grown-ups. Please choose a grown-up.")
    if kids_can_help and not chosen.kids_can_help:
        raise Refused("Kids can’t carry this one. Please take “Kids can help” off.")
