"""Something that people may want to hear of, written down in the same breath in which it happens."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from peewee import BooleanField, CharField, ForeignKeyField, TextField

from household.models.base import Record, UTCDateTimeField, random_key
from household.models.clock import now
from household.models.kid_feeling import KidFeeling
from household.models.need import Need
from household.models.person import Person
from household.models.prepared import Prepared, Slot
from household.models.repair import Repair
from household.models.reply import Reply
from household.models.thanks import Thanks

KEPT = timedelta(days=1)  # whoever could not be told by then sees it at the table
KIND_OF = {  # of each verb that is told
    "ask": "ask", "reopen": "ask",
    "claim": "claim", "take_up": "claim",
    "change": "change", "move": "change", "hand_back": "change", "rest": "change", "take_back": "change",
    "reply": "reply",
    "not_now": "offer",
    "nudge": "nudge",
    "thank": "thanks",
    "ouch": "repair", "turn": "repair", "lend": "repair", "pause": "repair", "return": "repair", "mended": "repair",
    "feel": "feeling",
}  # fmt: skip
KINDS = tuple(dict.fromkeys(KIND_OF.values()))


class Notice(Record):
    """`circle` is who hears of it (see Event), except `but`, who did it, and those who had heard of it `before`.

    `at` is from when on it may be told; `wakes` lets it pass the quiet hours of those who allow that, `urgent` of
    all partners; `soon` is what is asked for now.
    """

    verb = CharField(max_length=12)
    need = ForeignKeyField(Need, null=True, on_delete="CASCADE")
    reply = ForeignKeyField(Reply, null=True, on_delete="CASCADE")
    thanks = ForeignKeyField(Thanks, null=True, on_delete="CASCADE")
    repair = ForeignKeyField(Repair, null=True, on_delete="CASCADE")
    kid_feeling = ForeignKeyField(KidFeeling, null=True, on_delete="CASCADE")
    but = ForeignKeyField(Person, on_delete="CASCADE")
    circle = TextField()
    before = TextField(default="")
    wakes = BooleanField(default=False)
    urgent = BooleanField(default=False)
    soon = BooleanField(default=False)
    at = UTCDateTimeField()

    need_id: int | None
    reply_id: int | None
    thanks_id: int | None
    repair_id: int | None
    kid_feeling_id: int | None
    but_id: int

    @classmethod
    def tell(
        cls,
        verb: str,
        *,
        by: Person,
        circle: set[str],
        need: Need | None = None,
        reply: Reply | None = None,
        thanks: Thanks | None = None,
        repair: Repair | None = None,
        kid_feeling: KidFeeling | None = None,
        before: Iterable[str] = (),
        at: datetime | None = None,
    ) -> None:
        """Let those in the circle hear of it, unless it is `by` alone. Call it in the transaction of what happened."""
        if circle <= {by.key, *before}:
            return
        called = need if verb in ("ask", "reopen") else None
        TELL.change(
            key=random_key(), verb=verb, need=need and need.id, reply=reply and reply.id, thanks=thanks and thanks.id,
            repair=repair and repair.id, kid_feeling=kid_feeling and kid_feeling.id, but=by.id,
            circle=" ".join(sorted(circle)), before=" ".join(sorted(before)), at=at or now(),
            wakes=bool(called and called.may_wake), urgent=bool(called and called.urgent),
            soon=bool(called and called.when == "now"),
        )  # fmt: skip

    @classmethod
    def standing(cls) -> list["Notice"]:
        """Those that may still be told, now or later, in the order in which they were written."""
        return list(cls.select().where(cls.at > now() - KEPT).order_by(cls.id))

    @classmethod
    def forget(cls) -> None:
        """After a day they go, and what was done with them."""
        cls.delete().where(cls.at <= now() - KEPT).execute()

    @property
    def kind(self) -> str:
        return KIND_OF[self.verb]

    about: tuple["Notice", ...] = ()
    more_days = claimed_too = False

    @property
    def thing(self) -> tuple[str, Any]:
        """What it is about. The days of a run that are asked for are one thing, and so is one person's no to them."""
        if self.verb in ("ask", "not_now") and self.need and self.need.run:
            return "run", (self.need.run, self.reply_id and self.but_id)
        ids = ((name, getattr(self, f"{name}_id")) for name in ("thanks", "repair", "kid_feeling"))
        return next(((name, id) for name, id in ids if id), ("need", self.need_id))

    @classmethod
    def as_one(cls, about: list["Notice"]) -> "Notice":
        """Of several about one thing the last is told, with the others in it; of the days of a run the first."""
        run = about[0].thing[0] == "run"
        told: Any = min(about, key=lambda one: (one.need and one.need.day) or one.at.date()) if run else about[-1]
        told.about, told.more_days = tuple(about), run and len(about) > 1
        told.claimed_too = told.verb == "reply" and any(one.kind == "claim" for one in about)
        return told

    def matters_to(self, person: Person) -> bool:
        """Whether it is still worth telling this person, as things stand now."""
        if self.repair is not None:
            return self.repair.matters(self.verb, person)
        if self.need is None:
            return True
        holds, need = self.need.claimed_by_id == person.id, self.need
        return {
            "ask": need.waiting, "reopen": need.waiting, "hand_back": need.waiting, "not_now": need.waiting,
            "claim": need.open and need.claimed, "move": need.open and need.claimed,
            "take_up": need.open and holds,
            "change": need.waiting or (holds and need.changed_since_claimed),
            "rest": need.closed_as == "rested", "take_back": need.closed_as == "taken back",
            "reply": need.closed_as != "taken back",
            "nudge": need.open and holds and need.nudged,
        }[self.verb]  # fmt: skip


TOLD = (
    "key", "verb", "need", "reply", "thanks", "repair", "kid_feeling", "but", "circle", "before",
    "wakes", "urgent", "soon", "at",
)  # fmt: skip
TELL = Prepared(lambda: Notice.insert({one: Slot(one.name, one) for one in (getattr(Notice, name) for name in TOLD)}))
