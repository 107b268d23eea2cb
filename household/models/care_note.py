"""The care note: what helps me, what is hard, please don't; read by nobody but those its writer chose by name."""

from typing import Any, Self

from peewee import BooleanField, CharField, ForeignKeyField, IntegrityError, TextField

from household.database import db
from household.models.base import Record, Refused, Table, TooLate, random_key
from household.models.event import Event
from household.models.person import Person

WORDS = ("helps", "hard", "please_dont", "therapist", "trusted_person")


class CareNote(Record):
    """One a person. `shows_contacts`: its readers see whom to call, too. `wording` is another with every change."""

    person = ForeignKeyField(Person, unique=True, on_delete="CASCADE")
    helps = TextField(default="")
    hard = TextField(default="")
    please_dont = TextField(default="")
    therapist = TextField(default="")
    trusted_person = TextField(default="")
    shows_contacts = BooleanField(default=False)
    wording = CharField(max_length=24, default=random_key)

    person_id: int

    @classmethod
    def keep(cls, *, by: Person, wording: str = "", **words: Any) -> None:
        """Write it, or write it anew over the `wording` that was read. Refuses one without words."""
        if not any(words.get(name) for name in WORDS):
            raise Refused("Write a word or two first.")
        with db.atomic():
            note = cls.of(by)
            if note and all(getattr(note, name) == said for name, said in words.items()):
                return  # the same form, sent twice
            if not (cls._rewrite(by, wording, words) if note or wording else cls._begin(by, words)):
                raise TooLate("You changed this somewhere else. Please look at it once more.")
            told = note.circle if note and note.reads_otherwise(words) else {by.key}
            Event.record(note or cls(), "keep", told, told)

    @classmethod
    def of(cls, person: Person) -> Self | None:
        return cls.get_or_none(cls.person == person)

    def erase(self, *, by: Person) -> None:
        """The whole of it is gone, for everybody."""
        with db.atomic():
            before = self.circle
            CareNote.delete().where(CareNote.id == self.id).execute()
            Event.record(self, "erase", before, {by.key})

    def show_to(self, person: Person, *, by: Person) -> None:
        """Let one more person read it, from now on. Who reads it besides is for no reader to tell."""
        try:
            with db.atomic():
                CareNoteReader.insert(note=self, person=person).on_conflict_ignore().execute()
                Event.record(self, "show_to", {by.key}, {by.key, person.key})
        except IntegrityError:
            raise TooLate("You have erased this note somewhere else.") from None

    def hide_from(self, person: Person, *, by: Person) -> None:
        """This person reads it no more, at once: an open page of theirs looks again and finds nothing."""
        with db.atomic():
            CareNoteReader.delete().where(CareNoteReader.note == self, CareNoteReader.person == person).execute()
            Event.record(self, "hide_from", {by.key, person.key}, {by.key})

    def reads_otherwise(self, words: dict[str, Any]) -> bool:
        """Whether its readers find other words on their page. What they don't see must not stir it, either."""
        shown = ("shows_contacts", *WORDS) if self.shows_contacts or words.get("shows_contacts") else WORDS[:3]
        return any(getattr(self, name) != words[name] for name in shown if name in words)

    @property
    def readers(self) -> list[Person]:
        """Those who are here and may read it, in the order they came."""
        chosen = CareNoteReader.select(CareNoteReader.person).where(CareNoteReader.note == self)
        return list(Person.here().where(Person.id << chosen))

    @property
    def circle(self) -> set[str]:
        return {self.person.key, *(person.key for person in self.readers)}

    @classmethod
    def _begin(cls, by: Person, words: dict[str, Any]) -> bool:
        return bool(cls.insert(person=by, **words).on_conflict_ignore().as_rowcount().execute())

    @classmethod
    def _rewrite(cls, by: Person, wording: str, words: dict[str, Any]) -> bool:
        stands = (cls.person == by) & (cls.wording == wording)
        return bool(cls.update(**words, wording=random_key()).where(stands).execute())


class CareNoteReader(Table):
    """A person who may read a note."""

    note = ForeignKeyField(CareNote, on_delete="CASCADE")
    person = ForeignKeyField(Person, on_delete="CASCADE")

    class Meta:
        indexes = ((("note", "person"), True),)
