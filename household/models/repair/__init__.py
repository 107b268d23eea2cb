"""Coming back to each other after a hurt, step by step. Its verbs are in the files beside this one."""

from typing import Any

from peewee import BooleanField, CharField, ForeignKeyField, TextField

from household.models.base import KeyField, TooLate, UTCDateTimeField, Written, random_key
from household.models.event import Event
from household.models.need import Need
from household.models.person import Person
from household.models.repair.answering import Answering
from household.models.repair.ending import Ending
from household.models.repair.opening import Opening
from household.models.repair.pausing import Pausing
from household.models.repair.telling import Telling
from household.models.reply import Reply

STAGES = ("tell", "hear", "fit", "own", "mend", "close", "mended")  # what is to be said next
HURTS = ("tell", "fit", "close")  # by the one who was hurt; the rest by the other


class Repair(Opening, Answering, Pausing, Ending, Telling, Written):
    """`by` was hurt, by something of `to`'s. While it is at "tell", only `by` sees it.

    What landed, the `feelings` (words, with blanks) and what it feels like, what `by` asks for now, and the phrases
    that would be `welcome` (ids); what `to` `heard`, `owns` and `mends`, with `more` from `by` where that is not quite
    it. `turn` is new at each step: nobody answers what they did not read. `lent` names what was said for `to` on `by`'s
    device. A pause is over by itself when `back_at` comes.
    """

    by = ForeignKeyField(Person, on_delete="CASCADE")
    to = ForeignKeyField(Person, on_delete="CASCADE")
    need = ForeignKeyField(Need, null=True, on_delete="SET NULL")
    reply = ForeignKeyField(Reply, null=True, on_delete="SET NULL")
    stage = CharField(max_length=8)
    turn = KeyField(max_length=24, default=random_key)
    landed = TextField(default="")
    feelings = TextField(default="")
    feels = TextField(default="")
    asks = TextField(default="")
    welcome = CharField(max_length=40, default="")
    heard = TextField(default="")
    more = TextField(default="")
    owns = TextField(default="")
    mends = TextField(default="")
    lent = CharField(max_length=24, default="")
    by_took_back = BooleanField(default=False)
    to_took_back = BooleanField(default=False)
    by_lets_go = BooleanField(default=False)
    to_lets_go = BooleanField(default=False)
    paused_by = ForeignKeyField(Person, null=True, on_delete="SET NULL")
    paused_at = UTCDateTimeField(null=True)
    back_at = UTCDateTimeField(null=True)
    at = UTCDateTimeField()

    by_id: int
    to_id: int
    need_id: int | None
    reply_id: int | None
    paused_by_id: int | None

    @classmethod
    def all(cls) -> Any:
        """Every repair with its two people in the same query, the newest first."""
        hurt, other = Person.alias(), Person.alias()
        return (
            cls.select(cls, *Person.at_a_glance(hurt), *Person.at_a_glance(other))
            .join(hurt, on=cls.by, attr="by")
            .switch(cls)
            .join(other, on=cls.to, attr="to")
            .order_by(cls.id.desc())
        )

    @classmethod
    def between(cls, one: int, other: int) -> Any:
        """Those of these two people (their ids), whoever was hurt."""
        hurt_each = ((cls.by == one) & (cls.to == other)) | ((cls.by == other) & (cls.to == one))
        return cls.select().where(hurt_each)

    @property
    def whose(self) -> Person | None:
        """Who says something next; nobody, once it is mended."""
        return None if self.stage == "mended" else self.by if self.stage in HURTS else self.to

    @property
    def step(self) -> int:
        """Of the six on the page, the one they are at; 7 when all are behind them."""
        return {"tell": 2, "hear": 3, "fit": 3, "own": 4, "mend": 5, "close": 6, "mended": 7}[self.stage]

    def is_turn_of(self, person: Person) -> bool:
        return self.whose is not None and self.whose.id == person.id

    def let_go_by(self, person: Person) -> bool:
        """Whether this one of the two has let it go."""
        return bool(self.by_lets_go if person.id == self.by_id else self.to_lets_go)

    def beside(self, person: Person) -> Person:
        """The other of the two."""
        return self.to if person.id == self.by_id else self.by

    @property
    def circle(self) -> set[str]:
        return {self.by.key} if self.stage == "tell" else {self.by.key, self.to.key}

    def go_on(self, verb: str, stage: str, *, to: str, turn: str | None, **said: Any) -> bool:
        """Say something and go to the next stage; whether it took hold, or was done before by the very same tap.

        One conditional UPDATE settles who was first. Call it in the transaction of what is told.
        """
        fields = said | self.UNPAUSED | dict(stage=to, turn=random_key(), by_lets_go=False, to_lets_go=False)
        read = (Repair.id == self.id) & (Repair.turn == (turn or self.turn)) & (Repair.stage == stage)
        if not Repair.update(**fields).where(read & self.awake()).execute():
            fresh = Repair.get_or_none(Repair.id == self.id)
            if fresh and fresh.stage == to and all(getattr(fresh, name) == words for name, words in said.items()):
                return False
            raise self.late()
        before = self.circle
        for name, value in fields.items():
            setattr(self, name, value)
        Event.record(self, verb, before, self.circle)
        return True

    def require(self, *stages: str) -> None:
        """Refuse what can't be said now, before anybody looks at what is in it."""
        if self.stage not in stages or self.resting:
            raise self.late()

    def late(self) -> TooLate:
        """Why it can't be said any more, as it stands now."""
        fresh = Repair.get_or_none(Repair.id == self.id)
        if fresh is None:
            return TooLate("You have both let this go. Nothing of it is kept.")
        if fresh.resting:
            paused_by: Any = fresh.paused_by
            return TooLate("%(name)s has paused this. It can wait until then.", name=paused_by.name)
        return TooLate("This has moved on. Please read it once more.")
