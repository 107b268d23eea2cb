"""What someone may see. What they may not see does not exist for them."""

from typing import Any

from peewee import fn

from household.models import (
    AccessEntry,
    Device,
    Draft,
    Invitation,
    Need,
    NeedNamed,
    Person,
    Reply,
    ReplyNamed,
    Thanks,
    ThanksTo,
)  # fmt: skip
from household.models.home import the_day
from household.policy.entering import has_company
from household.policy.orbit import said_by, shared_with, strangers_to
from household.policy.roles import GUEST, KID, KIOSK, KITCHEN_HEARS, PARTNER, THANKS_SEEN

__all__ = [
    "changeable_people",
    "devices_ended_here",
    "hears",
    "sees",
    "visible_access_entries",
    "visible_devices",
    "visible_drafts",
    "visible_invitations",
    "visible_needs",
    "visible_people",
    "visible_replies",
    "visible_replies_under",
    "visible_thanks",
]


def sees(who: Any) -> set[str]:
    """The words of a circle (see Event) that include this person or device."""
    in_the_kitchen = who.role == KIOSK and not has_company(who)
    return shared_with(who) | {who.key} | (KITCHEN_HEARS if in_the_kitchen else set())


def hears(who: Any, circle: set[str]) -> bool:
    """Whether a change in this circle is any business of theirs."""
    return bool(sees(who) & circle)


def visible_needs(who: Any, today: Any = None) -> Any:
    """What this person may see, and nothing older. Once its day has passed, it is its asker's alone, or met."""
    today = today or the_day()
    asked = said_by(who, Need.asked_by, Need.audience)
    named = fn.EXISTS(NeedNamed.select(NeedNamed.id).where((NeedNamed.need == Need.id) & (NeedNamed.person == who.id)))
    shared, hidden = Need.audience << shared_with(who), strangers_to(who)
    if who.role == KID:
        shared = (Need.audience << ("home", "orbit")) & Need.kids_can_help
    if hidden is not None:
        shared &= Need.asked_by.not_in(hidden)
    still = Need.day.is_null() | (Need.day >= today) | Need.claimed_by.is_null(False) | (Need.closed_as == "met")
    query = Need.all().where(asked | ((named | shared) & still))
    return query.where(Need.closed_at.is_null() | (Need.closed_at >= who.joined_at)) if who.joined_at else query


def visible_replies(who: Any, need: Need) -> Any:
    """The replies under a need that this person may see: those of its audience when they were written."""
    return _shown_replies(who, need.asked_by_id == who.id).where(Reply.need == need.id).order_by(Reply.id)


def visible_replies_under(who: Any, needs: list[int]) -> Any:
    """The same under many needs, by the ids of those that this person sees."""
    shown = _shown_replies(who, Need.asked_by == who.id).switch(Reply).join(Need)
    return shown.where(Reply.need << needs).order_by(Reply.id)


def _shown_replies(who: Any, asked: Any) -> Any:
    """`asked`: whether this person asked for the need, or the condition that says so of each.

    A child reads no words of others; see said_not_now.
    """
    rows = ReplyNamed.select(ReplyNamed.id)
    named = fn.EXISTS(rows.where((ReplyNamed.reply == Reply.id) & (ReplyNamed.person == who.id)))
    read, hidden = named | (Reply.audience << shared_with(who)), strangers_to(who)
    if hidden is not None:
        read &= Reply.by.not_in(hidden)
    others = asked | ((Reply.not_now == "") & read)
    shown = (Reply.by == who.id) if who.role == KID else (Reply.by == who.id) | others
    thought_of = Person.alias()  # whom an offer names
    people = (Person, *Person.at_a_glance(thought_of))
    query = Reply.select(Reply, *people).join(Person, on=Reply.by).switch(Reply)
    query = query.left_outer_join(thought_of, on=Reply.person, attr="person").where(shown)
    return query.where(Reply.at >= who.joined_at) if who.joined_at else query


def visible_drafts(who: Any) -> Any:
    """What somebody kept for later, the newest first: their own and nobody else's."""
    return Draft.select().where(Draft.by == who.id).order_by(Draft.id.desc())


def visible_thanks(who: Any) -> Any:
    mine = said_by(who, Thanks.by, Thanks.audience)
    to_me = fn.EXISTS(ThanksTo.select(ThanksTo.id).where((ThanksTo.thanks == Thanks.id) & (ThanksTo.person == who.id)))
    shared, hidden = Thanks.audience << THANKS_SEEN.get(who.role, shared_with(who)), strangers_to(who)
    if hidden is not None:
        rows = ThanksTo.select(ThanksTo.id).where((ThanksTo.thanks == Thanks.id) & (ThanksTo.person << hidden))
        shared &= Thanks.by.not_in(hidden) & ~fn.EXISTS(rows)
    shown = mine | to_me | shared
    query = Thanks.select(Thanks, Person).join(Person).where(shown).order_by(Thanks.id.desc())
    return query.where(Thanks.at >= who.joined_at) if who.joined_at else query


def visible_people(who: Any) -> Any:
    """Partners see the whole house; a guest the family and those of whom it may know; a kid partners and itself; a
    tablet nobody by itself.
    """
    people, hidden = Person.here(), strangers_to(who)
    if who.role == KIOSK:
        return people.where(Person.id.is_null())
    if who.role == KID:
        return people.where((Person.role == PARTNER) | (Person.id == who.id))
    return people if hidden is None else people.where(Person.id.not_in(hidden))


def changeable_people(who: Any) -> Any:
    """Those whose name and face this person may change: a grown-up's own; a kid's by any partner."""
    own = (Person.id == who.id) & (Person.role != KID)
    return visible_people(who).where(own | ((Person.role == KID) & (who.role == PARTNER)))


def visible_invitations(who: Any) -> Any:
    waiting = Invitation.waiting()
    return waiting if who.role == PARTNER else waiting.where(Invitation.id.is_null())


def visible_devices(who: Any) -> Any:
    """One's own, whether signed in or not; for a partner also the kids' and the kitchen's. Nobody sees another's."""
    return Device.standing().where(_looked_after(who))


def devices_ended_here(who: Any) -> Any:
    """Those of the same that were lately revoked at the computer of the house."""
    return Device.ended_lately().where(_looked_after(who))


def _looked_after(who: Any) -> Any:
    own = (Device.person == who.id) & ~Device.kiosk
    if who.role == PARTNER:
        return own | Device.kiosk | (Person.role == KID)
    return own if who.role == GUEST else Device.id.is_null()


def visible_access_entries(who: Any) -> Any:
    """For partners; as with everything, someone new sees nothing older, and nobody a word of a need they don't see."""
    entries = AccessEntry.newest()
    if who.role != PARTNER:
        return entries.where(AccessEntry.id.is_null())
    theirs = visible_needs(who).select(Need.id).order_by()
    seen = (AccessEntry.verb != "widen") | (AccessEntry.need << theirs)
    return entries.where((AccessEntry.at >= who.joined_at) & seen)
