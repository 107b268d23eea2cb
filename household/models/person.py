"""Someone of the house: a partner, a kid or a guest."""

from datetime import timedelta
from enum import StrEnum
from typing import Any, Self

from peewee import BooleanField, CharField, DateField, TextField

from household.database import db
from household.models.base import UTCDateTimeField, Written
from household.models.clock import now
from household.models.event import Event
from household.models.home import EVERYBODY, the_day
from household.models.liking import Liking
from household.models.mark import Mark

JUST = timedelta(minutes=10)
SHAPES = ("round", "loaf", "egg", "petal", "leaf", "pear")
INKS = ("clay", "sage", "honey", "dusk", "rose", "oat")
HAIRS = ("bun", "plaits", "crop", "tuft", "curls", "none")


def faces(*drawn: str) -> dict[str, dict[str, str]]:
    return {face: dict(zip(("shape", "ink", "hair"), face.split("-"), strict=True)) for face in drawn}


READY_FACES = faces("egg-clay-bun", "loaf-dusk-crop", "round-honey-plaits", "pear-sage-tuft", "petal-rose-curls",
                    "leaf-oat-none")  # fmt: skip
GUESTS_FACES = faces("petal-rose-curls", "egg-oat-bun", "round-sage-crop", "leaf-honey-tuft", "loaf-clay-curls",
                     "pear-dusk-none")  # fmt: skip


class Role(StrEnum):
    PARTNER = "partner"
    KID = "kid"
    GUEST = "guest"
    KIOSK = "kiosk"


class Person(Liking, Written):
    """`kids_say` is what the kids call this person; `until` is a guest's last day, in the home's zone.

    `codes_saved_at` is when this person said that their recovery codes are on paper; `knows_people_help`, whether the
    line that says so has been put away; `slow`, whether they go slowly here: nothing opens by surprise; `whispers`,
    whether a quiet line may come up under what they write. A guest `likes` to be asked for these chosen needs (their
    ids, with blanks), and says so in `likes_own` words.
    """

    name = CharField(max_length=40)
    kids_say = CharField(max_length=40, default="")
    role = CharField(max_length=8)
    shape = CharField(max_length=8)
    ink = CharField(max_length=8)
    hair = CharField(max_length=8)
    passphrase = CharField(max_length=200, default="")
    passphrase_reset_at = UTCDateTimeField(null=True)
    codes_saved_at = UTCDateTimeField(null=True)
    until = DateField(null=True)
    joined_at = UTCDateTimeField()
    left_at = UTCDateTimeField(null=True)
    knows_people_help = BooleanField(default=False)
    slow = BooleanField(default=False)
    whispers = BooleanField(default=True)
    likes = TextField(default="")
    likes_own = TextField(default="")

    @classmethod
    def join(cls, *, role: Role, name: str, face: dict[str, str], once: str | None = None, **more: Any) -> Self:
        """Someone comes in; `face` is shape, ink and hair."""
        with db.atomic():
            same = dict(role=role, name=name, **face)
            person, new = cls.write(once=once, same=same, joined_at=now(), **more)
            if new:
                Event.record(person, "join", set(), EVERYBODY)
            return person

    @classmethod
    def at_a_glance(cls, alias: Any = None) -> list[Any]:
        """The columns that a name and a face need, and those that say whether they are still here, for lists."""
        names = ("id", "key", "name", "kids_say", "role", "shape", "ink", "hair", "until", "left_at")
        return [getattr(alias or cls, name) for name in names]

    @classmethod
    def staying(cls, *roles: Role) -> Any:
        """Those who have not left, in the order they came; all, or some roles. A guest's last day may be over."""
        rows = cls.select().where(cls.left_at.is_null()).order_by(cls.id)
        return rows.where(cls.role << roles) if roles else rows

    @classmethod
    def here(cls, *roles: Role, today: Any = None) -> Any:
        """Those who are part of the house now, in the order they came; all, or some roles."""
        return cls.staying(*roles).where(cls.lasts(today))

    @classmethod
    def lasts(cls, today: Any = None) -> Any:
        """The condition that their last day, if they have one, is not over."""
        return cls.until.is_null() | (cls.until >= (today or the_day()))

    @property
    def has_ended(self) -> bool:
        """Whether a guest's last day is over."""
        return self.until is not None and the_day() > self.until

    @property
    def gone(self) -> bool:
        """Whether they are no part of the house now: they have left, or their last day is over."""
        return self.left_at is not None or self.has_ended

    @property
    def just_came(self) -> bool:
        """Whether they sat down in the last ten minutes."""
        return timedelta(0) <= now() - self.joined_at < JUST

    @property
    def initial(self) -> str:
        """One letter beside the face: of the last name, as in Grandma Ruth."""
        return self.name.split()[-1][:1].upper() if self.name.strip() else ""

    @property
    def for_kids(self) -> str:
        """What the kids call this person."""
        return self.kids_say or self.name

    def change(self, *, by: "Person", name: str, kids_say: str, face: dict[str, str]) -> None:
        """Another name or face."""
        with db.atomic():
            Person.update(name=name, kids_say=kids_say, **face).where(Person.id == self.id).execute()
            Event.record(self, "change", EVERYBODY, EVERYBODY)

    def put_line_away(self, *, by: "Person") -> None:
        """The line that people like to help: one's own page alone changes, so it wakes no screen."""
        Person.update(knows_people_help=True).where(Person.id == self.id).execute()
        self.knows_people_help = True

    def go_slowly(self, *, by: "Person") -> None:
        """From now on nothing opens by surprise on their pages."""
        self._pace(slow=True, verb="go_slowly")

    def go_as_before(self, *, by: "Person") -> None:
        """At the pace of everybody else again."""
        self._pace(slow=False, verb="go_as_before")

    def _pace(self, *, slow: bool, verb: str) -> None:
        """Their own pages are drawn anew; nobody else's ever tells of it."""
        with db.atomic():
            Person.update(slow=slow).where(Person.id == self.id).execute()
            Event.record(self, verb, {self.key}, {self.key})
        self.slow = slow

    def hush_whispers(self, *, by: "Person") -> None:
        """From now on no line comes up under what they write, on no device of theirs."""
        self._whispers(False)

    def let_whispers(self, *, by: "Person") -> None:
        """It may come up again."""
        self._whispers(True)

    def _whispers(self, whispers: bool) -> None:
        """Their own pages are others from now on. No event says when: it may have been under a draft."""
        with db.atomic():
            Person.update(whispers=whispers).where(Person.id == self.id).execute()
            Mark.renew({self.key})
        self.whispers = whispers


def each_once(people: list[Person], but: Person) -> list[Person]:
    """These people without repeats, and without one of them."""
    return list({person.id: person for person in people if person.id != but.id}.values())
