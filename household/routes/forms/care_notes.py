"""What somebody writes into their care note, and who may read it."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, StringField, ValidationError

from household import policy
from household.models import CareNote
from household.models.care_note import WORDS
from household.web.access import me
from household.web.forms import Form
from household.web.forms import Words as Field

LONGEST, A_CONTACT = 1_000, 300  # letters


class CareNoteForm(Form):
    """`wording` stands for the words that were read before these were written."""

    helps = Field(longest=LONGEST)
    hard = Field(longest=LONGEST)
    please_dont = Field(longest=LONGEST)
    therapist = Field(longest=A_CONTACT)
    trusted_person = Field(longest=A_CONTACT)
    shows_contacts = BooleanField()
    wording = StringField(default="")

    def __init__(self, note: CareNote | None, **kwargs: Any) -> None:
        self.note = note
        super().__init__(**kwargs)

    @classmethod
    def of(cls, note: CareNote | None) -> "CareNoteForm":
        return cls(note, data=note.__data__ if note else None)

    def validate_helps(self, field: Field) -> None:
        if not any(self.data[name] for name in WORDS):
            raise ValidationError(_l("Write a word or two first."))

    def validate_wording(self, field: StringField) -> None:
        if field.data != (self.note.wording if self.note else "") and not self.says_the_same:
            raise ValidationError(_l("You changed this somewhere else. Please look at it once more."))

    @property
    def says_the_same(self) -> bool:
        """Whether it is what stands there already: the same form, sent twice."""
        return self.note is not None and all(getattr(self.note, name) == said for name, said in self.said().items())

    def said(self) -> dict[str, Any]:
        return {name: self.data[name] for name in (*WORDS, "shows_contacts")}

    def kept(self) -> dict[str, Any]:
        """The arguments of CareNote.keep."""
        return {**self.said(), "wording": self.wording.data or ""}


def care_note_page(note: CareNote | None, form: CareNoteForm | None = None) -> dict[str, Any]:
    form = form or CareNoteForm.of(note)
    overtaken, form.wording.data = bool(form.wording.errors), note.wording if note else ""  # they see what it is now
    return {
        "form": form,
        "overtaken": overtaken,
        "note": note,
        "readers": note.readers if note else [],
        "people": policy.note_readers(me()),
        "shown": list(policy.visible_care_notes(me()).where(CareNote.person != me().id)),
    }
