"""What someone may not see is as if it had never been: the same answer to the byte, no word of it, not a stir."""

import logging
import queue
import re
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from datetime import time, timedelta
from io import BytesIO
from types import SimpleNamespace
from typing import Any
from zipfile import ZipFile

import pytest
from werkzeug.exceptions import HTTPException

from household import database, policy
from household.content.kids import ALWAYS
from household.models import (
    Agreement,
    Button,
    Calendar,
    Card,
    CareNote,
    Channel,
    CheckIn,
    CheckInAnswer,
    CheckInKept,
    Contact,
    Deed,
    Device,
    Draft,
    Home,
    Invitation,
    KidFeeling,
    KidView,
    KioskView,
    Knock,
    Need,
    Person,
    RecoveryCode,
    Repair,
    Reply,
    Rhythm,
    Role,
    Story,
    Thanks,
    Weather,
    WhyAnswer,
    WhyInvitation,
    WhyLine,
    passphrase,
)  # fmt: skip
from household.models.agreement import Words
from household.models.clock import now, stopped
from household.models.kid_view import code_of, coming_in, pictures
from household.models.leaving import leave
from household.models.need.when import When

# ---- hidden and missing, side by side


@pytest.fixture
def secrets(cast: SimpleNamespace) -> SimpleNamespace:
    """Things that are there, and that Jon may not see."""
    mara, jon, ruth = cast.mara, cast.jon, cast.ruth
    meal = Need.ask(by=mara, word="good_food", audience="orbit")
    passed = When("today", Home.current().today - timedelta(days=1))  # type: ignore[union-attr]
    withdrawn, code, _ = Invitation.invite(mara)
    ended = Calendar.make(by=mara)[1]
    Calendar.end(by=mara)
    gone = withdrawn.key
    number = Contact.add(by=mara, kind="helpline", reach="116 123")
    number.remove(by=mara)
    Invitation.update(expires_at=now() - timedelta(hours=1)).execute()
    button, old_link = Button.make(by=mara, own="Drive me?", audience="named", named=[ruth])
    button.renew(by=mara)
    WhyAnswer.write("y01", by=mara, words="Soup.")
    taken_off = WhyLine.propose(by=mara, words="We share.")
    taken_off.take_off(by=mara)
    CareNote.keep(by=mara, helps="Tea.")
    CareNote.of(mara).show_to(ruth, by=mara)
    lena = join_lena()
    check_in = CheckIn.start(by=mara, others=[lena], picked=("c01", "c05"))
    check_in.sit_down(by=lena)
    check_in.go_on(by=mara, step="thanks")
    for who in (mara, lena):
        check_in.answer(by=who, question="c01", words="Cake.")
    CheckInKept.put_by(mara, question="c01", words="Cake.", readers=[mara, lena])
    card, _, _ = Card.make(by=mara, name="Lena")
    Knock.with_card(card, "Android")
    knock = Knock.get().key
    card.end(by=mara)
    return SimpleNamespace(
        ended_card=card.key,
        answered_knock=knock,
        why_question="y99",
        why_answer=WhyAnswer.get(),
        why_line=taken_off.key,
        note=CareNote.of(mara),
        check_in=check_in,
        check_in_answer=CheckInAnswer.get(),
        kept_answer=CheckInKept.get(),
        button=button,
        old_link=old_link,
        meal=meal,
        need=Need.ask(by=mara, own="Drive me?", audience="named", named=[ruth]),
        passed=Need.ask(by=mara, own="Cake?", audience="orbit", when=passed),
        not_now=Reply.say_not_now(meal, by=ruth, words="On Friday."),
        elsewhere=Reply.write_under(Need.ask(by=jon, word="ride", audience="orbit"), by=jon, words="At ten?"),
        thanks=Thanks.give(by=mara, to=[ruth], did="You drove me.", audience="named"),
        draft=Draft.keep(by=mara, own="Cake?", feeling="heavy"),
        invitation=gone,
        code=code,
        link=ended,
        number=number,
        rhythm=Rhythm.begin(by=mara, word="ride", audience="orbit", weekdays=[4], time=time(18)),
        person=mara,
        kid=cast.ida,
        device=Device.enter(mara, "phone")[0],
        guests_device=Device.enter(ruth, "phone")[0],
        channel=Channel.add("mail", by=mara, address={"to": "mara@mail.example"}, language="en", house=""),
        not_told=Repair.ouch(by=mara, to=jon, told=False, landed="The joke."),
        sent_away=sent_away(mara),
        others_story=told_of(mara, ruth),
        maras_deed=deed_of(mara),
        others_repair=Repair.ouch(by=mara, to=another_partner(), landed="The joke."),
    )


@pytest.fixture
def kids_secrets(cast: SimpleNamespace) -> SimpleNamespace:
    """Things that are there, and that Theo may not see."""
    view = KidView.of(cast.ida)
    return SimpleNamespace(
        idas_ask=Need.ask_now(by=cast.ida, word="kid_hug", named=[cast.mara]),
        ida=cast.ida,
        idas_tile=view.code(view.asks[0]),
        idas_own_story=asked_and_got(cast.ida, cast.mara),
        idas_to_help=Need.ask(by=cast.mara, own="Sing?", audience="named", named=[cast.ida]),
        idas_face=code_of(cast.ida, "sad"),
        idas_feeling=KidFeeling.tell(by=cast.ida, to=cast.mara, feeling="sad"),
        idas_thanks=Thanks.give(by=cast.ida, to=[cast.mara], picture="dino", audience="home"),
        hidden_thanks=Thanks.give(by=cast.mara, to=[cast.jon], did="You came."),
        ruth=cast.ruth,
    )


def asked_and_got(who: Person, helper: Person, **more: Any) -> Need:
    need = Need.ask(by=who, audience="named", named=[helper], **{"word": "kid_hug", **more})
    need.claim(by=helper)
    need.meet(by=who)
    return need


def sent_away(by: Person) -> Knock:
    """A tablet that a partner did not let in."""
    knock = Knock.with_letters(Knock.for_kitchen("iPad")[1])
    assert knock is not None
    knock.send_away(by=by)
    return knock


def told_of(who: Person, helper: Person, **more: Any) -> Story:
    return Story.tell_kids(asked_and_got(who, helper, word="quiet", **more), by=who, when="done", feels="calm")


def join_lena() -> Person:
    """A third partner, with whom Mara shares something."""
    return Person.join(role=Role.PARTNER, name="Lena", face=dict(shape="egg", ink="oat", hair="none"))


def another_partner() -> Person:
    """Someone who left again; what was between the two stays between the two."""
    face = dict(shape="egg", ink="oat", hair="none")
    return Person.join(role=Role.PARTNER, name="Lena", face=face, left_at=now())


NEED_VERBS = (
    *("claim", "move", "hand-back", "nudge", "meet", "rest", "reopen", "take-back", "reply", "not-now"),
    *("change", "narrow"),
)
ADDRESSES = [
    # method, address, what stands for KEY
    *[
        ("GET", path, kind)
        for path in ("/needs/KEY", "/needs/KEY/not-now", "/needs/KEY/change")
        for kind in ("need", "passed")
    ],
    *[("POST", f"/needs/KEY/{verb}", kind) for verb in NEED_VERBS for kind in ("need", "passed")],
    ("GET", "/rhythms/KEY", "rhythm"),
    *[("POST", f"/rhythms/KEY/{verb}", "rhythm") for verb in ("pause", "resume", "skip", "end")],
    ("GET", "/needs/new?like=KEY", "need"),
    ("GET", "/needs/new?draft=KEY", "draft"),
    ("POST", "/drafts/KEY/throw-away", "draft"),
    *[("POST", f"/buttons/KEY/{verb}", "button") for verb in ("renew", "remove")],
    *[(method, "/press/KEY", "old_link") for method in ("GET", "POST")],
    ("GET", "/thanks/new?need=KEY", "need"),
    ("POST", "/deeds/KEY/undo", "maras_deed"),
    ("POST", "/thanks/", "need"),
    *[
        ("POST", f"/needs/MEAL/replies/KEY/take-{way}", kind)
        for way in ("up", "back")
        for kind in ("not_now", "elsewhere")
    ],
    ("POST", "/thanks/KEY/take-back", "thanks"),
    ("GET", "/thanks/?before=KEY", "thanks"),
    *[("GET", "/looking-back/?before=KEY", kind) for kind in ("thanks", "need", "passed")],
    *[("GET", "/looking-back/?q=drive&before=KEY", kind) for kind in ("thanks", "need", "passed")],
    ("GET", "/people/KEY/edit", "person"),
    ("POST", "/people/KEY/change", "person"),
    *[("POST", f"/devices/KEY/{verb}", kind) for verb in ("rename", "revoke") for kind in ("device", "guests_device")],
    ("GET", "/channels/KEY", "channel"),
    *[
        ("POST", f"/channels/KEY/{verb}", "channel")
        for verb in ("try-out", "arrived", "did-not-arrive", "choose", "let-send", "close")
    ],
    ("POST", "/neighbours/KEY/send-no-more", "channel"),
    ("POST", "/invitations/KEY/say-yes", "invitation"),
    ("POST", "/invitations/KEY/withdraw", "invitation"),
    ("GET", "/invitations/KEY", "code"),
    ("POST", "/invitations/KEY/accept", "code"),
    ("GET", "/calendar/KEY.ics", "link"),
    *[("GET", path, kind) for path in ("/repairs/KEY", "/repairs/KEY/pass") for kind in ("not_told", "others_repair")],
    *[
        ("POST", f"/repairs/KEY/{verb}", kind)
        for verb in (
            *("tell", "hear", "answer", "own", "mend", "say-mended"),
            *("pause", "come-back", "keep-words", "take-back", "let-go"),
        )
        for kind in ("not_told", "others_repair")
    ],
    ("GET", "/repairs/new?to=MARA&need=KEY", "need"),
    ("GET", "/repairs/new?to=MARA&need=MEAL&reply=KEY", "not_now"),
    ("GET", "/our-why/questions/KEY", "why_question"),
    ("POST", "/our-why/questions/KEY/answer", "why_question"),
    ("POST", "/our-why/answers/KEY/take-back", "why_answer"),
    ("GET", "/our-why/lines/new?like=KEY", "why_answer"),
    *[("POST", f"/our-why/lines/KEY/{verb}", "why_line") for verb in ("keep", "take-off")],
    *[("POST", f"/care/contacts/KEY/{verb}", "number") for verb in ("change", "check", "remove")],
    ("GET", "/care-note/KEY", "note"),
    *[("POST", f"/care-note/KEY/{verb}", "note") for verb in ("show-to", "hide-from", "erase")],
    *[
        ("POST", f"/check-in/KEY/{verb}", "check_in")
        for verb in ("sit-down", "begin", "answer", "pass-over", "go-on", "stop", "leave")
    ],
    ("GET", "/check-in/?of=KEY", "check_in"),
    *[("POST", f"/check-in/answers/KEY/{verb}", "check_in_answer") for verb in ("take-back", "keep")],
    ("POST", "/check-in/kept/KEY/take-back", "kept_answer"),
    ("GET", "/check-in/kept?before=KEY", "kept_answer"),
    *[("GET", f"/kids/KEY/{page}", "person") for page in ("", "view", "tiles", "hearers", "quiet")],
    *[
        ("POST", f"/kids/KEY/{verb}", "person")
        for verb in ("arrange", "let-hear", "hush", "let-write", "keep-to-pictures")
    ],
]

ADDRESSES += [
    *[("POST", f"/guests/cards/KEY/{verb}", "ended_card") for verb in ("renew", "end")],
    *[("POST", f"/guests/cards/knocks/KEY/{verb}", "answered_knock") for verb in ("let-in", "send-away")],
]

ADDRESSES += [
    ("GET", "/stories/new?need=KEY", "need"),
    ("GET", "/stories/new?repair=KEY", "others_repair"),
    ("POST", "/stories/", "need"),
    ("POST", "/stories/KEY/take-back", "others_story"),
    *[(method, "/people/KEY/remove", "person") for method in ("GET", "POST")],
    ("GET", "/sign-in/faces/KEY", "kid"),
    *[("POST", f"/sign-in/faces/KEY/{verb}", "kid") for verb in ("tap", "tap-picture", "start-over")],
    ("GET", "/kids/KEY/device/", "person"),
    *[("POST", f"/kids/KEY/device/{verb}", "person") for verb in ("hand-over", "let-kids-in", "keep-kids-out")],
    ("GET", "/kids/KEY/pictures/", "person"),
    *[
        ("POST", f"/kids/KEY/pictures/{verb}", "person")
        for verb in ("tap", "start-over", "set", "take-off", "let-try-again")
    ],
]

ADDRESSES += [
    ("GET", "/guests/KEY", "person"),
    *[("POST", f"/guests/KEY/{verb}", "person") for verb in ("change", "end")],
    ("GET", "/kiosks/KEY", "device"),
    *[("POST", f"/kiosks/KEY/{verb}", "device") for verb in ("arrange", "company-comes", "company-goes")],
    ("GET", "/kiosks/at-door/KEY", "sent_away"),
    *[("POST", f"/kiosks/at-door/KEY/{verb}", "sent_away") for verb in ("pair", "send-away")],
]

KID_ADDRESSES = [  # the same, for Theo: what stands for KEY is there, and he may not see it
    ("GET", "/kid/KEY/", "ida"),
    ("GET", "/kid/KEY/night/", "ida"),
    ("POST", "/kid/KEY/bye", "ida"),
    ("POST", "/kid/KEY/still-here", "ida"),
    ("GET", "/sign-in/faces/KEY", "ida"),
    ("POST", "/sign-in/faces/KEY/tap", "ida"),
    ("GET", "/kid/THEO/ask/KEY", "idas_tile"),
    ("POST", "/kid/THEO/ask/KEY", "idas_tile"),
    ("GET", "/kid/KEY/asked/", "ida"),
    ("GET", "/kid/THEO/asked/KEY", "idas_ask"),
    *[("POST", f"/kid/THEO/asked/KEY/{verb}", "idas_ask") for verb in ("change", "meet", "rest")],
    *[("GET", f"/kid/KEY/{page}/", "ida") for page in ("feel", "help", "thanks", "stories")],
    *[("GET", f"/kid/THEO/stories/KEY{page}", "idas_own_story") for page in ("", "/maybe")],
    ("GET", "/kid/KEY/stories/promises", "ida"),
    ("POST", "/kid/THEO/stories/KEY/take-back", "idas_own_story"),
    *[("GET", f"/kid/THEO/help/KEY{tail}", "idas_to_help") for tail in ("", "/tried")],
    *[("POST", f"/kid/THEO/help/KEY/{verb}", "idas_to_help") for verb in ("claim", "meet", "hand-back")],
    ("GET", "/kid/THEO/feel/KEY", "idas_face"),
    ("GET", "/kid/THEO/feel/KEY/nobody", "idas_face"),
    ("POST", "/kid/THEO/feel/KEY/tell", "idas_face"),
    ("GET", "/kid/THEO/feel/told/KEY", "idas_feeling"),
    ("POST", "/kid/THEO/feel/told/KEY/take-back", "idas_feeling"),
    ("GET", "/kid/THEO/thanks/to/KEY", "ruth"),
    ("GET", "/kid/THEO/thanks/to/KEY/KEY", "ruth"),
    ("POST", "/kid/THEO/thanks/to/KEY/KEY/thank", "ruth"),
    ("GET", "/kid/THEO/thanks/given/KEY", "idas_thanks"),
    ("POST", "/kid/THEO/thanks/given/KEY/take-back", "idas_thanks"),
    ("GET", "/kid/THEO/thanks/?before=KEY", "hidden_thanks"),
]


GUEST_ADDRESSES = [  # the same, for Ruth
    ("POST", "/deeds/KEY/undo", "maras_deed"),
    ("GET", "/guest/needs/KEY", "between_partners"),
    ("GET", "/guest/needs/KEY", "for_the_family"),
    *[
        ("POST", f"/guest/needs/KEY/{verb}", kind)
        for verb in (
            *("claim", "move", "hand-back", "nudge", "meet", "rest", "reopen", "take-back", "take-story-back"),
            *("not-now", "call-me", "reply"),
        )
        for kind in ("between_partners", "sams_ask", "gone_by")
    ],
    *[
        ("POST", f"/guest/needs/MEAL/replies/KEY/take-{way}", kind)
        for way in ("up", "back")
        for kind in ("sams_reply", "jons_no", "elsewhere")
    ],
    *[("GET", f"/guest/ask/?like={key}", kind) for key, kind in (("KEY", "between_partners"), ("KEY", "for_guests"))],
    ("GET", "/rhythms/KEY", "maras_rhythm"),
    *[("POST", f"/rhythms/KEY/{verb}", "maras_rhythm") for verb in ("pause", "resume", "skip", "end")],
    *[
        ("GET", f"/guest/thanks/{page}=KEY", kind)
        for page, kind in (("?before", "jons_thanks"), ("new?need", "between_partners"), ("new?to", "lena"))
    ],
    ("POST", "/guest/thanks/", "between_partners"),
    ("POST", "/guest/thanks/KEY/take-back", "jons_thanks"),
]
GUEST_ADDRESSES += [  # on pages that partners have too
    *[(method, f"/people/KEY/{page}", who) for method, page in (("GET", "edit"), ("POST", "change"))
      for who in ("mara", "ida")],
    *[("POST", f"/devices/KEY/{verb}", whose) for verb in ("rename", "revoke")
      for whose in ("maras_device", "idas_device", "the_kitchens")],
    ("GET", "/channels/KEY", "maras_channel"),
    *[
        ("POST", f"/channels/KEY/{verb}", "maras_channel")
        for verb in ("try-out", "arrived", "did-not-arrive", "choose", "let-send", "close")
    ],
    ("GET", "/care-note/KEY", "maras_note"),
]  # fmt: skip
KITCHEN_ADDRESSES = [  # the same, for the kitchen tablet when Mara has touched her face there
    ("GET", "/day/needs/KEY", "between_partners"),
    ("GET", "/day/needs/KEY", "maras_own"),
    ("GET", "/day/faces/KEY", "ruth"),  # no partner ticked her face
    ("POST", "/day/faces/KEY/touch", "ruth"),
    ("POST", "/day/faces/KEY/pin", "ruth"),
    ("GET", "/day/faces/?need=KEY", "between_partners"),
    ("GET", "/day/faces/?need=KEY", "maras_own"),
    *(("POST", f"/day/needs/KEY/{verb}", "between_partners") for verb in ("claim", "hand-back", "meet")),
    *(("POST", f"/day/needs/KEY/{verb}", "maras_own") for verb in ("claim", "hand-back", "meet")),
    ("GET", "/day/thanks/KEY", "to_ruth_alone"),
    ("GET", "/day/thanks/?need=KEY", "between_partners"),
]
CARD_ADDRESSES = [  # the same, for a stranger
    ("GET", "/cards/KEY", "ended_card"),
    ("GET", "/cards/KEY/waiting", "ended_card"),
    *[("POST", f"/cards/KEY/{verb}", "ended_card") for verb in ("take-up", "knock", "come-in")],
    ("GET", "/cards/KEY", "printed_anew"),
]


def test_every_address_of_one_thing_is_tried(app):
    everywhere = ADDRESSES + KID_ADDRESSES + GUEST_ADDRESSES + KITCHEN_ADDRESSES + CARD_ADDRESSES
    tried = {(method, re.sub("MEAL|KEY|THEO", "", path.split("?")[0])) for method, path, _ in everywhere}
    for rule in app.url_map.iter_rules():
        if rule.arguments and not rule.rule.startswith("/assets/"):
            method = "POST" if "POST" in rule.methods else "GET"
            assert (method, re.sub("<.*?>", "", rule.rule)) in tried, f"{rule} is not in ADDRESSES"


def answer(client: Any, method: str, path: str, key: str, sent: dict) -> tuple:
    """Status, headers and body; what is random in every page, or was sent by the reader, is made the same."""
    form = dict(day="2026-06-19", words="Soup?", did="You came.", to="x", when="now", name="Lena", need=key)
    form["face"] = Person.get(Person.name == "Mara").key  # at the kitchen tablet, who is there
    got = client.open(path.replace("KEY", key), method=method, data=form if method == "POST" else None, headers=sent)
    body = re.sub(r'(name="once"[^>]*value=)"[^"]*"', r"\1", got.text).replace(key, "KEY")
    headers = sorted((name, value.replace(key, "KEY")) for name, value in got.headers if name != "Date")
    return got.status_code, headers, body


def missing(key: str) -> str:
    """One that never was, and looks like this one."""
    return key[:-1] + ("a" if key[-1] != "a" else "b")


def test_what_jon_may_not_see_answers_like_what_never_was(as_, jon, secrets):
    client = as_(jon)
    for method, path, kind in ADDRESSES:
        thing = getattr(secrets, kind)
        key, path = (
            getattr(thing, "key", thing),
            path.replace("MEAL", secrets.meal.key).replace("MARA", secrets.person.key),
        )
        for sent in ({}, {"HX-Request": "true"}):
            hidden = answer(client, method, path, key, sent)
            assert hidden == answer(client, method, path, missing(key), sent), (method, path, kind)
            assert hidden[0] in (404, 409) or "/new?" in path or "?of=" in path, (method, path, kind)


def test_what_theo_may_not_see_answers_like_what_never_was(as_, cast, kids_secrets):
    client = as_(cast.theo)
    for method, path, kind in KID_ADDRESSES:
        thing = getattr(kids_secrets, kind)
        key, path = getattr(thing, "key", thing), path.replace("THEO", cast.theo.key)
        hidden = answer(client, method, path, key, {})
        assert hidden == answer(client, method, path, missing(key), {}), (method, path, kind)
        assert hidden[0] in (303, 404), (method, path, kind)


@pytest.fixture
def other_secrets(cast: SimpleNamespace) -> SimpleNamespace:
    """Things that are there, and that Ruth, the kitchen tablet and a stranger may not see."""
    mara, jon = cast.mara, cast.jon
    card, code, _ = Card.make(by=mara, name="Lena")
    card.end(by=mara)
    anew, old_code, _ = Card.make(by=mara, name="Noor")
    anew.renew(by=mara)
    meal = Need.ask(by=mara, word="good_food", audience="orbit")
    sam = Person.join(role=Role.GUEST, name="Sam", face=dict(shape="egg", ink="oat", hair="none"))
    passed = When("today", Home.current().today - timedelta(days=1))  # type: ignore[union-attr]
    return SimpleNamespace(
        meal=meal,
        sams_ask=Need.ask(by=sam, word="ride", audience="orbit"),
        gone_by=Need.ask(by=mara, own="Cake?", audience="orbit", when=passed),
        sams_reply=Reply.write_under(meal, by=sam, words="Soup?"),
        jons_no=Reply.say_not_now(meal, by=jon, words="On Friday.", offer="time"),
        elsewhere=Reply.write_under(Need.ask(by=jon, word="ride", audience="orbit"), by=jon, words="At ten?"),
        between_partners=Need.ask(by=mara, own="Drive me?", audience="partners"),
        for_the_family=Need.ask(by=mara, own="Cake?", audience="home"),
        maras_own=Need.ask(by=mara, own="Tea?", audience="named", named=[jon]),
        ruth=cast.ruth,
        ended_card=code,
        mara=mara,
        ida=cast.ida,
        maras_device=Device.enter(mara, "phone")[0],
        idas_device=Device.enter(cast.ida, "tablet")[0],
        the_kitchens=cast.kitchen,
        maras_channel=channel_of(mara),
        maras_note=note_of(mara, to=jon),
        printed_anew=old_code,
        for_guests=Need.ask(by=mara, own="Tea?", audience="orbit"),
        maras_rhythm=Rhythm.begin(by=mara, word="ride", audience="orbit", weekdays=[4], time=time(18)),
        jons_thanks=Thanks.give(by=mara, to=[jon], did="You came.", audience="home"),
        lena=Person.join(role=Role.GUEST, name="Lena", face=dict(shape="egg", ink="oat", hair="none")),
        to_ruth_alone=Thanks.give(by=mara, to=[cast.ruth], did="You drove me."),
        maras_deed=deed_of(mara),
    )


def channel_of(person: Person) -> Channel:
    return Channel.add("mail", by=person, address={"to": "x@mail.example"}, language="en", house="")


def note_of(person: Person, to: Person) -> CareNote:
    CareNote.keep(by=person, helps="Tea.")
    CareNote.of(person).show_to(to, by=person)
    return CareNote.of(person)


def deed_of(person: Person) -> Deed:
    """What was asked in their name at the kitchen tablet."""
    Deed.ask(by=person, word="ride", audience="home")
    return Deed.get(Deed.person == person)


def test_what_ruth_may_not_see_answers_like_what_never_was(as_, cast, other_secrets):
    same_for(as_(cast.ruth), GUEST_ADDRESSES, other_secrets)


def test_what_the_kitchen_may_not_see_answers_like_what_never_was(as_, cast, other_secrets):
    Device.known(cast.kitchen_token).touch(by=cast.mara)
    same_for(as_(cast.kitchen), KITCHEN_ADDRESSES, other_secrets)


def test_a_card_that_has_ended_answers_like_one_that_never_was(stranger, cast, other_secrets):
    same_for(stranger, CARD_ADDRESSES, other_secrets)


def same_for(client: Any, addresses: list[tuple[str, str, str]], things: SimpleNamespace) -> None:
    """To this reader what is hidden and what is missing are the same to the byte."""
    for method, path, kind in addresses:
        thing, path = getattr(things, kind), path.replace("MEAL", things.meal.key)
        key = getattr(thing, "key", thing)
        for sent in ({}, {"HX-Request": "true"}):
            hidden = answer(client, method, path, key, sent)
            assert hidden == answer(client, method, path, missing(key), sent), (method, path, kind)


def test_for_everyone_else_nothing_is_there(app, as_, cast, secrets):
    for client in (ruths := as_(cast.ruth), as_(cast.theo), kitchen := as_(cast.kitchen), app.test_client()):
        for method, path, kind in ADDRESSES[::3]:
            if client is kitchen and path.startswith("/sign-in/faces"):
                continue  # there the kids' faces can be touched
            if client is ruths and kind == "guests_device":
                continue  # her own
            thing = getattr(secrets, kind)
            key, path = (
                getattr(thing, "key", thing),
                path.replace("MEAL", secrets.meal.key).replace("MARA", secrets.person.key),
            )
            assert answer(client, method, path, key, {}) == answer(client, method, path, missing(key), {}), path


def test_at_the_door_a_name_that_is_here_and_one_that_is_not_sound_the_same(stranger, mara, ida):
    Person.update(passphrase=passphrase.seal("four quiet herons wading")).where(Person.id == mara.id).execute()
    tries = [{"name": "Mara"}, {"name": "Nora"}, {"person": mara.key}, {"person": ida.key}, {"person": "nobody"}]
    told = [stranger.post("/sign-in", data=given | {"passphrase": "not this one at all"}) for given in tries]
    assert {(one.status_code, re.sub("Mara|Nora", "", one.text)) for one in told[:2]} == {(422, told[2].text)}
    assert len({one.text for one in told[2:]}) == 1


# ---- canaries

SEES = {
    # a word that is nowhere else      who may read it
    "Ownwordium": "mara ruth",
    "Feelium": "mara ruth",
    "Partnerium": "mara jon",
    "Replyium": "mara ruth",
    "Notnowium": "mara ruth",
    "Didium": "mara ruth",
    "Saysium": "mara ruth",
    "Jonownium": "jon ruth",
    "Detailium": "mara ruth",
    "Freedetailium": "mara",
    "Pastdetailium": "mara",
    "Nudgium": "mara jon",
    "Offerium": "mara ruth",
    "Draftium": "mara",
    "Draftfeelium": "mara",
    "Ruthslaterium": "ruth",
    "Buttonium": "mara",
    "Buttondetailium": "mara",
    "Ruthspressium": "ruth",
    "Rhythmium": "mara ruth",
    "Rhythmdetailium": "mara",
    "Runium": "mara ruth",
    "Promisium": "mara jon",
    "Slipium": "mara jon",
    "Proposedium": "mara jon",
    "Kidwordium": "mara jon",
    "Devicium": "mara",
    "Ruthsphonium": "ruth",
    "Addressium": "mara",
    "Ruthsmailium": "ruth",
    "Ruthslikium": "mara jon ruth",
    "Passphrasium": "",
    "Codium": "",
    **dict.fromkeys(("Landedium", "Feltium", "Wantedium", "Heardium", "Morium", "Ownedium", "Mendium"), "mara jon"),
    "Untoldium": "mara",
    **dict.fromkeys(("Othershurtium", "Othersheardium"), ""),  # of two partners who are not here
    "Whyium": "mara",
    "Whychangedium": "",
    "Whyopenium": "mara jon",
    "Whytakenium": "",
    "Whylinium": "mara jon",
    "Whykeptium": "mara jon",
    "Whyoffium": "",
    "Weatherium": "mara jon",
    "Helpium": "mara jon",
    "Hardium": "mara jon",
    "Dontium": "mara jon",
    "Therapistium": "mara",
    "Trustium": "mara",
    "Jonsnotium": "jon ruth",
    "Jonscallium": "jon ruth",
    "Checkinium": "mara",
    "Openedium": "mara jon",
    "Laidbyium": "mara jon",
    "Keptwithlenium": "mara",
    **dict.fromkeys(("Toldium", "Toldreplium"), "mara jon"),  # of a need that the kids were told of
    "Sweepium": "mara jon kitchen",  # of an ask that kids can help with
    "Moodium": "mara jon",
    "Closetium": "jon",
    "Toidium": "jon ida",
    "Tochildium": "mara theo",
    "Tofamilium": "mara jon kitchen",
    "Kneeium": "jon theo",
    **dict.fromkeys(("Cardnamium", "Cardlabelium"), "mara jon"),  # of a card that nobody has taken up
    "Cardnumberium": "",
    "Lovedium": "mara ruth",  # what Ruth asks Mara for, once and each week, and thanks of hers
    "Lovedoorium": "ruth",
    "Eachweekium": "jon ruth",
    "Eachweekdoorium": "ruth",
    "Gratefulium": "mara ruth",
    "Tothechildium": "mara jon theo ruth kitchen",
    "Strangerium": "mara",  # thanks to another guest, and from one
    **dict.fromkeys(("Dayaloudium", "Dayheldium"), "mara jon kitchen"),  # own words alone are a headline
    **dict.fromkeys(("Daybelowium", "Dayreplium", "Daykeyium"), "mara jon"),
    **dict.fromkeys(("Underchildium", "Nochildium"), "jon"),  # what is typed under a child's ask, a child does not read
}
ELSEWHERE = {  # what is Ruth's, and on no page of hers so far
    "Ruthslaterium",
    "Ruthspressium",
}
NEVER_SEARCHED = {
    *("Feelium", "Devicium", "Detailium", "Freedetailium", "Pastdetailium", "Nudgium", "Draftium", "Draftfeelium"),
    *("Promisium", "Slipium", "Proposedium", "Kidwordium"),
    *("Rhythmdetailium", "Addressium", "Buttonium", "Buttondetailium"),
    *("Landedium", "Feltium", "Wantedium", "Heardium", "Morium", "Ownedium", "Mendium", "Untoldium"),
    *("Whyium", "Whychangedium", "Whyopenium", "Whytakenium", "Whylinium", "Whykeptium", "Whyoffium"),
    *("Weatherium", "Helpium", "Hardium", "Dontium", "Therapistium", "Trustium", "Jonsnotium", "Jonscallium"),
    *("Checkinium", "Openedium", "Laidbyium", "Keptwithlenium"),
    *("Moodium", "Closetium"),
    "Ruthslikium",
    *("Cardnamium", "Cardlabelium"),
    "Daykeyium",
}
A_FEW = 2
VIEWERS = ("mara", "jon", "ruth", "ida", "theo", "kitchen", "stranger", "revoked")


@pytest.fixture
def planted(app: Any, home: Home, cast: SimpleNamespace) -> dict[str, list[str]]:
    """A house with a canary in every private field; the keys there are, by the pages they open."""
    mara, jon, ruth = cast.mara, cast.jon, cast.ruth
    app.extensions["hub"].room = 0
    Person.update(passphrase=passphrase.seal("Passphrasium four herons")).execute()
    lift = Need.ask(by=mara, own="Ownwordium", feeling="Feelium", audience="named", named=[ruth])
    meal = Need.ask(by=mara, word="good_food", audience="orbit")
    Need.ask(by=mara, own="Partnerium", audience="partners").claim(by=jon)
    Rhythm.begin(
        by=mara, own="Rhythmium", details="Rhythmdetailium", audience="named", named=[ruth], weekdays=[4], time=time(18)
    )
    days = [When("pick", home.today + timedelta(days=more)) for more in (1, 2)]
    Need.ask_run(by=mara, own="Runium", audience="named", named=[ruth], whens=days)
    Need.ask(by=jon, word="ride", own="Jonownium", audience="named", named=[ruth])
    Reply.write_under(lift, by=ruth, words="Replyium")
    Reply.say_not_now(meal, by=ruth, words="Notnowium")
    Thanks.give(by=mara, to=[ruth], did="Didium", says="Saysium", need=lift)
    Need.ask(by=mara, word="ride", audience="orbit", details="Detailium").claim(by=ruth)
    Need.ask(by=mara, word="ride", audience="orbit", details="Freedetailium")
    handed_back = Need.ask(by=mara, word="ride", audience="orbit", details="Pastdetailium")
    handed_back.claim(by=jon)
    handed_back.hand_back(by=jon)
    nudged = Need.ask(by=mara, word="ride", audience="orbit")
    nudged.claim(by=jon)
    nudged.nudge(by=mara, words="Nudgium")
    Reply.say_not_now(meal, by=ruth, words="Offerium", offer="else")
    Draft.keep(by=mara, own="Draftium", feeling="Draftfeelium")
    Draft.keep(by=ruth, own="Ruthslaterium")
    _, link = Button.make(by=mara, own="Buttonium", details="Buttondetailium", audience="named", named=[ruth])
    ruth.keep_likes(by=ruth, likes=["ride"], own="Ruthslikium")
    Button.make(by=ruth, own="Ruthspressium", audience="named", named=[jon])
    agreed = dict(look_again_on=home.today + timedelta(weeks=8))
    Agreement.propose(by=mara, promises=[Words("Promisium", "Slipium")], **agreed).say_yes(by=jon)
    Agreement.propose(by=mara, promises=[Words("Proposedium", kid_words="Kidwordium")], kids_see=True, **agreed)
    Invitation.invite(mara)
    Device.enter(mara, "Devicium")
    plant_repairs(mara, jon)
    ended = Device.enter(mara, "Devicium")[0]
    ended.revoke(by=None)
    Device.enter(ruth, "Ruthsphonium")
    for who, word in ((mara, "Addressium"), (ruth, "Ruthsmailium")):
        Channel.add("mail", by=who, address={"to": f"{word}@mail.example"}, language="en", house="")
    our_why(mara, jon)
    Weather.tell(by=mara, sky="low", words="Weatherium")
    said = dict(helps="Helpium", hard="Hardium", please_dont="Dontium")
    CareNote.keep(by=mara, **said, therapist="Therapistium", trusted_person="Trustium")
    CareNote.of(mara).show_to(jon, by=mara)
    CareNote.keep(by=jon, helps="Jonsnotium", therapist="Jonscallium", shows_contacts=True)
    CareNote.of(jon).show_to(ruth, by=jon)
    CheckInKept.put_by(mara, question="c01", words="Keptwithlenium", readers=[mara])
    CheckInKept.put_by(mara, question="c01", words="Laidbyium", readers=[mara, jon])
    check_in = CheckIn.start(by=mara, others=[jon], picked=("c01", "c05"))
    check_in.sit_down(by=jon)
    for step, words in (("thanks", ""), ("c01", "Openedium"), ("c05", "Checkinium")):
        if words:
            check_in.answer(by=mara, question=step, words=words)
        if step == "c01":
            check_in.pass_over(by=jon, question=step)
        if step != "c05":
            check_in.go_on(by=mara, step=step)
    toldium(mara, jon)
    Need.ask(by=jon, own="Sweepium", feeling="Moodium", details="Closetium", audience="home",
             kids_can_help=True)  # fmt: skip
    Need.ask(by=jon, word="quiet", own="Toidium", audience="named", named=[cast.ida])
    Thanks.give(by=mara, to=[cast.theo], did="Tochildium", need=meal)
    Thanks.give(by=mara, to=[jon], says="Tofamilium", audience="home")
    KidFeeling.tell(by=cast.theo, to=mara, feeling="sad")
    knee = Need.ask_now(by=cast.theo, word="kid_hurts", own="Kneeium", named=[jon])
    Reply.write_under(knee, by=jon, words="Underchildium")
    Reply.say_not_now(knee, by=jon, words="Nochildium", offer="else")
    Knock.with_card(Card.make(by=mara, name="Cardnamium", phone="Cardnumberium")[0], "Cardlabelium")
    plant_love(mara, jon, ruth, cast.theo)
    asked_in_the_kitchen(mara, jon)
    tables = dict(devices=Device, needs=Need, replies=Need, thanks=Thanks, people=Person, invitations=Invitation)
    tables |= dict(rhythms=Rhythm, drafts=Draft, channels=Channel)
    tables |= dict(repairs=Repair)
    tables |= dict(kid_asks=Need)
    tables |= dict(care_notes=CareNote)
    tables |= dict(kids=Person)
    tables |= dict(stories=Story, kid_stories=Story)
    tables |= dict(kid_help=Need)
    tables |= dict(guests=Person)
    tables |= dict(guest_needs=Need)
    keys = {name: [*(row.key for row in table.select()), "missing"] for name, table in tables.items()}
    keys["kid_feelings"] = [KidFeeling.get().key, *(code_of(kid, "sad") for kid in (cast.theo, cast.ida)), "missing"]
    keys["kid_thanks"] = [*keys["thanks"], jon.key]
    keys["our_why"] = ["y01", "y02", "y03", "missing"]
    return keys | {"presses": [link, "missing"]}


def plant_love(mara: Person, jon: Person, ruth: Person, theo: Person) -> None:
    """What Ruth asks for, and thanks for; and what another guest, of whom Ruth may not know, says and is told."""
    Need.ask(by=ruth, own="Lovedium", details="Lovedoorium", audience="named", named=[mara])
    weekly = dict(weekdays=[6], time=time(17), audience="named", named=[jon])
    Rhythm.begin(by=ruth, own="Eachweekium", details="Eachweekdoorium", **weekly)
    Thanks.give(by=ruth, to=[mara], did="Gratefulium")
    Thanks.give(by=ruth, to=[theo], did="Tothechildium", audience="home")
    lena = Person.join(role=Role.GUEST, name="Lena", face=dict(shape="egg", ink="oat", hair="none"), left_at=now())
    Thanks.give(by=mara, to=[lena], did="Strangerium")


def asked_in_the_kitchen(mara: Person, jon: Person) -> None:
    """What the family is asked: own words alone, and own words below, with all that people write around them."""
    Need.ask(by=mara, own="Dayaloudium", audience="home")
    below = Need.ask(by=mara, word="ride", own="Daybelowium", details="Daykeyium", audience="home")
    Reply.write_under(below, by=jon, words="Dayreplium")
    below.claim(by=jon)
    Need.ask(by=mara, own="Dayheldium", audience="home").claim(by=jon)


def toldium(mara: Person, jon: Person) -> None:
    """What was told to the kids, with words all around it."""
    need = Need.ask(by=mara, word="hug", own="Toldium", audience="partners")
    Reply.write_under(need, by=jon, words="Toldreplium")
    need.claim(by=jon)
    need.meet(by=mara)
    Story.tell_kids(need, by=mara, when="done", feels="loved")


def plant_repairs(mara: Person, jon: Person) -> None:
    """One between Mara and Jon, one that was not told, and one between two others."""
    hurt = Repair.ouch(by=mara, to=jon, landed="Landedium", feels="Feltium", asks="Wantedium")
    hurt.hear(by=jon, words="Heardium")
    hurt.answer(by=mara, fits=True)
    hurt.own(by=jon, words="Ownedium")
    hurt.mend(by=jon, words="Mendium")
    hurt.say_mended(by=mara, mended=False, words="Morium")
    Repair.ouch(by=mara, to=jon, told=False, landed="Untoldium")
    others = Repair.ouch(by=another_partner(), to=another_partner(), landed="Othershurtium")
    others.hear(by=others.to, words="Othersheardium")


def our_why(mara: Person, jon: Person) -> None:
    """One answer that waits, some that opened, and lines that are kept, proposed and taken off."""
    for words in ("Whychangedium", "Whyium"):
        WhyAnswer.write("y01", by=mara, words=words)
    for question, words in (("y02", "Whyopenium"), ("y03", "Whytakenium")):
        for who in (mara, jon):
            WhyAnswer.write(question, by=who, words=words)
    for answer in WhyAnswer.select().where(WhyAnswer.words == "Whytakenium"):
        answer.take_back(by=answer.by)
    kept, _, off = (WhyLine.propose(by=mara, words=words) for words in ("Whykeptium", "Whylinium", "Whyoffium"))
    kept.keep(by=jon)
    off.take_off(by=jon)


@pytest.fixture
def clients(app: Any, home: Home, cast: SimpleNamespace, as_: Any) -> dict[str, Any]:
    signed_in = {name: as_(getattr(cast, name)) for name in VIEWERS[:6]}
    lost = as_(cast.mara)
    token = lost.get_cookie(f"household-{home.key}").value
    Device.update(revoked_at=now()).where(Device.id == Device.known(token).id).execute()
    return signed_in | {"stranger": app.test_client(), "revoked": lost}


def every_page(app: Any, keys: dict[str, list[str]]) -> list[str]:
    """Each GET address with each key that there is."""
    children = [row.key for row in Person.here(Role.KID)]
    found = ["/nowhere", "/needs/new?like=%00", "/thanks/?before=missing", *(f"/needs/{key}" for key in keys["thanks"])]
    for rule in app.url_map.iter_rules():
        for key in keys.get(rule.endpoint.split(".")[0], ["missing"]) if rule.arguments else [""]:
            if "GET" in rule.methods:
                whose = children if "<whose>" in rule.rule else [""]
                found += [re.sub("<.*?>", key, rule.rule.replace("<whose>", one)) for one in whose]
    asked = [f"{path}={key}" for path in ("/thanks/new?need", "/needs/new?like") for key in keys["needs"]]
    asked += [f"/needs/new?draft={key}" for key in keys["drafts"]]
    jons = Person.get(Person.name == "Jon").key
    asked += [f"/kid/{kid.key}/thanks/to/{jons}/{code_of(kid, 'dino')}" for kid in Person.here(Role.KID)]
    asked += [f"/our-why/questions/{key}?change=1" for key in keys["our_why"]]
    asked += [f"/our-why/lines/new?like={row.key}" for row in WhyAnswer.select()]
    back = [f"/looking-back/?before={key}" for key in (*keys["needs"], *keys["thanks"])]
    # each finds all canaries of its kind that the reader may see
    back += [f"/looking-back/?q={letters}" for letters in ("ium", "o", "i")]
    back += [f"/thanks/?before={key}" for key in keys["thanks"]]
    return list(dict.fromkeys([*found, *asked, *back]))


def worth_asking(app: Any, who: Any, pages: list[str]) -> Iterator[str]:
    """Of pages that lie where this reader has no way in (see test_access) the first few alone: each is a 404."""
    there, turned_away = app.url_map.bind("localhost"), Counter[str]()
    for page in pages:
        endpoint = where(there, page)
        shut = endpoint and not ((who and policy.may_enter(who, endpoint.split(".")[0])) or is_public(app, endpoint))
        turned_away[endpoint] += bool(shut)
        if turned_away[endpoint] <= A_FEW:
            yield page


def where(there: Any, page: str) -> str:
    """The endpoint behind this address, if there is one."""
    with suppress(HTTPException):
        return str(there.match(page.split("?")[0], method="GET")[0])
    return ""


def is_public(app: Any, endpoint: str) -> bool:
    return getattr(app.view_functions[endpoint], "is_public", False)


def words_in(answers: list[Any]) -> set[str]:
    """The canaries in these answers, headers and all."""
    said = "\n".join(f"{one.headers}\n{one.text}" for one in answers).lower()
    return {word for word in SEES if word.lower() in said}


def test_no_page_says_a_word_to_someone_who_may_not_read_it(app, planted, clients, cast):
    for name in VIEWERS:
        pages = worth_asking(app, getattr(cast, name, None), every_page(app, planted))
        answers = [clients[name].get(page) for page in pages]
        may = {word for word, who in SEES.items() if name in who.split()}
        may -= ELSEWHERE if name == "ruth" else set()
        assert words_in(answers) == (set() if name in ("stranger", "revoked") else may), name


def test_on_the_pages_of_asking_and_thanks_a_guest_reads_her_own_words_and_those_to_her(app, planted, clients):
    pages = ["/guest/ask/", "/guest/thanks/", "/guest/thanks/new", "/rhythms/"]
    pages += [f"/guest/ask/?like={key}" for key in planted["needs"]]
    pages += [f"/guest/thanks/new?need={key}" for key in planted["needs"]]
    pages += [f"/guest/thanks/?before={key}" for key in planted["thanks"]]
    pages += [f"/rhythms/{key}" for key in planted["rhythms"]]
    answers = [clients["ruth"].get(page) for page in pages]
    own, to_her = {"Lovedium", "Eachweekium", "Gratefulium", "Tothechildium"}, {"Didium", "Saysium"}
    asked_of_her = {"Ownwordium", "Jonownium", "Rhythmium", "Runium"}  # where she thanks for asking
    assert words_in(answers) - asked_of_her == own | to_her


def test_at_the_kitchen_tablet_only_headlines_are_read_whoever_touched_their_face(app, as_, planted, cast):
    """What a headline says in own words alone, to the family; and one's own thanks to it. No feeling, no more words."""
    aloud = {"Sweepium", "Dayaloudium", "Dayheldium"}
    may = {"mara": aloud | {"Tofamilium"}, "jon": aloud, "ruth": {"Tothechildium"}}
    claimed = Need.ask(by=cast.jon, word="errand", own="Alsokitchium", audience="home", details="Kitchdetailium")
    claimed.claim(by=cast.mara, warmly="Kitchwarmium")
    claimed.nudge(by=cast.jon, words="Kitchnudgium")
    Reply.write_under(claimed, by=cast.jon, words="Kitchreplium")
    keys = [*planted["needs"], claimed.key]
    pages = ["/day/needs/", "/day/ask/", "/day/thanks/", *(f"/day/thanks/{key}" for key in planted["thanks"])]
    pages += [f"/day/{page}{key}" for page in ("needs/", "thanks/?need=") for key in keys]
    for name, words in may.items():
        Device.known(cast.kitchen_token).touch(by=getattr(cast, name))
        answers = [as_(cast.kitchen).get(page) for page in pages]
        assert [one.status_code for one in answers].count(200) > 8, name
        assert words_in(answers) == words, name
        assert not re.search(r"Kitch\w+ium|Alsokitchium", "".join(one.text for one in answers)), name


@pytest.mark.parametrize("sent", [{}, {"HX-Request": "true", "HX-Request-Type": "full"}], ids=["plain", "htmx"])
def test_with_company_no_address_says_a_word_or_a_name_to_the_kitchen(app, planted, clients, cast, sent):
    Device.known(cast.kitchen_token).company_comes()
    pages = ["/day/?awake=1", "/day/?need=x", *every_page(app, planted)]
    answers = {page: clients["kitchen"].get(page, headers=sent) for page in pages}
    assert words_in([*answers.values()]) == set()
    people = re.compile("|".join([*(person.name for person in Person.select()), "Mama", "The blue door"]))
    faces = re.compile('class="face|id="(need|thanks|person)-')
    for page, answer in answers.items():
        told = people.search(answer.text) or people.search(str(answer.headers)) or faces.search(answer.text)
        assert told is None, (page, told)
        if page.startswith("/day/") and not page.startswith("/day/company"):
            known = page.split("?")[0] in ("/day/", "/day/about")
            assert answer.status_code in ((200,) if known else (200, 303, 404)), page


def test_what_grown_ups_type_around_what_a_child_asks_and_helps_with_stays_with_them(app, as_, cast, home):
    """On every page of each child, after all that can happen to it: only what is for it by name is read there."""
    mara, jon, theo, ida = cast.mara, cast.jon, cast.theo, cast.ida
    Home.update(name="Homium").execute()
    kids_see = dict(kids_see=True, look_again_on=home.today + timedelta(weeks=8))
    ready = Words("Standium", "Slipium", "Show we care every day.")
    Agreement.propose(by=mara, promises=[Words("Kidslessium", kid_words="Ownkidium"), ready], **kids_see).say_yes(
        by=jon
    )
    tidy = dict(word="tidy_help", own="Sweepium", feeling="heavy", details="Closetium", kids_can_help=True)
    held, met = (Need.ask(by=mara, audience=audience, **tidy) for audience in ("home", "orbit"))
    held.claim(by=theo)
    held.nudge(by=mara, words="Nudgium")
    met.claim(by=ida, warmly="Warmium")
    Reply.write_under(met, by=jon, words="Replyium")
    met.meet(by=mara)
    Need.ask(by=mara, own="Freeium", audience="home", kids_can_help=True)
    hug, play = (Need.ask_now(by=theo, word=word, named=[mara]) for word in ("kid_hug", "kid_play"))
    hug.claim(by=mara, warmly="Comium", starts_at=now() + timedelta(hours=1))
    Reply.say_not_now(play, by=mara, words="Notnowium", offer="word")
    Thanks.give(by=mara, to=[jon], did="Wallium", says="Saysium", audience="home", need=met)
    Thanks.give(by=mara, to=[ida], did="Idium")
    Story.tell_kids(met, by=mara, when="child_helped")
    tables = dict(kid_asks=Need, kid_help=Need, kid_thanks=Thanks, kid_stories=Story)
    keys = {name: [row.key for row in table.select()] for name, table in tables.items()}
    nothing_else: dict = {"needs": [], "thanks": [], "drafts": [], "our_why": []}
    for child, words in ((theo, set()), (ida, {"Idium"})):
        client = as_(child)
        pages = [client.get(page) for page in every_page(app, keys | nothing_else) if page.startswith("/kid/")]
        assert {word for page in pages for word in re.findall(r"\w+ium\b", page.text)} == words, child.name
        assert [page.status_code for page in pages].count(200) > 12


def test_what_one_takes_along_holds_all_of_ones_own_and_no_word_one_may_not_read(app, planted, clients, cast):
    own = {
        "mara": "Ownwordium Feelium Partnerium Didium Saysium Detailium Freedetailium Pastdetailium Nudgium Draftium "
        "Draftfeelium Buttonium Buttondetailium Rhythmium Rhythmdetailium Runium Devicium Promisium Slipium Whyium "
        "Whyopenium Whylinium Whykeptium Weatherium Helpium Hardium Dontium Therapistium Trustium Laidbyium "
        "Keptwithlenium Landedium Feltium Wantedium Morium Untoldium Proposedium Kidwordium Checkinium Openedium "
        "Toldium Tochildium Tofamilium Gratefulium Strangerium "
        "Dayaloudium Dayheldium Daybelowium Daykeyium",
        "jon": "Heardium Ownedium Mendium Jonownium Promisium Slipium Whyopenium Whykeptium Jonsnotium Jonscallium "
        "Toldreplium Toldium Sweepium Moodium Closetium Toidium Tofamilium "
        "Daybelowium Dayreplium "
        "Kneeium Underchildium Nochildium",  # an answer goes along with what it answers
        "ruth": "Lovedium Lovedoorium Eachweekium Eachweekdoorium Gratefulium Tothechildium "
        "Didium Saysium Replyium Notnowium Offerium Ownwordium Ruthslaterium Ruthspressium Ruthsphonium "
        "Ruthslikium",
    }
    for name, words in own.items():
        packed = ZipFile(BytesIO(clients[name].post("/leaving/export").data))
        found = {word for word in SEES if word in "".join(packed.read(one).decode() for one in packed.namelist())}
        assert found == set(words.split()), (name, sorted(found))
        everything = dict(kinds=[*policy.OWN], span="all", all="y", line="For Thursday.")
        assert words_in([clients[name].post("/packet/", data=everything)]) <= found, name
    for name in VIEWERS[3:5]:  # the kids', for whom the partners take theirs along
        words = repr([one.told for pieces in policy.own_words(getattr(cast, name)).values() for one in pieces])
        assert {word for word in SEES if word in words} <= {word for word, who in SEES.items() if name in who.split()}


def test_a_search_finds_a_hidden_word_no_more_than_one_that_never_was(planted, clients):
    for name in VIEWERS:
        for word, who in SEES.items():
            never = word[:-3] + "zzz"
            hidden, missing = (clients[name].get(f"/looking-back/?q={one}") for one in (word, never))
            same = (hidden.status_code, hidden.text.replace(word, "")) == (
                missing.status_code, missing.text.replace(never, "")
            )  # fmt: skip
            may = name in ("mara", "jon") and name in who.split() and word not in NEVER_SEARCHED
            assert same is not may, (name, word)


def test_jon_knows_ruth_but_not_that_mara_asked_and_thanked_ruth_alone(as_, mara, jon, secrets):
    pages = ("/thanks/", f"/needs/{secrets.meal.key}", "/")
    assert ["Ruth" in as_(mara).get(page).text for page in pages] == [True, True, True]
    assert ["Ruth" in as_(jon).get(page).text for page in pages] == [False, False, False]


def test_refusals_and_troubles_say_no_more(app, planted, clients):
    form = {"word": "", "own": "", "passphrase": "Passphrasium wrong", "name": "Lena", "person": "x", "code": "Codium"}
    between = {"Partnerium", "Proposedium"}  # what is proposed is read before other words are
    posts = [rule.rule for rule in app.url_map.iter_rules() if "POST" in rule.methods and not rule.arguments]
    for name in set(VIEWERS) - {"mara"}:
        answers = [clients[name].post(path, data=form) for path in posts]
        answers += [clients[name].post(f"/needs/{key}/claim", data=form) for key in planted["needs"]]
        answers += [clients[name].open("/", method=method) for method in ("PUT", "OPTIONS", "HEAD", "DELETE")]
        assert words_in(answers) - {"Codium"} <= (between if name == "jon" else set()), name
        assert not any("Passphrasium" in one.text for one in answers)


def test_a_passphrase_never_comes_back_even_when_the_notebook_fails(stranger, home, cast):
    database.db.execute_sql("alter table person rename to somewhere")
    answer = stranger.post("/sign-in", data={"name": "Mara", "passphrase": "Passphrasium"})
    assert answer.status_code == 503 and "Mara" in answer.text and "Passphrasium" not in answer.text


def test_the_log_holds_nobodys_words(app, planted, clients, caplog):
    caplog.set_level(logging.INFO)

    words = Need.get(Need.own == "Ownwordium").own

    def break_something() -> None:
        raise RuntimeError(words)

    app.view_functions["table.index"] = break_something
    for page in every_page(app, planted):
        clients["jon"].get(page)
    for name in ("jon", "stranger"):
        clients[name].post("/sign-in", data={"name": "Mara", "passphrase": "Passphrasium wrong"})
        clients[name].post("/needs/", data={"own": "Partnerium", "who": "nobody"})
    database.db.execute_sql("drop table reply")
    assert clients["mara"].get(f"/needs/{Need.get(Need.word == 'good_food').key}").status_code == 503
    assert clients["mara"].get("/").status_code == 500
    assert "table.index failed with RuntimeError" in caplog.text and "break_something" in caplog.text
    assert [word for word in SEES if word in caplog.text] == []


# ---- the stream


@pytest.fixture
def woken(app: Any, cast: SimpleNamespace):
    """Do something; who is woken by it."""
    hub = app.extensions["hub"]
    hub.thread = threading.current_thread()  # this test looks for itself
    lines = {name: hub.join(getattr(cast, name)) for name in VIEWERS[:6]}

    def woken(change: Any, *things: Any, **how: Any) -> set[str]:
        last, _ = hub.look(None, None)
        change(*things, **how)
        hub.look(last, "another version")
        return {name for name, line in lines.items() if emptied(line)}

    yield woken
    for line in lines.values():
        hub.leave(line)


def emptied(line: "queue.Queue[bool]") -> bool:
    try:
        return line.get_nowait()
    except queue.Empty:
        return False


WOKEN = [
    # Mara asks      naming    "kids can help"   who is woken by whatever happens to it
    ("named", "jon", False, "mara jon"),
    ("named", "ida", False, "mara ida"),
    ("named", "ruth", False, "mara ruth"),
    ("partners", "", False, "mara jon"),
    ("home", "", False, "mara jon kitchen"),
    ("home", "", True, "mara jon kitchen ida theo"),
    ("orbit", "", False, "mara jon kitchen ruth"),
    ("orbit", "", True, "mara jon kitchen ruth ida theo"),
]


def test_a_change_wakes_those_who_may_see_it_and_nobody_else(cast, woken):
    for audience, named, kids_can_help, who in WOKEN:
        everyone, helper = set(who.split()), getattr(cast, named or "jon")
        how = dict(audience=audience, named=[helper], kids_can_help=kids_can_help)
        assert woken(Need.ask, by=cast.mara, word="tidy_help", **how) == everyone, how
        need = Need.select().order_by(Need.id.desc()).get()
        assert woken(need.claim, by=helper) == everyone, how
        assert woken(need.hand_back, by=helper) == everyone, how
        assert woken(Reply.write_under, need, by=helper, words="I can.") == everyone, how
        assert woken(Reply.say_not_now, need, by=helper) == {"mara", named or "jon"}, how
        assert woken(need.take_back, by=cast.mara) == everyone, f"who just lost sight of it looks again: {how}"


def test_what_a_child_asks_wakes_the_child_and_those_it_asks(cast, woken):
    """And the kitchen tablet, where its face stands as long as it would like someone."""
    theo, jon, both = cast.theo, cast.jon, {"theo", "jon"}
    shown = both | {"kitchen"}
    assert woken(Need.ask_now, by=theo, word="kid_hug", named=[jon]) == shown
    need = Need.get()
    assert woken(need.claim, by=jon) == woken(need.hand_back, by=jon) == shown
    assert woken(Reply.say_not_now, need, by=jon) == both
    assert woken(Need.get().ask_instead, by=theo, named=[cast.mara]) == shown | {"mara"}
    assert woken(Need.get().meet, by=theo) == {"theo", "mara", "kitchen"}
    assert woken(Need.ask_now, by=theo, word="kid_scared", named=[cast.mara, jon]) == shown | {"mara"}


def test_what_is_done_and_undone_in_the_kitchen_wakes_those_who_see_it(cast, woken):
    mara, jon, family = cast.mara, cast.jon, {"mara", "jon", "kitchen"}
    assert woken(Deed.ask, by=mara, word="errand", audience="home") == family
    assert woken(Deed.claim, Need.get(), by=jon) == woken(Deed.meet, Need.get(), by=jon) == family
    for deed in Deed.select().order_by(Deed.id.desc()):
        assert woken(deed.undo, by=deed.person) == family, deed.verb
    thanked = {"mara", "jon", "ida", "theo", "kitchen"}
    assert woken(Deed.thank, by=mara, to=[jon], did="You came.", audience="home") == thanked
    assert woken(Deed.select().order_by(Deed.id.desc()).get().undo, by=mara) == thanked


def test_those_who_lose_sight_by_a_hand_back_look_again(cast, home, woken, clock):
    need = Need.ask(by=cast.mara, word="ride", audience="orbit", when=When("today", home.today))
    need.claim(by=cast.jon)
    with stopped(clock + timedelta(days=1)):
        assert woken(need.hand_back, by=cast.jon) == {"mara", "jon", "ruth", "kitchen"}


def test_thanks_wake_those_who_read_them_and_read_them_no_more(cast, woken):
    for audience, who in [("named", "mara ruth"), ("home", "mara jon ida theo ruth kitchen")]:
        how = dict(by=cast.mara, to=[cast.ruth], did="You came.", audience=audience)
        assert woken(Thanks.give, **how) == set(who.split())
        assert woken(Thanks.get().take_back, by=cast.mara) == set(who.split())


def test_a_repair_wakes_its_two_people_and_before_it_is_told_one(cast, woken):
    assert woken(Repair.ouch, by=cast.mara, to=cast.jon, told=False) == {"mara"}
    repair, two = Repair.get(), {"mara", "jon"}
    assert woken(repair.tell, by=cast.mara) == two
    assert woken(repair.hear, by=cast.jon, words="You came second.") == two
    assert woken(repair.pause, by=cast.jon, back_at=now() + timedelta(hours=1)) == two
    assert woken(repair.come_back, by=cast.jon) == woken(repair.take_back, by=cast.jon) == two
    assert woken(repair.let_go, by=cast.jon) == woken(repair.let_go, by=cast.mara) == two


def test_how_a_child_feels_wakes_the_child_and_the_one_it_told(cast, woken):
    mara, jon, theo = cast.mara, cast.jon, cast.theo
    assert woken(KidFeeling.tell, by=theo, to=mara, feeling="sad") == {"theo", "mara"}
    assert woken(KidFeeling.tell, by=theo, to=mara, feeling="sad") == set(), "the same once more is no news"
    assert woken(KidFeeling.tell, by=theo, to=jon, feeling="") == {"theo", "jon"}
    assert woken(KidFeeling.get(KidFeeling.to == mara).take_back, by=theo) == {"theo", "mara"}
    assert woken(KidFeeling.forget_past) == set()


def test_an_invitation_wakes_partners_alone(cast, woken):
    assert woken(Invitation.invite, cast.mara) == {"mara", "jon"}
    assert woken(Invitation.get().say_yes, by=cast.jon) == {"mara", "jon"}
    assert woken(Invitation.get().withdraw, by=cast.mara) == {"mara", "jon"}


def test_a_card_and_a_phone_at_the_door_wake_partners_alone(cast, woken):
    partners = {"mara", "jon"}
    assert woken(Card.make, by=cast.mara, name="Lena") == partners
    card = Card.get()
    assert woken(Knock.with_card, card, "Android") == woken(Knock.get().let_in, by=cast.jon) == partners
    assert woken(Knock.with_card, card, "Android") == partners
    assert woken(Knock.waiting().get().send_away, by=cast.jon) == woken(card.renew, by=cast.jon) == partners
    assert woken(card.end, by=cast.jon) == partners


def test_the_agreement_wakes_partners_and_the_kids_where_they_see_it(cast, home, woken):
    how = dict(promises=[Words("We ask out loud.")], look_again_on=home.today + timedelta(weeks=8), kids_see=True)
    assert woken(Agreement.propose, by=cast.mara, **how) == {"mara", "jon"}
    assert woken(Agreement.get().say_yes, by=cast.jon) == {"mara", "jon", "ida", "theo"}
    assert woken(Agreement.pause, by=cast.jon) == {"mara", "jon", "ida", "theo"}
    assert woken(Agreement.propose, by=cast.jon, **how | {"kids_see": False}) == {"mara", "jon"}
    assert woken(Agreement.get(Agreement.state == "proposed").let_go, by=cast.mara) == {"mara", "jon"}


def test_what_is_kept_for_later_wakes_nobody(cast, woken):
    assert woken(Draft.keep, by=cast.mara, own="Drive me?") == set()
    assert woken(Draft.get().throw_away, by=cast.mara) == set()
    assert woken(cast.mara.put_line_away, by=cast.mara) == set()


def test_of_our_why_only_what_opens_wakes_and_only_partners(cast, woken):
    mara, jon = cast.mara, cast.jon
    write = WhyAnswer.write
    assert woken(write, "y01", by=mara, words="Soup.") == woken(write, "y01", by=mara, words="Bread.") == set()
    assert woken(WhyAnswer.get().take_back, by=mara) == woken(write, "y01", by=mara, words="Soup.") == set()
    assert woken(write, "y01", by=jon, words="Trust.") == {"mara", "jon"}
    assert woken(WhyAnswer.get().take_back, by=mara) == {"mara", "jon"}
    for change in (WhyInvitation.put_off, WhyInvitation.end, WhyInvitation.begin):
        assert woken(change, by=mara) == set()
    assert woken(WhyLine.propose, by=mara, words="We share.") == {"mara", "jon"}
    assert woken(WhyLine.get().keep, by=jon) == woken(WhyLine.get().take_off, by=jon) == {"mara", "jon"}


def test_weather_wakes_the_partners_and_only_when_it_changes(cast, woken):
    assert woken(Weather.tell, by=cast.mara, sky="low", words="Up since five.") == {"mara", "jon"}
    assert woken(Weather.take_off, by=cast.mara) == {"mara", "jon"}
    assert woken(Weather.take_off, by=cast.mara) == woken(Weather.forget_past) == set()


def test_a_care_note_wakes_its_writer_and_those_who_read_it_or_read_it_no_more(cast, woken):
    assert woken(CareNote.keep, by=cast.mara, helps="Tea.") == {"mara"}
    note = CareNote.of(cast.mara)
    assert woken(note.show_to, cast.jon, by=cast.mara) == {"mara", "jon"}
    assert woken(note.show_to, cast.ruth, by=cast.mara) == {"mara", "ruth"}, "who reads it besides is not for readers"
    assert woken(note.hide_from, cast.jon, by=cast.mara) == {"mara", "jon"}
    said = dict(helps="Cocoa.", therapist="Dr Weber")
    assert woken(CareNote.keep, by=cast.mara, wording=note.wording, **said) == {"mara", "ruth"}
    called = said | dict(therapist="Dr Berger")
    assert woken(CareNote.keep, by=cast.mara, wording=CareNote.get().wording, **called) == {"mara"}, (
        "nobody is shown it"
    )
    shown = called | dict(shows_contacts=True)
    assert woken(CareNote.keep, by=cast.mara, wording=CareNote.get().wording, **shown) == {"mara", "ruth"}
    assert woken(note.erase, by=cast.mara) == {"mara", "ruth"}


def test_leaving_wakes_everybody_alike_whatever_was_ones_own(cast, woken):
    Draft.keep(by=cast.mara, own="Drive me?")
    assert woken(leave, by=cast.mara) == {*VIEWERS[:6]}


def test_a_childs_page_wakes_that_child_and_those_who_set_it(cast, woken):
    view, who = KidView.of(cast.theo), {"mara", "jon", "theo"}
    assert woken(view.arrange, ["kid_hug", *ALWAYS], by=cast.mara, instead_of="") == who
    assert woken(view.let_hear, [cast.ida], by=cast.mara) == who, "Ida learns of it when Theo asks"
    assert woken(view.hush, by=cast.jon, quiet_from=time(19), quiet_until=time(7)) == who
    assert woken(view.let_write, by=cast.jon) == woken(view.keep_to_pictures, by=cast.jon) == who


def test_what_a_guest_likes_to_be_asked_for_wakes_partners_and_their_own_pages(cast, woken):
    assert woken(cast.ruth.keep_likes, by=cast.ruth, likes=["ride"], own="Soup.") == {"mara", "jon", "ruth"}


def test_what_one_does_with_ones_calendar_wakes_nobody(cast, woken):
    assert woken(Calendar.make, by=cast.mara) == set()
    assert woken(Calendar.change, by=cast.mara, tells_words=True) == set()
    assert woken(Calendar.end, by=cast.mara) == set()


def test_how_slowly_one_goes_wakes_ones_own_pages_and_whispers_and_the_numbers_of_the_care_page_nobodys(cast, woken):
    assert woken(cast.mara.go_slowly, by=cast.mara) == woken(cast.mara.go_as_before, by=cast.mara) == {"mara"}
    assert woken(cast.mara.hush_whispers, by=cast.mara) == woken(cast.mara.let_whispers, by=cast.mara) == set()
    assert woken(Contact.add, by=cast.mara, kind="helpline", reach="116 123") == set()
    number = Contact.get()
    for change, how in ((number.check, {}), (number.change, dict(kind="helpline", reach="112")), (number.remove, {})):
        assert woken(change, by=cast.jon, **how) == set()


def test_a_check_in_wakes_those_who_sit_there_and_an_answer_nobody(cast, woken):
    both = {"mara", "jon"}
    assert woken(CheckIn.start, by=cast.mara, others=[cast.jon], picked=("c01",)) == both
    check_in = CheckIn.get()
    assert woken(check_in.sit_down, by=cast.jon) == woken(check_in.go_on, by=cast.jon, step="thanks") == both
    assert woken(check_in.answer, by=cast.mara, question="c01", words="On Sunday.") == set()
    assert woken(CheckInAnswer.get().take_back, by=cast.mara) == set()
    assert woken(check_in.pass_over, by=cast.mara, question="c01") == set()
    assert woken(check_in.answer, by=cast.jon, question="c01", words="Today.") == both
    assert woken(CheckInAnswer.get(CheckInAnswer.by == cast.jon).keep, by=cast.jon) == both
    assert woken(CheckInKept.get().take_back, by=cast.jon) == woken(check_in.leave, by=cast.jon) == both
    assert woken(check_in.leave, by=cast.mara) == {"mara"}


def test_a_button_wakes_those_it_asks_and_only_when_it_is_pressed(cast, woken):
    how = dict(word="ride", audience="named", named=[cast.ruth])
    assert woken(Button.make, by=cast.mara, **how) == set()
    button = Button.get()
    assert woken(button.press) == {"mara", "ruth"}
    assert woken(button.press) == woken(button.renew, by=cast.mara) == woken(button.remove, by=cast.mara) == set()


def test_the_test_of_a_page_wakes_ones_own_pages_alone(cast, woken):
    assert woken(Channel.try_page, by=cast.jon) == {"jon"}
    assert woken(Channel.add, "mail", by=cast.jon, address={"to": "x@mail.example"}, language="en", house="") == set()


def test_what_one_does_with_ones_devices_wakes_oneself_alone(cast, woken):
    phone, tablet = (Device.enter(cast.jon, "phone")[0] for _ in range(2))
    codes = RecoveryCode.make(cast.jon)
    assert woken(Device.enter, cast.jon, "another") == set()
    assert woken(phone.rename, "Jon’s") == {"jon"} and woken(RecoveryCode.make, cast.mara) == set()
    assert woken(RecoveryCode.keep, cast.jon, codes[0]) == set()
    for change, things in (
        (phone.sign_out, ()),
        (Device.enter, (cast.jon, "phone", phone)),
        (RecoveryCode.written(codes[1]).use, ("sealed",)),
        (passphrase.change, (cast.jon, "sealed")),
        (Device.revoke_all, (cast.jon,)),
    ):
        assert woken(change, *things) == {"jon"}, change
    assert woken(tablet.revoke, by=None) == {"jon"}
    assert woken(Device.known(cast.kitchen_token).revoke, by=cast.jon) == {"kitchen"}


def test_what_is_set_of_a_childs_way_in_wakes_partners_and_a_device_its_holder(cast, woken):
    mara, theo, partners = cast.mara, cast.theo, {"mara", "jon"}
    tablet = Device.enter(mara, "iPad")[0]
    assert woken(coming_in.let_kids_in, tablet, by=mara) == woken(coming_in.keep_kids_out, tablet, by=mara) == {"mara"}
    assert woken(pictures.set_pictures, theo, ["sun"] * 4, by=mara) == partners
    for last in (False, False, False, False, True):
        assert woken(pictures.try_pictures, theo, ["cat"] * 4, on=tablet) == (partners if last else set())
    assert woken(pictures.let_try_again, theo, by=mara) == woken(pictures.take_off_pictures, theo, by=mara) == partners
    assert woken(coming_in.hand_over, tablet, theo, label="iPad", by=mara) == {"mara"}


def test_what_is_said_of_the_kitchen_tablet_wakes_the_tablet_and_a_tablet_at_the_door_partners(cast, woken):
    mara, kitchen, partners = cast.mara, Device.known(cast.kitchen_token), {"mara", "jon"}
    view = KioskView.of(kitchen)
    assert woken(view.arrange, by=mara, guests=[cast.ruth], shows_held=False) == {"kitchen"}
    assert woken(kitchen.company_comes) == woken(kitchen.company_goes, by=mara) == {"kitchen"} | partners
    knock, other = (Knock.with_letters(Knock.for_kitchen("iPad")[1]) for _ in range(2))
    assert woken(Knock.for_kitchen, "iPad") == set(), "a stranger’s tablet"
    assert woken(knock.let_in, by=mara, name="The other one") == partners
    assert woken(other.send_away, by=mara) == partners
    phone = Device.enter(mara, "iPhone")[0]
    assert woken(Knock.get_by_id(knock.id).come_in, phone) == {"mara"}


def test_what_travels_says_only_that_something_changed(app, as_, mara):
    hub = app.extensions["hub"]
    hub.thread = threading.current_thread()
    stream = as_(mara).get("/live")
    hub.wake({"partners"})
    said = [next(stream.response), next(stream.response)]
    stream.close()
    assert said == [b"retry: 2000\n: welcome\n\n", b"event: house-changed\ndata: \n\n"]


def test_what_happens_while_the_hub_begins_is_missed_by_nobody(app, cast, monkeypatch):
    """Its thread may be slow to start, on a busy machine."""
    hub, begun = app.extensions["hub"], threading.Event()
    watch = hub.watch
    monkeypatch.setattr(hub, "watch", lambda *since: (begun.wait(5), watch(*since)))
    line = hub.join(cast.jon)
    thread = hub.thread
    Need.ask(by=cast.mara, word="ride", audience="named", named=[cast.jon])
    begun.set()
    assert line.get(timeout=5)
    hub.leave(line)
    thread.join(5)


def test_a_stream_ends_when_its_device_is_revoked(app, as_, mara):
    hub = app.extensions["hub"]
    hub.thread = threading.current_thread()
    stream = as_(mara).get("/live")
    next(stream.response)
    last, _ = hub.look(None, None)
    Device.revoke_all(mara)
    hub.look(last, "another version")
    assert [line.full() for line in hub.listeners] == [True], "the revocation itself wakes it, not the next beat"
    assert next(stream.response, "over") == "over" and hub.listeners == {}
    stream.close()


def hand_to_theo(cast: SimpleNamespace, device: Device) -> None:
    coming_in.hand_over(device, cast.theo, label="test", by=cast.mara)


def jon_comes_in(cast: SimpleNamespace, device: Device) -> None:
    Device.enter(cast.jon, "test", device)


@pytest.mark.parametrize("visits", [True, False], ids=["company comes", "company goes"])
def test_a_stream_ends_when_company_comes_or_goes_and_tells_it_nothing(app, as_, cast, visits):
    hub, tablet = app.extensions["hub"], Device.known(cast.kitchen_token)
    hub.thread = threading.current_thread()
    if not visits:
        tablet.company_comes()
    stream = as_(cast.kitchen).get("/live")
    next(stream.response)
    last, _ = hub.look(None, None)
    if visits:
        tablet.company_comes()
    else:
        Need.ask(by=cast.mara, own="Soup?", audience="orbit")
        last, _ = hub.look(last, "another version")
        assert [line.full() for line in hub.listeners] == [False], "what is asked meanwhile is nothing to the company"
        tablet.company_goes(by=cast.mara)
    hub.look(last, "one more version")
    assert next(stream.response, "over") == "over" and hub.listeners == {}
    stream.close()


@pytest.mark.parametrize("change", [jon_comes_in, hand_to_theo])
def test_a_stream_ends_when_somebody_else_comes_in_on_its_device(app, home, as_, cast, change):
    hub = app.extensions["hub"]
    hub.thread = threading.current_thread()
    client = as_(cast.mara)
    stream = client.get("/live")
    next(stream.response)
    last, _ = hub.look(None, None)
    change(cast, Device.known(client.get_cookie(f"household-{home.key}").value))
    hub.look(last, "another version")
    assert next(stream.response, "over") == "over" and hub.listeners == {}
    stream.close()
