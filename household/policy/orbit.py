"""Who else comes to this table is told to a guest only where a partner lets guests know of each other."""

from typing import Any

from household.models import Home, Need, Person
from household.policy.entering import actor, has_company
from household.policy.roles import ASKS, GUEST, KIOSK, PARTNER, SEES

__all__ = [
    "audiences",
    "guests_of",
    "may_let_guests_meet",
    "may_look_after_guest",
    "strangers",
    "would_love",
]


def shared_with(who: Any) -> set[str]:
    """The audiences that include them without naming them.

    At the kitchen tablet those of whoever touched their face there, as far as the tablet's own go; with company none.
    """
    if who.role != KIOSK:
        return SEES[who.role]
    person = actor(who)
    return set() if has_company(who) else SEES[KIOSK] & SEES[person.role] if person else SEES[KIOSK]


def said_by(who: Any, by: Any, audience: Any) -> Any:
    """One's own words; at the kitchen tablet those of whoever touched their face there, as far as it may show them."""
    if who.role != KIOSK:
        return by == who.id
    person = actor(who)
    return (by == person.id) & (audience << SEES[KIOSK]) if person else by.is_null()


def audiences(who: Any) -> tuple[str, ...]:
    """For whom this person may ask. A guest asks the family, or guests too where they know of each other."""
    person = actor(who)
    offered = ASKS.get(person.role, ()) if person else ()
    if person and person.role == GUEST:
        offered = tuple("home" if one == "orbit" and not Home.here().guests_meet else one for one in offered)
    return tuple(one for one in offered if who.role != KIOSK or one in SEES[KIOSK])


def strangers_to(who: Any) -> Any:
    """The ids of the guests of whom this guest may not know, as a query; None for everybody else."""
    person = actor(who)
    if person is None or person.role != GUEST or Home.here().guests_meet:
        return None
    return Person.select(Person.id).where((Person.role == GUEST) & (Person.id != person.id))


def strangers(who: Any) -> set[int]:
    """The ids of those whose names they may not read, for a page that tells of many people."""
    hidden = strangers_to(who)
    return set() if hidden is None else {one for (one,) in hidden.tuples()}


def guests_of(who: Any) -> Any:
    """The guests whom this person looks after: for each partner all, also those whose last day is over."""
    guests = Person.staying(GUEST)
    return guests if who.role == PARTNER else guests.where(Person.id.is_null())


def would_love(who: Any, need: Need) -> list[Person]:
    """Guests who said they would love to be asked for this, whom the asker may still ask; in the order of their names.

    Never by who did more or less.
    """
    asker = need.asked_by
    if asker.role != PARTNER or asker.id != who.id or not need.word:
        return []
    guests = [one for one in Person.here(GUEST) if need.word in one.likes.split()]
    return sorted((one for one in guests if not {one.key, "orbit"} & need.reach), key=lambda one: one.name.casefold())


def may_look_after_guest(who: Any, guest: Person) -> bool:
    """Their card: print it anew, give it another last day, end it, and let another phone in. Partners do it alike."""
    return who.role == PARTNER and guest.role == GUEST


def may_let_guests_meet(who: Any) -> bool:
    return who.role == PARTNER
