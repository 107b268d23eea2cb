"""Coming back to each other: between two partners, seen by those two and nobody else."""

from typing import Any

from household.models import Person, Repair
from household.models.prepared import Prepared, Slot
from household.policy.roles import PARTNER

__all__ = [
    "may_answer",
    "may_come_back",
    "may_hear",
    "may_keep_words",
    "may_lend",
    "may_let_go",
    "may_mend",
    "may_ouch",
    "may_own",
    "may_pause_repair",
    "may_say_mended",
    "may_take_words_back",
    "may_tell",
    "turns_of",
    "visible_repairs",
]


def visible_repairs(who: Any) -> Any:
    """Those of one's own, the newest first; what was not told yet is the hurt one's alone."""
    mine = (Repair.by == who.id) | ((Repair.to == who.id) & (Repair.stage != "tell"))
    return Repair.all().where(mine if who.role == PARTNER else Repair.id.is_null())


def turns_of(who: Any) -> tuple[list[Repair], list[Repair]]:
    """(those in which it is this person's turn, those that rest), asked for in the shortest way.

    While one rests between two people, no other one of these two is anybody's turn.
    """
    found = TURNS.rows(me=who.id).records() if who.role == PARTNER else []
    rest = [repair for repair in found if repair.resting]
    in_peace = {repair.beside(who).id for repair in rest}
    here = [repair for repair in found if repair.is_turn_of(who) and repair.beside(who).left_at is None]
    return [repair for repair in here if repair.beside(who).id not in in_peace], rest


def turns_and_rests() -> Any:
    hurt = (Repair.by == Slot("me")) & (Repair.stage << ("fit", "close") | Repair.back_at.is_null(False))
    other = (Repair.to == Slot("me")) & (Repair.stage << ("hear", "own", "mend") | Repair.back_at.is_null(False))
    return Repair.all().where(hurt | other)


TURNS = Prepared(turns_and_rests)


def may_ouch(who: Any, person: Person) -> bool:
    """To say that something of this person's hurt."""
    return PARTNER == who.role == person.role and person.id != who.id and person.left_at is None


def may_tell(who: Any, repair: Repair) -> bool:
    """The one who was hurt, while both are here; they say as well whether that is it, and whether it mended."""
    return _is_of(who, repair) and who.id == repair.by_id and not repair.to.left_at


def may_answer(who: Any, repair: Repair) -> bool:
    return may_tell(who, repair)


def may_say_mended(who: Any, repair: Repair) -> bool:
    return may_tell(who, repair)


def may_lend(who: Any, repair: Repair) -> bool:
    """To hand the other one's own phone for their words. Not the other way round: nobody else says it mended."""
    return may_tell(who, repair)


def may_hear(who: Any, repair: Repair) -> bool:
    """The other, while both are here; they say as well what they are sorry for, and what they will do."""
    return _is_of(who, repair) and who.id == repair.to_id and not repair.by.left_at


def may_own(who: Any, repair: Repair) -> bool:
    return may_hear(who, repair)


def may_mend(who: Any, repair: Repair) -> bool:
    return may_hear(who, repair)


def may_keep_words(who: Any, repair: Repair) -> bool:
    """What was written for them on the phone of the one who was hurt."""
    return may_hear(who, repair)


def may_pause_repair(who: Any, repair: Repair) -> bool:
    return may_tell(who, repair) or may_hear(who, repair)


def may_come_back(who: Any, repair: Repair) -> bool:
    """Whoever paused."""
    return may_pause_repair(who, repair) and who.id == repair.paused_by_id


def may_take_words_back(who: Any, repair: Repair) -> bool:
    """One's own, whether the other is still here or not."""
    return _is_of(who, repair)


def may_let_go(who: Any, repair: Repair) -> bool:
    return _is_of(who, repair)


def _is_of(who: Any, repair: Repair) -> bool:
    return who.role == PARTNER and who.id in (repair.by_id, repair.to_id)
