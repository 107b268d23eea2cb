"""A check-in: partners sit down, take turns over three questions, and keep only what they choose."""

from datetime import date
from typing import Any

from peewee import BooleanField, CharField, ForeignKeyField, IntegerField, TextField

from household.content.checking_in import questions
from household.database import db
from household.models.base import Record, Table, TooLate, UTCDateTimeField
from household.models.check_in.answering import Answering
from household.models.check_in.kept import CheckInKept
from household.models.check_in.meeting import Meeting
from household.models.check_in.seat import Seated
from household.models.check_in.turns import FIRST, LAST, OVER, WAITING, in_turn
from household.models.home import Home
from household.models.person import Person


class CheckIn(Meeting, Answering, Seated, Record):
    """`only` is 1 in the one row there can be until it comes to its last step; `picked` are the ids of its questions.

    The night takes it away with all that is in it, so nothing tells that there ever was one.
    """

    only = IntegerField(default=1, null=True, unique=True)
    picked = CharField(max_length=24)
    step = CharField(max_length=8, default=WAITING)
    started_at = UTCDateTimeField()

    @classmethod
    def tonight(cls) -> Any:
        """Those of this day of the home: what somebody left open is over at four in the morning."""
        return cls.select().where(cls.started_at >= Home.here().morning)

    @classmethod
    def forget_past(cls) -> None:
        home = Home.current()
        if home:  # before the first evening, and once it is closed, there is none
            cls.delete().where(cls.started_at < home.morning).execute()

    @property
    def waiting(self) -> bool:
        return self.step == WAITING

    @property
    def over(self) -> bool:
        """Whether it was broken off; also where somebody who took part is in the house no more."""
        return self.step == OVER or (self.step not in (WAITING, LAST) and len(self.people) < 2)

    @property
    def ends(self) -> bool:
        """Whether nothing is left to do but to keep one's own words, and to get up."""
        return self.step == LAST or self.over

    @property
    def questions(self) -> list[str]:
        return [one for one in self.picked.split() if one in questions()]

    @property
    def steps(self) -> list[str]:
        return [FIRST, *self.questions, LAST]

    @property
    def question(self) -> str:
        """What is asked now, by its id; empty before, between and after."""
        return self.step if self.step in self.questions and not self.ends else ""

    @property
    def in_turn(self) -> list[Person]:
        """Who speaks first, and who then."""
        nth = self.steps.index(self.step) if self.step in self.steps else 0
        return in_turn(self.people, self.day, nth)

    @property
    def day(self) -> date:
        return Home.here().local(self.started_at).date()


class CheckInSeat(Table):
    """Somebody's place: they have `sat` down, or got `up` again."""

    check_in = ForeignKeyField(CheckIn, on_delete="CASCADE")
    person = ForeignKeyField(Person, on_delete="CASCADE")
    sat = BooleanField(default=False)
    up = BooleanField(default=False)

    class Meta:
        indexes = ((("check_in", "person"), True),)


class CheckInAnswer(Record):
    """One's own until it is `opened`. One that is not `given` is being written anew; one without words was skipped."""

    check_in = ForeignKeyField(CheckIn, on_delete="CASCADE", backref="answers")
    by = ForeignKeyField(Person, on_delete="CASCADE")
    question = CharField(max_length=8)
    words = TextField(default="")
    given = BooleanField(default=True)
    opened = BooleanField(default=False)
    kept = BooleanField(default=False)

    by_id: int
    check_in_id: int

    class Meta:
        indexes = ((("check_in", "by", "question"), True),)

    def take_back(self, *, by: Person) -> None:
        """To write it anew, as long as it is not opened. Nobody else sees any of it, so it wakes no screen."""
        closed = (CheckInAnswer.id == self.id) & ~CheckInAnswer.opened
        with db.atomic():
            self.check_in.hold()
            if not CheckInAnswer.update(given=False).where(closed).execute():
                raise TooLate("It is open already. You can say the rest aloud.")

    def keep(self, *, by: Person) -> None:
        """For those who sat there when it opened, to read later. Kept twice is kept once."""
        keepable = CheckInAnswer.opened & (CheckInAnswer.words != "") & ~CheckInAnswer.kept
        with db.atomic():
            if CheckInAnswer.update(kept=True).where(CheckInAnswer.id == self.id, keepable).execute():
                CheckInKept.put_by(by, question=self.question, words=self.words, readers=self.readers)

    @property
    def readers(self) -> list[Person]:
        """Whoever answered or skipped the same question, and did not take their words along before the end."""
        same = (CheckInAnswer.check_in == self.check_in_id) & (CheckInAnswer.question == self.question)
        return list(Person.select().join(CheckInAnswer).where(same & CheckInAnswer.opened))
