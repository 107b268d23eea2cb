"""What someone asks for, from asked to met. Its verbs are in the files beside this one."""

from collections.abc import Callable
from typing import Any

from peewee import BooleanField, CharField, DateField, ForeignKeyField, TextField, TimeField

from household import content
from household.content import kids
from household.content.finding import moods
from household.database import db
from household.models.base import KeyField, Table, TooLate, UTCDateTimeField, Written, random_key
from household.models.event import Event
from household.models.home import Moment
from household.models.need.asking import Asking
from household.models.need.asking_now import AskingNow
from household.models.need.changing import Changing
from household.models.need.claiming import Claiming
from household.models.need.closing import Closing
from household.models.need.following import Following
from household.models.need.reaching import Reaching
from household.models.need.running import Running
from household.models.need.telling import Telling
from household.models.person import Person
from household.models.prepared import Prepared, Slot
from household.models.rhythm import Rhythm

AUDIENCES = ("named", "partners", "home", "orbit")


class Need(Asking, AskingNow, Running, Reaching, Changing, Claiming, Following, Closing, Telling, Written):
    """`word` is a chosen need, `own` the asker's own words. `wording` is new whenever what it says changes, `readers`
    whenever it is for others: nobody answers what they did not read, or can't see any more.

    `warmly` is what the claimer said with the claim, `claimed_wording` the wording it was said to. A need may be the
    `occurrence` of a rhythm on one day, or one day of a `run`. See Telling for `tells`.
    """

    asked_by = ForeignKeyField(Person, on_delete="CASCADE")
    word = CharField(max_length=24, default="")
    own = TextField(default="")
    feeling = CharField(max_length=24, default="")
    audience = CharField(max_length=8)
    kids_can_help = BooleanField(default=False)
    when = CharField(max_length=8, default="whenever")
    day = DateField(null=True)
    moment = ForeignKeyField(Moment, null=True, on_delete="SET NULL")
    time = TimeField(null=True)
    wording = KeyField(max_length=24, default=random_key)
    asked_at = UTCDateTimeField()
    claimed_by = ForeignKeyField(Person, null=True, on_delete="SET NULL")
    claimed_at = UTCDateTimeField(null=True)
    starts_at = UTCDateTimeField(null=True)
    closed_at = UTCDateTimeField(null=True, index=True)
    closed_as = CharField(max_length=12, default="")
    warmly = TextField(default="")
    claimed_wording = KeyField(max_length=24, default="")
    readers = KeyField(max_length=24, default="")
    opened_again = BooleanField(default=False)
    nudge_words = TextField(default="")
    nudged_at = UTCDateTimeField(null=True)
    run = KeyField(max_length=24, default="")
    rhythm = ForeignKeyField(Rhythm, null=True, on_delete="SET NULL")
    occurrence = DateField(null=True)
    tells = CharField(max_length=8, default="")

    asked_by_id: int
    claimed_by_id: int | None
    rhythm_id: int | None

    class Meta:
        indexes = ((("rhythm", "occurrence"), True),)

    @classmethod
    def all(cls) -> Any:
        """Every need with its people and moment in the same query, the newest first."""
        asker, claimer = Person.alias(), Person.alias()
        return (
            cls.select(cls, *Person.at_a_glance(asker), *Person.at_a_glance(claimer), Moment)
            .join(asker, on=cls.asked_by, attr="asked_by")
            .switch(cls)
            .left_outer_join(claimer, on=cls.claimed_by, attr="claimed_by")
            .switch(cls)
            .left_outer_join(Moment)
            .order_by(cls.id.desc())
        )

    @property
    def open(self) -> bool:
        return self.closed_at is None

    @property
    def claimed(self) -> bool:
        return self.claimed_by_id is not None

    @property
    def waiting(self) -> bool:
        return self.open and not self.claimed

    @property
    def mood(self) -> str:
        """How the asker looks: as the feeling that was told, else calm. A child who is hurt or scared is not."""
        return moods().get(self.feeling, "wobbly" if self.urgent else "calm")

    @property
    def chosen(self) -> content.Word | None:
        return kids.chosen(self.word)

    def become(self, verb: str, condition: Any, told: Callable[[], None] | None = None, **fields: Any) -> bool:
        """One conditional UPDATE settles who was first, with its event and what is `told`. Whether it took hold."""
        update = Need.update(**fields).where((Need.id == self.id) & condition)
        return self.settle(verb, update.execute, fields, told)

    def settle(
        self, verb: str, update: Callable[[], int], fields: dict[str, Any], told: Callable[[], None] | None = None
    ) -> bool:
        """What `become` does, with an UPDATE of these fields that is written already."""
        with db.atomic():
            before = self.circle
            if not update():
                return False
            for name, value in fields.items():
                setattr(self, name, value)
            Event.record(self, verb, before, self.circle)
            if told:
                told()
            return True

    def late(self) -> TooLate:
        """Why it can't be done any more, as it stands now."""
        now: Any = Need.get_by_id(self.id)
        if now.closed_as == "taken back":
            return TooLate("%(name)s took these words back.", name=now.asked_by)
        if now.closed_as == "met":
            return TooLate("This has happened already.")
        if now.closed_as == "paused":
            return TooLate("This rests for now.")
        if now.closed_as == "rested":
            return TooLate("%(name)s let this rest.", name=now.asked_by)
        if now.claimed:
            return TooLate("%(name)s has this already.", name=now.claimed_by)
        return TooLate("This has changed. Please read it once more.")


class NeedNamed(Table):
    """A person by name for whom a need is."""

    need = ForeignKeyField(Need, on_delete="CASCADE")
    person = ForeignKeyField(Person, on_delete="CASCADE")

    class Meta:
        indexes = ((("need", "person"), True),)

    @classmethod
    def among(cls, ids: list[Any]) -> Any:
        """The rows of the needs with these ids, with their people."""
        rows = cls.select(cls, *Person.at_a_glance()).join(Person)
        return rows.where(cls.need << ids).order_by(cls.id)


NAMED = Prepared(lambda: NeedNamed.among([Slot("need")]))
