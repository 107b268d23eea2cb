"""What every form of the house shares: words are cleaned, not changed, and a mistake is named in a sentence."""

import unicodedata
from contextlib import suppress
from typing import Any

from flask import render_template, request
from flask_babel import lazy_gettext as _l
from wtforms import DateTimeLocalField, StringField, TimeField, ValidationError
from wtforms import Form as WTForm

from household.models.base import Refused, random_key

LETTERS = 2_000  # for a need, a reply or thanks
KEPT = "\n\u200c\u200d"  # a new line, and the joiners that Persian, Hindi and families of emoji need
STEERING = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"  # would turn other people's words around


class Form(WTForm):
    """Bound to what was posted, or empty; `form.once` marks this very page, see Written."""

    once = StringField(default=random_key)

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(request.form if request.method == "POST" else None, **kwargs)

    @classmethod
    def from_post(cls, **kwargs: Any) -> tuple[Any, bool]:
        """The form as posted, and whether all of it is good."""
        form = cls(**kwargs)
        return form, form.validate()

    @classmethod
    def checked(cls, **kwargs: Any) -> Any:
        """The form as posted; a mistake in it is refused in its own words."""
        form, good = cls.from_post(**kwargs)
        if not good:
            raise Refused(form.mistakes[0])
        return form

    @property
    def mistakes(self) -> list[str]:
        return [str(error) for errors in self.errors.values() for error in errors]


class Words(StringField):
    """Free words: at most `longest` letters, whole, and without control characters."""

    def __init__(self, label: Any = None, longest: int = LETTERS, needed: Any = None, **kwargs: Any) -> None:
        self.longest, self.needed = longest, needed
        super().__init__(label, default="", **kwargs)

    def process_formdata(self, valuelist: list[str]) -> None:
        text = valuelist[0] if valuelist else ""
        self.data = clean(text) if len(text) < 10 * self.longest else text  # a book is refused, not read

    def pre_validate(self, form: WTForm) -> None:
        if "\ufffd" in (self.data or ""):
            raise ValidationError(_l("Some letters did not arrive whole. Please type them again."))
        if len(self.data or "") > self.longest:
            raise ValidationError(_l("That is too long: up to %(longest)s letters fit here.", longest=self.longest))
        if self.needed and not self.data:
            raise ValidationError(self.needed)


class WallTime(DateTimeLocalField):
    """A day and time as the clock on the wall shows it, or nothing."""

    def __init__(self, label: Any = None, **kwargs: Any) -> None:
        super().__init__(label, **kwargs)

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data = None
        if valuelist and valuelist[0].strip():
            try:
                super().process_formdata(valuelist)
            except ValueError:
                raise ValueError(_l("We can’t read that day and time. Please choose it again.")) from None


class ClockTime(TimeField):
    """A time as the clock on the wall shows it; None where there is none that can be read."""

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data = None
        with suppress(ValueError):
            super().process_formdata(valuelist)


class Secret(StringField):
    """A passphrase, exactly as typed."""

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data = unicodedata.normalize("NFC", valuelist[0]) if valuelist else ""


def clean(text: str) -> str:
    """The same words in one Unicode form, with line ends made plain and nothing unseen that steers or breaks.

    What nobody could see is nothing.
    """
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " "))
    text = "".join(letter for letter in text if letter in KEPT or _harmless(letter)).strip()
    return text if any(unicodedata.category(letter)[0] not in "CZ" for letter in text) else ""


def _harmless(letter: str) -> bool:
    return letter not in STEERING and unicodedata.category(letter) not in ("Cc", "Cs")


def again(page: str, **context: Any) -> tuple[str, int]:
    """The page once more with what was typed and what to mend: 422."""
    return render_template(page, **context), 422
