"""Details: a door code, an allergy. Who reads them, of one need or of many."""

from typing import Any

from household.models import Details, Need

__all__ = ["visible_details", "visible_details_of"]


def visible_details(who: Any, need: Need) -> str:
    """What only the asker reads, and whoever has it for as long as they have it."""
    return Details.of(need) if reads_details(who, need) else ""


def visible_details_of(who: Any, needs: list[Need]) -> dict[int, str]:
    """The same of many needs, by their ids; those without any are not among them."""
    read = [need.id for need in needs if reads_details(who, need)]
    rows = Details.select(Details.need, Details.words).where(Details.need << read)
    return dict(rows.tuples()) if read else {}  # type: ignore[arg-type]


def reads_details(who: Any, need: Need) -> bool:
    return bool(who.id) and (need.asked_by_id == who.id or (need.open and need.claimed_by_id == who.id))
