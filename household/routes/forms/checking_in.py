"""What a check-in is made of: its questions, who is here, an answer, and the turns that one phone shows."""

from typing import Any, NamedTuple

from flask import request
from flask_babel import format_date
from flask_babel import lazy_gettext as _l
from wtforms import StringField

from household import policy
from household.content.checking_in import most, questions, said, three
from household.models import Person
from household.models.check_in.turns import FIRST, LAST, in_turn
from household.web.access import home, me
from household.web.forms import Form, Words


class AnswerForm(Form):
    """`step` is the one that was read: the id of a question."""

    step = StringField(default="")
    words = Words(_l("Your answer"), needed=_l("Write a word or two first, or skip this one."))


class Turn(NamedTuple):
    """One page of a check-in on one phone: who speaks, and who only listens. No `question`: it begins, or it ends."""

    step: str
    question: str
    speakers: list[Person]
    listeners: list[Person]
    first: bool


def picked() -> tuple[str, ...]:
    """The ids of the questions that were picked, in the order of the bank; three of ours where none were."""
    chosen = set(request.values.getlist("pick"))
    ours = three(home().today.isocalendar().week + others())
    return tuple(one for one in questions() if one in chosen)[: most()] or ours


def others() -> int:
    """How often others were asked for than this week's."""
    asked = request.values.get("others", "")
    return int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 4 else 0


def who_is_here() -> list[Person]:
    """The partners who were chosen, or all; who asks is here anyway."""
    beside, chosen = policy.partners_beside(me()), set(request.values.getlist("who"))
    return [one for one in beside if one.key in chosen] or beside


def turns(picked: tuple[str, ...], others: list[Person]) -> list[Turn]:
    """Page after page, for a phone that lies between them."""
    people = sorted([me(), *others], key=lambda person: person.id)
    pages = [Turn(FIRST, "", people, [], True)]
    for nth, question in enumerate(picked, 1):
        order = in_turn(people, home().today, nth)
        for turn, person in enumerate(order):
            listeners = order[:turn] + order[turn + 1 :]
            pages.append(Turn(question, question, [person], listeners, turn == 0))
    return [*pages, Turn(LAST, "", people, [], True)]


def start_page() -> dict[str, Any]:
    """What lies ready, and what may be chosen instead."""
    beside, ready = policy.partners_beside(me()), picked()
    asked = set(request.args.getlist("pick"))
    return {
        "day": format_date(home().today, "EEEE"),
        "beside": beside,
        "picked": ready,
        "firsts": [page for page in turns(ready, beside) if page.question and page.first],
        "others": others() + 1,
        "too_many": len(asked & {*questions()}) > most(),
        "over": "of" in request.args,
        "questions": questions(),
        "said": said,
    }


def aloud_page(at: str) -> dict[str, Any]:
    """The page at this place; the first where there is none."""
    ready, here = picked(), who_is_here()
    pages = turns(ready, here)
    place = int(at) if at.isascii() and at.isdigit() and len(at) < 4 and int(at) < len(pages) else 0
    after = (n for n, page in enumerate(pages) if n > place and page.step != pages[place].step)
    some = here != policy.partners_beside(me())
    return {
        "turn": pages[place],
        "at": place,
        "skipped": next(after, None),
        "where": {"pick": ready, "who": [one.key for one in here] if some else None},
        "questions": questions(),
        "said": said,
    }
