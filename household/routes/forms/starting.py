"""Help with the words: sentences to begin with, filled from what was chosen, and put in front of what was typed."""

import re
from typing import Any

from flask import request
from flask_babel import gettext as _

from household import content, policy
from household.content.starting import fitting, starters
from household.models import Moment, Need
from household.models.base import Refused
from household.models.clock import now
from household.routes.forms.asking import AskForm, narrowest
from household.routes.forms.finding import Found, found
from household.web.access import can, me
from household.web.words import next_moment, whenever

MOST = 6


def begin(said: str) -> AskForm:
    """To ask for what was found, with a first sentence. The feeling stays untold."""
    word = (found(said) or Found(None, None)).word
    form = AskForm(data={"who": narrowest(), "word": word.id if word else "", "found": said})
    form.own.data = sentences(form)[0]
    return form


def proposed(word: str, who: str) -> AskForm:
    """What a link proposes to ask for: a need by its id, of somebody by their key, as far as there are such."""
    beside = {person.key for person in policy.partners_beside(me())[:3]}
    by_name = {person.key for person in policy.others(me())} - beside
    chosen = {"word": word if word in content.words() else "", "who": who if who in beside else narrowest()}
    return AskForm(data=chosen | ({"who": "named", "people": [who]} if who in by_name else {}))


def old_one() -> Need | None:
    """The need to ask for again: one's own, by its key in ?like=."""
    key = request.args.get("like", "")
    need = policy.visible_needs(me()).where(Need.key == key).get_or_none() if key else None
    return need if need and can("reopen", need) else None


def sentences(form: AskForm) -> list[str]:
    """A few that fit the chosen need, when and feeling, the closest first."""
    word = content.words().get(form.word.data or "")
    when = said_when(form)
    return fitting(word, bool(when), when=when or no_hurry(), feeling=form.feeling.data or "")[:MOST]


def put_in(form: AskForm, sentence: str) -> None:
    """Put one in front of what is typed. One of ours that stands there makes way; nothing typed is lost."""
    ours = re.compile(any_of_ours(form))
    if ours.fullmatch(sentence):
        typed = ours.sub("", form.own.data, count=1) if ours.match(form.own.data) else form.own.data
        form.own.data = f"{sentence} {typed.lstrip()}".strip()


def shrink(form: AskForm) -> str:
    """Put the smallest form of the chosen need behind what is typed, and answer it; nothing where none is chosen.

    One of ours that stands there makes way; nothing typed is lost.
    """
    word = content.words().get(form.word.data or "")
    if word is None:
        form.word.errors = [_("Choose what would help first. Then we can offer a small form of it.")]
        return ""
    typed = next((form.own.data.removesuffix(one) for one in smallest() if form.own.data.endswith(one)), form.own.data)
    form.own.data = f"{typed.rstrip()} {word.smaller}".strip()
    return word.smaller


def smallest() -> list[str]:
    return [word.smaller for word in content.words().values()]


def said_when(form: AskForm) -> str:
    """The chosen when as the page says it; empty where there is no hurry, or no such time."""
    try:
        return whenever(Need(asked_at=now(), **form.chosen()._asdict()))
    except Refused:
        return ""


def no_hurry() -> str:
    return _("when it suits you")


def any_of_ours(form: AskForm) -> str:
    """A pattern for every sentence that this page could have filled, whole, up to a space or the end."""
    words, moments = content.words().values(), Moment.of_the_day()
    whens = [_("now"), _("today"), _("tonight"), _("this weekend"), *map(next_moment, moments), said_when(form)]
    slots: dict[str, Any] = {
        "need": [word.slot for word in words],
        "job": [word.job for word in words],
        "feeling": content.feelings(),
        "when": [no_hurry(), *whens],
    }
    one_of = {name: f"(?:{'|'.join(re.escape(said) for said in some if said)})" for name, some in slots.items()}
    texts = [re.sub(r"\\{(\w+)\\}", lambda slot: one_of[slot[1]], re.escape(starter.text)) for starter in starters()]
    return rf"(?:{'|'.join(texts)})(?=\s|$)"
