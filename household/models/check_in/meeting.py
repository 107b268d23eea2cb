"""Sitting down together, going on, and getting up again: at any time, and without a reason."""

from typing import Any

from peewee import IntegrityError

from household.database import db
from household.models.base import Refused, TooLate
from household.models.check_in.turns import FIRST, LAST, OVER
from household.models.clock import now
from household.models.event import Event
from household.models.person import Person, each_once


class Meeting:
    """The verbs of those who take part. Each first takes hold of the row, so that they come one after the other."""

    @classmethod
    def start(cls: Any, *, by: Person, others: list[Person], picked: tuple[str, ...]) -> Any:
        """Sit down and wait for the others. Where one of them was first, sit down there."""
        others = each_once(others, by)
        if not others:
            raise Refused("It takes two. Choose who is here.")
        cls.forget_past()
        with db.atomic():
            try:
                with db.atomic():
                    check_in = cls.create(picked=" ".join(picked), started_at=now())
            except IntegrityError:
                return cls._join_others(by)
            check_in.seat([by, *others])
            check_in.take(by, sat=True)
            check_in.get_up_elsewhere(by)
            Event.record(check_in, "start", set(), check_in.circle)
        return check_in

    @classmethod
    def _join_others(cls: Any, by: Person) -> Any:
        first = cls.get_or_none(cls.only == 1)
        if first is None or by.key not in first.circle:
            raise TooLate("A check-in is going on. You can start one when it is over.")
        first.sit_down(by=by)
        return first

    def sit_down(self: Any, *, by: Person) -> None:
        """It begins when everyone it is for sits. Sitting down twice is once."""
        with db.atomic():
            held = self.hold()
            if held.take(by, sat=True):
                held.get_up_elsewhere(by)
                held.settle("sit_down", held.circle)

    def begin(self: Any, *, by: Person) -> None:
        """Without those who have not come yet; it takes two."""
        with db.atomic():
            held = self.hold()
            before = held.circle
            if held.waiting and len(held.people) < 2:
                raise Refused("It takes two. Wait a moment more.")
            if held.waiting:
                for person in held.missing:
                    held.take(person, up=True)
                held.settle("begin", before)

    def go_on(self: Any, *, by: Person, step: str) -> None:
        """To what comes after this step, for everybody. Where somebody has gone on already, that was it."""
        with db.atomic():
            held = self.hold()
            if step != held.step or held.waiting or held.ends:
                return
            if held.question and not held.opened(step):
                raise Refused("It opens when each of you has answered or skipped it.")
            held.come_to(held.steps[held.steps.index(step) + 1])
            Event.record(held, "go_on", held.circle, held.circle)

    def leave(self: Any, *, by: Person) -> None:
        """Get up. Before the end one's own words go along; whoever is left alone finds it over, and keeps theirs."""
        with db.atomic():
            held = self.hold()
            before, ends = held.circle, held.ends
            if not held.take(by, up=True):
                return
            if ends:
                held.go_if_empty()
                Event.record(held, "leave", {by.key}, {by.key})
            else:
                held.forget_words_of(by)
                held.settle("leave", before)

    def get_up_elsewhere(self: Any, by: Person) -> None:
        """From one of the same day that came to its end, and that they did not get up from."""
        from household.models.check_in import CheckInSeat

        check_in = type(self)
        sits = (CheckInSeat.person == by) & CheckInSeat.sat & ~CheckInSeat.up & (check_in.id != self.id)
        for other in list(check_in.select().join(CheckInSeat).where(sits)):
            other.leave(by=by)

    def stop(self: Any, *, by: Person) -> None:
        """To the end at once, for everybody."""
        with db.atomic():
            held = self.hold()
            if not held.ends:
                held.come_to(OVER)
                Event.record(held, "stop", held.circle, held.circle)

    def hold(self: Any) -> Any:
        """As it stands now; nobody else can change it until the transaction is through."""
        check_in = type(self)
        if not check_in.update(step=check_in.step).where(check_in.id == self.id).execute():
            raise TooLate("This check-in is over. Stopping is always fine.")
        return check_in.get_by_id(self.id)

    def settle(self: Any, verb: str, before: set[str]) -> None:
        """What comes of it that somebody sat down or got up."""
        if not self.go_if_empty():
            self.carry_on()
        Event.record(self, verb, before, self.circle)

    def carry_on(self: Any) -> None:
        """Begin when everyone sits, end where one is left alone, open what nobody is waited for with any more."""
        if self.waiting and not self.missing:
            self.come_to(FIRST)
        elif not self.waiting and len(self.people) < 2:
            self.come_to(OVER)
        elif self.question:
            self.open_if_all_said(self.question)

    def go_if_empty(self: Any) -> bool:
        """Gone, with all that was said, when nobody sits here any more, or nobody else can come."""
        empty = not self.people or (self.waiting and len(self.seats) < 2)
        if empty:
            type(self).delete().where(type(self).id == self.id).execute()
            self.seats.clear()
        return empty

    def come_to(self: Any, step: str) -> None:
        """At its end it keeps nobody from starting another."""
        self.step, self.only = step, None if step in (LAST, OVER) else 1
        type(self).update(step=step, only=self.only).where(type(self).id == self.id).execute()
