"""Thanks to kids and guests, and from them: whom they may thank, and which words and names reach them."""

from typing import Any

from household.models import Person, Thanks, ThanksTo
from household.policy.circles import others
from household.policy.entering import actor
from household.policy.kids import hearers
from household.policy.orbit import strangers
from household.policy.roles import GUEST, KID, PARTNER

__all__ = ["heard_by_kids", "reads_words", "thankable", "thanks_audience", "with_known_people"]


def thankable(who: Any) -> list[Person]:
    """Whom one may thank: all whom one may name, and for a guest the kids too; for a child its whole family, and the
    guests who may hear it.
    """
    if who.role != KID:
        return [*others(who), *(Person.here(KID) if is_guest(who) else ())]
    family = [person for person in Person.here(PARTNER, KID) if person.id != who.id]
    return [*family, *(person for person in hearers(who) if person not in family)]


def reads_words(who: Any, thanks: Thanks) -> bool:
    """Whether the words are for them, too, beside who thanks whom. A child reads its own, and those to it by name."""
    return who.role != KID or thanks.by_id == who.id or who in thanks.to


def heard_by_kids(people: list[Person]) -> bool:
    """Whether among these is somebody who sees and hears words to them on pages of their own."""
    return any(person.role == KID for person in people)


def thanks_audience(who: Any, to: list[Person], chosen: str) -> str:
    """For whom thanks are, as they chose. What a guest says to a child its family can read, too."""
    return "home" if chosen == "named" and is_guest(who) and heard_by_kids(to) else chosen


def with_known_people(who: Any, query: Any) -> list[Thanks]:
    """These thanks, each with those it goes to whom this person may know: for a guest nobody else is there."""
    found, hidden = list(query), strangers(who)
    rows = ThanksTo.of(*found) if found else []
    return Thanks.take_people(found, [row for row in rows if row.person_id not in hidden])


def is_guest(who: Any) -> bool:
    person = actor(who)
    return person is not None and person.role == GUEST
