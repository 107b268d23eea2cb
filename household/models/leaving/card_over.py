"""What guests hold, when a last day is over or they may not know of each other any more: it is open again."""

from household.database import db
from household.models import Need, Person, Role
from household.models.home import the_day
from household.models.leaving.ending import each, hand_back_claims, unseen


def put_down(guest: Person) -> None:
    """What they had taken on is open again, and what nobody took of theirs rests: all of it, or nothing.

    Words stay; with a new last day they can ask again. What comes back pauses by itself.
    """
    waits = (Need.asked_by == guest) & Need.closed_at.is_null() & Need.claimed_by.is_null() & ~unseen()
    with db.atomic():
        hand_back_claims(guest)
        each(Need.all().where(waits), Need.rest, guest)


def put_down_what_is_over() -> None:
    """For each guest whose last day has passed since the house looked last."""
    for guest in list(Person.staying().where(Person.until < the_day())):
        put_down(guest)


def hand_back_between_guests() -> None:
    """What one guest has that another asked for. Call it inside db.atomic()."""
    guests = [guest.id for guest in Person.staying(Role.GUEST)]
    theirs = (Need.asked_by << guests) & (Need.claimed_by << guests) & Need.closed_at.is_null()
    for need in list(Need.all().where(theirs)):
        each([need], Need.hand_back, need.claimed_by)
