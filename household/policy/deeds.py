"""What was done in somebody's name at the kitchen tablet is theirs alone to look at, and to undo."""

from typing import Any

from household.models import Deed, Need, Thanks
from household.policy.answering import is_person
from household.policy.roles import KIOSK, SEES
from household.policy.seeing import visible_needs, visible_thanks

__all__ = ["deeds_of", "may_undo", "read_in_the_kitchen", "visible_deeds"]


def visible_deeds(who: Any) -> Any:
    """One's own, also those undone; not of a need that is not for them any more."""
    theirs = Deed.need.is_null() | (Deed.need << visible_needs(who).select(Need.id).order_by())
    return Deed.select().where((Deed.person == who.id) & theirs)


def may_undo(who: Any, deed: Deed) -> bool:
    """On their own phone."""
    return is_person(who) and deed.person_id == who.id


def read_in_the_kitchen(need: Need) -> bool:
    """Whether somebody who touched their face at the tablet may find it there."""
    return need.audience in SEES[KIOSK]


def deeds_of(who: Any, known: list[Deed] | None = None) -> list[Deed]:
    """One's own of the last day that still hold, each with its need or thanks as one sees it; the last one first.

    `known` is what Deed.known has answered, where it was asked already.
    """
    lately = Deed.known(who.id).records() if known is None else known
    last = {(deed.verb, deed.need_id, deed.thanks_id): deed for deed in reversed(lately) if deed.person_id == who.id}
    mine = sorted(last.values(), key=lambda deed: -deed.id)
    ids, given = ([getattr(one, name) for one in mine if getattr(one, name)] for name in ("need_id", "thanks_id"))
    needs = {one.id: one for one in visible_needs(who).where(Need.id << ids)} if ids else {}
    thanks = {one.id: one for one in Thanks.with_people(visible_thanks(who).where(Thanks.id << given))} if given else {}
    for deed in mine:
        deed.need, deed.thanks = needs.get(deed.need_id), thanks.get(deed.thanks_id)
    return [deed for deed in mine if (deed.need or deed.thanks) and deed.holds]
