"""How an ask stands, as it is told to the child who asked: in faces, and in a few sentences that are read aloud."""

import hashlib
from datetime import datetime
from typing import Any, NamedTuple

from flask_babel import gettext as _

from household import policy
from household.models import Need, Person
from household.models.need.claiming import SOON
from household.web.access import home, me
from household.web.unchanged import turns_at
from household.web.words import is_here, kid_names


class Answer(NamedTuple):
    """`state` is asked, coming, later, no, met or over; `people` are those it speaks of.

    `brief` is what fits on a card, where the first sentence does not; `mark` is new whenever something else is said.
    """

    state: str
    people: list[Person]
    says: list[str]
    brief: str = ""

    @property
    def whole(self) -> str:
        return " ".join(self.says)

    @property
    def short(self) -> str:
        return self.brief or self.says[0]

    @property
    def mark(self) -> str:
        return hashlib.sha256(self.whole.encode()).hexdigest()[:12]

    @property
    def glad(self) -> bool:
        return self.state in ("coming", "met")


def on_top() -> dict[str, Any]:
    """Of what is open, the one that something happened to last, how it stands, and what else there is."""
    waiting = [need for need in policy.asks_of_today(me(), home()) if need.open]
    newest = max(waiting, key=last_stir, default=None)
    others = [need for need in waiting if need != newest]
    return {"need": newest, "answer": answer_to(newest) if newest else None, "several": others}


def last_stir(need: Need) -> datetime:
    """When somebody took it, or when it was asked."""
    return need.claimed_at or need.asked_at


def answer_to(need: Need) -> Answer:
    if need.closed_as == "met":
        return Answer("met", [need.claimed_by] if need.claimed_by else [], [_("It’s better now?")])
    if not need.open or need.passed(home().today):
        return Answer("over", [], [_("That is over now.")])
    return taken(need) if need.claimed_by else asked(need)


def taken(need: Need) -> Answer:
    """Somebody comes: now, or later."""
    who = need.claimed_by
    assert who is not None
    if need.starts_at:
        turns_at(need.starts_at)
        turns_at(need.starts_at - SOON)
    if need.to_come_soon:
        return Answer("later", [who], [not_now(who)], _("Not now, but soon."))
    if need.to_come:
        later = _("%(name)s said, “Not now, but later.”", name=who.for_kids)
        return Answer("later", [who], [later], _("Not now, but later."))
    return Answer("coming", [who], [_("%(name)s is coming.", name=who.for_kids)])


def asked(need: Need) -> Answer:
    """Nobody has it: some may have said no, and the others can be told."""
    said = dict(policy.said_not_now(me(), need))
    here = [person for person in need.named if is_here(person)]
    open_to = [person for person in here if person not in said]
    says = [not_now(who) if soon else _("%(name)s can’t come now.", name=who.for_kids) for who, soon in said.items()]
    if open_to:
        says.append(_("You asked %(names)s.", names=kid_names(open_to)))
    if open_to or need.urgent:
        says.append(_("Go and tell %(names)s too.", names=kid_names(open_to or here)))
    answered = "no" if said or not here else "asked"
    return Answer(answered, [*said, *open_to], says or [_("Ask someone else.")], in_brief(said, open_to))


def in_brief(said: dict[Person, bool], open_to: list[Person]) -> str:
    """Where several are spoken of, or one said more than no."""
    if any(said.values()):
        return _("Not now, but soon.")
    if len(open_to) > 1:
        return _("You asked them.")
    return _("They can’t come now.") if len(said) > 1 and not open_to else ""


def not_now(who: Person) -> str:
    return _("%(name)s said, “Not now, but soon.”", name=who.for_kids)
