"""Who hears of a repair: one of its two people, once at each turn, and nobody while it rests."""

from typing import Any

from household.models.clock import now
from household.models.person import Person


class Telling:
    """What is told says no word of it."""

    def call(self: Any, verb: str, *, by: Person, to: Person | None = None) -> None:
        """Tell whose turn it is now (or `to`); while any repair of the two rests, not before that is over."""
        from household.models.notice import Notice

        to = to or self.whose or self.beside(by)
        Notice.tell(verb, by=by, circle={to.key}, repair=self, at=self.peace_until)

    def hush(self: Any, *, by: Person, first: bool) -> None:
        """The other is told once that it rests, and whoever paused when it is over. All else waits until then."""
        from household.models.notice import Notice

        other = self.beside(by)
        if first:
            Notice.tell("pause", by=by, circle={other.key}, repair=self)
            Notice.tell("return", by=other, circle={by.key}, repair=self, at=self.back_at)
        else:
            own = (Notice.repair == self.id) & (Notice.verb == "return")
            Notice.update(at=self.back_at).where(own).execute()
        Notice.update(at=self.peace_until).where(self._told_between()).execute()

    def unhush(self: Any) -> None:
        """What waited is told now, unless another pause of the two still holds it."""
        from household.models.notice import Notice

        Notice.delete().where((Notice.repair == self.id) & (Notice.verb << ("pause", "return"))).execute()
        Notice.update(at=self.peace_until or now()).where(self._told_between() & (Notice.at > now())).execute()

    @property
    def peace_until(self: Any) -> Any:
        """When the last pause between these two is over; None where nothing rests."""
        rests = self.between(self.by_id, self.to_id).where(type(self).back_at > now())
        latest = rests.order_by(type(self).back_at.desc()).first()
        return latest and latest.back_at

    def matters(self: Any, verb: str, person: Person) -> bool:
        """Whether it is still worth telling them."""
        if verb == "pause":
            return bool(self.resting)
        if verb == "return":
            return self.paused_by_id == person.id and not self.resting
        if verb == "lend":
            return bool(self.lent) and not self.resting
        return (self.stage == "mended" if verb == "mended" else self.is_turn_of(person)) and not self.resting

    def _told_between(self: Any) -> Any:
        """The condition of every notice of a repair of these two, but of a pause itself."""
        from household.models.notice import Notice

        ids = [one.id for one in self.between(self.by_id, self.to_id)]
        return (Notice.repair << ids) & Notice.verb.not_in(("pause", "return"))
