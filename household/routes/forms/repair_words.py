"""The phrases of a repair: openers, what is good to hear, feelings that are hard, and how a pause is said."""

import re
from typing import Any

from babel.lists import format_list
from flask_babel import get_locale
from flask_babel import gettext as _

from household import content, policy
from household.content.finding import families, feelings_by_id
from household.models import Repair
from household.web.access import me

DOES = {"hear": "feel", "own": "own", "mend": "mend"}  # the phrases that fit each of the other's steps
A_BREAK, COOL_DOWN = "r05", "p07"  # the opener and the reply that are a pause
FELT = "p05"  # says what the hurt one feels
MINUTES = ("20", "60")
# what often helps while it hurts, of all there is to ask for
MAY_HELP = ("comfort", "hug", "calm_voice", "listen", "fresh_start", "real_talk", "time_together", "alone_time")


def together(*words: str | None) -> str:
    return " ".join(one for one in words if one)


def ended(words: str) -> str:
    """Without a full stop: the line it goes into has one."""
    return words.rstrip(" .")


def open_blanks(text: str) -> str:
    """As it reads while nothing is filled in: “I also feel …”."""
    return re.sub(r"\{\w+\}\.?", "…", text)


def openers(whole: bool = False) -> dict[str, str]:
    """All but the one that is a pause; the `whole` ones are those that need no feeling and no need in a blank."""
    lines = content.lines("repair_opener")
    fit = content.filled("repair_opener", when="…") if whole else lines
    return {id: open_blanks(lines[id]["text"]) for id in fit if id != A_BREAK}


def replies() -> dict[str, str]:
    """All that the other could say, for the hurt one to mark what would be good to hear."""
    return {id: open_blanks(line["text"]) for id, line in content.lines("repair_reply").items()}


def offered(repair: Repair, stage: str) -> dict[str, str]:
    """Of these, what the hurt one marked and what fits this stage. A pause has a place of its own."""
    fits = {id for id, line in content.lines("repair_reply").items() if line["does"] == DOES.get(stage)}
    marked = {*repair.welcome.split()} & fits - {COOL_DOWN}
    felt = feelings_said(repair.feelings.split())
    known = content.filled("repair_reply", feeling=felt)
    return {id: known.get(id, text) for id, text in replies().items() if id in marked and (felt or id != FELT)}


def promised(key: str | None) -> str:
    """The promise with this key, said as one's own words; empty where none stands that may help here."""
    said = (one.text for one in (policy.promises_for(me(), "repair") if key else ()) if one.key == key)
    return next((_("We promised: “%(promise)s”", promise=text) for text in said), "")


def hard_feelings() -> list[tuple[Any, ...]]:
    """The feelings of each family but the first, which is glad."""
    return [family.feelings for family in families()[1:]]


def feelings_said(ids: list[str]) -> str:
    """“hurt and lonely”; empty where none was told."""
    known = feelings_by_id()
    return format_list([known[id].word for id in ids if id in known], locale=get_locale())


def break_said(repair: Repair, when: str) -> str:
    """The words of a pause: as the hurt one likes to hear it, where that was marked, else a short break."""
    minutes = str(round((repair.back_at - repair.paused_at).total_seconds() / 60))
    if repair.paused_by_id == repair.to_id and COOL_DOWN in repair.welcome.split() and minutes in MINUTES:
        return content.filled("repair_reply", minutes=minutes)[COOL_DOWN]
    return content.filled("repair_opener", when=when)[A_BREAK]
