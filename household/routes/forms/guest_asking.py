"""What a guest asks: the same as everyone, on a page where what they ask for most comes first."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, ValidationError

from household import content, policy
from household.content.guests import Wish, first_of, further
from household.models import Moment, Person, Rhythm
from household.models.need.when import coming
from household.routes.forms.asking import AskForm, narrowest
from household.web.access import home, me


class GuestAskForm(AskForm):
    """A picture whose name says more than the need does goes along in these words, where no others are typed."""

    @classmethod
    def of(cls, word: str) -> "GuestAskForm":
        """With a need that a link proposes, if there is such."""
        return cls(data={"who": narrowest(), "word": word if word in content.words() else ""})

    def validate_kids_can_help(self, field: BooleanField) -> None:
        chosen = content.words().get(self.word.data or "")
        if self.asked_of_kids and chosen and not chosen.kids_can_help:
            raise ValidationError(_l("The kids can’t carry this one. Please take “The kids may help” off."))

    @property
    def asked_of_kids(self) -> bool:
        return bool(self.kids_can_help.data) and self.audience()[0] in ("home", "orbit")

    def asked(self) -> dict[str, Any]:
        asked = super().asked()
        first = first_wishes(policy.thankable(me()))
        said = next((wish.label for wish in first if wish.said and wish.word.id == asked["word"]), "")
        return asked | {"own": asked["own"] or said}


def ask_page(form: GuestAskForm) -> dict[str, Any]:
    family = policy.thankable(me())
    wishes = first_wishes(family)
    return {
        "form": form,
        "wishes": wishes,
        "further": further(wishes),
        "moments": coming(Moment.of_the_day(), home().local()),
        "partners": policy.partners_beside(me()),
        "circles": policy.circles(me()),
        "family": family,
        "kids": policy.heard_by_kids(family),
        "comes_back": policy.visible_rhythms(me()).where(Rhythm.ended_at.is_null()).exists(),
    }


def first_wishes(family: list[Person]) -> list[Wish]:
    """What comes first for a guest of this family."""
    return first_of({"kids"} if policy.heard_by_kids(family) else set())
