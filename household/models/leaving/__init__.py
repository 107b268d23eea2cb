"""Leaving: a person goes by themselves, and nobody is told. Kids and guests are removed; the last partner closes."""

from collections.abc import Callable, Iterable

from household import database
from household.database import db
from household.models import TABLES, AccessEntry, Home, Invitation
from household.models.base import Refused, TooLate
from household.models.clock import now
from household.models.event import Event
from household.models.home import EVERYBODY
from household.models.leaving.becoming import become
from household.models.leaving.ending import ENDINGS, FAREWELLS
from household.models.person import Person, Role
from household.models.prepared import Prepared, Slot

# of a person who left only the name, the face and when they were here stand in the notebook
NOTHING_MORE = dict(
    passphrase="", passphrase_reset_at=None, codes_saved_at=None, until=None, once=None,
    knows_people_help=False, slow=False, whispers=True, likes="", likes_own="",
)  # fmt: skip
A_FACE = dict(shape="round", ink="oat", hair="none")


def leave(*, by: Person, called: str = "") -> None:
    """Erase what is theirs alone, end what is open, and go: all of it, or nothing.

    What they shared stays with those they shared it with: under their name, or where they would rather not, under
    what it is then `called`, with a face like anybody's. No notice is written and no line in the access log; the
    event wakes the screens of everybody alike and names nobody.
    """
    with db.atomic():
        one_at_a_time()
        if is_last(by):
            raise Refused("You are the last one who can look after this home. To go, close it.")
        if not go(by, called):
            raise TooLate("You have left this home already.")
    database.sweep()


def remove(person: Person, *, by: Person) -> None:
    """A child or a guest is part of the house no more. The same becomes of what is theirs, and partners can read it."""
    with db.atomic():
        one_at_a_time()
        if not go(person):
            raise TooLate("%(name)s is not here any more.", name=person.name)
        AccessEntry.note("remove", by=by, about=person)
    database.sweep()


def go(person: Person, called: str = "") -> bool:
    """Whether they were still here. Call it inside db.atomic()."""
    each(FAREWELLS, person)
    nameless = dict(A_FACE, name=called, kids_say="") if called else {}
    went = Person.update(left_at=now(), **NOTHING_MORE, **nameless)
    if not went.where((Person.id == person.id) & Person.left_at.is_null()).execute():
        return False
    each(ENDINGS, person)
    become(person)
    Event.record(person, "leave", EVERYBODY, EVERYBODY)
    return True


def close_home(*, by: Person) -> None:
    """The last partner takes the home down: afterwards the notebook is as it was before the first evening."""
    with db.atomic():
        one_at_a_time()
        Invitation.delete().execute()  # from here on nobody comes in any more
        if not is_last(by):
            raise TooLate("Somebody else looks after this home too. You can leave, and it goes on.")
        erase_everything()
    database.sweep()


def follow(person: Person) -> None:
    """What was on its way from another phone of theirs while they left, or closed the home, goes the same way."""
    if STILL_HERE.rows(id=person.id).rows:
        return
    fresh = Person.get_or_none(Person.id == person.id)
    with db.atomic():
        if fresh:
            each((*FAREWELLS, *ENDINGS), fresh)
            become(fresh)
        elif Home.current() is None:
            erase_everything()
    database.sweep()


STILL_HERE = Prepared(lambda: Person.select(Person.id).where((Person.id == Slot("id")) & Person.left_at.is_null()))


def each(verbs: Iterable[Callable[[Person], None]], person: Person) -> None:
    for verb in verbs:
        verb(person)


def erase_everything() -> None:
    for table in reversed(TABLES):
        table.delete().execute()


def is_last(person: Person) -> bool:
    """Whether no other partner is here."""
    return list(Person.here(Role.PARTNER)) == [person]


def one_at_a_time() -> None:
    """Of two who leave in the same breath the second sees that the first is gone: the home's own row is the lock."""
    if not Home.update(only=1).execute():
        raise TooLate("This home has been closed.")
