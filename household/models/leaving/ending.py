"""What ends before its person leaves: claims are open again, open needs rest, and nobody is asked in any more."""

from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import Any

from household.models import (
    Agreement,
    CheckIn,
    CheckInSeat,
    Details,
    Home,
    Invitation,
    Need,
    Repair,
    Reply,
    Rhythm,
    Story,
    WhyAnswer,
    Widening,
)  # fmt: skip
from household.models.base import TooLate
from household.models.person import Person


def withdraw_invitations(person: Person) -> None:
    for invitation in list(Invitation.waiting().where(Invitation.by == person)):
        invitation.withdraw(by=person)


def end_rhythms(person: Person) -> None:
    for rhythm in list(Rhythm.standing().where(Rhythm.by == person)):
        rhythm.end(by=person)


def hand_back_claims(person: Person) -> None:
    """They are open again, as if each had been handed back for itself."""
    each(Need.all().where((Need.claimed_by == person) & Need.closed_at.is_null()), Need.hand_back, person)


def rest_needs(person: Person) -> None:
    """What is open rests; what was for the claimer alone goes. Words that nobody else can see now are taken back."""
    mine = Need.asked_by == person
    each(Need.all().where(mine & Need.closed_at.is_null() & ~unseen()), Need.rest, person)
    alone = list(Need.all().where(mine & unseen() & (Need.closed_as != "taken back")))
    Reply.delete().where((Reply.by == person) & (Reply.need << alone)).execute()
    each(alone, Need.take_back, person)
    for table in (Details, Widening):
        table.delete().where(table.need << Need.select(Need.id).where(mine)).execute()


def unseen() -> Any:
    """The condition for needs whose day has passed: they wait with their asker, and nobody else finds them."""
    here = Home.here()
    passed = Need.day.is_null(False) & (Need.day < here.today)
    return passed & Need.claimed_by.is_null() & (Need.closed_as != "met")


def each(needs: Iterable[Need], verb: Callable[..., None], person: Person) -> None:
    for need in list(needs):  # read before the first of them changes
        with suppress(TooLate):  # somebody else was first, and it has ended already
            verb(need, by=person)


def get_up(person: Person) -> None:
    """From a check-in, while they still sit there: whoever is left alone finds it over."""
    sits = (CheckInSeat.person == person) & ~CheckInSeat.up
    for check_in in list(CheckIn.select().join(CheckInSeat).where(sits)):
        check_in.leave(by=person)


def take_words_back(person: Person) -> None:
    """Of every repair, and let it go. Where the other has said nothing nothing is left of it, the rest is theirs.

    What somebody else has not told yet they go on keeping for themselves.
    """
    told_to = (Repair.to == person) & (Repair.stage != "tell")
    for repair in list(Repair.all().where((Repair.by == person) | told_to)):
        repair.come_back(by=person)
        repair.take_back(by=person)
        repair.let_go(by=person)
    unanswered = (Repair.heard == "") & (Repair.owns == "") & (Repair.mends == "")
    Repair.delete().where((Repair.by == person) & unanswered).execute()


def open_what_waited(person: Person) -> None:
    """Answers to our why that only theirs was missing for; their own that never opened go."""
    WhyAnswer.leave(by=person)


def let_stand(person: Person) -> None:
    """Words that all the others have said yes to."""
    Agreement.settle()


def take_stories_back(person: Person) -> None:
    """What the kids were told of them."""
    Story.leave(by=person)


# while they are still here
FAREWELLS: tuple[Callable[[Person], None], ...] = (get_up, take_words_back)
# each is called with the person who leaves, in this order, inside the same transaction
ENDINGS: tuple[Callable[[Person], None], ...] = (
    withdraw_invitations, end_rhythms, hand_back_claims, rest_needs, open_what_waited, let_stand,
    take_stories_back,
)  # fmt: skip
