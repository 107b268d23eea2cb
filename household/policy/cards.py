"""Guests' cards, and the phones that wait to come in with one: partners look after them, and do it alike."""

from typing import Any

from household.models import Card, Home, Knock, Person
from household.models.clock import now
from household.models.home import the_day
from household.models.prepared import Prepared, Slot
from household.policy.roles import KID, PARTNER

__all__ = [
    "hosts",
    "may_end_card",
    "may_let_in",
    "may_make_card",
    "may_renew_card",
    "may_send_away",
    "phones_at_the_door",
    "visible_cards",
    "visible_knocks",
]


def visible_cards(who: Any) -> Any:
    """All that stand, also those that nobody has taken up yet."""
    return Card.of_everyone().where(Card.id.is_null(who.role != PARTNER))


def visible_knocks(who: Any) -> Any:
    """The phones that wait with a card which has not ended."""
    return _at_the_door(who.role, now(), the_day())


def phones_at_the_door(who: Any, here: Home) -> list[Knock]:
    """The same for the table, which asks often."""
    return AT_THE_DOOR.rows(now=now(), today=here.today).records() if who.role == PARTNER else []


def _at_the_door(role: str, at: Any, today: Any) -> Any:
    fresh = Card.person.is_null() & (Card.until.is_null() | (Card.until >= today))
    stands = (Card.person.is_null(False) & Person.lasts(today)) | fresh
    return Knock.waiting(at).where(Knock.card.is_null(False) & stands & Knock.id.is_null(role != PARTNER))


AT_THE_DOOR = Prepared(lambda: _at_the_door(PARTNER, Slot("now"), Slot("today")))


def may_make_card(who: Any) -> bool:
    return who.role == PARTNER


def may_renew_card(who: Any, card: Card) -> bool:
    return who.role == PARTNER


def may_end_card(who: Any, card: Card) -> bool:
    return who.role == PARTNER


def may_let_in(who: Any, knock: Knock) -> bool:
    return who.role == PARTNER


def may_send_away(who: Any, knock: Knock) -> bool:
    return who.role == PARTNER


def hosts() -> tuple[list[Person], list[Person]]:
    """Whose house a guest comes to: (the partners, the kids)."""
    return list(Person.here(PARTNER)), list(Person.here(KID))
