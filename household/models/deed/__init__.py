"""What was done in somebody's name at the kitchen tablet: it says so for a day, and they can undo it once."""

from datetime import datetime, timedelta
from typing import Any, Self

from peewee import CharField, ForeignKeyField

from household.database import db
from household.models.base import Record, UTCDateTimeField
from household.models.clock import now
from household.models.deed.undoing import Undoing
from household.models.need import Need
from household.models.person import Person
from household.models.prepared import Prepared, Slot
from household.models.thanks import Thanks

KEPT = timedelta(days=1)


class Deed(Undoing, Record):
    """`starts_at` is the time that had been promised, where a need was handed back.

    It is no log: only the `person` reads the list, and after a day it goes.
    """

    person = ForeignKeyField(Person, on_delete="CASCADE")
    verb = CharField(max_length=12)
    need: Any = ForeignKeyField(Need, null=True, on_delete="CASCADE")
    thanks: Any = ForeignKeyField(Thanks, null=True, on_delete="SET NULL")
    starts_at = UTCDateTimeField(null=True)
    at = UTCDateTimeField()
    undone_at = UTCDateTimeField(null=True)

    person_id: int
    need_id: int | None
    thanks_id: int | None

    @classmethod
    def ask(cls, *, by: Person, **asked: Any) -> Need:
        """See Need.ask. A form that is sent twice is one deed."""
        with db.atomic():
            need: Need = Need.ask(by=by, **asked)
            cls._once("ask", by=by, need=need)
        return need

    @classmethod
    def claim(cls, need: Need, *, by: Person, **promised: Any) -> None:
        """See Need.claim. Who has it already has said so elsewhere, or by the same tap."""
        before = need.claimed_by_id
        with db.atomic():
            need.claim(by=by, **promised)
            if need.claimed_by_id != before:
                cls._done("claim", by=by, need=need)

    @classmethod
    def hand_back(cls, need: Need, *, by: Person) -> None:
        """See Need.hand_back."""
        promised = need.starts_at
        with db.atomic():
            need.hand_back(by=by)
            cls._done("hand_back", by=by, need=need, starts_at=promised)

    @classmethod
    def meet(cls, need: Need, *, by: Person) -> None:
        """See Need.meet."""
        before = need.open
        with db.atomic():
            need.meet(by=by)
            if need.open != before:
                cls._done("meet", by=by, need=need)

    @classmethod
    def thank(cls, *, by: Person, **given: Any) -> Thanks:
        """See Thanks.give. A form that is sent twice is one deed."""
        with db.atomic():
            thanks = Thanks.give(by=by, **given)
            cls._once("thank", by=by, thanks=thanks)
        return thanks

    @classmethod
    def _done(cls, verb: str, *, by: Person, **about: Any) -> None:
        cls.create(person=by, verb=verb, at=now(), **about)

    @classmethod
    def _once(cls, verb: str, *, by: Person, **about: Any) -> None:
        same = [getattr(cls, name) == thing for name, thing in about.items()]
        if not cls.select().where(cls.verb == verb, *same).exists():
            cls._done(verb, by=by, **about)

    @property
    def shows(self) -> tuple[Any, ...]:
        """All that is said of it."""
        if self.verb == "thank":
            return self.key, [person.name for person in self.thanks.to]
        return self.key, self.verb, self.need.asked_by.name, self.need.__data__

    @property
    def until(self) -> datetime:
        """When it is forgotten."""
        at: datetime = self.at
        return at + KEPT

    @classmethod
    def with_need(cls, need: Need) -> list[Self]:
        """What was done with this need there, and is still so."""
        found = OF_A_NEED.rows(need=need.id, since=now() - KEPT).records()
        for one in found:
            one.need = need
        return [one for one in found if one.holds]

    @classmethod
    def known(cls, person_id: int) -> Any:
        """Bare rows of the last day: this person's own, and those of everybody's thanks."""
        return MINE_AND_THANKS.rows(person=person_id, since=now() - KEPT)

    @classmethod
    def mark(cls, notes: list[Thanks]) -> None:
        """Let these say whether they were said there; it is asked only where one is no older than that is kept."""
        if any(note.at > now() - KEPT for note in notes):
            cls.mark_by(notes, OF_THANKS.rows(since=now() - KEPT).records())

    @staticmethod
    def mark_by(notes: list[Thanks], deeds: list["Deed"]) -> list[Thanks]:
        """The same, by these deeds."""
        said = {deed.thanks_id for deed in deeds}
        for note in notes:
            note.at_tablet = note.id in said
        return notes

    @classmethod
    def forget(cls) -> None:
        """After a day they go."""
        cls.delete().where(cls.at <= now() - KEPT).execute()


def standing() -> Any:
    """Those that nobody has undone."""
    return Deed.select().where((Deed.at > Slot("since")) & Deed.undone_at.is_null()).order_by(Deed.id.desc())


OF_A_NEED = Prepared(lambda: standing().where(Deed.need == Slot("need")))
OF_THANKS = Prepared(lambda: standing().where(Deed.verb == "thank"))
MINE_AND_THANKS = Prepared(lambda: standing().where((Deed.person == Slot("person")) | (Deed.verb == "thank")))
