"""Taking one's words along, and leaving: one's own affair. Nobody else sees that it happened."""

from typing import Any

from household.policy.roles import GUEST, PARTNER

__all__ = ["may_close_home", "may_export", "may_leave", "may_pack"]


def may_export(who: Any) -> bool:
    """One's own words, at any time; a kid's are for the partners to take."""
    return who.role in (PARTNER, GUEST)


def may_pack(who: Any) -> bool:
    """A packet of them, for somebody outside."""
    return may_export(who)


def may_leave(who: Any) -> bool:
    """By oneself, and nobody else."""
    return who.role in (PARTNER, GUEST)


def may_close_home(who: Any) -> bool:
    """Whether this is the last partner is the model's question."""
    return who.role == PARTNER
