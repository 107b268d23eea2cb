"""Answering: a yes, which all of them make an agreement, and a pause, which each takes alone."""

from typing import Any

from household.database import db
from household.models.base import TooLate
from household.models.clock import now
from household.models.event import Event
from household.models.home import PARTNERS
from household.models.person import Person


class Answering:
    """A yes is to these very words. The last one lets them stand, and the words before them are gone."""

    def say_yes(self: Any, *, by: Person) -> None:
        """Say yes, or once more after a pause."""
        from household.models.agreement import AgreementYes

        cls = type(self)
        mine = (AgreementYes.agreement == self.id) & (AgreementYes.person == by.id)
        with db.atomic():
            # the same state again: the row is held, so that of two yeses at once the second sees the first;
            # by its key, since the number of words that are gone may be given to others
            if not cls.update(state=cls.state).where(cls.key == self.key).execute():
                raise TooLate("The words changed. Please read them and say yes again.")
            AgreementYes.insert(agreement=self, person=by, at=now()).on_conflict_ignore().execute()
            AgreementYes.update(paused_at=None).where(mine).execute()
            before = self.circle
            after = self._begin() or before
            Event.record(self, "say_yes", before, after)

    @classmethod
    def pause(cls: Any, *, by: Person) -> None:
        """Every yes of one's own rests from now on, to what stands and to what is proposed. Nobody is asked or told."""
        from household.models.agreement import AgreementYes

        with db.atomic():
            mine = (AgreementYes.person == by.id) & AgreementYes.paused_at.is_null()
            if AgreementYes.update(paused_at=now()).where(mine).execute():
                for one in cls.select():
                    Event.record(one, "pause", one.circle, one.circle)

    @classmethod
    def settle(cls: Any) -> None:
        """Where whoever had not answered is here no more, what all the others agreed on stands."""
        for one in cls.select().where(cls.state == "proposed"):
            after = one._begin()
            if after:
                Event.record(one, "begin", PARTNERS, after)

    def _begin(self: Any) -> set[str] | None:
        """Let it stand if all say yes; the circle of those who can tell, or None."""
        cls = type(self)
        (fresh,) = cls.whole(cls.select().where(cls.id == self.id))
        self.state = fresh.state
        if fresh.standing or not fresh.agreed:
            return None
        circles = [old.circle for old in cls.select().where(cls.state == "standing")]
        cls.delete().where(cls.state == "standing").execute()
        cls.update(state="standing").where(cls.id == self.id).execute()
        self.state = "standing"
        return self.circle.union(*circles)
