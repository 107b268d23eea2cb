"""A run: one need a day over several days, asked in one breath and answered one by one."""

from typing import Any

from household.database import db
from household.models.base import Refused, form_mark, random_key
from household.models.need.when import When
from household.models.person import Person

MOST_DAYS = 14


class Running:
    """What the needs of a run have in common is a key, and nothing else: each is answered for itself."""

    @classmethod
    def ask_run(
        cls: Any,
        *,
        by: Person,
        whens: list[When],
        named: list[Person] | None = None,
        draft: Any = None,
        once: str | None = None,
        **asked: Any,
    ) -> list[Any]:
        """Ask for the same on each of these days, or on none of them. `once` names the form, as in Need.ask."""
        days = {when.day: when for when in whens if when.day}
        if not 2 <= len(days) <= MOST_DAYS:
            raise Refused("Choose two days or more, up to fourteen.")
        whens = [days[day] for day in sorted(days)]
        run = form_mark(once, dict(asked, by=by, whens=whens), named or ())[:24] if once else random_key()
        with db.atomic():
            if draft:
                draft.throw_away(by=by)
            return [cls.ask(by=by, when=when, named=named, once=once, run=run, **asked) for when in whens]

    def alone_where_it_moves(self: Any, when: When) -> dict[str, Any]:
        """What asking for another time changes: that day is no longer one of the run."""
        return dict(run="") if (when.day, when.moment, when.time) != (self.day, self.moment, self.time) else {}

    @classmethod
    def of_run(cls: Any, query: Any, need: Any) -> list[Any]:
        """Those of a query that belong to the run of this need, in the order of their days."""
        asked_together = cls.id.between(need.id - 500, need.id + 500)  # ids tell where to look: there is no index
        return list(query.where((cls.run == need.run) & asked_together).order_by(cls.day, cls.id)) if need.run else []

    @property
    def side_by_side(self: Any) -> tuple:
        """Needs that are the same in this are said in one sentence, with a line for each day."""
        if not (self.run and self.day):
            return (self.key,)
        names = tuple(person.id for person in self.named)
        said = self.word, self.own, self.audience, self.kids_can_help, names
        return self.run, *said, self.when, self.moment_id, self.time
