"""The access log: what changed about who can come in, for all partners to see. Nothing is ever taken out of it."""

from typing import Any

from peewee import CharField, ForeignKeyField

from household.models.base import Record, UTCDateTimeField
from household.models.clock import now
from household.models.need import Need
from household.models.person import Person

VERBS = (
    "card", "end_card", "hand_over", "invite", "join", "let_in", "let_kids_in", "pair", "remove", "reset_password",
    "restore", "rollback", "take_up", "widen",
)  # fmt: skip


class AccessEntry(Record):
    """`by` did it, `about` is whom it concerns; without `by` it was done at the computer of the house.

    `need` is what more people were let see; whoever may not see it now reads no line of it.

    Never in it: sign-ins, reading, places, one's own devices, but for those that become the kids', export, a
    packet or leaving.
    """

    verb = CharField(max_length=24)
    by = ForeignKeyField(Person, null=True, on_delete="SET NULL", backref="+")
    about = ForeignKeyField(Person, null=True, on_delete="SET NULL", backref="+")
    need = ForeignKeyField(Need, null=True, on_delete="SET NULL", backref="+")
    at = UTCDateTimeField()

    @classmethod
    def note(cls, verb: str, *, by: Person | None = None, about: Person | None = None, need: Any = None) -> None:
        """Write a line; call it in the transaction of what happened."""
        assert verb in VERBS
        cls.create(verb=verb, by=by, about=about, need=need, at=now())

    @classmethod
    def newest(cls) -> Any:
        """The newest first, as they were written, each with its people."""
        doer, whom = Person.alias(), Person.alias()
        return (
            cls.select(cls, *Person.at_a_glance(doer), *Person.at_a_glance(whom))
            .left_outer_join(doer, on=cls.by, attr="by")
            .switch(cls)
            .left_outer_join(whom, on=cls.about, attr="about")
            .order_by(cls.id.desc())
        )
