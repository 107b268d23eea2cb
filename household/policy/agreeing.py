"""The agreement is the partners': who reads and changes it, where it is quoted, and what of it the kids are shown."""

from typing import Any, NamedTuple

from household.content.agreeing import kid_limits
from household.models import Agreement, Person, Promise
from household.policy.roles import KID, PARTNER

__all__ = [
    "KidAgreement",
    "agreement_for_kids",
    "may_let_agreement_go",
    "may_pause_agreement",
    "may_propose_agreement",
    "may_say_yes_to_agreement",
    "promises_for",
    "to_be_answered",
    "visible_agreements",
]


class KidAgreement(NamedTuple):
    """The promises in kid words, with what they can't be used for."""

    promises: list[str]
    limits: str


def visible_agreements(who: Any) -> Any:
    """What stands and what is proposed. A newcomer must be able to read what they are asked to say yes to."""
    return Agreement.select().where(Agreement.id.is_null(who.role != PARTNER))


def may_propose_agreement(who: Any) -> bool:
    return who.role == PARTNER


def may_say_yes_to_agreement(who: Any) -> bool:
    return who.role == PARTNER


def may_pause_agreement(who: Any) -> bool:
    """Each their own yes, and nobody another's."""
    return who.role == PARTNER


def may_let_agreement_go(who: Any) -> bool:
    """A proposal, by any of those it is proposed to."""
    return who.role == PARTNER


def to_be_answered(who: Any) -> Agreement | None:
    """The words that somebody else would like to agree on, where this partner has not answered them."""
    proposed = Agreement.whole(visible_agreements(who).where(Agreement.state == "proposed"))
    return next((one for one in proposed if one.by_id != who.id and one.yes_of(who.id) != "said"), None)


def promises_for(who: Any, occasion: str, to: Person | None = None) -> list[Promise]:
    """Those to quote at a "nudge", a "repair" or on the "care" page; none unless the agreement is in force.

    `to` is who reads the quote: another partner, or there is none.
    """
    if who.role != PARTNER or (to is not None and to.role != PARTNER):
        return []
    return [one for standing in _in_force() for one in standing.promises if one.fits(occasion)]


def agreement_for_kids(who: Any) -> KidAgreement | None:
    """For a kid, if all partners said yes to sharing it and it is in force."""
    shared = [one for one in _in_force() if one.kids_see] if who.role == KID else []
    promises = [promise.for_kids for one in shared for promise in one.promises if promise.for_kids]
    return KidAgreement(promises, kid_limits()) if promises else None


def _in_force() -> list[Agreement]:
    """The agreement where it holds; none while anyone pauses or has not said yes."""
    return [one for one in Agreement.whole(Agreement.select().where(Agreement.state == "standing")) if one.in_force]
