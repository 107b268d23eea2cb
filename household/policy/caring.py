"""The care page is everybody's; its numbers are the partners' to look after; one's pace and whispers are one's own."""

from typing import Any

from household.models import Contact
from household.policy.roles import GUEST, PARTNER

__all__ = [
    "may_add_contact",
    "may_change_contact",
    "may_check_contact",
    "may_go_as_before",
    "may_go_slowly",
    "may_hush_whispers",
    "may_let_whispers",
    "may_remove_contact",
]


def may_add_contact(who: Any) -> bool:
    return who.role == PARTNER


def may_change_contact(who: Any, contact: Contact) -> bool:
    """Any partner, whoever wrote it."""
    return may_add_contact(who)


def may_check_contact(who: Any, contact: Contact) -> bool:
    return may_add_contact(who)


def may_remove_contact(who: Any, contact: Contact) -> bool:
    return may_add_contact(who)


def may_go_slowly(who: Any) -> bool:
    """For oneself alone."""
    return who.role in (PARTNER, GUEST)


def may_go_as_before(who: Any) -> bool:
    return may_go_slowly(who)


def may_hush_whispers(who: Any) -> bool:
    """For oneself alone."""
    return may_go_slowly(who)


def may_let_whispers(who: Any) -> bool:
    return may_hush_whispers(who)
