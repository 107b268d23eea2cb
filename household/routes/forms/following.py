"""A nudge: one of a few gentle phrases."""

from flask_babel import lazy_gettext as _l
from wtforms import StringField, ValidationError

from household import content, policy
from household.models import Need
from household.web.access import is_me, me
from household.web.forms import Form

OF_A_PROMISE = "g03"  # the nudge with a promise in its blank


class NudgeForm(Form):
    """`phrase` is the id of a nudge; the first is chosen unless one says otherwise."""

    phrase = StringField(default="g00")

    def __init__(self, need: Need) -> None:
        self.phrases = nudges(need)
        super().__init__()

    def validate_phrase(self, field: StringField) -> None:
        if field.data not in self.phrases:
            raise ValidationError(_l("Choose one of the lines."))

    @property
    def words(self) -> str:
        return self.phrases[self.phrase.data or ""]


def nudges(need: Need) -> dict[str, str]:
    """The gentle lines that fit this need, by id; in one's own words it has no name that fits a sentence.

    Between two partners whose agreement is in force, one more for each promise that fits.
    """
    chosen = need.chosen
    lines = content.filled("nudge", job=chosen.job if chosen else "", need=chosen.slot if chosen else "")
    if not is_me(need.asked_by_id) or need.claimed_by is None:
        return lines
    promises = policy.promises_for(me(), "nudge", to=need.claimed_by)
    return lines | {f"{OF_A_PROMISE}-{one.key}": quoting(one.text) for one in promises}


def quotes_promise(phrases: dict[str, str]) -> bool:
    """Whether one of these lines has a promise in it."""
    return any(id.startswith(f"{OF_A_PROMISE}-") for id in phrases)


def quoting(promise: str) -> str:
    """The line that points to a promise, with its words in it, as one sentence after the other."""
    line: str = content.lines("nudge")[OF_A_PROMISE]["text"]
    whole = promise if promise[-1] in ".?!…" else f"{promise}."
    return line.replace("{promise}.", whole)
