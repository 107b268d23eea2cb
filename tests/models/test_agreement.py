"""The agreement: it begins with the last yes, anyone pauses it alone, and words that are gone are gone."""

from datetime import timedelta
from typing import Any

import pytest

from household.content.agreeing import ready
from household.database import db
from household.models import Agreement, AgreementYes, Person, Promise, Role
from household.models.agreement import Words
from household.models.agreement.difference import difference
from household.models.base import Refused, TooLate
from household.models.clock import now, stopped

LENA = dict(role=Role.PARTNER, name="Lena", face=dict(shape="egg", ink="oat", hair="none"))
ASK = Words("We ask out loud.", "say it after all.", "We say it.", "ask")
PHONE = Words("We put the phone away at dinner.")


@pytest.fixture
def propose(home, mara, jon):
    """Propose these words, by default as Mara, to look at again in eight weeks."""

    def propose(*promises: Words, by: Person = mara, **more: Any) -> Agreement:
        day = home.today + timedelta(weeks=8)
        return Agreement.propose(by=by, promises=promises or [ASK, PHONE], **dict(look_again_on=day) | more)

    return propose


@pytest.fixture
def agreed(propose, jon):
    """Words that stand."""
    agreement = propose()
    agreement.say_yes(by=jon)
    return agreement


def states() -> dict[str, list[str]]:
    """The promises of what stands and of what is proposed."""
    return {one.state: [promise.text for promise in one.promises] for one in Agreement.whole(Agreement.select())}


def whole(agreement: Agreement) -> Agreement:
    return Agreement.whole(Agreement.select().where(Agreement.id == agreement.id))[0]


def test_it_begins_when_every_partner_has_said_yes_to_the_same_words(propose, mara, jon):
    proposed = propose()
    assert states() == {"proposed": [ASK.text, PHONE.text]} and not whole(proposed).agreed
    proposed.say_yes(by=mara)
    assert [*states()] == ["proposed"], "one yes said twice is one yes"
    proposed.say_yes(by=jon)
    assert states() == {"standing": [ASK.text, PHONE.text]} and whole(proposed).in_force
    assert [one.words for one in whole(proposed).promises] == [ASK, PHONE]


def test_the_old_words_stand_until_the_last_yes_and_then_they_are_gone(agreed, propose, mara, jon):
    new = propose(PHONE, by=jon)
    assert states() == {"standing": [ASK.text, PHONE.text], "proposed": [PHONE.text]} and whole(agreed).in_force
    new.say_yes(by=mara)
    assert states() == {"standing": [PHONE.text]}
    assert [one.text for one in Promise.select()] == [PHONE.text] and AgreementYes.select().count() == 2


def test_other_words_take_the_place_of_a_proposal_and_every_yes_is_asked_anew(propose, mara, jon):
    lena = Person.join(**LENA)
    first = propose()
    first.say_yes(by=jon)
    second = propose(PHONE, by=lena, instead_of=first.key)
    assert states() == {"proposed": [PHONE.text]} and whole(second).yes_of(jon.id) == ""
    with pytest.raises(TooLate, match="Please read them and say yes again"):
        first.say_yes(by=jon)
    second.say_yes(by=jon)
    second.say_yes(by=mara)
    assert [*states()] == ["standing"]


def test_of_two_proposals_at_once_the_second_is_told_kindly(propose, jon):
    propose(ASK)
    with pytest.raises(TooLate, match="Please read those first"):
        propose(PHONE, by=jon)
    assert states() == {"proposed": [ASK.text]}


def test_a_form_that_is_sent_twice_proposes_once(agreed, propose, mara):
    first = propose(PHONE, once="a")
    assert propose(PHONE, once="a") == first
    second = propose(ASK, once="b", instead_of=first.key)
    assert propose(ASK, once="b", instead_of=first.key) == second and len(states()) == 2


def test_anyone_pauses_alone_and_it_rests_at_once_until_they_say_yes_again(agreed, mara, jon, clock):
    Agreement.pause(by=jon)
    stands = whole(agreed)
    assert not stands.in_force and stands.standing and (stands.yes_of(mara.id), stands.yes_of(jon.id)) == (
        "said", "paused"
    )  # fmt: skip
    with stopped(clock + timedelta(days=3)):
        stands.say_yes(by=jon)
    stands = whole(agreed)
    assert stands.in_force
    assert [one.at for one in stands.signed] == [clock, clock], "no day tells who paused"


def test_a_pause_holds_while_a_proposal_waits_and_nobody_elses_yes_undoes_it(agreed, propose, mara, jon):
    new = propose(PHONE)
    Agreement.pause(by=mara)
    new.say_yes(by=jon)
    assert len(states()) == 2 and not whole(agreed).in_force and not whole(new).in_force
    whole(new).say_yes(by=mara)
    assert states() == {"standing": [PHONE.text]} and whole(new).in_force


def test_a_pause_without_a_yes_is_nothing(agreed, home):
    lena = Person.join(**LENA)
    Agreement.pause(by=lena)
    assert whole(agreed).yes_of(lena.id) == ""


def test_with_a_newcomer_it_stands_again_once_they_said_yes_too(agreed, mara):
    lena = Person.join(**LENA)
    stands = whole(agreed)
    assert not stands.in_force and not stands.everyone_signed
    stands.say_yes(by=lena)
    assert whole(agreed).in_force and len(whole(agreed).signed) == 3


def test_who_left_is_no_longer_counted(propose, mara, jon):
    lena = Person.join(**LENA)
    new = propose()
    new.say_yes(by=jon)
    Person.update(left_at=now()).where(Person.id == lena.id).execute()
    Agreement.settle()
    assert whole(new).in_force and [*states()] == ["standing"]
    Person.update(left_at=now()).where(Person.id == jon.id).execute()
    assert not whole(new).in_force, "nobody agrees alone"


def test_a_proposal_that_was_let_go_is_gone_and_what_stands_stays(agreed, propose, jon):
    new = propose(PHONE)
    new.let_go(by=jon)
    assert states() == {"standing": [ASK.text, PHONE.text]} and Promise.select().count() == 2
    with pytest.raises(TooLate):
        new.let_go(by=jon)


def test_what_all_agreed_on_is_let_go_by_nobody_who_is_not_alone(agreed, mara, jon):
    with pytest.raises(Refused, match="You can pause your yes"):
        agreed.let_go(by=jon)
    Person.update(left_at=now()).where(Person.id == jon.id).execute()
    agreed.let_go(by=mara)
    assert states() == {} and Promise.select().count() == AgreementYes.select().count() == 0


def test_a_proposal_that_began_meanwhile_is_not_let_go(propose, jon, mara):
    read = propose()
    read.say_yes(by=jon)
    read.state = "proposed"  # as Jon read it
    with pytest.raises(TooLate):
        read.let_go(by=jon)
    assert [*states()] == ["standing"]


def test_what_can_not_be_proposed(propose, jon):
    for promises, sentence in (([], "Choose a promise"), ([PHONE] * 9, "Up to 8 promises")):
        with pytest.raises(Refused, match=sentence):
            Agreement.propose(by=jon, promises=promises, look_again_on=now().date())
    Person.update(left_at=now()).where(Person.id == jon.id).execute()
    with pytest.raises(Refused, match="This page takes two"):
        propose()
    assert states() == {}


def test_the_day_to_look_at_it_again(agreed, home, clock):
    for later, due in ((timedelta(weeks=8, days=-1), False), (timedelta(weeks=8), True)):
        with stopped(clock + later):
            assert whole(agreed).due == due


def test_a_promise_of_their_own_fits_everywhere_and_a_ready_one_where_it_helps(agreed):
    asking, phone = whole(agreed).promises
    fits = {occasion: (asking.fits(occasion), phone.fits(occasion)) for occasion in ("nudge", "repair", "care")}
    assert fits == {"nudge": (False, True), "repair": (False, True), "care": (True, True)}


def test_partners_alone_are_stirred_and_the_kids_where_they_see_it(propose, mara, jon, events):
    partners, kids = {"partners"}, {"partners", "kids"}
    propose(kids_see=True).say_yes(by=jon)
    Agreement.pause(by=jon)
    Agreement.pause(by=jon)
    Agreement.get().say_yes(by=jon)
    propose(PHONE).say_yes(by=jon)
    assert events() == [
        ("propose", partners, partners), ("say_yes", partners, kids),
        ("pause", kids, kids), ("say_yes", kids, kids),
        ("propose", partners, partners), ("say_yes", partners, kids),
    ]  # fmt: skip


def test_the_state_settles_that_there_is_one_of_each(agreed, propose):
    with pytest.raises(Exception, match=r"(?i)unique"), db.atomic():
        Agreement.update(state="standing").where(Agreement.id == propose(PHONE).id).execute()


# ---- the difference


def put_down(*words: Words) -> list[Promise]:
    return [Promise(key=f"{id(words)}-{n}", position=n, **one._asdict()) for n, one in enumerate(words)]


def told(*pairs: Any) -> list[tuple]:
    old, new = (put_down(*words) for words in pairs)
    return [(change.kind, change.text) for change in difference(old, new)]


def test_what_stays_changes_comes_and_goes_is_told_promise_by_promise():
    other = Words("We ask out loud, even when it is late.", ASK.slip, "", "ask")
    kind = Words("A kind no is fine.", "", "", "kind_no")
    assert told([ASK, PHONE], [other, kind, PHONE]) == [
        ("changed", [("", "We ask out"), ("out", "loud."), ("in", "loud, even when it is late.")]),
        ("new", [("", "A kind no is fine.")]),
        ("same", [("", PHONE.text)]),
    ]
    assert told([ASK, PHONE], [PHONE]) == [("same", [("", PHONE.text)]), ("gone", [("", ASK.text)])]


def test_own_words_that_say_much_the_same_are_one_promise_that_changed():
    assert [kind for kind, _ in told([PHONE], [Words("We put the phone away at lunch.")])] == ["changed"]
    assert [kind for kind, _ in told([PHONE], [Words("Nobody shouts.")])] == ["new", "gone"]


def test_another_slip_is_a_change_too_and_another_kid_word_where_kids_see_it():
    assert [kind for kind, _ in told([ASK], [ASK._replace(slip="ask again.")])] == ["changed"]
    unspoken = put_down(ASK._replace(kid_words=""))
    for kids, kind in ((True, "changed"), (False, "same")):
        assert [change.kind for change in difference(put_down(ASK), unspoken, kids)] == [kind]


def test_the_ready_promises_differ_from_nothing_by_being_new():
    words = [Words(one.text, one.slip, one.kid_words, one.id) for one in ready().values()]
    assert {kind for kind, _ in told([], words)} == {"new"} and {kind for kind, _ in told(words, words)} == {"same"}
