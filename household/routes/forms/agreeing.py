"""The words to agree on: up to eight promises, each to choose and to change, and a day to look at them again."""

from datetime import timedelta
from typing import Any

from flask import request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, DateField, StringField, ValidationError

from household.content.agreeing import most, ready, weeks
from household.models import Agreement
from household.models.agreement import LONGEST
from household.models.agreement import Words as Promised
from household.web.access import home, me
from household.web.forms import Form, Words

OWN = 3  # places for promises in own words
A_LONG_TIME = timedelta(days=2 * 365)


class Line(Words):
    """Words in one line, short enough for the page on the fridge."""

    def __init__(self, label: Any = None, **kwargs: Any) -> None:
        super().__init__(label, LONGEST, **kwargs)

    def process_formdata(self, valuelist: list[str]) -> None:
        super().process_formdata(valuelist)
        self.data = " ".join((self.data or "").split())


class PromiseForm(Form):
    """One promise: a ready one (`word`) that is kept or not, or own words, which are kept where there are any."""

    keep = BooleanField()
    word = StringField(default="")
    text = Line()
    slip = Line()
    kid_words = Line()

    @property
    def ready(self) -> Any:
        return ready().get(self.word.data or "")

    @property
    def blank(self) -> bool:
        return not self.ready and not self.text.data

    @property
    def kept(self) -> bool:
        return bool(self.text.data) and (not self.ready or bool(self.keep.data))

    @property
    def promised(self) -> Promised:
        return Promised(self.text.data, self.slip.data, self.kid_words.data, self.word.data if self.ready else "")


class LookAgain(DateField):
    """A day in the next two years."""

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data = None
        try:
            super().process_formdata(valuelist)
        except ValueError:
            raise ValueError(_l("We can’t read that day. Please choose it again.")) from None


class ProposalForm(Form):
    """`instead_of` is the proposal (by its key) that these words began from. `go` leads to another part of the form,
    for whoever sees one thing at a time.
    """

    instead_of = StringField(default="")
    look_again_on = LookAgain()
    kids_see = BooleanField()
    go = StringField(default="")

    def __init__(self, rows: list[dict[str, Any]] | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        sent = [n for n in range(2 * most() + OWN) if f"p{n}-text" in request.form]
        values = dict.fromkeys(sent, None) if rows is None else dict(enumerate(rows))
        self.rows = [PromiseForm(prefix=f"p{n}-", data=value) for n, value in values.items()]

    @classmethod
    def of(cls, words: Agreement | None) -> "ProposalForm":
        """With these words in it; the ready promises that are not among them can be chosen, too."""
        kept = [one.words for one in words.promises] if words else []
        more = [one for one in ready().values() if one.id not in {words.word for words in kept}]
        rows = [dict(keep=True, word=one.word, text=one.text, slip=one.slip, kid_words=one.kid_words) for one in kept]
        rows += [dict(keep=False, word=one.id, text=one.text, slip=one.slip, kid_words=one.kid_words) for one in more]
        proposed = words is not None and not words.standing
        return cls(
            rows + [{}] * OWN,
            data={
                "instead_of": words.key if words and proposed else "",
                "look_again_on": words.look_again_on if words and proposed else home().today + timedelta(weeks=weeks()),
                "kids_see": bool(words and words.kids_see),
            },
        )

    def validate(self, *args: Any, **kwargs: Any) -> bool:
        good = all([super().validate(*args, **kwargs), *(row.validate() for row in self.rows)])
        chosen = sum(row.kept for row in self.rows)
        if not chosen:
            self.form_errors.append(_("Choose a promise, or write one of your own."))
        elif chosen > most():
            self.form_errors.append(_("Up to %(most)s promises fit on the page. Please leave some out.", most=most()))
        return good and not self.form_errors

    def validate_look_again_on(self, field: DateField) -> None:
        if field.data is None or not home().today < field.data <= home().today + A_LONG_TIME:
            raise ValidationError(_l("Choose a day that is still to come, within two years."))

    def proposed(self) -> dict[str, Any]:
        """The arguments of Agreement.propose."""
        return {
            "promises": [row.promised for row in self.rows if row.kept],
            "look_again_on": self.look_again_on.data,
            "kids_see": bool(self.kids_see.data),
            "instead_of": self.instead_of.data or "",
            "once": self.once.data,
        }

    # ---- one thing at a time

    @property
    def parts(self) -> list[list[PromiseForm]]:
        """The ready promises one by one, the own ones together; what has no promise in it comes last."""
        written = [[row] for row in self.rows if not row.blank]
        return [*written, [row for row in self.rows if row.blank], []]

    @property
    def at(self) -> int:
        """Which part is shown: where there is something to mend, the first of those."""
        wrong = [n for n, part in enumerate(self.parts) if any(row.errors for row in part)]
        if wrong:
            return wrong[0]
        asked = self.go.data or ""
        part = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < len("999") else 0
        last = len(self.parts) - 1
        return last if self.errors else min(part, last)

    @property
    def part(self) -> list[PromiseForm] | None:
        """What is shown; None is all of it."""
        return self.parts[self.at] if me().slow else None

    @property
    def goes_on(self) -> bool:
        return bool(self.go.data)
