"""By which ways word reaches somebody: each their own, and to machines of the home only as partners let it."""

from typing import Any

from household.models import Channel, KidHears, Need, Neighbour, Person
from household.models.notice import KINDS
from household.policy.entering import is_here
from household.policy.roles import GUEST, PARTNER
from household.policy.seeing import hears, visible_people

__all__ = [
    "called",
    "calling_channels",
    "hears_whatever_the_hour",
    "kinds_for",
    "may_be_called",
    "may_let_send",
    "may_look_after",
    "visible_channels",
    "visible_neighbours",
]

STILL = 3  # failures in a row from which on nobody counts on a channel


def calling_channels() -> list[Channel]:
    """Those that go out to people who are still here."""
    return [one for one in Channel.calling() if is_here(one.person)]


def called(need: Need) -> tuple[list[Person], list[Person]]:
    """(those it is for whom word reaches by a channel that works, those whom it does not reach)."""
    others = visible_people(need.asked_by).where(Person.id != need.asked_by_id)
    asked = [one for one in others if hears(one, need.reach)]
    works = Channel.works & (Channel.failures < STILL)
    reached = {one.person_id for one in Channel.standing().where(works) if "ask" in one.tells}
    return [one for one in asked if one.id in reached], [one for one in asked if one.id not in reached]


def visible_channels(who: Any) -> Any:
    """One's own, in the order they were opened; nobody sees another's."""
    return Channel.standing().where(Channel.person == who.id)


def visible_neighbours(who: Any) -> Any:
    """The machines of the home to which the house may send for them: for partners, who let it. Word to guests goes to
    none, whether it is let or not: so it tells them nothing of what there is at home.
    """
    return Neighbour.select().where(Neighbour.id.is_null(who.role != PARTNER)).order_by(Neighbour.id)


def may_be_called(who: Any) -> bool:
    """Whether word may reach them outside the house, as and when they like."""
    return who.role in (PARTNER, GUEST)


def may_look_after(who: Any, channel: Channel) -> bool:
    return may_be_called(who) and channel.person_id == who.id


def may_let_send(who: Any) -> bool:
    """To machines of the home."""
    return who.role == PARTNER


def hears_whatever_the_hour(who: Any) -> bool:
    """Whether a child who can't wait reaches them, whatever they chose."""
    return who.role == PARTNER


def kinds_for(who: Any) -> tuple[str, ...]:
    """What they could ever be told of: a hurt is between partners, and a child tells a guest whom it may ask."""
    if who.role == PARTNER:
        return KINDS
    never = {"repair"} if KidHears.select().where(KidHears.person == who.id).exists() else {"repair", "feeling"}
    return tuple(kind for kind in KINDS if kind not in never)
