"""Changing what one asked: the words, the when, and who it is for; and ten minutes to take more readers back."""

from typing import Any

from household.database import db
from household.models.base import Refused, random_key
from household.models.clock import now
from household.models.event import Event
from household.models.need.asking import askable
from household.models.need.claiming import FREE
from household.models.need.when import When
from household.models.person import Person


class Changing:
    """The verbs of the asker while it is open."""

    def change(
        self: Any,
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
        wider: bool = False,
        free: bool = False,
    ) -> None:
        """Say it otherwise, or to others. It holds if nobody has changed or taken it since it was read.

        Without a `when` that stays. `wider`: more can see it and nobody less, which can be undone for ten minutes; its
        line in the access log stays all the same.
        `free`: whoever has it can't see it any more, so the claim goes.
        """
        from household.models.access_entry import AccessEntry
        from household.models.need.details import Details
        from household.models.need.widening import Widening

        named, kids_can_help = askable(by, word, own, audience, named, kids_can_help)
        told = dict(word=word, own=own, feeling=feeling)
        fields: dict[str, Any] = told | dict(audience=audience, kids_can_help=kids_can_help) | (FREE if free else {})
        if when:
            fields |= dict(when._asdict(), asked_at=now()) | self.alone_where_it_moves(when)
        if (audience, kids_can_help, named) != (self.audience, self.kids_can_help, self.named):
            fields |= dict(readers=random_key())
        if when or any(getattr(self, name) != value for name, value in told.items()):
            fields |= dict(wording=random_key())
        with db.atomic():
            before, old, in_it = self.circle, Widening.before(self), self.in_it
            if not type(self).update(**fields).where(self._as_it_was_read()).execute():
                raise self.late()
            for name, value in fields.items():
                setattr(self, name, value)
            self.name_anew(named)
            if wider:
                old.keep()
                AccessEntry.note("widen", by=by, need=self)
            elif "readers" in fields:
                Widening.forget(self)
            Details.keep(self, details)
            Event.record(self, "change", before, self.circle)
            if "wording" in fields or free:
                self.tell("change", by=by, to=in_it)
            if "readers" in fields:
                self.call("ask", by=by, before=before)

    def narrow(self: Any, *, by: Person, free: bool = False) -> None:
        """Undo the last widening: those who could see it before, and nobody else."""
        from household.models.need.details import Details
        from household.models.need.widening import Widening

        with db.atomic():
            old = Widening.of(self)
            if old is None:
                raise Refused("The ten minutes are over. You can still change who this is for.")
            self.change(
                by=by, word=self.word, own=self.own, feeling=self.feeling, details=Details.of(self),
                audience=old.audience, named=old.people, kids_can_help=old.kids_can_help, free=free,
            )  # fmt: skip

    def _as_it_was_read(self: Any) -> Any:
        need = type(self)
        holder = need.claimed_by.is_null() if self.claimed_by_id is None else need.claimed_by == self.claimed_by_id
        same = (need.wording == self.wording) & (need.readers == self.readers)
        return (need.id == self.id) & need.closed_at.is_null() & same & holder
