"""The agreement: a few promises that all partners said yes to, and other words that one of them proposes."""

from collections.abc import Iterable
from typing import Any, NamedTuple, Self

from peewee import BooleanField, CharField, DateField, ForeignKeyField, IntegerField

from household.content.agreeing import kid_lines, ready
from household.models.agreement.answering import Answering
from household.models.agreement.proposing import TOGETHER, Proposing
from household.models.base import Record, Table, UTCDateTimeField, Written
from household.models.home import PARTNERS, Home
from household.models.person import Person, Role

LONGEST = 160  # letters of a promise, and of what follows a slip


class Agreement(Proposing, Answering, Written):
    """One version of the words. `state` is "standing" or "proposed": there is at most one of each.

    `by` proposed it. It is in force while every partner who is here has said yes to it and nobody paused theirs.
    """

    by = ForeignKeyField(Person, null=True, on_delete="SET NULL")
    state = CharField(max_length=8, unique=True)
    look_again_on = DateField()
    kids_see = BooleanField(default=False)
    at = UTCDateTimeField()

    by_id: int | None
    promises: list["Promise"]
    yeses: list["AgreementYes"]
    partners: list[Person]

    @classmethod
    def whole(cls, query: Any) -> list[Self]:
        """The versions of this query with their promises and yeses, and the partners who are here now."""
        found = list(query)
        rows = Promise.select().where(Promise.agreement << found).order_by(Promise.position) if found else []
        yeses = AgreementYes.with_people(found) if found else []
        partners = list(Person.here(Role.PARTNER)) if found else []
        for one in found:
            one.promises = [row for row in rows if row.agreement_id == one.id]
            one.yeses = [row for row in yeses if row.agreement_id == one.id]
            one.partners = partners
        return found

    @property
    def standing(self) -> bool:
        return self.state == "standing"

    @property
    def circle(self) -> set[str]:
        return PARTNERS | {"kids"} if self.standing and self.kids_see else PARTNERS

    @property
    def agreed(self) -> bool:
        """Whether all who are here say yes, now, and are more than one."""
        live = {one.person_id for one in self.yeses if not one.paused_at}
        return len(self.partners) >= TOGETHER and live >= {person.id for person in self.partners}

    @property
    def in_force(self) -> bool:
        return self.standing and self.agreed

    @property
    def signed(self) -> list["AgreementYes"]:
        """Who has said yes, of those who are here. A pause takes no name off: nobody reads from it who paused."""
        here = {person.id for person in self.partners}
        return [one for one in self.yeses if one.person_id in here]

    @property
    def everyone_signed(self) -> bool:
        return len(self.signed) == len(self.partners)

    def yes_of(self, person_id: int) -> str:
        """This partner's own: "said", "paused", or nothing yet."""
        mine = next((one for one in self.yeses if one.person_id == person_id), None)
        return "" if mine is None else "paused" if mine.paused_at else "said"

    @property
    def due(self) -> bool:
        """Whether the day has come on which they wanted to look at it again."""
        here = Home.current()
        return here is not None and self.look_again_on <= here.today


class Words(NamedTuple):
    """What a promise says, before it is one."""

    text: str
    slip: str = ""
    kid_words: str = ""
    word: str = ""


class Promise(Record):
    """One promise of one version. `word` is the ready promise that it began as, unchanged or not; "" is their own."""

    agreement = ForeignKeyField(Agreement, on_delete="CASCADE")
    position = IntegerField()
    word = CharField(max_length=24, default="")
    text = CharField(max_length=LONGEST)
    slip = CharField(max_length=LONGEST, default="")
    kid_words = CharField(max_length=LONGEST, default="")

    agreement_id: int

    class Meta:
        indexes = ((("agreement", "position"), True),)

    @property
    def words(self) -> Words:
        return Words(self.text, self.slip, self.kid_words, self.word)

    @property
    def for_kids(self) -> str:
        """What the kids' pages show of it: its kid words, where they are ready ones."""
        return self.kid_words if self.kid_words in kid_lines() else ""

    def fits(self, occasion: str) -> bool:
        """Whether it may help there. What their own words fit, only they know: everywhere."""
        mine = ready().get(self.word)
        return mine is None or occasion in mine.fits


class AgreementYes(Table):
    """One partner's yes to one version of the words. While it is paused, they stand for nobody."""

    agreement = ForeignKeyField(Agreement, on_delete="CASCADE")
    person = ForeignKeyField(Person, on_delete="CASCADE")
    at = UTCDateTimeField()
    paused_at = UTCDateTimeField(null=True)

    agreement_id: int
    person_id: int

    class Meta:
        indexes = ((("agreement", "person"), True),)

    @classmethod
    def with_people(cls, agreements: Iterable[Agreement]) -> list["AgreementYes"]:
        """In the order in which they came to the house."""
        rows = cls.select(cls, *Person.at_a_glance()).join(Person).where(cls.agreement << list(agreements))
        return list(rows.order_by(Person.id))
