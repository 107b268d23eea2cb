"""Words under a need, and "not now", which is between the two alone and may hold an offer."""

from datetime import datetime
from typing import Any

from peewee import BooleanField, CharField, ForeignKeyField, TextField

from household.database import db
from household.models.base import KeyField, Refused, Table, TooLate, UTCDateTimeField, Written
from household.models.clock import now
from household.models.event import Event
from household.models.need import Need
from household.models.person import Person
from household.models.reply.standing import CALL, TAKEN_UP, Standing

PLAIN = ("", CALL)  # what is said in one tap, without words


class Reply(Standing, Written):
    """It keeps the audience it was written under, whatever the need's becomes, and the wording it answers.

    A "not now" may `offer` another time, a part, something else, a person to ask, or to be called; `taken_at` is when
    the asker took that up.
    """

    need = ForeignKeyField(Need, on_delete="CASCADE")
    by = ForeignKeyField(Person, on_delete="CASCADE")
    words = TextField(default="")
    audience = CharField(max_length=8)
    kids_can_help = BooleanField(default=False)
    not_now = CharField(max_length=3, default="")
    offer = CharField(max_length=8, default="")
    starts_at = UTCDateTimeField(null=True)
    person = ForeignKeyField(Person, null=True, on_delete="SET NULL")
    wording = KeyField(max_length=24, default="")
    taken_at = UTCDateTimeField(null=True)
    at = UTCDateTimeField()

    by_id: int
    need_id: int

    @classmethod
    def write_under(
        cls, need: Need, *, by: Person, words: str, wording: str | None = None, once: str | None = None
    ) -> "Reply":
        """Say something under a need, to everyone who sees it. `wording` is what was read."""
        if not words:
            raise Refused("Write a word or two first.")
        told = dict(words=words, audience=need.audience, kids_can_help=need.kids_can_help)
        return cls._put(need, "reply", by=by, wording=wording, once=once, **told)

    @classmethod
    def say_not_now(
        cls,
        need: Need,
        *,
        by: Person,
        words: str = "",
        offer: str = "",
        starts_at: datetime | None = None,
        person: Person | None = None,
        wording: str | None = None,
        once: str | None = None,
    ) -> "Reply":
        """Not now, with what I can do instead or with nothing: the asker alone reads it.

        What is said in one tap is said once, and takes the place of what was said so before.
        """
        if not need.open:
            raise need.late()
        told = dict(by=by, words=words, offer=offer, starts_at=starts_at, person=person)
        with db.atomic():
            said = None if words or offer not in PLAIN else cls._plainly(need, by, offer)
            told |= dict(audience="named", not_now="yes")
            return said or cls._put(need, "not_now", wording=wording, once=once, **told)

    @classmethod
    def call_me(cls, need: Need, *, by: Person, wording: str | None = None) -> "Reply":
        """Not now; please call me about this. The asker alone reads it, and a yes can still follow."""
        return cls.say_not_now(need, by=by, offer=CALL, wording=wording)

    def take_up(self, *, by: Person) -> None:
        """The asker takes the offer: whoever made it has the need now, and can hand it back."""
        if self.offer not in TAKEN_UP:
            raise Refused("There is no offer here to take up.")
        need = self.need
        stands = (Reply.id == self.id) & Reply.taken_at.is_null() & (Reply.wording == need.wording)
        with db.atomic():
            if not Reply.update(taken_at=now()).where(stands).execute():
                raise self._gone()
            need.claim(by=self.by, starts_at=self.still_to_come, wording=self.wording, offered=True)

    def take_back(self, *, by: Person) -> None:
        """One's own words are gone."""
        with db.atomic():
            Event.record(self, "take_back", self.circle, self.circle)
            Reply.delete().where(Reply.id == self.id).execute()

    def _gone(self) -> TooLate:
        fresh = Reply.get_or_none(Reply.id == self.id)
        if fresh is None:
            return TooLate("%(name)s took these words back.", name=self.by)
        return self.need.late()

    @classmethod
    def _plainly(cls, need: Need, by: Person, offer: str) -> "Reply | None":
        """The one that was said to the same words; what was said otherwise to them goes."""
        same = (cls.need == need) & (cls.by == by) & (cls.wording == need.wording)
        plain = same & (cls.not_now == "yes") & (cls.words == "")
        cls.delete().where(plain & (cls.offer << [one for one in PLAIN if one != offer])).execute()
        return cls.get_or_none(plain & (cls.offer == offer))

    @classmethod
    def _put(cls, need: Need, verb: str, *, wording: str | None, once: str | None, **same: Any) -> "Reply":
        with db.atomic():
            fresh = Need.get_by_id(need.id)
            if fresh.closed_as == "taken back" or fresh.readers != need.readers:
                raise need.late()
            read = need.wording if wording in (None, need.wording) else ""  # what was read stands no more
            reply, new = cls.write(once=once, same=same | {"need": need, "wording": read}, at=now())
            if new:
                for person in need.named if not reply.not_now else ():
                    ReplyNamed.create(reply=reply, person=person)
                Event.record(reply, verb, set(), reply.circle)
                to = {need.asked_by.key} if reply.not_now else need.in_it
                need.tell(verb, by=reply.by, to=to, reply=reply)
            return reply


class ReplyNamed(Table):
    """A person by name for whom the need was when the reply was written."""

    reply = ForeignKeyField(Reply, on_delete="CASCADE")
    person = ForeignKeyField(Person, on_delete="CASCADE")

    class Meta:
        indexes = ((("reply", "person"), True),)
