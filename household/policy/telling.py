"""Who is told what: a notice goes only to those who may see what it speaks of, at the moment they are told."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from household.models import (
    Channel,
    Delivery,
    KidFeeling,
    Need,
    Notice,
    Quiet,
    Repair,
    Reply,
    Thanks,
)
from household.models.channel import PAGE
from household.models.clock import now
from household.models.notice import KINDS
from household.policy.feeling import visible_kid_feelings
from household.policy.reaching import hears_whatever_the_hour
from household.policy.repairing import visible_repairs
from household.policy.seeing import hears, visible_needs, visible_replies_under, visible_thanks

__all__ = [
    "is_told",
    "is_wished",
    "left_in_peace",
    "lets_through",
    "news_for",
    "told_on_page",
    "worth_telling",
]


def is_told(who: Any, notice: Notice) -> bool:
    """Whether it was meant for them when it happened."""
    circle, before = set(notice.circle.split()), set(notice.before.split())
    came_later = who.joined_at is not None and notice.at < who.joined_at
    return notice.but_id != who.id and hears(who, circle) and not hears(who, before) and not came_later


def left_in_peace(who: Any, notice: Notice, peace: dict[frozenset[int], datetime]) -> datetime | None:
    """Until when it waits, since the two have paused a repair (see Repair.peace). What is told of that has its time.

    What is asked for now is the day's own, and a child may hang on it: it does not wait.
    """
    return None if notice.urgent or notice.soon or notice.repair_id else peace.get(frozenset((who.id, notice.but_id)))


def lets_through(who: Any, quiet: Quiet, notice: Notice) -> bool:
    """Whether it may come in their quiet hours; what is urgent does, to partners, whatever they chose."""
    return (notice.urgent and hears_whatever_the_hour(who)) or (notice.wakes and quiet.woken_by_now)


def is_wished(who: Any, kinds: set[str], notice: Notice) -> bool:
    """Whether they want to hear of it where these kinds are told."""
    return notice.kind in kinds or (notice.urgent and hears_whatever_the_hour(who))


def worth_telling(who: Any, notices: Iterable[Notice]) -> list[Notice]:
    """Those that they may see and that still matter, each with its thing; several about one thing are one."""
    things: dict[Any, list[Notice]] = {}
    for one in _found(who, [one for one in notices if is_told(who, one)]):
        if one.matters_to(who):
            things.setdefault(one.thing, []).append(one)
    return [Notice.as_one(about) for about in things.values()]


def news_for(who: Any, still: Iterable[str] = ()) -> list[Notice]:
    """What there is to tell somebody who has a page open, as far as they want to hear it there.

    What they have seen is left out, except what `still` stands there (the keys).
    """
    notices = [one for one in Notice.standing() if one.at <= now() and is_told(who, one)]
    _, seen = Delivery.of(notices)
    unseen = [one for one in notices if (one.id, who.id) not in seen or one.key in still]
    wished, peace = (told_on_page(who), Repair.peace()) if unseen else (set(), {})
    told = [one for one in unseen if is_wished(who, wished, one) and not left_in_peace(who, one, peace)]
    return worth_telling(who, told)


def told_on_page(who: Any) -> set[str]:
    """The kinds of which they want to hear where a page is open; all, unless they chose."""
    page = Channel.get_or_none((Channel.person == who.id) & (Channel.kind == PAGE))
    return page.tells if page else {*KINDS}


def _found(who: Any, notices: list[Notice]) -> list[Notice]:
    """Those of which they see what they speak of, each with that thing, as they see it; in five queries at most."""
    things = ("need", "reply", "thanks", "repair", "kid_feeling")
    ids = {name: [getattr(one, f"{name}_id") for one in notices] for name in things}
    needs = {one.id: one for one in visible_needs(who).where(Need.id << ids["need"])}
    replies = {one.id: one for one in visible_replies_under(who, [*needs]).where(Reply.id << ids["reply"])}
    thanks = {one.id: one for one in visible_thanks(who).where(Thanks.id << ids["thanks"])}
    hurts, felt = ([id for id in ids[name] if id] for name in things[3:])  # few, and not on every page
    repairs = {one.id: one for one in visible_repairs(who).where(Repair.id << hurts)} if hurts else {}
    feelings = {one.id: one for one in visible_kid_feelings(who).where(KidFeeling.id << felt)} if felt else {}
    found = []
    for shared in notices:
        apart = shared.thanks_id in thanks or shared.repair_id in repairs or shared.kid_feeling_id in feelings
        if apart or (shared.need_id in needs and shared.reply_id in {None, *replies}):
            one = Notice(**shared.__data__)  # of their own: others may see it otherwise
            one.need, one.reply = needs.get(one.need_id), replies.get(one.reply_id)
            one.thanks, one.repair = thanks.get(one.thanks_id), repairs.get(one.repair_id)
            one.kid_feeling = feelings.get(one.kid_feeling_id)
            found.append(one)
    return found
