"""For whom a need is: by name or in a circle, and with its asker alone once its day has passed."""

from datetime import date
from typing import Any

from household.models.event import circle_of
from household.models.home import Home
from household.models.person import Person


class Reaching:
    """The questions about its readers."""

    @staticmethod
    def take_named(needs: list[Any], rows: list[Any]) -> None:
        """Give each need the people it names, from the rows of all of them."""
        by_id = {need.id: need for need in needs}
        for need in needs:
            need._named = []
        for row in rows:
            by_id[row.need_id]._named.append(row.person)

    answered_by: tuple[Person, ...] = ()

    @staticmethod
    def take_answers(needs: list[Any], rows: list[Any]) -> None:
        """Give each need those who answered it, each once, from the rows of all of them."""
        for need in needs:
            need.answered_by = tuple({row.by.id: row.by for row in rows if row.need_id == need.id}.values())

    @property
    def named(self: Any) -> list[Person]:
        """The people this is for by name."""
        if not hasattr(self, "_named"):
            from household.models.need import NAMED

            self._named = [row.person for row in NAMED.rows(need=self.id).records()]
        return self._named

    def name_anew(self: Any, people: list[Person]) -> None:
        """It is for these by name, and for nobody else by name. Call it inside db.atomic()."""
        from household.models.need import NeedNamed

        NeedNamed.delete().where(NeedNamed.need == self).execute()
        for person in people:
            NeedNamed.create(need=self, person=person)
        self._named = people

    def passed(self: Any, today: date) -> bool:
        """Whether its day is over and nobody took it: then it waits with its asker alone."""
        return self.waiting and self.day is not None and self.day < today

    @property
    def circle(self: Any) -> set[str]:
        """For whom this is, in words that say nothing of roles; see Event. Once its day has passed, its asker alone."""
        here = Home.current() if self.day and not self.claimed and self.closed_as != "met" else None
        return {self.asked_by.key} if here and self.day < here.today else self.reach

    @property
    def reach(self: Any) -> set[str]:
        """For whom this is, whatever day it is."""
        keys = (self.asked_by.key, *(person.key for person in self.named))
        in_the_kitchen = {"kitchen"} if self.chosen and self.chosen.by_child else set()  # a face, and no more
        return circle_of(keys, self.audience, self.kids_can_help) | in_the_kitchen
