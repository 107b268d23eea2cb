"""Words under a need, and "not now" with what can be done instead."""

from datetime import datetime, timedelta
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import StringField, ValidationError

from household import content, policy
from household.models import Moment, Need, Person
from household.models.clock import now
from household.models.need.when import next_day_at
from household.routes.forms.asking import WhenForm
from household.web.access import home, me
from household.web.forms import Form, Words
from household.web.times import after, with_time
from household.web.words import moment_on

OFFERS = ("", "time", "part", "else", "person", "word")
TIMED = ("time", "part", "word")
MINUTES = ("10", "20", "30")
OWN = "own"  # in the place of a line: one's own words alone
KINDS = {id: line["offers"] for id, line in content.lines("not_now").items()}
A_PART = 200  # letters


class ReplyForm(Form):
    """`wording` is what the replier read."""

    wording = StringField(default="")
    words = Words()


class NotNowForm(WhenForm):
    """`offer` is one of OFFERS; `line` the phrase for another time; `when` minutes, a moment's key or "pick"."""

    wording = StringField(default="")
    offer = StringField(default="")
    line = StringField(default="")
    when = StringField(default="")
    part = Words(longest=A_PART)
    instead = Words(longest=A_PART)
    person = StringField(default="")
    words = Words()

    def __init__(self, need: Need, **kwargs: Any) -> None:
        self.need = need
        super().__init__(**kwargs)
        if not self.offer.data:  # what was typed into the field of an offer is that offer
            self.offer.data = "part" if self.part.data else "else" if self.instead.data else ""

    def validate_offer(self, field: StringField) -> None:
        if field.data not in OFFERS:
            raise ValidationError(_l("Choose what you can do, or just say “not this time”."))
        if field.data == "part" and not self.part.data:
            raise ValidationError(_l("Say which part you can do."))
        if field.data == "else" and not self.instead.data:
            raise ValidationError(_l("Say what you can do."))
        if field.data == "person" and self.chosen_person is None:
            raise ValidationError(_l("Choose who could be asked."))

    def validate_when(self, field: StringField) -> None:
        if self.offer.data in TIMED and field.data not in MINUTES:
            if field.data != "pick" and self.moment is None:
                raise ValidationError(_l("Choose when."))
            super().validate_when(field)

    def validate_at(self, field: Any) -> None:
        if self.offer.data in TIMED:
            super().validate_at(field)

    @property
    def chosen_person(self) -> Person | None:
        people = policy.could_be_asked(me(), self.need)
        return next((person for person in people if person.key == self.person.data), None)

    def said(self) -> dict[str, Any]:
        """The arguments of Reply.say_not_now."""
        offer = self.offer.data or ""
        starts_at, when = self.time_said() if offer in TIMED else (None, "")
        return {
            "words": " ".join(filter(None, [self.sentence(offer, when), self.words.data])),
            "offer": offer,
            "starts_at": starts_at if offer in ("time", "part") else None,
            "person": self.chosen_person if offer == "person" else None,
            "wording": self.wording.data or None,
            "once": self.once.data,
        }

    def sentence(self, offer: str, when: str) -> str:
        """The phrase for this offer, filled; for another time the one that was chosen, or one's own words alone."""
        if offer == "time" and self.line.data == OWN and self.words.data:
            return ""
        person = self.chosen_person
        minutes = self.when.data if self.when.data in MINUTES else ""
        lines = content.filled(
            "not_now", when=when, minutes=minutes or "", part=self.part.data or "", offer=self.instead.data or "",
            person=person.name if person else "",
        )  # fmt: skip
        fitting = {id: text for id, text in lines.items() if KINDS.get(id) == offer}
        return fitting.get(self.line.data or "") or next(iter(fitting.values()), "")

    def time_said(self) -> tuple[datetime, str]:
        """(the instant, how one says it)."""
        here = home()
        if self.when.data in MINUTES:
            minutes = int(self.when.data)
            return now() + timedelta(minutes=minutes), after(minutes)
        if moment := self.moment:
            day = next_day_at(moment.at, here.local())
            return here.first_instant(day, moment.at), moment_on(moment, day, here)
        placed = self.chosen()
        assert placed.day and placed.time
        return here.first_instant(placed.day, placed.time), with_time(placed.day, placed.time, here)


def not_now_lines() -> dict[str, str]:
    """The phrases for another time, by id, with their blank still open."""
    return {id: line["text"] for id, line in content.lines("not_now").items() if KINDS[id] == "time"}


def still_to_come() -> list[tuple[Moment, str]]:
    """The moments of the day with how one says when each comes next, the nearest first."""
    here = home()
    coming = [(next_day_at(moment.at, here.local()), moment) for moment in Moment.of_the_day()]
    return [
        (moment, moment_on(moment, day, here)) for day, moment in sorted(coming, key=lambda one: (one[0], one[1].at))
    ]
