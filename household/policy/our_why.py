"""Our why is the partners': an answer is its writer's until it opens, and then for those who opened theirs with it."""

from datetime import timedelta
from typing import Any

from peewee import fn

from household.content.why import Question, questions
from household.models import Home, Person, WhyAnswer, WhyInvitation, WhyLine, WhyOpening
from household.models.prepared import Prepared, Slot
from household.models.why.opening import everyone
from household.policy.circles import partners_beside
from household.policy.roles import PARTNER

__all__ = [
    "may_answer_why",
    "may_keep_line",
    "may_propose_line",
    "may_take_off_line",
    "our_why_lines",
    "visible_why_answers",
    "visible_why_lines",
    "why_has_opened",
    "why_invitation",
]


def visible_why_answers(who: Any) -> Any:
    """One's own, and those that opened together with it: whoever came later reads nothing older."""
    own = WhyAnswer.alias()
    together = fn.EXISTS(own.select(own.id).where(own.opening == WhyAnswer.opening, own.by == who.id))
    shown = together & ((WhyAnswer.by == who.id) | WhyOpening.waiting.is_null())
    return WhyAnswer.told().where(shown if who.role == PARTNER else WhyAnswer.id.is_null())


def visible_why_lines(who: Any) -> Any:
    """Every line that is proposed, whether all keep it or not; someone new is asked to keep them too."""
    return WhyLine.select().where(WhyLine.id.is_null(who.role != PARTNER)).order_by(WhyLine.id)


def our_why_lines(who: Any) -> list[WhyLine]:
    """The lines that all keep, to be quoted and printed; none where there is nobody to keep them with."""
    return KEPT.rows(me=who.id).records() if who.role == PARTNER else []


def kept_with_others() -> Any:
    others = fn.EXISTS(everyone().where(Person.id != Slot("me")))
    return WhyLine.select().where(WhyLine.is_kept(), others).order_by(WhyLine.id)


KEPT = Prepared(kept_with_others)


def why_has_opened(who: Any, here: Home) -> bool:
    """Whether answers opened for them yesterday or today."""
    since = here.morning - timedelta(days=1)
    return visible_why_answers(who).where(WhyOpening.opened_at >= since).exists()


def why_invitation(who: Any, here: Home) -> Question | None:
    """The question that they are softly invited to answer today: another each month, and mostly none."""
    if who.role != PARTNER or not WhyInvitation.of(who).comes(here.today) or not partners_beside(who):
        return None
    answered = {one.opening.question for one in visible_why_answers(who).where(WhyAnswer.by == who.id)}
    left = [question for question in questions().values() if question.id not in answered]
    return left[(12 * here.today.year + here.today.month) % len(left)] if left else None


def may_answer_why(who: Any) -> bool:
    """And say whether to be invited to."""
    return who.role == PARTNER


def may_propose_line(who: Any) -> bool:
    return who.role == PARTNER


def may_keep_line(who: Any, line: WhyLine) -> bool:
    return who.role == PARTNER


def may_take_off_line(who: Any, line: WhyLine) -> bool:
    """Anyone, and any line."""
    return who.role == PARTNER
