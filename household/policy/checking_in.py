"""A check-in is for the partners who sit down to it. What each wrote is theirs until all of it opens at once."""

from typing import Any

from peewee import fn

from household.models import CheckIn, CheckInAnswer, CheckInKept, CheckInKeptFor, CheckInSeat, Person
from household.policy.roles import PARTNER

__all__ = [
    "may_answer_check_in",
    "may_begin_check_in",
    "may_go_on",
    "may_keep_answer",
    "may_leave_check_in",
    "may_pass_over",
    "may_sit_down",
    "may_start_check_in",
    "may_stop_check_in",
    "visible_check_in_answers",
    "visible_check_ins",
    "visible_kept_answers",
]


def visible_check_ins(who: Any) -> Any:
    """Tonight's, for those it is for, until they get up."""
    seat = (CheckInSeat.check_in == CheckIn.id) & (CheckInSeat.person == who.id) & ~CheckInSeat.up
    theirs = CheckIn.tonight().where(fn.EXISTS(CheckInSeat.select(CheckInSeat.id).where(seat)))
    return theirs.order_by(CheckIn.started_at.desc())


def visible_check_in_answers(who: Any) -> Any:
    """One's own, and what has been opened, where one sits."""
    shown = (CheckInAnswer.by == who.id) | CheckInAnswer.opened
    here = visible_check_ins(who).select(CheckIn.id).order_by()
    answers = CheckInAnswer.select(CheckInAnswer, *Person.at_a_glance()).join(Person, on=CheckInAnswer.by)
    return answers.where(CheckInAnswer.check_in << here, shown).order_by(CheckInAnswer.by)


def visible_kept_answers(who: Any) -> Any:
    """What was kept where they took part, the newest first."""
    took_part = (CheckInKeptFor.kept == CheckInKept.id) & (CheckInKeptFor.person == who.id)
    kept = CheckInKept.select(CheckInKept, *Person.at_a_glance()).join(Person, on=CheckInKept.by)
    kept = kept.where(fn.EXISTS(CheckInKeptFor.select(CheckInKeptFor.id).where(took_part)))
    return kept.order_by(CheckInKept.id.desc())


def may_start_check_in(who: Any) -> bool:
    return who.role == PARTNER


def may_sit_down(who: Any, check_in: CheckIn) -> bool:
    """Those it is for."""
    return who.role == PARTNER and who.id in [seat.person_id for seat in check_in.seats]


def may_begin_check_in(who: Any, check_in: CheckIn) -> bool:
    """Whoever sits there, as with all that follows."""
    return who.role == PARTNER and who.id in [person.id for person in check_in.people]


def may_answer_check_in(who: Any, check_in: CheckIn) -> bool:
    return may_begin_check_in(who, check_in)


def may_pass_over(who: Any, check_in: CheckIn) -> bool:
    return may_begin_check_in(who, check_in)


def may_go_on(who: Any, check_in: CheckIn) -> bool:
    return may_begin_check_in(who, check_in)


def may_leave_check_in(who: Any, check_in: CheckIn) -> bool:
    return may_begin_check_in(who, check_in)


def may_stop_check_in(who: Any, check_in: CheckIn) -> bool:
    return may_begin_check_in(who, check_in)


def may_keep_answer(who: Any, answer: CheckInAnswer) -> bool:
    """One's own words; taking back is the same for all of these, see may_take_back."""
    return who.role == PARTNER and answer.by_id == who.id
