"""All that somebody wrote here or that is theirs, for them to take along: drawn from what they may see, and no more.

A kind that is new is a function that gives its pieces, a line in OWN, a name for it in routes/forms/own_words.py,
and a template `own_words/_<kind>.html` that shows one of them. Only `packed` kinds are offered for a packet: what they
wrote, and pages that all share.
"""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from household.policy.own import between, kept, said
from household.policy.own.piece import Piece
from household.policy.roles import PARTNER

__all__ = ["OWN", "Piece", "own_words", "packed"]

OWN: dict[str, Callable[[Any], Iterable[Piece]]] = {  # in the order of the book
    "about_me": kept.about_me,
    "needs": said.needs,
    "replies": said.replies,
    "thanks": said.thanks,
    "thanks_to_me": said.thanks_to_me,
    "drafts": said.drafts,
    "why_answers": between.why_answers,
    "why_lines": between.why_lines,
    "repairs": between.repairs,
    "kept_answers": between.kept_answers,
    "check_in_answers": between.check_in_answers,
    "care_note": between.care_note,
    "weather": between.weather,
    "promises": between.promises,
    "our_agreement": between.our_agreement,
    "our_why": between.our_why,
    "rhythms": kept.rhythms,
    "buttons": kept.buttons,
    "ways": kept.ways,
}
ANYBODYS = ("needs", "replies", "thanks")
PARTNERS_TOO = (
    "drafts",
    "why_answers", "why_lines", "repairs", "kept_answers", "care_note",
    "our_agreement", "our_why",
)  # fmt: skip


def own_words(who: Any, kinds: Iterable[str] = tuple(OWN), since: datetime | None = None) -> dict[str, list[Piece]]:
    """The pieces of these kinds, the oldest of each first; all, or those of no day and those that came `since`."""
    found = {kind: [one for one in OWN[kind](who) if is_since(one, since)] for kind in OWN if kind in kinds}
    return {kind: sorted(pieces, key=lambda one: (one.at is not None, one.at)) for kind, pieces in found.items()}


def packed(who: Any) -> tuple[str, ...]:
    """The kinds from which this person may choose for a packet."""
    return ANYBODYS + (PARTNERS_TOO if who.role == PARTNER else ())


def is_since(piece: Piece, since: datetime | None) -> bool:
    return since is None or piece.at is None or piece.at >= since
