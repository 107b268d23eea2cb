"""A notice on its way to someone by a channel: written down before it is sent, so that it is never sent twice."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any, Self

from peewee import CharField, ForeignKeyField, IntegrityError

from household.database import db
from household.models.base import Table, UTCDateTimeField
from household.models.channel import APART, PAGE, Channel
from household.models.clock import now
from household.models.notice import Notice
from household.models.person import Person

LONGEST = timedelta(seconds=45)  # no sending lasts so long: whoever sent that is gone


class Delivery(Table):
    """`message` names what it goes in, with others. `state` is one of: "going", "gone"; "unknown", where the line broke
    before an answer; "dropped", since it did not matter any more.
    """

    notice = ForeignKeyField(Notice, on_delete="CASCADE")
    channel = ForeignKeyField(Channel, on_delete="CASCADE")
    message = CharField(max_length=24, index=True)
    state = CharField(max_length=8)
    at = UTCDateTimeField()

    notice_id: int
    channel_id: int

    class Meta:
        indexes = ((("notice", "channel"), True),)

    @classmethod
    def begin(
        cls,
        message: str,
        channel: Channel,
        notices: Iterable[Notice],
        state: str = "going",
        rests: timedelta = APART,
    ) -> bool:
        """Whether all of these fall to this caller: of two who begin one wins. The channel then rests a while."""
        rows = [dict(notice=one, channel=channel, message=message, state=state, at=now()) for one in notices]
        try:
            with db.atomic():
                cls.insert_many(rows).execute()
                if state == "going":
                    Channel.update(rests_until=now() + rests).where(Channel.id == channel.id).execute()
            return True
        except IntegrityError:
            return False

    @classmethod
    def begin_again(cls, message: str) -> bool:
        """Send the same message once more, where its receiver knows it by its name."""
        again = (cls.message == message) & (cls.state == "unknown")
        return cls.update(state="going", at=now()).where(again).execute() > 0

    @classmethod
    def end(cls, message: str, state: str) -> None:
        cls.update(state=state).where(cls.message == message).execute()

    @classmethod
    def take_back(cls, message: str) -> None:
        """Nothing has left the house: it may be told later, or with more."""
        cls.delete().where(cls.message == message).execute()

    @classmethod
    def give_up(cls) -> datetime | None:
        """What somebody began who is gone: nobody knows whether it arrived. When the next will be given up."""
        oldest: datetime | None = cls.select(cls.at).where(cls.state == "going").order_by(cls.at).limit(1).scalar()
        if oldest and oldest <= now() - LONGEST:
            cls.update(state="unknown").where((cls.state == "going") & (cls.at <= now() - LONGEST)).execute()
            return now() + LONGEST
        return oldest and oldest + LONGEST

    @classmethod
    def going(cls) -> set[int]:
        """The channels (by id) by which something is on its way, whoever carries it."""
        return {row.channel_id for row in cls.select(cls.channel).where(cls.state == "going")}

    @classmethod
    def unknown(cls) -> dict[int, Self]:
        """Of what may have arrived or not, the first by each channel (its id)."""
        rows = cls.select(cls, Notice).join(Notice).where(cls.state == "unknown").order_by(cls.id.desc())
        return {row.channel_id: row for row in rows}

    @classmethod
    def pass_over(cls, channel: Channel, kinds: set[str]) -> None:
        """What stands of these kinds is not told by this channel any more."""
        past = [one for one in Notice.standing() if one.kind in kinds]
        rows = [dict(notice=one, channel=channel, message="", state="dropped", at=now()) for one in past]
        if rows:
            cls.insert_many(rows).on_conflict_ignore().execute()

    @classmethod
    def notices_in(cls, message: str, channel: Channel) -> list[Notice]:
        """What went in it, as far as it still stands and its person has not seen it meanwhile."""
        notices = list(Notice.select().join(cls).where(cls.message == message).order_by(Notice.id))
        seen = cls.of(notices)[1]
        return [one for one in notices if (one.id, channel.person_id) not in seen]

    @classmethod
    def see(cls, person: Person, notices: list[Notice]) -> None:
        """They have these in front of them, so that no other channel need tell them. Twice is once."""
        if notices:
            page = Channel.page_of(person)
            rows = [dict(notice=one, channel=page, message="", state="gone", at=now()) for one in notices]
            cls.insert_many(rows).on_conflict_ignore().execute()

    @classmethod
    def of(cls, notices: list[Notice]) -> tuple[set[tuple[int, int]], set[tuple[int, int]]]:
        """((notice, channel) that went or go, (notice, person) that were seen on a page), all by id."""
        rows = cls.select(cls.notice, cls.channel, Channel.kind, Channel.person).join(Channel)
        found: Any = list(rows.where(cls.notice << notices).tuples()) if notices else []
        went = {(notice, channel) for notice, channel, kind, _ in found if kind != PAGE}
        return went, {(notice, person) for notice, _, kind, person in found if kind == PAGE}
