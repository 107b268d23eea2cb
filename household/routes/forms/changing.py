"""What one asked, to change: the same form with everything as it stands."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import StringField, ValidationError

from household import policy
from household.models import Details, Need
from household.models.need.when import When
from household.routes.forms.asking import AskForm
from household.web.access import home, me

KEPT = "kept"  # the when stays as it is


class ChangeForm(AskForm):
    """`wording` is what the asker read, `sure` says that more people may see it."""

    wording = StringField(default="")
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
        if beside:
            who, named = "named", [*named, beside]
        small = need.chosen.smaller if smaller and need.chosen and not need.own else ""
        stands = {
            "word": need.word,
            "own": need.own or small,
            "feeling": need.feeling,
            "who": who,
            "people": named,
            "kids_can_help": need.kids_can_help,
            "details": Details.of(need),
            "when": "whenever" if need.passed(home().today) else KEPT,
            "wording": need.wording,
        }
        return cls(need, data=stands)

    def validate_when(self, field: StringField) -> None:
        if field.data == KEPT and not self.need.passed(home().today):
            return
        super().validate_when(field)

    def validate_wording(self, field: StringField) -> None:
        if field.data and field.data != self.need.wording:
            raise ValidationError(_l("You changed this somewhere else. Please look at it once more."))

    def chosen(self) -> When:
        if self.when.data == KEPT:
            return When(self.need.when, self.need.day, self.need.moment, self.need.time)
        return super().chosen()

    def changed(self) -> dict[str, Any]:
        """The arguments of Need.change."""
        asked = self.asked()
        del asked["once"], asked["draft"]
        after = self.reach(asked)
        holder = self.need.claimed_by
        return asked | {
            "wider": policy.gain(self.need.reach, after),
            "free": holder is not None and not policy.hears(holder, after),
        }

    def reach(self, asked: dict[str, Any]) -> set[str]:
        """For whom it would be, in the words of a circle."""
        people = {me().key, *(person.key for person in asked["named"])}
        return people | {asked["audience"]} - {"named"} | ({"kids"} if asked["kids_can_help"] else set())
