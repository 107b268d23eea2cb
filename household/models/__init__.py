"""The house itself: its records, their verbs, questions and queries. Nothing here knows the web."""

from household.models.access_entry import AccessEntry
from household.models.agreement import Agreement, AgreementYes, Promise
from household.models.button import Button, ButtonNamed
from household.models.calendar import Calendar
from household.models.card import Card
from household.models.care_note import CareNote, CareNoteReader
from household.models.channel import Channel
from household.models.check_in import CheckIn, CheckInAnswer, CheckInSeat
from household.models.check_in.kept import CheckInKept, CheckInKeptFor
from household.models.contact import Contact
from household.models.deed import Deed
from household.models.delivery import Delivery
from household.models.device import Device, Kiosk
from household.models.draft import Draft
from household.models.event import Event
from household.models.home import Home, Moment
from household.models.invitation import Invitation, InvitationYes
from household.models.kid_feeling import KidFeeling
from household.models.kid_view import KidHears, KidView
from household.models.kid_view.pictures import PictureTry
from household.models.kiosk_view import KioskFace, KioskView
from household.models.knock import Knock
from household.models.lease import Lease
from household.models.mark import Mark
from household.models.need import Need, NeedNamed
from household.models.need.details import Details
from household.models.need.widening import Widening
from household.models.neighbour import Neighbour
from household.models.notice import Notice
from household.models.person import Person, Role
from household.models.pin import Pin
from household.models.push_key import PushKey
from household.models.quiet import Quiet
from household.models.recovery_code import RecoveryCode
from household.models.repair import Repair
from household.models.reply import Reply, ReplyNamed
from household.models.rhythm import Rhythm, RhythmNamed
from household.models.story import Story
from household.models.thanks import Thanks, ThanksTo
from household.models.upkeep import Upkeep
from household.models.weather import Weather
from household.models.why import WhyAnswer
from household.models.why.invitation import WhyInvitation
from household.models.why.line import WhyLine, WhyLineYes
from household.models.why.opening import WhyOpening

TABLES = (
    Home, Moment, Person, Device, Invitation, InvitationYes, Rhythm, RhythmNamed, Need, NeedNamed, Details, Widening,
    Draft, Reply, ReplyNamed, Thanks, ThanksTo, Event, Lease, Mark, RecoveryCode, AccessEntry, Upkeep,
    Notice, Channel, Delivery, Quiet, Neighbour, PushKey, Calendar, Button, ButtonNamed,
    Repair,
    Agreement, Promise, AgreementYes,
    WhyOpening, WhyAnswer, WhyLine, WhyLineYes, WhyInvitation,
    Contact,
    Weather, CareNote, CareNoteReader,
    CheckIn, CheckInSeat, CheckInAnswer, CheckInKept, CheckInKeptFor,
    KidView, KidHears,
    Story,
    KidFeeling,
    PictureTry,
    Card, Knock,
    KioskView, KioskFace,
    Pin,
    Deed,
)  # fmt: skip

__all__ = [model.__name__ for model in TABLES] + ["TABLES", "Kiosk", "Role"]
