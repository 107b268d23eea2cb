"""What lies on the table for someone: a few questions to the notebook, however much is in it."""

from datetime import datetime
from functools import cache
from types import SimpleNamespace
from typing import Any, NamedTuple

from household.models import Deed, Home, KidFeeling, Need, NeedNamed, Person, Reply, Thanks, ThanksTo
from household.models.need.following import A_WHILE
from household.models.prepared import Prepared, Rows, Slot
from household.policy.circles import may_name
from household.policy.feeling import visible_kid_feelings
from household.policy.roles import KID, PARTNER
from household.policy.seeing import visible_needs, visible_thanks

__all__ = ["MOST", "Table", "on_the_table", "one_need"]

MOST = 50  # of a kind on one page
NAMES = [field.name for field in Need._meta.sorted_fields]
WHEN, ASKED_AT, HOLDER = NAMES.index("when"), NAMES.index("asked_at"), NAMES.index("claimed_by")
STARTS_AT, NUDGED_AT = NAMES.index("starts_at"), NAMES.index("nudged_at")
ROLE = [field.name for field in Person._meta.sorted_fields].index("role")


class Table(NamedTuple):
    """Bare rows: what is open, what was met today, whom these name, who answered one's own, today's thanks, whom those
    go to, who is here, how the kids said to them that they feel, and what was done in their name in the kitchen.
    """

    open: Rows
    met: Rows
    named: Rows
    answers: Rows
    thanks: Rows
    to: Rows
    people: Rows
    felt: Rows
    deeds: Rows

    @property
    def everything(self) -> list[list[tuple]]:
        return [part.rows for part in self]

    @property
    def goes_on(self) -> bool:
        """Whether more is open than there is room for."""
        return len(self.open.rows) > MOST

    def asked_for_now(self) -> list[datetime]:
        """When the needs that want their answer now were asked."""
        rows = [row for row in (*self.open.rows, *self.met.rows) if row[WHEN] == "now"]
        return [Need.asked_at.python_value(row[ASKED_AT]) for row in rows]

    def promises_of(self, who: Any) -> list[datetime]:
        """When they are asked whether it happened, and when a nudge reaches them."""
        mine = [row for row in self.open.rows if row[HOLDER] == who.id]
        started = [Need.starts_at.python_value(row[STARTS_AT]) + A_WHILE for row in mine if row[STARTS_AT]]
        return started + [Need.nudged_at.python_value(row[NUDGED_AT]) for row in mine if row[NUDGED_AT]]

    def is_alone(self, who: Any) -> bool:
        """Whether there is nobody else whom this person may name."""
        return not any(may_name(who, person) for person in self.people.records())

    def needs(self) -> tuple[list[Need], list[Need]]:
        """(open, met), each with the people it names."""
        needs, met = self.open.records(), self.met.records()
        Need.take_named([*needs, *met], self.named.records())
        Need.take_answers([*needs, *met], self.answers.records())
        return needs[:MOST], met[:MOST]

    def feelings(self) -> list[KidFeeling]:
        return self.felt.records()

    def notes(self) -> list[Thanks]:
        notes = Thanks.take_people(self.thanks.records(), self.to.records())
        return Deed.mark_by(notes, self.at_tablet())

    def at_tablet(self) -> list[Deed]:
        """What was done there lately in their own name, and all thanks that were said there."""
        return self.deeds.records()


def on_the_table(who: Any, here: Home, before: int | None = None) -> Table:
    """One more than there is room for, so that one can see whether there is more; `before` is the id of a need."""
    ask = questions(who.role, who.joined_at is not None)
    mine = dict(me=who.id, since=who.joined_at, today=here.today)
    waiting = ask.open.rows(before=before or 2**62, **mine)
    met = ask.met.rows(morning=here.morning, **mine)
    thanks = ask.thanks.rows(morning=here.morning, **mine)
    named = ask.named.rows(**spread([*waiting.rows, *met.rows], 2 * MOST + 1))
    answers = ask.answers.rows(me=who.id, **spread(waiting.rows, MOST + 1))
    to, people = ask.to.rows(**spread(thanks.rows, MOST)), ask.people.rows(today=here.today)
    felt_here, deeds = felt(who, here, ask, people), Deed.known(who.id)
    return Table(waiting, met, named, answers, thanks, to, people, felt_here, deeds)


def felt(who: Any, here: Home, ask: SimpleNamespace, people: Rows) -> Rows:
    """What kids told them today; where there are no kids, nobody is asked."""
    kids = any(row[ROLE] == KID for row in people.rows)
    return ask.felt.rows(me=who.id, day=here.local().date()) if kids else Rows(None, [])


def one_need(who: Any, here: Home, key: str) -> Need | None:
    """The one with this key among visible_needs; for those who ask most often in the shortest way."""
    if who.role != PARTNER:
        found: Need | None = visible_needs(who, here.today).where(Need.key == key).get_or_none()
        return found
    return questions(who.role, who.joined_at is not None).one.get(
        key=key, me=who.id, since=who.joined_at, today=here.today
    )


@cache
def questions(role: str, joined: bool) -> SimpleNamespace:
    """The same for everyone of a role, but for who asks and when."""
    reader: Any = SimpleNamespace(role=role, id=Slot("me"), joined_at=Slot("since") if joined else None)

    def needs() -> Any:
        return visible_needs(reader, today=Slot("today"))

    morning = Slot("morning")
    # reckoning with the id keeps SQLite from walking all needs by it: the index of closed_at finds the few
    return SimpleNamespace(
        one=Prepared(lambda: needs().where(Need.key == Slot("key"))),
        open=Prepared(lambda: needs().where(Need.closed_at.is_null() & (Need.id + 0 < Slot("before"))).limit(MOST + 1)),
        met=Prepared(
            lambda: (
                needs()
                .where((Need.closed_as == "met") & (Need.closed_at >= morning))
                .order_by(Need.id * -1)
                .limit(MOST)
            )
        ),
        named=Prepared(lambda: NeedNamed.among(slots(2 * MOST + 1))),
        answers=Prepared(lambda: answers_to_mine(slots(MOST + 1))),
        thanks=Prepared(lambda: visible_thanks(reader).where(Thanks.at >= morning).limit(MOST)),
        to=Prepared(lambda: ThanksTo.among(slots(MOST))),
        people=Prepared(lambda: Person.here(today=Slot("today"))),
        felt=Prepared(lambda: visible_kid_feelings(reader, Slot("day")).where(KidFeeling.to == Slot("me"))),
    )


def answers_to_mine(ids: list[Slot]) -> Any:
    """What others said under those of these needs that are one's own and that nobody has: the asker reads all of it."""
    mine = (Need.asked_by == Slot("me")) & Need.claimed_by.is_null() & (Reply.by != Slot("me"))
    rows = Reply.select(Reply.need, *Person.at_a_glance()).join(Person, on=Reply.by).switch(Reply).join(Need)
    return rows.where(Need.id << ids, mine).order_by(Reply.id)


def slots(many: int) -> list[Slot]:
    return [Slot(f"id{number}") for number in range(many)]


def spread(rows: list[tuple], many: int) -> dict[str, int]:
    """The ids of these rows, for so many slots; 0 is nobody's."""
    ids = [row[0] for row in rows]
    return {f"id{number}": ids[number] if number < len(ids) else 0 for number in range(many)}
