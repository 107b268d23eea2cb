"""A claim: its when (as asked, now, in half an hour, a day and time, or as it was), and a warm line if one likes."""

from datetime import datetime, timedelta

from flask_babel import lazy_gettext as _l
from wtforms import StringField, ValidationError

from household import content
from household.models import Need
from household.models.clock import now
from household.models.need.when import place, starts
from household.routes.forms.asking import WhenForm
from household.web.access import home
from household.web.times import promised
from household.web.words import whenever

WHENS = ("", "asked", "now", "half", "pick", "kept")


class ClaimForm(WhenForm):
    """`when` is a word of WHENS; `wording` is what the claimer read, `warm` a phrase's id."""

    when = StringField(default="asked")
    wording = StringField(default="")
    warm = StringField(default="")

    def validate_when(self, field: StringField) -> None:
        if (field.data or "") not in WHENS:
            raise ValidationError(_l("Choose when you can do it."))
        if field.data == "pick" and self.at.data is None:
            raise ValidationError(_l("Choose a day and a time."))

    def starts_at(self, need: Need) -> datetime | None:
        """The instant promised, or None for "whenever it suits"."""
        here = home()
        when = self.when.data or "asked"
        if when == "pick" and self.at.data:
            placed = place(here, "pick", None, self.at.data)
            assert placed.day and placed.time
            return here.instant(placed.day, placed.time)
        return {
            "now": now(),
            "half": now() + timedelta(minutes=30),
            "asked": starts(need, here),
            "kept": need.starts_at,
        }.get(when)

    def warmly(self, need: Need, starts_at: datetime | None) -> str:
        """The warm line that was chosen, with the promised time in it."""
        if not self.warm.data:
            return ""
        when = promised(starts_at) if starts_at and self.when.data != "asked" else whenever(need)
        return warm_lines(need, when).get(self.warm.data, "")


def warm_lines(need: Need, when: str = "") -> dict[str, str]:
    """What can be said with a yes, by phrase: joy for good news; what speaks of the feeling first, if it was told."""
    chosen = need.chosen
    kind = "glad_reply" if chosen and chosen.glad else "warm_reply"
    lines = content.filled(kind, when=when, feeling=need.feeling, need=chosen.slot if chosen else "")
    about = [id for id in lines if "{feeling}" in content.lines(kind)[id]["text"]]
    return {id: lines[id] for id in (*about, *lines)}
