"""Coming back to each other: what hurt, what the other says at each step, and a yes or not yet."""

from itertools import pairwise
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, SelectMultipleField, StringField, ValidationError

from household import content
from household.models import Repair
from household.routes.forms.repair_words import (
    MAY_HELP,
    ended,
    feelings_said,
    hard_feelings,
    offered,
    openers,
    promised,
    replies,
    together,
)  # fmt: skip
from household.web.forms import Form, Words

PARTS = ("landed", "feels", "asks", "welcome")  # of what hurt; one a page for whoever goes slowly
SLOT = 200  # letters


class TellForm(Form):
    """What hurt. `part` is the one of PARTS that is asked for; without one it is all of them."""

    opener = StringField(default="")
    landed = Words()
    feelings = SelectMultipleField(choices=(), validate_choice=False)
    feels = Words()
    word = StringField(default="")
    promise = StringField(default="")
    asks = Words()
    welcome = SelectMultipleField(choices=(), validate_choice=False)
    to = StringField(default="")
    need = StringField(default="")
    reply = StringField(default="")
    turn = StringField(default="")
    part = StringField(default="")
    later = StringField(default="")

    @classmethod
    def of(cls, repair: Repair) -> "TellForm":
        """With what was kept."""
        kept = {name: getattr(repair, name) for name in ("landed", "feels", "asks", "turn")}
        return cls(data=kept | {name: getattr(repair, name).split() for name in ("feelings", "welcome")})

    def validate_opener(self, field: StringField) -> None:
        if field.data and field.data not in openers():
            raise ValidationError(_l("Choose one of the lines."))
        if field.data and field.data not in self.filled():
            raise ValidationError(_l("That line still has a blank. Choose a feeling and a need, or take another line."))

    def validate_word(self, field: StringField) -> None:
        if field.data and field.data not in MAY_HELP:
            raise ValidationError(_l("Choose one of these, or say it in your own words."))

    def validate_promise(self, field: StringField) -> None:
        if field.data and not promised(field.data):
            raise ValidationError(_l("These words are not on our page any more. Please choose once more."))

    @property
    def felt(self) -> list[str]:
        return [one.id for family in hard_feelings() for one in family if one.id in (self.feelings.data or ())]

    def filled(self) -> dict[str, str]:
        """The openers that can be said whole, by id."""
        need = content.words()[self.word.data].slot if self.word.data in MAY_HELP else ""
        when = _("when it suits you")
        return content.filled("repair_opener", feeling=feelings_said(self.felt), need=need, when=when)

    def said(self) -> dict[str, str]:
        """The words of Repair.ouch and Repair.tell, of the part that was asked for."""
        wish = content.words()[self.word.data].slot if self.word.data else ""
        said = {
            "landed": together(self.filled().get(self.opener.data or "", ""), self.landed.data),
            "feelings": " ".join(self.felt),
            "feels": self.feels.data or "",
            "asks": together(
                wish[:1].upper() + wish[1:] + "." if wish else "", promised(self.promise.data), self.asks.data
            ),
            "welcome": " ".join(id for id in replies() if id in (self.welcome.data or ())),
        }
        asked = {"feelings", "feels"} if self.part.data == "feels" else {self.part.data}
        return {name: words for name, words in said.items() if self.part.data not in PARTS or name in asked}

    @property
    def next_part(self) -> str:
        """What is asked for after this part; empty behind the last."""
        following = dict(pairwise(PARTS))
        return following.get(self.part.data or "", "")


class SayForm(Form):
    """What the other says at one step. `picked` are phrases (ids), `thing` and `make_right` fill the blanks of two.

    `lent`: it is said on the phone of the one who was hurt; then it takes `from_me`.
    """

    picked = SelectMultipleField(choices=(), validate_choice=False)
    thing = Words(longest=SLOT)
    make_right = Words(longest=SLOT)
    words = Words()
    turn = StringField(default="")
    skip = StringField(default="")
    lent = BooleanField()
    from_me = BooleanField()

    def __init__(self, repair: Repair, stage: str, **kwargs: Any) -> None:
        self.repair, self.phrases = repair, offered(repair, stage)
        super().__init__(**kwargs)
        typed = {"p06": self.thing.data, "p08": self.make_right.data}  # what fills a blank picks its line
        self.picked.data = [*(self.picked.data or ()), *(id for id, words in typed.items() if words)]

    def validate_picked(self, field: SelectMultipleField) -> None:
        if not self.skip.data and {*field.data} & {*self.phrases} - {*self.filled()}:
            raise ValidationError(_l("Fill in the blank of that line, or leave it out."))

    def validate_from_me(self, field: BooleanField) -> None:
        if self.lent.data and not field.data:
            raise ValidationError(_l("Only the one it is from can say this. Please tick the box."))

    def filled(self) -> dict[str, str]:
        known = dict(feeling=feelings_said(self.repair.feelings.split()), thing=self.thing.data or "")
        return content.filled("repair_reply", repair=ended(self.make_right.data or ""), **known)

    @property
    def said(self) -> str:
        if self.skip.data:
            return ""
        lines = {id: text for id, text in self.filled().items() if id in self.phrases and id in self.picked.data}
        return together(" ".join(lines.values()), self.words.data)


class YesForm(Form):
    """An answer of the one who was hurt: yes, or not, with a word more."""

    yes = StringField(default="")
    words = Words()
    turn = StringField(default="")
