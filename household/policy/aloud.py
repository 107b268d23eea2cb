"""What the kitchen tablet says to whoever stands there: headlines, thanks of the last days, and a child's face."""

from datetime import date, timedelta
from typing import Any

from household.content.kids import kid_asks, urgent
from household.models import Home, KioskView, Need, Person, Thanks
from household.policy.entering import has_company
from household.policy.roles import KID, KIOSK
from household.policy.seeing import visible_needs, visible_thanks
from household.policy.table import MOST

__all__ = ["asked_aloud", "thanked_aloud", "would_like_someone"]

LATELY = timedelta(days=3)
A_FEW = 6  # thanks that take turns
ALOUD = 400  # letters of thanks that can be read across a kitchen


def asked_aloud(who: Any, here: Home) -> list[Need]:
    """What is open, what comes first on top. Of a run, the next day that waits and the next that each has."""
    found = visible_needs(who, here.today).where(Need.closed_at.is_null()).limit(MOST)
    soonest = sorted(found, key=lambda need: day_of(need, here))
    aloud: dict[tuple, Need] = {}
    for need in soonest:
        aloud.setdefault((need.run or need.key, need.claimed_by_id), need)
    return [*aloud.values()]


def day_of(need: Need, here: Home) -> date:
    """For when it is: the day that was promised, else the one that was asked for; without either, the last of all."""
    promised: Any = need.starts_at
    return here.local(promised).date() if need.claimed and promised else need.day or date.max


def thanked_aloud(who: Any, here: Home) -> list[Thanks]:
    """The newest of the last days, the newest first. What is too long to be read in passing stays on the wall."""
    notes = Thanks.with_people(visible_thanks(who).where(Thanks.at >= here.morning - LATELY).limit(4 * A_FEW))
    return [note for note in notes if len(note.did) + len(note.says) <= ALOUD][:A_FEW]


def would_like_someone(who: Any, view: KioskView, here: Home) -> list[Person]:
    """The children whose picture-ask of today waits: never for what, never for whom. Who is hurt or scared comes first.

    Only a tablet in the kitchen is told, where a partner lets it, and not while there is company.
    """
    if who.role != KIOSK or has_company(who) or not view.shows_kids:
        return []
    waiting = Need.closed_at.is_null() & Need.claimed_by.is_null() & (Need.day >= here.today)
    asked = Need.select(Need.word, Need.asked_by, *Person.at_a_glance()).join(Person, on=Need.asked_by)
    asked = asked.where(waiting, Need.word << [*kid_asks()], Person.role == KID, Person.left_at.is_null())
    first = sorted(asked.order_by(Need.id), key=lambda need: need.word not in urgent())
    return list(dict.fromkeys(need.asked_by for need in first))
