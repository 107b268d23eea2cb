"""Telling: who hears that something happened to a need, and whether it may wake them."""

from typing import Any

from household.content import kids
from household.models.person import Person

TELLS = ("quiet", "wakes")


class Telling:
    """`tells` is "quiet" where asking calls nobody, "wakes" where what is for now may come through quiet hours."""

    def tell(self: Any, verb: str, *, by: Person, to: set[str], **more: Any) -> None:
        """See Notice.tell."""
        from household.models.notice import Notice

        Notice.tell(verb, by=by, circle=to, need=self, **more)

    def call(self: Any, verb: str, *, by: Person, before: frozenset[str] | set[str] = frozenset()) -> None:
        """Tell those it is for that it lies on the table, unless there is no hurry and nobody is to be called."""
        if self.tells != "quiet":
            self.tell(verb, by=by, to=self.circle, before=before)

    @property
    def may_wake(self: Any) -> bool:
        return self.tells == "wakes" and self.when == "now"

    @property
    def urgent(self: Any) -> bool:
        """A child hurts or is scared: nothing holds that back. Grown-ups have other words to choose from."""
        return self.word in kids.urgent()

    @property
    def in_it(self: Any) -> set[str]:
        """The keys of those who have to do with it: the asker, whoever has it, and who wrote under it."""
        from household.models.reply import Reply

        wrote = Person.select(Person.key).join(Reply, on=Reply.by).where(Reply.need == self.id).distinct()
        holder = {self.claimed_by.key} if self.claimed_by else set()
        return {self.asked_by.key, *(person.key for person in wrote)} | holder
