"""What stands on the pages of our why, and what is written there."""

from typing import Any

from flask import abort
from flask_babel import lazy_gettext as _l
from wtforms import StringField

from household import policy
from household.content.why import Question, questions, told
from household.models import WhyAnswer, WhyInvitation, WhyLine, WhyLineYes, WhyOpening
from household.models.why.line import LINE
from household.web.access import home, me
from household.web.forms import Form, Words

ANSWER = 6_000  # letters: some pages by hand


class AnswerForm(Form):
    """`instead_of` stands for the words that were read before these were written."""

    words = Words(longest=ANSWER, needed=_l("Write a word or two first."))
    instead_of = StringField()


class LineForm(Form):
    words = Words(longest=LINE, needed=_l("Write a word or two first."))

    @classmethod
    def like(cls, key: str) -> "LineForm":
        """Begun with the words of an answer that has opened, by its key."""
        found = policy.visible_why_answers(me()).where(WhyAnswer.key == key).get_or_none() if key else None
        return cls(data={"words": " ".join(found.words.split())} if found and found.open else {})


def find_question(question_id: str) -> Question:
    return questions().get(question_id) or abort(404)


def why_page() -> dict[str, Any]:
    """The lines, those that still wait for someone's yes, and the way to the questions."""
    lines, beside = policy.visible_why_lines(me()), policy.partners_beside(me())
    mine = list(policy.visible_why_answers(me()).where(WhyAnswer.by == me().id))
    answered, opened = ({one.opening.question for one in some} for some in (mine, [one for one in mine if one.open]))
    return {
        "our_why": list(lines.where(WhyLine.is_kept())),
        "proposed": list(lines.where(~WhyLine.is_kept())),
        "kept_by_me": {yes.line_id for yes in WhyLineYes.select().where(WhyLineYes.person == me().id)},
        "beside": beside,
        "questions": list(questions().values()),
        "opened": [question for question in questions().values() if question.id in opened],
        "answered": answered,
        "next": next((question for question in questions().values() if question.id not in answered), None),
        "fresh": policy.why_has_opened(me(), home()),
        "invited": WhyInvitation.of(me()).wanted,
        "told": told,
    }


def answer_page(question: Question, changes: bool = False, form: AnswerForm | None = None) -> dict[str, Any]:
    """What opened, one's own that waits, or a place to write. Who else has written shows in none of it."""
    answers = list(policy.visible_why_answers(me()).where(WhyOpening.question == question.id))
    waits = next((one for one in answers if not one.open), None)
    beside = policy.partners_beside(me())
    more = bool(beside) and not WhyAnswer.is_shared(question.id, [me(), *beside])
    return {
        "question": question,
        "opened": [one for one in answers if one.open],
        "waits": waits,
        "writes": more and (changes or not waits),
        "beside": beside,
        "form": form or AnswerForm(data={"words": waits.words, "instead_of": waits.mark} if waits else {}),
    }


def line_page(form: LineForm) -> dict[str, Any]:
    return {"form": form, "beside": policy.partners_beside(me()), "starter": told("line_starter")}
