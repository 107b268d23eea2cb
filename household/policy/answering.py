"""What someone may do with a need and what is said under it: asking, answering, following through, thanking."""

from typing import Any

from household.models import Need, Reply
from household.policy.entering import actor, is_here
from household.policy.roles import ASKS, GUEST, KID, PARTNER
from household.policy.seeing import hears

__all__ = [
    "may_ask",
    "may_call_me",
    "may_claim",
    "may_hand_back",
    "may_meet",
    "may_move",
    "may_narrow",
    "may_not_now",
    "may_nudge",
    "may_reopen",
    "may_reply",
    "may_rest",
    "may_take_back",
    "may_take_up",
    "may_thank",
]


def may_ask(who: Any) -> bool:
    """For somebody; at the kitchen tablet whoever touched their face there, as with the verbs that say so."""
    person = actor(who)
    return person is not None and person.role in ASKS


def may_claim(who: Any, need: Need) -> bool:
    """In the kitchen, too."""
    person = actor(who)
    return person is not None and need.asked_by_id != person.id


def may_hand_back(who: Any, need: Need) -> bool:
    """In the kitchen, too."""
    person = actor(who)
    return person is not None and need.claimed_by_id == person.id


def may_move(who: Any, need: Need) -> bool:
    return is_person(who) and may_hand_back(who, need)


def may_nudge(who: Any, need: Need) -> bool:
    """The asker, to whoever has it; a child does not."""
    return asked(who, need) and who.role != KID


def may_narrow(who: Any, need: Need) -> bool:
    return asked(who, need)


def may_take_up(who: Any, offer: Reply) -> bool:
    """The asker, if whoever offered is still here and among those it is for."""
    return asked(who, offer.need) and is_here(offer.by) and hears(offer.by, offer.need.reach)


def may_meet(who: Any, need: Need) -> bool:
    """In the kitchen, too."""
    person = actor(who)
    return person is not None and person.id in (need.asked_by_id, need.claimed_by_id)


def may_rest(who: Any, need: Need) -> bool:
    return asked(who, need)


def may_reopen(who: Any, need: Need) -> bool:
    return asked(who, need)


def may_take_back(who: Any, thing: Any) -> bool:
    """One's own words: a need, a reply or thanks."""
    return asked(who, thing) if isinstance(thing, Need) else is_person(who) and thing.by_id == who.id


def may_reply(who: Any, need: Need) -> bool:
    """Whoever sees it, while its asker is here to read it."""
    return who.role in (PARTNER, GUEST) and is_here(need.asked_by)


def may_not_now(who: Any, need: Need) -> bool:
    return is_person(who) and may_claim(who, need)


def may_call_me(who: Any, need: Need) -> bool:
    """To ask for a call instead: guests, who are not in the house; of a child nobody asks it."""
    return who.role == GUEST and may_not_now(who, need) and need.asked_by.role != KID


def may_thank(who: Any) -> bool:
    """In the kitchen, too."""
    return actor(who) is not None


def is_person(who: Any) -> bool:
    return who.role in (PARTNER, KID, GUEST)


def asked(who: Any, need: Need) -> bool:
    return is_person(who) and need.asked_by_id == who.id
