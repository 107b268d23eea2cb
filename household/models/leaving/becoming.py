"""What becomes of everything when its person leaves: it goes, it names nobody any more, or it stays with the others.

A table that is new gets a line here, with each of its fields that names a person; a test misses it until then:

- ERASED: the row goes, with what hangs on it. All that only its person could read.
- FREED: the row stays and names nobody.
- STAYS: what was shared stays with those it was shared with, under the name or under what stands in its place.

What takes more than that, such as telling open screens that something is free again, is a verb in ENDINGS (see
ending.py), which comes first: after it, its rows may still be erased here.
"""

from typing import Any

from household.models import (
    AccessEntry,
    Agreement,
    AgreementYes,
    Button,
    ButtonNamed,
    Calendar,
    Card,
    CareNote,
    CareNoteReader,
    Channel,
    CheckIn,
    CheckInAnswer,
    CheckInKept,
    CheckInKeptFor,
    CheckInSeat,
    Contact,
    Deed,
    Delivery,
    Details,
    Device,
    Draft,
    Event,
    Home,
    Invitation,
    InvitationYes,
    KidFeeling,
    KidHears,
    KidView,
    KioskFace,
    KioskView,
    Knock,
    Lease,
    Mark,
    Moment,
    Need,
    NeedNamed,
    Neighbour,
    Notice,
    Person,
    PictureTry,
    Pin,
    Promise,
    PushKey,
    Quiet,
    RecoveryCode,
    Repair,
    Reply,
    ReplyNamed,
    Rhythm,
    RhythmNamed,
    Story,
    Thanks,
    ThanksTo,
    Upkeep,
    Weather,
    WhyAnswer,
    WhyInvitation,
    WhyLine,
    WhyLineYes,
    WhyOpening,
    Widening,
)  # fmt: skip

ERASED, FREED, STAYS = "erased", "freed", "stays"

BECOMES: dict[Any, dict[str, str]] = {
    # of one's own alone
    Device: {"person": ERASED, "touched": FREED},
    Draft: {"by": ERASED},
    RecoveryCode: {"person": ERASED},
    Channel: {"person": ERASED},
    Quiet: {"person": ERASED},
    Calendar: {"person": ERASED},
    Button: {"by": ERASED},
    Rhythm: {"by": ERASED},  # it has ended; the needs that came of it stay
    # whom others asked or answered by name, and where only they can see that
    RhythmNamed: {"person": ERASED},
    ButtonNamed: {"person": ERASED},
    ReplyNamed: {"person": ERASED},
    # coming in
    Invitation: {"by": ERASED},
    InvitationYes: {"partner": ERASED},
    Card: {"person": ERASED, "by": FREED},
    Knock: {},
    KioskView: {},
    KioskFace: {"person": ERASED},
    Pin: {"person": ERASED},
    Deed: {"person": ERASED},
    # shared; what is open has been handed back or rests
    Need: {"asked_by": STAYS, "claimed_by": STAYS},
    NeedNamed: {"person": STAYS},
    Reply: {"by": STAYS, "person": STAYS},
    Thanks: {"by": STAYS},
    ThanksTo: {"person": STAYS},
    AccessEntry: {"by": STAYS, "about": STAYS},
    Neighbour: {"by": FREED},
    # nobody is told: neither of what ended just now, nor of what was still on its way
    Notice: {"but": ERASED},
    # what is between the partners: one's own yes and seat go, words that were shared stay
    Agreement: {"by": FREED},
    AgreementYes: {"person": ERASED},
    WhyAnswer: {"by": STAYS},
    WhyLine: {"by": STAYS},
    WhyLineYes: {"person": ERASED},
    WhyInvitation: {"person": ERASED},
    Repair: {"by": STAYS, "to": STAYS, "paused_by": FREED},  # with the other's words alone, until the other lets it go
    CheckInSeat: {"person": ERASED},
    CheckInAnswer: {"by": ERASED},
    CheckInKept: {"by": STAYS},
    CheckInKeptFor: {"person": ERASED},
    Weather: {"person": ERASED},
    CareNote: {"person": ERASED},
    CareNoteReader: {"person": ERASED},
    # a child's pages
    KidView: {"kid": ERASED},
    KidHears: {"kid": ERASED, "person": ERASED},
    Story: {"told_by": ERASED, "waits_for": ERASED},  # with everything that was told of them: see ending.py
    KidFeeling: {"by": ERASED, "to": ERASED},
    PictureTry: {"kid": ERASED},
    # these name nobody
    **{table: {} for table in (Home, Moment, Person, Event, Lease, Mark, Upkeep, PushKey)},
    **{table: {} for table in (Details, Widening, Delivery, Promise, WhyOpening, CheckIn, Contact)},
}


def become(person: Person) -> None:
    """Do that with all that is this person's. Call it inside db.atomic()."""
    for table, fields in BECOMES.items():
        for name, fate in fields.items():
            theirs = getattr(table, name) == person.id
            if fate == ERASED:
                table.delete().where(theirs).execute()
            elif fate == FREED:
                table.update({name: None}).where(theirs).execute()
