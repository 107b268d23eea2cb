"""Leaving: what is one's own goes, what is open ends, what was shared stays; and nobody is told."""

import threading
from datetime import time, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from peewee import DatabaseError

from household import database
from household.models import (
    TABLES,
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
    CheckInSeat,
    Details,
    Device,
    Draft,
    Event,
    Home,
    Invitation,
    InvitationYes,
    Knock,
    Need,
    Neighbour,
    Notice,
    Person,
    Quiet,
    RecoveryCode,
    Repair,
    Reply,
    Rhythm,
    RhythmNamed,
    Role,
    Thanks,
    Weather,
    WhyAnswer,
    WhyInvitation,
    WhyLine,
    WhyLineYes,
)  # fmt: skip
from household.models.agreement import Words
from household.models.base import Refused, TooLate
from household.models.clock import now
from household.models.leaving import close_home, follow, leave, remove
from household.models.leaving.becoming import BECOMES
from household.models.need.when import When


def test_of_every_table_and_every_field_that_names_a_person_it_is_said_what_becomes_of_it():
    named = {
        table: {name for name, field in table._meta.fields.items() if getattr(field, "rel_model", None) is Person}
        for table in TABLES
    }
    assert {table: {*fields} for table, fields in BECOMES.items()} == named
    assert {fate for fields in BECOMES.values() for fate in fields.values()} <= {"erased", "freed", "stays"}


@pytest.fixture
def lived(cast: SimpleNamespace, home: Home) -> SimpleNamespace:
    """Mara has one of everything."""
    mara, jon = cast.mara, cast.jon
    passed = When("today", home.today - timedelta(days=1))
    Person.update(passphrase="sealed", codes_saved_at=now(), slow=True).where(Person.id == mara.id).execute()
    Device.enter(mara, "phone")
    Device.enter(jon, "phone")
    Draft.keep(by=mara, own="Drive me?")
    RecoveryCode.make(mara)
    Channel.add("mail", by=mara, address={"to": "mara@mail.example"}, language="en", house="")
    Quiet.keep(by=mara, begins=time(21), ends=time(8), woken_by_now=True)
    Calendar.make(by=mara)
    Button.make(by=mara, own="Tea?")
    Button.make(by=jon, own="Tea?", audience="named", named=[mara])
    Neighbour.let("10.0.0.9", 80, by=mara)
    Invitation.invite(mara)
    weekly = dict(weekdays=[4], time=time(18))
    Rhythm.begin(by=jon, own="Cards?", audience="named", named=[mara], **weekly)
    found = SimpleNamespace(
        rhythm=Rhythm.begin(by=mara, own="A walk?", audience="orbit", details="At the gate.", **weekly),
        open=Need.ask(by=mara, own="Cake?", audience="orbit", details="No nuts."),
        held=Need.ask(by=mara, word="ride", audience="partners"),
        met=Need.ask(by=mara, word="ride", audience="partners", details="At ten."),
        alone=Need.ask(by=mara, own="Sit with me?", audience="orbit", when=passed),
        mine=Need.ask(by=jon, word="good_food", audience="orbit"),
        done=Need.ask(by=jon, word="good_food", audience="orbit"),
    )
    found.held.claim(by=jon)
    found.held.nudge(by=mara, words="Still good?")
    found.met.claim(by=jon)
    found.met.meet(by=jon)
    found.mine.claim(by=mara, warmly="Gladly.")
    found.done.claim(by=mara)
    found.done.meet(by=mara)
    Reply.write_under(found.alone, by=mara, words="Or later?")
    found.reply = Reply.write_under(found.mine, by=mara, words="Soup.")
    between(mara, jon)
    found.thanks = Thanks.give(by=mara, to=[jon], did="You came.", audience="home")
    found.to_mara = Thanks.give(by=jon, to=[mara], did="You asked.", audience="home")
    return found


def between(mara: Person, jon: Person) -> None:
    """What the two of them share, and a check-in that goes on."""
    day = Home.current().today  # type: ignore[union-attr]
    Agreement.propose(by=mara, promises=[Words("We ask.")], look_again_on=day).say_yes(by=jon)
    for who in (mara, jon):
        WhyAnswer.write("y01", by=who, words=f"{who.name} opened.")
    WhyAnswer.write("y02", by=mara, words="Waiting.")
    WhyLine.propose(by=mara, words="We share.").keep(by=jon)
    Weather.tell(by=mara, sky="low")
    for who, other in ((mara, jon), (jon, mara)):
        CareNote.keep(by=who, helps="Tea.")
        CareNote.of(who).show_to(other, by=who)
    Repair.ouch(by=mara, to=jon, landed="The joke.").hear(by=jon, words="I laughed.")
    Repair.ouch(by=mara, to=jon, told=False, landed="Not told.")
    CheckInKept.put_by(mara, question="c01", words="Kept.", readers=[mara, jon])
    check_in = CheckIn.start(by=mara, others=[jon], picked=("c01", "c05"))
    check_in.sit_down(by=jon)
    check_in.go_on(by=mara, step="thanks")
    check_in.answer(by=mara, question="c01", words="Mine.")


def fresh(thing: Any) -> Any:
    return type(thing).get_by_id(thing.id)


def test_what_only_its_person_could_see_is_erased(cast, lived):
    leave(by=cast.mara)
    for table, field in [
        (Device, "person"), (Draft, "by"), (RecoveryCode, "person"), (Channel, "person"), (Quiet, "person"),
        (Calendar, "person"), (Button, "by"), (Rhythm, "by"), (Invitation, "by"), (InvitationYes, "partner"),
        (RhythmNamed, "person"), (ButtonNamed, "person"), (Neighbour, "by"), (Notice, "but"),
        (AgreementYes, "person"), (WhyLineYes, "person"), (WhyInvitation, "person"), (Weather, "person"),
        (CareNote, "person"), (CareNoteReader, "person"), (CheckInAnswer, "by"), (CheckInSeat, "person"),
    ]:  # fmt: skip
        assert not table.select().where(getattr(table, field) == cast.mara.id).exists(), table
    gone = Person.get_by_id(cast.mara.id)
    assert (gone.left_at, gone.passphrase, gone.codes_saved_at, gone.slow) == (now(), "", None, False)
    assert not Details.select().exists()
    assert Device.select().where(Device.person == cast.jon.id).exists() and Neighbour.get().by is None


def test_what_was_open_ends_as_if_each_had_been_ended_for_itself(cast, lived):
    leave(by=cast.mara)
    mine = fresh(lived.mine)
    assert mine.waiting and mine.opened_again and mine.warmly == "", "open again, and nothing says whose it was"
    rested = [fresh(need) for need in (lived.open, lived.held)]
    assert {(need.closed_as, need.nudge_words) for need in rested} == {("rested", "")}
    assert not Need.select().where((Need.asked_by == cast.mara) & Need.closed_at.is_null()).exists()
    alone = fresh(lived.alone)
    assert (alone.closed_as, alone.own) == ("taken back", ""), "nobody else could see it"
    assert [one.words for one in Reply.select().where(Reply.by == cast.mara)] == ["Soup."]


def test_what_was_shared_stays_with_those_it_was_shared_with(cast, lived):
    leave(by=cast.mara)
    assert fresh(lived.reply).by.name == fresh(lived.thanks).by.name == fresh(lived.met).asked_by.name == "Mara"
    assert fresh(lived.done).claimed_by == cast.mara and fresh(lived.done).closed_as == "met"
    assert [person.name for person in fresh(lived.to_mara).to] == ["Mara"]


def test_what_is_between_the_partners_goes_as_far_as_it_was_ones_own(cast, lived):
    leave(by=cast.mara)
    assert {one.words for one in WhyAnswer.select()} == {"Mara opened.", "Jon opened."}
    assert [(one.words, one.by.name) for one in WhyLine.select()] == [("We share.", "Mara")]
    assert [one.words for one in CheckInKept.select()] == ["Kept."]
    assert [one.over for one in CheckIn.select()] == [True] and CheckIn.get().only is None
    (repair,) = Repair.all()
    assert (repair.landed, repair.heard) == ("", "I laughed."), "each their own words"
    assert repair.let_go(by=cast.jon), "nobody else is there to let it go"
    assert Agreement.get().by is None and CareNote.get().person == cast.jon


def test_answers_and_words_that_only_waited_for_whoever_left_open_and_stand(cast):
    mara, jon = cast.mara, cast.jon
    lena = Person.join(role=Role.PARTNER, name="Lena", face=dict(shape="egg", ink="oat", hair="none"))
    for who in (jon, lena):
        WhyAnswer.write("y01", by=who, words=f"{who.name}.")
    Agreement.propose(by=jon, promises=[Words("We ask.")], look_again_on=Home.current().today).say_yes(by=lena)
    leave(by=mara)
    assert [one.open for one in WhyAnswer.told()] == [True, True]
    assert [one.state for one in Agreement.select()] == ["standing"]


def test_without_the_name_someone_stands_there(cast, lived):
    leave(by=cast.mara, called="Someone")
    gone = fresh(lived.thanks).by
    assert (gone.name, gone.kids_say, gone.shape, gone.ink, gone.hair) == ("Someone", "", "round", "oat", "none")


def test_nobody_is_told(cast, lived, events):
    log = [entry.id for entry in AccessEntry.select()]
    notices = {notice.id for notice in Notice.select()}
    leave(by=cast.mara)
    assert {notice.id for notice in Notice.select()} <= notices, "not even that something is open again"
    assert [entry.id for entry in AccessEntry.select()] == log
    leaving = Event.get((Event.verb == "leave") & (Event.kind == "person"))
    assert leaving.circle == {"partners", "home", "orbit", "kids"}, "every screen looks again, and it names nobody"


def test_it_is_done_whole_or_not_at_all(cast, lived):
    database.db.execute_sql("alter table calendar rename to somewhere")
    with pytest.raises(DatabaseError):
        leave(by=cast.mara)
    database.db.execute_sql("alter table somewhere rename to calendar")
    assert fresh(cast.mara).left_at is None and fresh(lived.mine).claimed_by == cast.mara
    assert fresh(lived.open).open and Draft.select().exists() and Calendar.select().exists()


def test_twice_is_too_late(cast):
    leave(by=cast.mara)
    with pytest.raises(Refused):
        leave(by=cast.mara)


def test_a_guest_leaves_like_anybody(cast):
    need = Need.ask(by=cast.jon, word="ride", audience="orbit")
    need.claim(by=cast.ruth)
    leave(by=cast.ruth)
    assert fresh(need).waiting and fresh(cast.ruth).left_at


def test_a_guests_card_goes_with_them_and_with_it_what_waits_at_the_door(cast):
    card, secret, words = Card.make(by=cast.mara, name="Lena")
    lena = card.take_up(name="Lena", face=dict(shape="egg", ink="oat", hair="none"))
    Device.enter(lena, "phone")
    knock = Knock.with_card(Card.with_secret(secret), "another phone")
    leave(by=lena)
    assert (Card.with_secret(secret), Card.with_words(words), Knock.with_secret(knock)) == (None, None, None)
    assert Card.select().count() == Device.select().where(Device.person == lena).count() == 0


def test_the_last_partner_does_not_leave_kids_and_guests_alone(cast):
    leave(by=cast.mara)
    with pytest.raises(Refused, match="the last one"):
        leave(by=cast.jon)
    assert fresh(cast.jon).left_at is None


def test_of_two_who_leave_in_the_same_breath_one_stays(cast):
    start, said = threading.Barrier(2), []

    def go(person: Person) -> None:
        with database.db.connection_context():
            start.wait()
            try:
                leave(by=person)
                said.append("goodbye")
            except Refused as refusal:
                said.append(refusal.message.split(".")[0])

    threads = [threading.Thread(target=go, args=(person,)) for person in (cast.mara, cast.jon)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(said) == ["You are the last one who can look after this home", "goodbye"]
    assert Person.select().where(Person.left_at.is_null(False)).count() == 1


def test_an_invitation_no_longer_waits_for_the_yes_of_someone_who_left(cast):
    invitation, secret, _ = Invitation.invite(cast.jon)
    assert invitation.missing() == [cast.mara]
    leave(by=cast.mara)
    assert Invitation.with_secret(secret) == invitation


# ---- closing the home


def test_the_last_partner_closes_the_home_and_the_notebook_holds_no_row(cast, lived):
    Rhythm.begin(by=cast.jon, word="ride", weekdays=[4], time=time(18))
    leave(by=cast.mara)
    close_home(by=cast.jon)
    assert {table.__name__: table.select().count() for table in TABLES} == {table.__name__: 0 for table in TABLES}
    assert Home.current() is None


def test_a_home_with_another_partner_in_it_is_not_closed(cast):
    Invitation.invite(cast.mara)
    with pytest.raises(TooLate, match="goes on"):
        close_home(by=cast.mara)
    assert Invitation.select().exists() and Home.current()


def test_a_home_is_closed_once(cast):
    leave(by=cast.mara)
    close_home(by=cast.jon)
    for again in (close_home, leave):
        with pytest.raises(TooLate, match="closed"):
            again(by=cast.jon)


def test_what_another_phone_sent_in_the_same_breath_goes_the_same_way(cast, home):
    mara, jon = cast.mara, cast.jon
    need = Need.ask(by=jon, word="quiet", audience="partners")
    WhyAnswer.write("y02", by=jon, words="Trust.")
    leave(by=mara)
    Draft.keep(by=mara, own="Drive me?")
    CareNote.keep(by=mara, helps="Tea.")
    Weather.tell(by=mara, sky="low")
    need.claim(by=mara)
    asked = Need.ask(by=mara, word="hug", audience="partners")
    follow(mara)
    assert not any(table.select().exists() for table in (Draft, CareNote, Weather))
    assert Need.get_by_id(need.id).claimed_by is None and Need.get_by_id(asked.id).closed_as == "rested"
    Draft.keep(by=jon, own="Tea?")
    follow(jon)
    assert Draft.select().count() == 1, "whoever is here keeps what they send"


def test_after_a_home_was_closed_nothing_comes_into_it_any_more(cast, home):
    leave(by=cast.jon)
    close_home(by=cast.mara)
    Person.join(role=Role.KID, name="Mo", face=dict(shape="leaf", ink="oat", hair="none"))
    follow(cast.mara)
    assert not any(table.select().exists() for table in TABLES)
    begun = Home.found("The green door", "Europe/Berlin", {})
    follow(cast.mara)
    assert Home.current() == begun, "what began since is somebody else's"


def test_a_child_who_is_removed_twice_is_removed_once(cast):
    remove(cast.theo, by=cast.mara)
    with pytest.raises(TooLate, match="Theo is not here any more"):
        remove(cast.theo, by=cast.jon)
    assert [(one.verb, one.by, one.about) for one in AccessEntry.select()] == [("remove", cast.mara, cast.theo)]
    assert cast.theo not in Person.here()
