"""What is asked: the need, its when, who it is for, and details for whoever takes it."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, SelectMultipleField, StringField, ValidationError

from household import content, policy
from household.models import Draft, Moment, Need, Rhythm
from household.models.base import Refused
from household.models.need.telling import TELLS
from household.models.need.when import WHENS, When, place
from household.routes.forms.days import DaysFields
from household.web.access import home, me
from household.web.forms import Form, WallTime, Words

DETAILS = 500  # letters
KEPT = ("word", "own", "feeling", "details")  # of a draft


class WhenForm(Form):
    """`when` is a word of WHENS or a moment's key; `at` is a day and time on the home's clock."""

    when = StringField(default="whenever")
    at = WallTime()

    def validate_when(self, field: StringField) -> None:
        if field.data == "pick" and self.at.data is None:
            raise ValidationError(_l("Choose a day and a time."))
        if field.data and field.data not in WHENS and self.moment is None:
            raise ValidationError(_l("Choose when, or “no hurry”."))

    def validate_at(self, field: WallTime) -> None:
        if self.when.data == "pick" and field.data:
            try:
                self.chosen()
            except Refused as refusal:
                raise ValidationError(_l(refusal.message)) from None

    @property
    def moment(self) -> Moment | None:
        return Moment.get_or_none(Moment.key == self.when.data)

    def chosen(self) -> When:
        here = home()
        return place(here, "moment" if self.moment else self.when.data or "whenever", self.moment, self.at.data)


class AskForm(DaysFields, WhenForm):
    """`who` is a person's key, a circle, or "named" with `people`.

    `draft` is the key of what was kept for later, `found` what the need finder found.
    """

    word = StringField(default="")
    own = Words(_l("Say it in your own words"))
    feeling = StringField(default="")
    who = StringField(default="")
    people = SelectMultipleField(choices=(), validate_choice=False)
    kids_can_help = BooleanField()
    details = Words(longest=DETAILS)
    tells = StringField(default="")
    draft = StringField(default="")
    found = StringField(default="")

    @classmethod
    def like(cls, need: Need | None) -> "AskForm":
        """Empty, or with the words of a need to ask for again."""
        old = {"word": need.word, "own": need.own} if need else {}
        return cls(data={"who": narrowest(), **old})

    @classmethod
    def of_draft(cls, draft: Draft) -> "AskForm":
        """With what was kept for later."""
        kept = {name: getattr(draft, name) for name in KEPT}
        return cls(data={"who": narrowest(), "draft": draft.key, **kept})

    def validate_word(self, field: StringField) -> None:
        if field.data and field.data not in content.words():
            raise ValidationError(_l("Choose what would help, or say it in your own words."))
        if not field.data and not self.own.data:
            raise ValidationError(_l("Choose what would help, or say it in your own words."))

    def validate_feeling(self, field: StringField) -> None:
        if field.data and field.data not in content.feelings():
            raise ValidationError(_l("Choose a feeling from the list, or none."))

    def validate_tells(self, field: StringField) -> None:
        if field.data and field.data not in TELLS:
            raise ValidationError(_l("Choose how they hear of it."))

    def validate_who(self, field: StringField) -> None:
        audience, named = self.audience()
        if (audience == "named" and not named) or (audience != "named" and audience not in offered()):
            raise ValidationError(_l("Choose who this is for."))

    def audience(self) -> tuple[str, list[Any]]:
        """The circle, and the people in it by name. An empty choice is the narrowest."""
        who = self.who.data or narrowest()
        keys = set(self.people.data or ()) if who == "named" else {who}
        named = [person for person in policy.others(me()) if person.key in keys]
        return ("named" if named or who == "named" else who), named

    def asked(self) -> dict[str, Any]:
        """The arguments of Need.ask."""
        audience, named = self.audience()
        return {
            "word": self.word.data or "",
            "own": self.own.data or "",
            "feeling": self.feeling.data or "",
            "audience": audience,
            "named": named,
            "kids_can_help": bool(self.kids_can_help.data) and audience in ("home", "orbit"),
            "when": self.chosen(),
            "details": self.details.data or "",
            "tells": self.tells.data or "",
            "draft": self.kept_before,
            "once": self.once.data,
        }

    def put_on_the_table(self, by: Any) -> Any:
        """Ask for it: a need, a rhythm, or the first need of a run."""
        asked = self.asked()
        when = asked.pop("when")
        if self.comes_back:
            return Rhythm.begin(by=by, **self.rhythm(), **asked)
        if self.is_run:
            return Need.ask_run(by=by, whens=self.whens(), **asked)[0]
        return Need.ask(by=by, when=when, **asked)

    @property
    def kept_before(self) -> Draft | None:
        """One's own draft that this was taken up from."""
        return policy.visible_drafts(me()).where(Draft.key == self.draft.data).get_or_none()

    def can_be_kept(self) -> bool:
        """Whether its words are good: when and for whom may stay open until they are sent."""
        self.validate()
        for field in (self.when, self.at, self.who, self.weekdays, self.every, self.days, self.hour, self.clock):
            field.errors = ()
        return not self.errors

    def kept(self) -> dict[str, Any]:
        """The arguments of Draft.keep."""
        words = {name: self.data.get(name) or "" for name in KEPT}
        return {**words, "instead_of": self.kept_before, "once": self.once.data}


def offered() -> set[str]:
    """The circles one may ask in; in a house with nobody else yet, whoever comes."""
    return set(policy.circles(me())) or {"home"}


def narrowest() -> str:
    """The other partner, else the other partners, else the smallest circle there is."""
    circles, partners = policy.circles(me()), policy.partners_beside(me())
    if len(partners) == 1:
        return partners[0].key
    return next(iter(circles), "home")
