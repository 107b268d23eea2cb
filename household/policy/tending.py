"""What people let each other know of themselves, so that they can be tended to: their weather, and the care note."""

from functools import cache
from types import SimpleNamespace
from typing import Any

from peewee import fn

from household.content.practicing import Practice, practices
from household.models import CareNote, CareNoteReader, Person, Weather
from household.models.prepared import Prepared, Slot
from household.policy.circles import others, partners_beside
from household.policy.entering import is_here
from household.policy.roles import GUEST, KID, PARTNER

__all__ = [
    "may_answer_check",
    "may_erase_note",
    "may_hide_note",
    "may_keep_note",
    "may_see_contacts",
    "may_show_note",
    "may_take_off_weather",
    "may_tell_weather",
    "note_of",
    "note_readers",
    "practices_for",
    "visible_care_notes",
    "visible_weather",
]


def visible_weather(who: Any) -> Any:
    """Today's of every partner, for partners; for everybody else there is none, and for nobody one of another day."""
    return Weather.today().where(Person.role == PARTNER, Weather.id.is_null(who.role != PARTNER))


def may_tell_weather(who: Any) -> bool:
    return who.role == PARTNER


def may_take_off_weather(who: Any) -> bool:
    return may_tell_weather(who)


def visible_care_notes(who: Any) -> Any:
    """One's own, and those that are shown to this very partner or guest by whoever wrote them and is still here."""
    rows = CareNoteReader.select(CareNoteReader.id)
    shown = fn.EXISTS(rows.where((CareNoteReader.note == CareNote.id) & (CareNoteReader.person == who.id)))
    notes = CareNote.select(CareNote, Person).join(Person).where(Person.left_at.is_null()).order_by(Person.id)
    return notes.where((CareNote.person == who.id) | shown, CareNote.id.is_null(who.role not in (PARTNER, GUEST)))


def note_of(who: Any, person_id: int) -> CareNote | None:
    """That of this person among visible_care_notes, asked for in the shortest way: each page of a need does."""
    note: CareNote | None = shortest(who.role).get(me=who.id, writer=person_id)
    return note


@cache
def shortest(role: str) -> Prepared:
    reader = SimpleNamespace(role=role, id=Slot("me"))
    return Prepared(lambda: visible_care_notes(reader).where(CareNote.person == Slot("writer")))


def note_readers(who: Any) -> list[Person]:
    """Those to whom one's own note can be shown: never a child, never a tablet."""
    return others(who, PARTNER, GUEST) if may_keep_note(who) else []


def may_keep_note(who: Any) -> bool:
    return who.role == PARTNER


def may_erase_note(who: Any, note: CareNote) -> bool:
    """One's own, as with all that follows."""
    return may_keep_note(who) and note.person_id == who.id


def may_show_note(who: Any, note: CareNote, person: Person) -> bool:
    return may_hide_note(who, note, person) and person.role in (PARTNER, GUEST) and is_here(person)


def may_hide_note(who: Any, note: CareNote, person: Person) -> bool:
    return may_erase_note(who, note) and person.id != who.id


def may_see_contacts(who: Any, note: CareNote) -> bool:
    """Whom to call: the writer, and of the readers of a note all or none, as its writer ticked."""
    return who.role in (PARTNER, GUEST) and (note.person_id == who.id or note.shows_contacts)


def practices_for(who: Any) -> list[Practice]:
    """Those that make sense for somebody with the people there are."""
    around = {"partners": bool(partners_beside(who)), "kids": bool(others(who, KID))}
    return [one for one in practices() if around.get(one.around, True)]


def may_answer_check(who: Any) -> bool:
    """The private check, which asks a partner and tells nobody."""
    return who.role == PARTNER
