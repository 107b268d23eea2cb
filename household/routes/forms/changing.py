"""What one asked, to change: the same form with everything as it stands."""

import hashlib
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import StringField, ValidationError

from household import policy
from household.models import Details, Need
from household.models.event import circle_of
from household.routes.forms.asking import AskForm
from household.web.access import home, me

KEPT = "kept"  # the when stays as it is


class ChangeForm(AskForm):
    """`seen` stands for all that the asker read, `sure` says that others may come to see it or lose it."""

    seen = StringField(default="")
    sure = StringField(default="")

    def __init__(self, need: Need, **kwargs: Any) -> None:
        self.need = need
        super().__init__(**kwargs)

    @classmethod
    def of(cls, need: Need, *, smaller: bool = False, beside: str = "") -> "ChangeForm":
        """As it stands; `smaller`: with the smallest form of the need in the box; `beside`: one more person, by key."""
        named = [person.key for person in need.named]
        who = "named" if need.audience == "named" else need.audience
        if need.audience == "named" and len(named) == 1 and need.named[0] in policy.partners_beside(me())[:3]:
            who = named[0]
        if beside:  # to all who are asked already
            asked = [person.key for person in policy.others(me()) if policy.hears(person, need.reach)]
            who, named = "named", [*asked, beside]
        small = need.chosen.smaller if smaller and need.chosen else ""
        stands = {
            "word": need.word,
            "own": need.own or small,
            "feeling": need.feeling,
            "who": who,
            "people": named,
            "kids_can_help": need.kids_can_help,
            "details": Details.of(need),
            "when": "whenever" if need.passed(home().today) else KEPT,
            "seen": seen(need),
        }
        return cls(need, data=stands)

    def validate_when(self, field: StringField) -> None:
        if field.data == KEPT and not self.need.passed(home().today):
            return
        super().validate_when(field)

    def validate_seen(self, field: StringField) -> None:
        if field.data and field.data != seen(self.need):
            raise ValidationError(_l("You changed this somewhere else. Please look at it once more."))

    def changed(self) -> dict[str, Any]:
        """The arguments of Need.change."""
        asked = self.asked()
        del asked["once"], asked["draft"], asked["tells"]
        if self.when.data == KEPT:
            asked["when"] = None
        more, fewer = policy.gain(self.need.reach, self.reach), policy.gain(self.reach, self.need.reach)
        return asked | {"wider": more and not fewer, "free": self.frees}

    @property
    def reach(self) -> set[str]:
        """For whom it would be, in the words of a circle."""
        audience, named = self.audience()
        kids = bool(self.kids_can_help.data) and audience in ("home", "orbit")
        return circle_of((me().key, *(person.key for person in named)), audience, kids)

    @property
    def shows_more(self) -> bool:
        """Whether somebody would see it who does not now."""
        return policy.gain(self.need.reach, self.reach)

    @property
    def frees(self) -> bool:
        """Whether whoever has it would see it no more."""
        holder = self.need.claimed_by
        return holder is not None and not policy.hears(holder, self.reach)


def seen(need: Need) -> str:
    """All that a sheet shows of a need, in a few letters that tell nothing."""
    shown = (need.wording, need.readers, Details.of(need))
    return hashlib.sha256(repr(shown).encode()).hexdigest()[:24]
