"""What a child says with the picture it gives: a fixed sentence, its own words where it may write, or none."""

from typing import Any

from wtforms import StringField

from household.content import kids
from household.models import KidView, Person
from household.web.access import me
from household.web.forms import Form, Words

LETTERS = 200  # more than a child writes


class KidThanksForm(Form):
    """`quality` is what it calls the one it thanks, empty for no such words."""

    quality = StringField(default="")
    words = Words(longest=LETTERS)

    def given(self, person: Person) -> dict[str, Any]:
        """The arguments of Thanks.give, but for the people and the picture. What nobody offered is not taken."""
        said = calling(person, self.quality.data) if self.quality.data in kids.QUALITIES else ""
        own = self.words.data if KidView.of(me()).writes_own else ""
        return {"did": own, "says": said, "once": self.once.data}


def calling(person: Person, quality: str) -> str:
    return kids.told("thanks_text").format(helper=person.for_kids, quality=quality)
