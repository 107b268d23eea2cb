"""Coming: on which days it does, and how each occurrence gets to the table, once."""

from contextlib import suppress
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple

from peewee import IntegrityError

from household.database import db
from household.models.base import Refused
from household.models.clock import now
from household.models.home import Home
from household.models.need.when import When
from household.models.person import Person

SOON = timedelta(days=6)  # that long before its day an occurrence lies on the table
A_DAY = timedelta(days=1)


class Next(NamedTuple):
    """The occurrence that comes next; `need` is there as soon as it is near."""

    day: date
    need: Any = None


class Coming:
    """The questions about its days, and what the house does about them by itself."""

    @classmethod
    def bring_due(cls: Any) -> None:
        """Bring what is near of all rhythms: for the clockwork of the house."""
        if Home.current() is None:
            return
        asker_is_here = Person.left_at.is_null() & Person.lasts()
        for rhythm in list(cls.standing().where(cls.paused_at.is_null() & asker_is_here)):
            rhythm.bring()

    def bring(self: Any) -> None:
        """Put the next occurrence on the table where it is near and not there yet. Two at a time bring one.

        Never more than the next: neither a house that slept nor a clock that runs ahead brings a heap.
        """
        today = Home.here().today
        there = {need.occurrence: need for need in self.occurrences(today)}
        for need in there.values():
            if need.occurrence - today > SOON:  # the clock had run ahead, and is right again
                self.lay_aside(need)
        coming = self.next_of(today, there.values())
        if coming is None or coming.day - today > SOON or (coming.need and coming.need.closed_as != "paused"):
            return
        with db.atomic():
            if self.is_as_it_was_read():
                self._bring(*coming)

    def _bring(self: Any, day: date, resting: Any) -> None:
        from household.models.need import Need

        if resting:
            resting.become("resume", Need.closed_as == "paused", closed_at=None, closed_as="", asked_at=now())
            return
        with suppress(IntegrityError, Refused):  # another worker was first; or nobody it is for is here any more
            Need.ask(
                by=self.by, word=self.word, own=self.own, feeling=self.feeling, details=self.details, tells=self.tells,
                audience=self.audience, named=self.named, kids_can_help=self.kids_can_help,
                when=When("moment", day, self.moment) if self.moment else When("pick", day, None, self.time),
                rhythm=self, occurrence=day,
            )  # fmt: skip
            self._leave_one_behind(day)

    def _leave_one_behind(self: Any, day: date) -> None:
        """Of those that nobody took, the last waits with its asker; the ones before it rest."""
        from household.models.need import Need

        waiting = Need.closed_at.is_null() & Need.claimed_by.is_null() & (Need.day < Home.here().today)
        for need in list(self.occurrences().where((Need.occurrence < day) & waiting))[1:]:
            self.lay_aside(need)

    def lay_aside(self: Any, need: Any, ending: str = "paused") -> bool:
        """Let an occurrence rest that nobody has taken. Whether it rests."""
        waits = type(need).claimed_by.is_null() & type(need).closed_at.is_null()
        return need.become("rest", waits, closed_at=now(), closed_as=ending)

    def next_day(self: Any, since: date) -> date | None:
        """The first day from `since` on, on which it comes; None where the calendar ends."""
        from dateutil.rrule import MO, WEEKLY, rrule  # for houses in which something comes back

        if self.skipped_through:
            since = max(since, self.skipped_through + A_DAY)
        turns = max((since - self.begins).days // (7 * self.every), 0)  # over already: they need not be counted out
        begins = datetime.combine(self.begins + timedelta(weeks=turns * self.every), time())
        days = rrule(WEEKLY, dtstart=begins, interval=self.every, byweekday=self.days, wkst=MO)
        found = days.after(datetime.combine(since, time()), inc=True)
        return found.date() if found else None

    @property
    def next(self: Any) -> Next | None:
        """The first occurrence from today on that is not over."""
        today = Home.here().today
        return self.next_of(today, self.occurrences(today))

    def next_of(self: Any, today: date, needs: Any) -> Next | None:
        """The same, where its needs from today on are read already."""
        there = {need.occurrence: need for need in needs}
        day = self.next_day(today)
        while day in there and not there[day].open and there[day].closed_as != "paused":
            day = self.next_day(day + A_DAY)
        return Next(day, there.get(day)) if day else None

    @classmethod
    def with_next(cls: Any, query: Any) -> list[tuple[Any, Next | None]]:
        """The rhythms of a query, each with what comes next, in three queries however many there are."""
        from household.models.need import Need

        today, rhythms = Home.here().today, cls.take_named(list(query))
        needs = list(Need.all().where((Need.rhythm << rhythms) & (Need.occurrence >= today)))
        return [(one, one.next_of(today, (need for need in needs if need.rhythm_id == one.id))) for one in rhythms]

    def occurrences(self: Any, since: date | None = None) -> Any:
        """Its needs, the latest day first."""
        from household.models.need import Need

        rows = Need.all().where((Need.rhythm == self) & (Need.occurrence >= (since or date.min)))
        return rows.order_by(Need.occurrence.desc())

    def open_ones(self: Any) -> Any:
        from household.models.need import Need

        return self.occurrences().where(Need.closed_at.is_null())

    def is_as_it_was_read(self: Any) -> bool:
        """Whether it still goes on, and from the same day; until the transaction ends nobody can change that."""
        rhythm = type(self)
        skipped = rhythm.skipped_through
        same = skipped.is_null() if self.skipped_through is None else skipped == self.skipped_through
        still = (rhythm.id == self.id) & rhythm.paused_at.is_null() & rhythm.ended_at.is_null() & same
        return rhythm.update(every=rhythm.every).where(still).execute() == 1
