"""Who may see and do what, as tables to read at the kitchen table. A name in a cell: this one may."""

from dataclasses import replace
from datetime import time, timedelta
from importlib import import_module
from pkgutil import iter_modules
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from household import policy
from household.database import db
from household.models import (
    AccessEntry,
    Agreement,
    Button,
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
    Invitation,
    KidFeeling,
    KidHears,
    KidView,
    Kiosk,
    KioskView,
    Knock,
    Need,
    Neighbour,
    Notice,
    Person,
    Repair,
    Reply,
    Rhythm,
    Role,
    Story,
    Thanks,
    Weather,
    WhyAnswer,
    WhyLine,
)  # fmt: skip
from household.models.agreement import Words
from household.models.base import Refused
from household.models.clock import now, stopped
from household.models.folding import Sought
from household.models.kid_view import coming_in
from household.models.need import AUDIENCES
from household.models.need.when import When
from household.models.notice import KINDS
from household.policy import roles

LENA = dict(role=Role.PARTNER, name="Lena", face=dict(shape="egg", ink="oat", hair="none"))
CAST = ("mara", "jon", "ida", "theo", "ruth", "kitchen")
PEOPLE = "mara jon ida theo ruth"

# ---- needs that Mara asks, and two that she does not

NEEDS = {
    # the need     how it is asked
    "meal": dict(word="good_food", audience="orbit"),
    "talk": dict(word="listen", audience="partners"),
    "quiet": dict(word="quiet", audience="named", to="jon"),
    "sweep": dict(word="tidy_help", audience="home"),
    "tidy": dict(word="tidy_help", audience="home", kids_can_help=True),
    "cart": dict(word="tidy_help", audience="orbit", kids_can_help=True),
    "game": dict(word="good_food", audience="named", to="ida"),
    "held": dict(word="good_food", audience="orbit", claimed_by="jon"),
    "visit": dict(word="ride", audience="named", to="ruth"),
    "secret": dict(word="good_food", audience="named", to="mara", by="ida"),
    "trip": dict(word="ride", audience="orbit", by="ruth", claimed_by="mara"),
    "either": dict(word="ride", audience="named", to="jon ruth"),
}
SEEN = {
    "meal": "mara jon ruth kitchen",
    "talk": "mara jon",
    "quiet": "mara jon",
    "sweep": "mara jon kitchen",
    "tidy": "mara jon ida theo kitchen",
    "cart": "mara jon ida theo ruth kitchen",
    "game": "mara ida",
    "held": "mara jon ruth kitchen",
    "visit": "mara ruth",
    "secret": "mara ida",
    "trip": "mara jon ruth kitchen",
    "either": "mara jon ruth",
}
ASKER = dict.fromkeys(NEEDS, "mara") | {"secret": "ida", "trip": "ruth"}
MAY_WITH_A_NEED = {
    "claim": {
        "meal": "jon ruth",
        "talk": "jon",
        "quiet": "jon",
        "sweep": "jon",
        "tidy": "jon ida theo",
        "cart": "jon ida theo ruth",
        "game": "ida",
        "held": "jon ruth",
        "visit": "ruth",
        "secret": "mara",
        "trip": "mara jon",
        "either": "jon ruth",
    },
    "reply": {
        "meal": "mara jon ruth",
        "talk": "mara jon",
        "quiet": "mara jon",
        "sweep": "mara jon",
        "tidy": "mara jon",
        "cart": "mara jon ruth",
        "game": "mara",
        "held": "mara jon ruth",
        "visit": "mara ruth",
        "secret": "mara",
        "trip": "mara jon ruth",
        "either": "mara jon ruth",
    },
    "hand_back": dict.fromkeys(NEEDS, "") | {"held": "jon", "trip": "mara"},
    "meet": ASKER | {"held": "mara jon", "trip": "mara ruth"},
    "rest": ASKER,
}
MAY_WITH_A_NEED |= {
    "nudge": ASKER | {"secret": ""},
    "narrow": ASKER,
    "change": ASKER,
    "not_now": MAY_WITH_A_NEED["claim"],
    "move": MAY_WITH_A_NEED["hand_back"],
    "reopen": ASKER,
    "take_back": ASKER,
    # for a call guests alone ask, who are not in the house
    "call_me": {name: "ruth" if "ruth" in may else "" for name, may in MAY_WITH_A_NEED["claim"].items()},
}

# ---- everything else one may do

MAY = {
    # the verb              who may
    "ask": PEOPLE,
    "keep": PEOPLE,
    "make_button": PEOPLE,
    "put_line_away": PEOPLE,
    "thank": PEOPLE,
    "make_card": "mara jon",
    "add_kid": "mara jon",
    "invite": "mara jon",
    "theme": "mara jon ruth",
    "text": "mara jon ruth",
    "keep_likes": "ruth",
    "put_off": "mara jon",
    "sign_out": "mara jon ruth",
    "revoke_others": "mara jon ruth",
    "change_passphrase": "mara jon",
    "make_codes": "mara jon",
    "keep_codes": "mara jon",
    **dict.fromkeys(("propose_agreement", "say_yes_to_agreement", "pause_agreement", "let_agreement_go"), "mara jon"),
    "be_called": "mara jon ruth",
    "let_send": "mara jon",
    "make_calendar": "mara jon ruth",
    "change_calendar": "mara jon ruth",
    "end_calendar": "mara jon ruth",
    "read_calendar": "mara jon ruth",
    "answer_why": "mara jon",
    "propose_line": "mara jon",
    "add_contact": "mara jon",
    "go_slowly": "mara jon ruth",
    "hush_whispers": "mara jon ruth",
    "let_whispers": "mara jon ruth",
    "go_as_before": "mara jon ruth",
    "tell_weather": "mara jon",
    "take_off_weather": "mara jon",
    "keep_note": "mara jon",
    "export": "mara jon ruth",
    "pack": "mara jon ruth",
    "leave": "mara jon ruth",
    "close_home": "mara jon",
    "answer_check": "mara jon",
    "start_check_in": "mara jon",
    "let_kids_in": "mara jon",
    "look_around": "mara jon ruth",
    "keep_kids_out": "mara jon",
    "let_guests_meet": "mara jon",
    "say_company": "mara jon kitchen",
    **dict.fromkeys(("pair", "send_tablet_away"), "mara jon"),
    "leave_face": "kitchen",
    "still_here": "kitchen",
    "set_pin": "mara jon ruth",
    "take_off_pin": "mara jon ruth",
}
DEVICES = {
    # whose device     who sees it, gives it a name and signs it out
    "mara's phone": "mara",
    "jon's phone": "jon",
    "ruth's phone": "ruth",
    "ida's tablet": "mara jon",
    "the kitchen's": "mara jon",
    "the kids' tablet": "mara jon",
}
NUMBER_VERBS = ("change_contact", "check_contact", "remove_contact")
MAY_WITH = {
    # the verb, with what                  who may
    ("name", "mara"): "jon ida theo ruth",
    ("name", "jon"): "mara ida theo ruth",
    ("name", "ida"): "mara jon",
    ("name", "theo"): "mara jon",
    ("name", "ruth"): "mara jon",
    ("change", "mara"): "mara",
    ("change", "jon"): "jon",
    ("change", "ida"): "mara jon",
    ("change", "theo"): "mara jon",
    ("change", "ruth"): "ruth",
    ("change", "home"): "mara jon",
    **{("remove", name): "mara jon" for name in ("ida", "theo", "ruth")},
    **{("remove", name): "" for name in ("mara", "jon")},
    ("say_yes", "mara's invitation"): "mara jon",
    ("withdraw", "mara's invitation"): "mara",
    ("say_yes", "the first invitation"): "",
    ("withdraw", "the first invitation"): "",
    ("take_back", "jon's reply"): "jon",
    ("take_up", "jon's offer"): "mara",
    ("take_back", "ruth's thanks"): "ruth",
    ("take_back", "mara's answer"): "mara",
    ("keep_line", "mara's line"): "mara jon",
    ("take_off_line", "mara's line"): "mara jon",
    ("look_after", "mara's channel"): "mara",
    ("look_after", "ruth's channel"): "ruth",
    ("throw_away", "mara's draft"): "mara",
    ("throw_away", "ruth's draft"): "ruth",
    **{(verb, "mara's button"): "mara" for verb in ("renew_button", "remove_button")},
    **{(verb, "ida's button"): "ida" for verb in ("renew_button", "remove_button")},
    **{(verb, "mara's rhythm"): "mara" for verb in ("pause", "resume", "skip", "end")},
    **{(verb, "ida's rhythm"): "ida" for verb in ("pause", "resume", "skip", "end")},
    **{(verb, "ruth's rhythm"): "ruth" for verb in ("pause", "resume", "skip", "end")},
    ("erase_note", "mara's note"): "mara",
    **{(verb, "mara's note", to): "mara" for verb in ("show_note", "hide_note") for to in ("jon", "ruth")},
    **{("show_note", "mara's note", to): "" for to in ("mara", "ida")},
    ("see_contacts", "mara's note"): "mara",
    ("see_contacts", "jon's note, with whom to call"): "mara jon ruth",  # as far as they read the note
    **{(verb, device): may for verb in ("rename", "revoke") for device, may in DEVICES.items()},
    # Mara says that something of Jon's hurt
    **{("ouch", name): "" for name in ("ida", "theo", "ruth")},
    ("ouch", "mara"): "jon",
    ("ouch", "jon"): "mara",
    **{(verb, "mara's repair"): "mara" for verb in ("tell", "answer", "say_mended", "lend")},
    **{(verb, "mara's repair"): "jon" for verb in ("hear", "own", "mend", "keep_words")},
    **{(verb, "mara's repair"): "mara jon" for verb in ("pause_repair", "let_go", "take_words_back")},
    ("come_back", "mara's repair"): "jon",  # who paused it
    **{(verb, "a number on the care page"): "mara jon" for verb in NUMBER_VERBS},
    ("sit_down", "a check-in for mara and jon"): "mara jon",
    **{
        (verb, "a check-in for mara and jon"): "mara"  # Jon has not sat down yet
        for verb in ("begin_check_in", "answer_check_in", "pass_over", "go_on", "leave_check_in", "stop_check_in")
    },
    ("keep_answer", "mara's answer, sat down"): "mara",
    ("take_back", "mara's answer, sat down"): "mara",
    ("take_back", "mara's kept answer"): "mara",
    ("tell_kids", "what jon did for mara"): "mara",
    ("tell_kids", "mara's repair"): "mara jon",
    ("take_story_back", "the story of what jon did"): "mara jon",
    ("take_story_back", "the story of what theo did"): "mara theo",
    ("take_story_back", "the story of how they made up"): "mara jon",
    ("tell_feeling", "mara"): "ida theo",
    ("tell_feeling", "ida"): "",  # no child carries it
    ("tell_feeling", "ruth"): "",  # unless a partner lets her hear, once guests have a door
    ("take_back", "theo's feeling"): "theo",
    ("take_back", "theo's thanks"): "theo",
    **{
        (verb, name): "mara jon" if name in ("ida", "theo") else ""
        for verb in ("hand_over", "set_pictures", "take_off_pictures", "let_try_again")
        for name in ("jon", "ida", "theo", "ruth")
    },
    **{("say_bye", device): "ida theo" for device in ("the kids' tablet", "the kitchen's")},
    **{("say_bye", f"{name}'s phone"): "" for name in ("mara", "jon", "ruth")},
    ("say_bye", "ida's tablet"): "",
} | {
    ("enter", place): "mara jon"
    for place in ("table", "needs", "replies", "thanks", "us", "people", "invitations", "home", "house", "live", "door",
                  "devices", "passphrase", "recovery_codes", "access_log", "changes", "looking_back", "finding",
                  "drafts", "rhythms", "notices", "channels", "neighbours", "quiet", "calendars", "buttons",
                  "agreements", "our_why", "contacts", "slow", "weather", "practices",
                  "care_notes", "loneliness", "leaving", "packets", "check_ins", "repairs",
                  "removals")
} | {
    ("enter", place): "ida theo"
    for place in ("kid_home", "kid_asks", "kid_feelings", "kid_help", "kid_thanks", "kid_stories")
} | {
    ("enter", "kids"): "mara jon",
    ("enter", "kid_night"): "ida theo",
    **{("look_after_kid", name): "mara jon" for name in ("ida", "theo")},
    **{("look_after_kid", name): "" for name in ("mara", "jon", "ruth")},
    ("enter", "stories"): "mara jon",
    **{("enter", place): "mara jon" for place in ("kids_devices", "kids_pictures")},
    **{("enter", place): "mara jon" for place in ("kiosks", "guests")},
    ("enter", "guest_replies"): "ruth",
    ("enter", "pin"): "mara jon ruth",
    **{("touch", name): "kitchen" for name in ("mara", "jon", "ida", "ruth")},
    **{("say_company_gone", name): "mara jon kitchen" for name in ("mara", "jon")},
    **{("say_company_gone", name): "" for name in ("ida", "ruth")},
    ("enter", "deeds"): "mara jon ruth",
    **{("undo", f"{name}'s deed"): name for name in ("mara", "ruth")},
    **{("enter", f"guest_{place}"): "ruth" for place in ("home", "needs", "asks", "thanks", "me")},
    **{("enter", place): "kitchen" for place in ("day", "company")},
    **{("enter", f"kiosk_{place}"): "kitchen" for place in ("asks", "faces", "needs", "thanks")},
    ("enter", "guests_cards"): "mara jon",
    **{(verb, "lena's card"): "mara jon" for verb in ("renew_card", "end_card")},
    **{(verb, "a phone at the door"): "mara jon" for verb in ("let_in", "send_away")},
    **{
        ("look_after_kiosk", device): "mara jon" if device == "the kitchen's" else ""
        for device in ("the kitchen's", "the kids' tablet", "mara's phone")
    },
    ("enter", "door"): "mara jon ruth",
    ("enter", "rhythms"): "mara jon ruth",
    ("enter", "live"): "mara jon ida theo ruth kitchen",
    **{
        ("enter", place): "mara jon ruth"
        for place in ("look", "devices", "notices", "channels", "quiet", "calendars", "slow", "leaving", "packets",
                      "people.edit", "people.change", "care_notes.show", "whispers")
    },
    **{("look_after_guest", name): "mara jon" if name == "ruth" else "" for name in ("jon", "ida", "ruth")},
}  # fmt: skip
# each has its table below
VISIBLE = {
    "details_of",
    *("needs", "replies", "replies_under", "details", "drafts", "rhythms", "thanks", "people", "invitations"),
    *("devices", "access_entries", "channels", "neighbours", "buttons"),
    "repairs",
    "agreements",
    *("why_answers", "why_lines"),
    *("weather", "care_notes"),
    *("check_ins", "check_in_answers", "kept_answers"),
    "stories",
    "kid_feelings",
    *("cards", "knocks"),
    *("kiosks", "knocks"),
    *("kiosks", "tablets"),
    "deeds",
}


def asked(cast: SimpleNamespace, by: str = "mara", to: str = "", claimed_by: str = "", **more: Any) -> Need:
    need = Need.ask(by=getattr(cast, by), named=[getattr(cast, name) for name in to.split()], **more)
    if claimed_by:
        need.claim(by=getattr(cast, claimed_by))
    return need


def rhythms(cast: SimpleNamespace) -> dict[str, Rhythm]:
    """What comes back: one for everybody, one for Mara alone."""
    how = dict(word="good_food", weekdays=[4], time=time(18))
    return {
        "mara's rhythm": Rhythm.begin(by=cast.mara, audience="orbit", **how),
        "ida's rhythm": Rhythm.begin(by=cast.ida, audience="named", named=[cast.mara], **how),
        "ruth's rhythm": Rhythm.begin(by=cast.ruth, audience="partners", **how),
    }


def card(by: Person) -> dict[str, Card | Knock]:
    """A card, and a phone that waits with it."""
    made = Card.make(by=by, name="Lena")[0]
    Knock.with_card(made, "Android")
    return {"lena's card": made, "a phone at the door": Knock.get()}


def channel_of(person: Person) -> Channel:
    return Channel.add("mail", by=person, address={"to": "x@mail.example"}, language="en", house="")


def paused_repair(cast: SimpleNamespace) -> Repair:
    """Mara was hurt, and Jon needs a break."""
    repair = Repair.ouch(by=cast.mara, to=cast.jon)
    repair.pause(by=cast.jon, back_at=now() + timedelta(hours=1))
    return Repair.get_by_id(repair.id)


def buttons(cast: SimpleNamespace) -> dict[str, Button]:
    return {
        "mara's button": Button.make(by=cast.mara, word="good_food", audience="orbit")[0],
        "ida's button": Button.make(by=cast.ida, word="good_food", audience="named", named=[cast.mara])[0],
    }


def note_of(person: Person, **words: Any) -> CareNote:
    CareNote.keep(by=person, **words)
    return CareNote.get(CareNote.person == person)


def devices(cast: SimpleNamespace) -> dict[str, Device]:
    people = {name: getattr(cast, name.partition("'")[0]) for name in DEVICES if not name.startswith("the ")}
    made = {name: Device.enter(person, "test")[0] for name, person in people.items()}
    kitchen = Device.known(cast.kitchen_token)
    assert kitchen is not None
    shared, _ = Device.enter(cast.ida, "test")
    coming_in.let_kids_in(shared, by=cast.mara)
    return {**made, "the kitchen's": kitchen, "the kids' tablet": Device.get_by_id(shared.id)}


def check_in(cast: SimpleNamespace) -> dict[str, Any]:
    """For Mara and Jon; Mara has sat down, and written something already."""
    sat = CheckIn.start(by=cast.mara, others=[cast.jon], picked=("c01", "c05"))
    CheckInKept.put_by(cast.mara, question="c01", words="On Sunday.", readers=[cast.mara, cast.jon])
    return {
        "a check-in for mara and jon": sat,
        "mara's answer, sat down": CheckInAnswer.create(check_in=sat, by=cast.mara, question="c01", words="On Sunday."),
        "mara's kept answer": CheckInKept.get(),
    }


def helped(cast: SimpleNamespace, by: str, helper: str, **more: Any) -> Need:
    """Somebody asked for something, and somebody came."""
    need = asked(cast, by, to=helper, claimed_by=helper, **{"word": "quiet", "audience": "named", **more})
    need.meet(by=getattr(cast, by))
    return need


def stories_told(cast: SimpleNamespace) -> dict[str, Any]:
    """What Mara told the kids; and what she and Jon told them of a repair."""
    jons, theos = helped(cast, "mara", "jon"), helped(cast, "mara", "theo")
    mended = Repair.ouch(by=cast.mara, to=cast.jon)
    Repair.update(stage="mended").where(Repair.id == mended.id).execute()
    for who in (cast.mara, cast.jon):
        Story.tell_kids(mended, by=who, when="repair_done")
    return {
        "what jon did for mara": jons,
        "the story of what jon did": Story.tell_kids(jons, by=cast.mara, when="done", feels="calm"),
        "the story of what theo did": Story.tell_kids(theos, by=cast.mara, when="child_helped"),
        "the story of how they made up": Story.get(Story.repair == mended.id),
    }


def who_sees(cast: SimpleNamespace, thing: Any, query: str) -> set[str]:
    more = (thing.need,) if query == "visible_replies" else ()
    return {name for name in CAST if thing in list(getattr(policy, query)(getattr(cast, name), *more))}


def who_may(cast: SimpleNamespace, verb: str, *things: Any) -> set[str]:
    return {name for name in CAST if getattr(policy, f"may_{verb}")(getattr(cast, name), *things)}


def read(table: dict) -> dict:
    """The table with a set of names in each cell."""
    return {row: set(names.split()) for row, names in table.items()}


def test_who_sees_a_need(cast):
    found = {name: who_sees(cast, asked(cast, **how), "visible_needs") for name, how in NEEDS.items()}
    assert found == read(SEEN)


def test_who_may_do_what_with_a_need_they_see(cast):
    needs = {name: asked(cast, **how) for name, how in NEEDS.items()}
    seen = {name: who_sees(cast, need, "visible_needs") for name, need in needs.items()}
    for verb, table in MAY_WITH_A_NEED.items():
        found = {name: seen[name] & who_may(cast, verb, need) for name, need in needs.items()}
        assert found == read(table), verb


def test_who_may_do_the_rest(cast, home, meal):
    assert {verb: who_may(cast, verb) for verb in MAY} == read(MAY)
    things = {
        **vars(cast),
        "home": home,
        "mara's invitation": Invitation.invite(cast.mara)[0],
        "the first invitation": Invitation.invite(None)[0],
        "jon's reply": Reply.write_under(meal, by=cast.jon, words="I can cook."),
        "jon's offer": Reply.say_not_now(meal, by=cast.jon, words="Soup?", offer="else"),
        "ruth's thanks": Thanks.give(by=cast.ruth, to=[cast.mara], did="You drove me."),
        "mara's answer": why_answer(cast.mara),
        "mara's line": WhyLine.propose(by=cast.mara, words="We share."),
        "mara's draft": Draft.keep(by=cast.mara, own="Drive me?"),
        "ruth's draft": Draft.keep(by=cast.ruth, own="Drive me?"),
        **{f"{name}'s channel": channel_of(getattr(cast, name)) for name in ("mara", "ruth")},
        "mara's repair": paused_repair(cast),
        "mara's note": note_of(cast.mara, helps="Tea."),
        "jon's note, with whom to call": note_of(cast.jon, helps="Tea.", shows_contacts=True),
        **rhythms(cast),
        **buttons(cast),
        **devices(cast),
        "a number on the care page": Contact.add(by=cast.mara, kind="emergency", reach="112"),
        **check_in(cast),
        **card(cast.mara),
        **stories_told(cast),
        "theo's feeling": KidFeeling.tell(by=cast.theo, to=cast.mara, feeling="sad"),
        "theo's thanks": Thanks.give(by=cast.theo, to=[cast.jon], picture="dino", audience="home"),
        **{f"{who.name.lower()}'s deed": deed_of(who, meal) for who in (cast.mara, cast.ruth)},
    }
    found = {
        (verb, *what): who_may(cast, verb, *(one if verb == "enter" else things[one] for one in what))
        for verb, *what in MAY_WITH
    }
    assert found == read(MAY_WITH)


def test_partners_see_the_tablets_of_the_kitchen_and_those_at_its_door(cast):
    kitchen = Device.known(cast.kitchen_token)
    knock = Knock.with_letters(Knock.for_kitchen("iPad")[1])
    assert who_sees(cast, kitchen, "visible_kiosks") == who_sees(cast, knock, "visible_tablets") == {"mara", "jon"}
    assert list(policy.visible_kiosks(cast.mara)) == [kitchen], "and no other device"
    kitchen.revoke(by=cast.jon)
    assert list(policy.visible_kiosks(cast.mara)) == []
    assert [name for name in CAST if policy.faces_for_kitchen(getattr(cast, name)) == [cast.ruth]] == ["mara", "jon"]


# ---- at the kitchen tablet

AT_THE_TABLET = {
    # whose face is touched, and a need    what they may do with it there; whether it is free is the need's question
    ("mara", "meal"): "meet",
    ("jon", "meal"): "claim",
    ("ruth", "meal"): "claim",
    ("jon", "held"): "claim hand_back meet",
    ("mara", "held"): "meet",
    ("ruth", "trip"): "meet",
    ("mara", "trip"): "claim hand_back meet",
    ("jon", "sweep"): "claim",
}


def test_what_one_may_do_at_the_kitchen_tablet_once_ones_face_is_touched(cast):
    found = {}
    for name, which in AT_THE_TABLET:
        need, here = asked(cast, **NEEDS[which]), Kiosk(key="kitchen", person=getattr(cast, name))
        assert need in list(policy.visible_needs(here)), (name, which)
        found[name, which] = {verb for verb in MAY_WITH_A_NEED if getattr(policy, f"may_{verb}")(here, need)}
    assert found == read(AT_THE_TABLET)


def test_what_else_one_may_do_at_the_kitchen_tablet_once_ones_face_is_touched(cast, meal):
    here = Kiosk(key="kitchen", person=cast.mara)
    alone = {verb for verb in MAY if getattr(policy, f"may_{verb}")(cast.kitchen)}
    assert {verb for verb in MAY if getattr(policy, f"may_{verb}")(here)} - alone == {"ask", "thank"}
    assert policy.may_undo(cast.mara, deed_of(cast.mara, meal)) and not policy.may_undo(here, Deed.get())


def test_at_the_kitchen_tablet_one_sees_what_the_family_may_read_of_ones_own(cast):
    """Also what a guest asked of the family, who sees nothing else that is the family's."""
    for by in ("mara", "ruth"):
        here = Kiosk(key="kitchen", person=getattr(cast, by))
        needs = {one: asked(cast, by=by, word="ride", audience=one, to="jon") for one in AUDIENCES}
        notes = {one: Thanks.give(by=here.person, to=[cast.jon], did="You came.", audience=one) for one in AUDIENCES}
        seen, read = list(policy.visible_needs(here)), list(policy.visible_thanks(here))
        assert {one for one, need in needs.items() if need in seen} == {"home", "orbit"}, by
        assert {one for one, note in notes.items() if note in read} == {"home", "orbit"}, by
    with_company = Kiosk(key="kitchen", company=True)
    assert [*policy.visible_needs(with_company), *policy.visible_thanks(with_company)] == []


def deed_of(who: Person, need: Need) -> Deed:
    """What somebody did at the kitchen tablet."""
    return Deed.create(person=who, verb="claim", need=need, at=now())


def test_what_was_done_in_ones_name_is_ones_own_to_see_while_one_sees_what_it_is_about(cast, meal):
    deed = deed_of(cast.jon, meal)
    assert who_sees(cast, deed, "visible_deeds") == {"jon"}
    Need.update(audience="named").execute()
    assert who_sees(cast, deed, "visible_deeds") == set()


def test_nobody_signs_in_on_the_kitchen_tablet(cast):
    assert policy.lets_people_in(None) and policy.lets_people_in(Device.enter(cast.mara, "test")[0])
    assert not policy.lets_people_in(Device.known(cast.kitchen_token))


def test_of_some_places_single_pages_are_there_for_a_guest_and_no_other(cast):
    for page in ("people", "people.new", "people.add_kid", "care_notes", "care_notes.index", "care_notes.keep"):
        assert who_may(cast, "enter", page) == {"mara", "jon"}, page
    assert who_may(cast, "enter", "devices.index") == {"mara", "jon", "ruth"}, "all of its pages"
    assert who_may(cast, "enter", "nowhere.index") == who_may(cast, "enter", "") == set()


def test_no_two_parts_of_the_policy_give_one_name_to_two_things():
    parts = [import_module(f"household.policy.{part.name}") for part in iter_modules(policy.__path__)]
    given = [name for part in parts for name in getattr(part, "__all__", ())]
    assert len(given) == len(set(given)) > 100


def test_every_question_and_every_query_of_the_policy_is_in_a_table():
    questions = {name.removeprefix("may_") for name in dir(policy) if name.startswith("may_")}
    assert questions == {*MAY_WITH_A_NEED, *MAY, *(verb for verb, *_ in MAY_WITH)}
    assert {name.removeprefix("visible_") for name in dir(policy) if name.startswith("visible_")} == VISIBLE
    assert set().union(*roles.PLACES.values()) == {what[0] for verb, *what in MAY_WITH if verb == "enter"}
    assert all(set(row) == set(NEEDS) for row in (SEEN, *MAY_WITH_A_NEED.values()))


def test_partners_alone_see_guests_cards_and_the_phones_that_wait_with_one(cast, home):
    things = card(cast.mara)
    assert who_sees(cast, things["lena's card"], "visible_cards") == {"mara", "jon"}
    assert who_sees(cast, things["a phone at the door"], "visible_knocks") == {"mara", "jon"}
    asked = {name: len(policy.phones_at_the_door(getattr(cast, name), home)) for name in CAST}
    assert asked == dict.fromkeys(CAST, 0) | {"mara": 1, "jon": 1}


def test_a_repair_is_seen_by_its_two_people_and_before_it_is_told_by_one(cast):
    Person.join(**LENA)
    told, kept = Repair.ouch(by=cast.mara, to=cast.jon), Repair.ouch(by=cast.mara, to=cast.jon, told=False)
    assert (who_sees(cast, told, "visible_repairs"), who_sees(cast, kept, "visible_repairs")) == (
        {"mara", "jon"},
        {"mara"},
    )
    assert list(policy.visible_repairs(Person.get(Person.name == "Lena"))) == []
    assert [policy.turns_of(getattr(cast, name))[0] for name in CAST] == [[], [told], [], [], [], []]


# ---- stories


def test_who_sees_a_story(cast, clock):
    """Kids what is told; grown-ups what they are in. Who comes later sees nothing older."""
    stories = {name: thing for name, thing in stories_told(cast).items() if name.startswith("the story")}
    waits = Repair.ouch(by=cast.jon, to=cast.mara)
    Repair.update(stage="mended").where(Repair.id == waits.id).execute()
    stories["one that waits for mara's yes"] = Story.tell_kids(waits, by=cast.jon, when="repair_done")
    ruths = helped(cast, "jon", "ruth")
    stories["the story of what ruth did"] = Story.tell_kids(ruths, by=cast.jon, when="orbit_helped")
    assert {name: who_sees(cast, story, "visible_stories") for name, story in stories.items()} == read({
        "the story of what jon did": "mara jon ida theo",
        "the story of what theo did": "mara ida theo",
        "the story of how they made up": "mara jon ida theo",
        "one that waits for mara's yes": "mara jon",
        "the story of what ruth did": "jon ruth ida theo",
    })  # fmt: skip
    with stopped(clock + timedelta(hours=1)):
        lena, kim = (Person.join(**LENA | {"role": role}) for role in (Role.PARTNER, Role.KID))
        assert [list(policy.visible_stories(who)) for who in (lena, kim)] == [[], []]
    own = helped(cast, "ida", "mara", word="kid_hug")
    assert {name for name in ("ida", "theo") if policy.one_story_for(getattr(cast, name), own.key)} == {"ida"}


WAYS = {  # of a need that Mara asked for and somebody came     how it can be told
    (("jon", "hug"), ""): {"done"},
    (("jon", "quiet"), "worn out"): {"done", "done_feeling"},
    (("jon", "quiet"), "jealous"): {"done"},  # no kid face is near
    (("ruth", "quiet"), ""): {"done", "orbit_helped"},
    (("theo", "fresh_air"), ""): {"child_helped"},
    **{((helper, "gentle_touch"), ""): set() for helper in ("jon", "ruth")},  # not for kids, whoever came
    (("jon", "money_talk"), ""): set(),
    (("jon", ""), ""): set(),  # in own words alone
}


def test_only_what_is_true_can_be_told_and_only_where_there_are_kids(cast):
    for ((helper, word), feeling), ways in WAYS.items():
        need = helped(cast, "mara", helper, word=word, feeling=feeling, own="Please.")
        assert {way.when for way in policy.ways_to_tell(cast.mara, Need.get_by_id(need.id))} == ways, (helper, word)
        assert policy.ways_to_tell(cast.jon, need) == [], "Mara asked"
    open_one, alone = asked(cast, word="quiet", claimed_by="jon"), asked(cast, word="quiet")
    alone.meet(by=cast.mara)
    assert [policy.ways_to_tell(cast.mara, one) for one in (open_one, alone)] == [[], []]
    met = helped(cast, "mara", "jon")
    assert policy.ways_to_tell(cast.mara, met)
    Person.update(left_at=now()).where(Person.role == Role.KID).execute()
    assert policy.ways_to_tell(cast.mara, met) == [], "there are no kids here"


def test_not_now_but_soon_is_told_where_the_one_who_came_had_said_so(cast, clock):
    for offer, true in (("time", True), ("word", True), ("", False), ("else", False)):
        need = asked(cast, word="hug")
        Reply.say_not_now(need, by=cast.jon, words="Later?", offer=offer)
        with stopped(clock + timedelta(hours=1)):
            need.claim(by=cast.jon)
            need.meet(by=cast.mara)
        found = {way.when for way in policy.ways_to_tell(cast.mara, need)}
        assert ("not_now_then_done" in found) is true, offer
    other = asked(cast, word="hug", audience="orbit")
    Reply.say_not_now(other, by=cast.ruth, words="Later?", offer="time")
    other.claim(by=cast.jon)
    other.meet(by=cast.mara)
    assert {way.when for way in policy.ways_to_tell(cast.mara, other)} == {"done"}, "that was Ruth"


# ---- kids

THANKED = {
    # thanks by Mara      for, to            who sees it      who reads the words
    ("named", "ruth"): ("mara ruth", "mara ruth"),
    ("named", "theo"): ("mara theo", "mara theo"),
    ("partners", "jon"): ("mara jon", "mara jon"),
    ("home", "jon"): ("mara jon ida theo kitchen", "mara jon kitchen"),
    ("home", "theo"): ("mara jon ida theo kitchen", "mara jon theo kitchen"),
    ("orbit", "ruth"): ("mara jon ida theo ruth kitchen", "mara jon ruth kitchen"),
}


def test_how_a_child_feels_is_seen_by_the_child_and_the_one_it_told(cast, clock):
    Person.join(**LENA)
    feeling = KidFeeling.tell(by=cast.theo, to=cast.mara, feeling="sad")
    assert who_sees(cast, feeling, "visible_kid_feelings") == {"theo", "mara"}
    assert list(policy.visible_kid_feelings(Person.get(Person.name == "Lena"))) == []
    with stopped(clock + timedelta(hours=5)):
        assert who_sees(cast, feeling, "visible_kid_feelings") == set()


def test_a_child_sees_who_thanks_whom_and_reads_words_to_it_by_name_alone(cast):
    found = {}
    for audience, to in THANKED:
        thanks = Thanks.give(by=cast.mara, to=[getattr(cast, to)], did="You came.", audience=audience)
        seen = who_sees(cast, thanks, "visible_thanks")
        found[audience, to] = (seen, {name for name in seen if policy.reads_words(getattr(cast, name), thanks)})
    assert found == {row: tuple(set(names.split()) for names in both) for row, both in THANKED.items()}


def test_whom_each_may_thank(cast):
    names = {name: {one.name.lower() for one in policy.thankable(getattr(cast, name))} for name in CAST[:5]}
    assert names == read({"mara": "jon ida theo ruth", "jon": "mara ida theo ruth", "ida": "mara jon theo",
                          "theo": "mara jon ida", "ruth": "mara jon ida theo"})  # fmt: skip
    assert [policy.heard_by_kids([one]) for one in (cast.theo, cast.mara, cast.ruth)] == [True, False, False]


GUESTS_WORDS = {
    # Ruth thanks, and says that it is for      who reads the words
    ("mara", "named"): "mara ruth",
    ("mara", "partners"): "mara jon ruth",
    ("theo", "named"): "mara jon theo ruth kitchen",  # no word to a child that its family can't read
    ("theo mara", "named"): "mara jon theo ruth kitchen",
    ("theo", "partners"): "mara jon theo ruth",
    ("jon", "home"): "mara jon ruth kitchen",
}


def test_a_guest_says_nothing_to_a_child_that_its_family_can_not_read(cast):
    found = {}
    for names, chosen in GUESTS_WORDS:
        to = [getattr(cast, name) for name in names.split()]
        audience = policy.thanks_audience(cast.ruth, to, chosen)
        thanks = Thanks.give(by=cast.ruth, to=to, did="You came.", audience=audience)
        seen = who_sees(cast, thanks, "visible_thanks")
        found[names, chosen] = {name for name in seen if policy.reads_words(getattr(cast, name), thanks)}
    assert found == read(GUESTS_WORDS)
    assert policy.thanks_audience(cast.mara, [cast.theo], "named") == "named", "a partner's are between the two"


def test_in_thanks_a_guest_reads_the_names_of_whom_it_may_know(cast):
    lena = Person.join(**LENA | {"role": Role.GUEST})
    thanks = Thanks.give(by=cast.mara, to=[cast.ruth, lena, cast.theo], did="You came.", audience="orbit")
    query = policy.visible_thanks(cast.mara)
    told = {who: {*policy.with_known_people(who, query)[0].to} for who in (cast.mara, cast.ruth, lena)}
    family = {cast.theo}
    assert told == {cast.mara: family | {cast.ruth, lena}, cast.ruth: family | {cast.ruth}, lena: family | {lena}}
    noor = Person.join(**LENA | {"role": Role.GUEST, "name": "Noor"})
    assert thanks not in policy.visible_thanks(noor), "to whom nothing of it is said, since it names others"


# ---- our why


def why_answer(by: Person, question: str = "y01") -> WhyAnswer:
    WhyAnswer.write(question, by=by, words="Soup.")
    return WhyAnswer.told().where(WhyAnswer.by == by).get()


def test_who_sees_our_why(cast, clock):
    """An answer is its writer's until everyone's is there; a line is the partners'."""
    answer, line = why_answer(cast.mara), WhyLine.propose(by=cast.mara, words="We share.")
    assert who_sees(cast, answer, "visible_why_answers") == {"mara"}
    assert who_sees(cast, line, "visible_why_lines") == {"mara", "jon"}
    why_answer(cast.jon)
    assert who_sees(cast, answer, "visible_why_answers") == {"mara", "jon"}
    assert policy.our_why_lines(cast.mara) == []
    line.keep(by=cast.jon)
    assert {name for name in CAST if policy.our_why_lines(getattr(cast, name)) == [line]} == {"mara", "jon"}
    with stopped(clock + timedelta(hours=1)):
        lena = Person.join(**LENA)
        assert list(policy.visible_why_answers(lena)) == [] and list(policy.visible_why_lines(lena)) == [line]
        assert policy.our_why_lines(cast.mara) == [], "Lena has not kept it yet"


def test_who_is_softly_invited_to_our_why(cast, home, clock):
    with stopped(clock + timedelta(days=30)):
        invited = {name for name in CAST if policy.why_invitation(getattr(cast, name), home)}
    assert invited == {"mara", "jon"} and policy.why_invitation(cast.mara, home) is None


# ---- needs over time

YESTERDAY, TODAY = -1, 0
DAYS = [
    # what became of it             its day, claimed, closed      who sees it
    ("open today", TODAY, False, False, "mara jon ruth kitchen"),
    ("open, and no hurry", None, False, False, "mara jon ruth kitchen"),
    ("its day has passed", YESTERDAY, False, False, "mara"),
    ("its day has passed, but Jon has it", YESTERDAY, True, False, "mara jon ruth kitchen"),
    ("its day has passed, and it was met", YESTERDAY, False, True, "mara jon ruth kitchen"),
]


def test_a_need_whose_day_has_passed_waits_with_its_asker(cast, home):
    for told, days, claimed, closed, seen in DAYS:
        day = None if days is None else home.today + timedelta(days=days)
        need = Need.ask(by=cast.mara, word="good_food", audience="orbit", when=When("today", day))
        if claimed:
            need.claim(by=cast.jon)
        if closed:
            need.meet(by=cast.mara)
        assert who_sees(cast, need, "visible_needs") == set(seen.split()), told


def test_the_shortest_way_to_a_need_finds_what_may_be_seen_and_no_more(cast, home):
    """The table and a need's own page ask with questions that are written out once, for each role."""
    needs = [asked(cast, **how) for how in NEEDS.values()]
    for need in needs[::2]:
        need.meet(by=need.asked_by)
    for who in (cast.mara, cast.jon, cast.ida, cast.theo, cast.ruth, cast.kitchen):
        seen = set(policy.visible_needs(who))
        assert {need for need in needs if policy.one_need(who, home, need.key)} == seen
        if not policy.may_enter(who, "table"):
            continue
        waiting, met = policy.on_the_table(who, home).needs()
        assert {*waiting, *met} == seen


def test_someone_new_sees_what_is_open_and_what_comes_after_and_nothing_older(cast, meal, clock):
    old_reply = Reply.write_under(meal, by=cast.jon, words="I can cook.")
    old_thanks = Thanks.give(by=cast.jon, to=[cast.mara], did="You asked.", audience="home")
    closed = asked(cast, **NEEDS["talk"])
    closed.rest(by=cast.mara)
    with stopped(clock + timedelta(hours=1)):
        lena = Person.join(**LENA)
        just_met = asked(cast, **NEEDS["sweep"])
        just_met.meet(by=cast.mara)
        new_reply = Reply.write_under(meal, by=cast.jon, words="Soup?")
        assert set(policy.visible_needs(lena)) == {meal, just_met}
        assert list(policy.visible_replies(lena, meal)) == [new_reply]
        assert list(policy.visible_thanks(lena)) == []
    assert old_reply in policy.visible_replies(cast.mara, meal) and old_thanks in policy.visible_thanks(cast.mara)


# ---- what is said under a need

REPLIES = {
    # said by Jon under a need for       who sees it
    "quiet": "mara jon",
    "talk": "mara jon",
    "sweep": "mara jon kitchen",
    "tidy": "mara jon kitchen",  # kids read no words that a grown-up wrote there
    "meal": "mara jon ruth kitchen",
    "either": "mara jon ruth",
}


def test_who_sees_a_reply(cast):
    found = {}
    for name in REPLIES:
        need = asked(cast, **NEEDS[name])
        reply = Reply.write_under(need, by=cast.jon, words="I can.")
        found[name] = who_sees(cast, reply, "visible_replies") & who_sees(cast, need, "visible_needs")
    assert found == read(REPLIES)


def test_not_now_is_between_the_two_alone(cast):
    for name in REPLIES:
        reply = Reply.say_not_now(asked(cast, **NEEDS[name]), by=cast.jon, words="Tomorrow.")
        assert who_sees(cast, reply, "visible_replies") == {"mara", "jon"}, name


def test_a_reply_keeps_the_audience_it_was_written_under(cast):
    for name in ("quiet", "talk", "sweep"):
        reply = Reply.write_under(asked(cast, **NEEDS[name]), by=cast.jon, words="I can.")
        Need.update(audience="orbit").where(Need.id == reply.need_id).execute()
        reply.need = Need.get_by_id(reply.need_id)
        assert "ruth" in who_sees(cast, reply.need, "visible_needs")
        assert who_sees(cast, reply, "visible_replies") - {"ida", "theo"} == set(REPLIES[name].split()), name


def test_who_is_named_later_reads_nothing_older_and_who_was_named_reads_on(cast):
    need = asked(cast, **NEEDS["quiet"])
    reply = Reply.write_under(need, by=cast.jon, words="I can.")
    need.change(by=cast.mara, word="quiet", audience="named", named=[cast.jon, cast.ruth])
    assert "ruth" in who_sees(cast, need, "visible_needs")
    assert who_sees(cast, reply, "visible_replies") == {"mara", "jon"}
    newer = Reply.write_under(need, by=cast.jon, words="At eight?")
    assert who_sees(cast, newer, "visible_replies") == {"mara", "jon", "ruth"}
    need.change(by=cast.mara, word="quiet", audience="partners")
    assert who_sees(cast, reply, "visible_replies") == {"mara", "jon"}


def test_a_child_who_may_help_later_reads_nothing_older(cast):
    need = asked(cast, **NEEDS["sweep"])
    reply = Reply.write_under(need, by=cast.jon, words="I can.")
    need.change(by=cast.mara, word="tidy_help", audience="home", kids_can_help=True)
    assert "ida" in who_sees(cast, need, "visible_needs")
    assert who_sees(cast, reply, "visible_replies") == {"mara", "jon", "kitchen"}


DETAILS = {
    # what became of it      who reads the door code
    "waits": "mara",
    "Ruth has it": "mara ruth",
    "Ruth had it": "mara",
    "it happened": "mara",
}


def test_who_reads_the_details(cast):
    need = asked(cast, **NEEDS["meal"], details="The code is 1234.")
    found = {"waits": readers(cast, need)}
    need.claim(by=cast.ruth)
    found["Ruth has it"] = readers(cast, need)
    need.hand_back(by=cast.ruth)
    found["Ruth had it"] = readers(cast, need)
    need.claim(by=cast.ruth)
    need.meet(by=cast.mara)
    found["it happened"] = readers(cast, need)
    assert found == read(DETAILS)
    of_many = policy.visible_details_of(cast.mara, [need, asked(cast, **NEEDS["meal"])])
    assert of_many == {need.id: "The code is 1234."}, "and of many at once the same"
    assert policy.visible_details_of(cast.ruth, [need]) == policy.visible_details_of(cast.kitchen, [need]) == {}


def readers(cast: SimpleNamespace, need: Need) -> set[str]:
    return {name for name in CAST if policy.visible_details(getattr(cast, name), need)}


GAIN = {
    # from                 to                     whether anybody sees it who did not
    ("mara", "jon"): {("mara", "partners"): False, ("mara", "jon", "ruth"): True, ("mara", "home"): True},
    ("mara", "partners"): {("mara", "jon"): False, ("mara", "home"): True, ("mara", "orbit"): True},
    ("mara", "orbit"): {("mara", "home"): False, ("mara", "partners"): False, ("mara", "orbit", "kids"): True},
}


def test_who_comes_to_see_a_need_by_a_change(cast):
    keys = {name: getattr(cast, name).key for name in ("mara", "jon", "ruth")}
    for before, afters in GAIN.items():
        for after, more in afters.items():
            circles = [{keys.get(word, word) for word in words} for words in (before, after)]
            assert policy.gain(*circles) == more, (before, after)


def test_an_offer_is_taken_up_only_where_it_still_reaches_who_made_it(cast):
    need = asked(cast, **NEEDS["meal"])
    offer = Reply.say_not_now(need, by=cast.ruth, words="On Friday.", offer="time")
    assert policy.may_take_up(cast.mara, offer)
    need.change(by=cast.mara, word="good_food", audience="partners")
    assert not policy.may_take_up(cast.mara, offer)
    need.change(by=cast.mara, word="good_food", audience="orbit")
    offer.by.left_at = now()
    assert not policy.may_take_up(cast.mara, offer)


def test_whom_one_may_think_of_instead(cast):
    assert {one.name for one in policy.could_be_asked(cast.jon, asked(cast, **NEEDS["quiet"]))} == {
        "Ida",
        "Theo",
        "Ruth",
    }
    assert {one.name for one in policy.could_be_asked(cast.ruth, asked(cast, **NEEDS["visit"]))} == {
        "Jon",
        "Ida",
        "Theo",
    }
    assert policy.could_be_asked(cast.mara, asked(cast, **NEEDS["secret"])) == [cast.jon]


def test_under_many_needs_at_once_are_the_same_replies_as_under_each(cast):
    needs = [asked(cast, **how) for how in NEEDS.values()]
    for need in needs:
        for name in PEOPLE.split():
            Reply.write_under(need, by=getattr(cast, name), words="I can.")
            Reply.say_not_now(need, by=getattr(cast, name), words="Tomorrow.")
    Need.update(audience="orbit").where(Need.id << [need.id for need in needs[::2]]).execute()
    needs = [Need.get_by_id(need.id) for need in needs]
    for who in (getattr(cast, name) for name in CAST):
        seen = [need for need in needs if need in list(policy.visible_needs(who))]
        each = [reply for need in seen for reply in policy.visible_replies(who, need)]
        under = list(policy.visible_replies_under(who, [need.id for need in seen]))
        assert under == sorted(each, key=lambda reply: reply.id) and under, who
        assert all(reply.by.name for reply in under)


# ---- weather, and the care note

SEE_WEATHER = {
    # whose weather    who sees it
    "mara": "mara jon",
    "jon": "mara jon",
    "ida": "",  # none can be said there; if it were, nobody would see it
}
SEE_NOTE = {
    # shown by Mara to    who reads it
    "": "mara",
    "jon": "mara jon",
    "ruth": "mara ruth",
    "jon ruth": "mara jon ruth",
    "ida": "mara",  # a child reads none, whatever a row says
}


def test_who_sees_the_weather_and_that_nobody_does_after_midnight(cast, clock):
    found = {}
    for name in SEE_WEATHER:
        Weather.tell(by=getattr(cast, name), sky="low")
        weather = Weather.get(Weather.person == getattr(cast, name))
        found[name] = who_sees(cast, weather, "visible_weather")
    assert found == read(SEE_WEATHER)
    with stopped(clock + timedelta(hours=4, minutes=29)):
        assert len(list(policy.visible_weather(cast.jon))) == 2
    with stopped(clock + timedelta(hours=4, minutes=30)):  # midnight in Berlin, not four
        assert [who for who in CAST if list(policy.visible_weather(getattr(cast, who)))] == []


def test_who_reads_a_care_note(cast):
    found = {}
    for names in SEE_NOTE:
        note = note_of(cast.mara, helps="Tea.")
        for name in names.split():
            note.show_to(getattr(cast, name), by=cast.mara)
        found[names] = who_sees(cast, note, "visible_care_notes")
        assert {who for who in CAST if policy.note_of(getattr(cast, who), cast.mara.id)} == found[names]
        note.erase(by=cast.mara)
    assert found == read(SEE_NOTE)


def test_a_note_can_be_shown_to_grown_ups_by_name_and_to_no_child(cast):
    found = {name: {one.name.lower() for one in policy.note_readers(getattr(cast, name))} for name in CAST}
    assert found == read({"mara": "jon ruth", "jon": "mara ruth"}) | {who: set() for who in CAST[2:]}


def test_whoever_wrote_it_and_left_shows_it_to_nobody(cast):
    note = note_of(cast.mara, helps="Tea.")
    note.show_to(cast.jon, by=cast.mara)
    Weather.tell(by=cast.mara, sky="low")
    Person.update(left_at=now()).where(Person.id == cast.mara.id).execute()
    assert list(policy.visible_care_notes(cast.jon)) == list(policy.visible_weather(cast.jon)) == []


def test_a_practice_speaks_only_of_those_who_are_around(cast):
    def spoken_of(who: Any) -> set[str]:
        return {one.around for one in policy.practices_for(who)} - {""}

    assert spoken_of(cast.mara) == {"partners", "kids"}
    Person.update(left_at=now()).where(Person.role == Role.KID).execute()
    assert spoken_of(cast.mara) == {"partners"}
    Person.update(left_at=now()).where(Person.id == cast.jon.id).execute()
    assert spoken_of(cast.mara) == set()


# ---- looking back


def test_what_is_looked_back_on_and_found_is_what_one_sees(cast, home):
    needs = [asked(cast, **how, own="Tea?") for how in NEEDS.values()]
    thanks = [Thanks.give(by=cast.mara, to=[cast.ruth], did="Tea.", audience=audience) for audience in THANKS]
    for met, rested in zip(needs[::3], needs[1::3], strict=True):
        met.meet(by=cast.mara)
        rested.rest(by=cast.mara)
    for who in (getattr(cast, name) for name in CAST):
        seen = {*policy.visible_needs(who), *policy.visible_thanks(who)} & {*needs, *thanks}
        found = {one.thing for one in policy.look_back(who, home, None, Sought("tea")).told}
        told = {one.thing for one in policy.look_back(who, home).told}
        assert found == seen, who
        assert told == {one for one in seen if one in thanks or one.closed_as == "met"}, who
        assert {one for one in (*needs, *thanks) if policy.one_told(who, home, one.key)} == seen, who


# ---- thanks, people, invitations

THANKS = {
    # Mara thanks Ruth, for     who sees it
    "named": "mara ruth",
    "partners": "mara jon ruth",
    "home": "mara jon ida theo ruth kitchen",
    "orbit": "mara jon ida theo ruth kitchen",
}
SEE_PEOPLE = {
    # who is looking       whom they see
    "mara": "Mara Jon Ida Theo Ruth",
    "jon": "Mara Jon Ida Theo Ruth",
    "ida": "Mara Jon Ida",
    "theo": "Mara Jon Theo",
    "ruth": "Mara Jon Ida Theo Ruth",
    "kitchen": "",
}


def test_who_sees_thanks_and_is_woken_by_them(cast):
    for audience, names in THANKS.items():
        thanks = Thanks.give(by=cast.mara, to=[cast.ruth], did="You came.", audience=audience)
        assert who_sees(cast, thanks, "visible_thanks") == set(names.split()), audience
        assert {name for name in CAST if policy.hears(getattr(cast, name), thanks.circle)} == set(names.split())


def test_who_sees_whom(cast):
    found = {name: {one.name for one in policy.visible_people(getattr(cast, name))} for name in CAST}
    assert found == read(SEE_PEOPLE)


def test_a_name_and_a_face_are_found_by_those_who_may_change_them(cast):
    found = {name: {one.name.lower() for one in policy.changeable_people(getattr(cast, name))} for name in CAST}
    table = {(name, what) for (verb, what, *_), may in MAY_WITH.items() if verb == "change" for name in may.split()}
    assert {(name, what) for name in CAST for what in found[name]} == table - {("mara", "home"), ("jon", "home")}


def test_whoever_may_be_removed_is_found_by_those_who_may(cast):
    found = {name: {one.name.lower() for one in policy.removable_people(getattr(cast, name))} for name in CAST}
    table = {(name, what) for (verb, what, *_), may in MAY_WITH.items() if verb == "remove" for name in may.split()}
    assert {(name, what) for name in CAST for what in found[name]} == table


def test_a_draft_is_seen_by_its_author_alone(cast):
    for name in CAST[:-1]:
        assert who_sees(cast, Draft.keep(by=getattr(cast, name), own="Drive me?"), "visible_drafts") == {name}


def test_who_sees_a_check_in_what_is_written_there_and_what_is_kept(cast, clock):
    found = check_in(cast)
    sat, answer, kept = found.values()
    assert who_sees(cast, sat, "visible_check_ins") == who_sees(cast, kept, "visible_kept_answers") == {"mara", "jon"}
    assert who_sees(cast, answer, "visible_check_in_answers") == {"mara"}
    CheckInAnswer.update(opened=True).execute()
    assert who_sees(cast, answer, "visible_check_in_answers") == {"mara", "jon"}
    lena = Person.join(**LENA)
    assert not [*policy.visible_check_ins(lena), *policy.visible_kept_answers(lena)]
    with stopped(clock + timedelta(days=1)):
        assert not [*policy.visible_check_ins(cast.mara), *policy.visible_check_in_answers(cast.mara)]


def test_who_sees_an_invitation(cast):
    assert who_sees(cast, Invitation.invite(cast.mara)[0], "visible_invitations") == {"mara", "jon"}


def test_who_sees_a_device_and_that_it_was_ended(cast):
    found = devices(cast)
    assert {name: who_sees(cast, one, "visible_devices") for name, one in found.items()} == read(DEVICES)
    for one in found.values():
        one.revoke(by=None)
    assert not any(who_sees(cast, one, "visible_devices") for one in found.values())
    assert {name: who_sees(cast, one, "devices_ended_here") for name, one in found.items()} == read(DEVICES)


def test_who_sees_what_comes_back_and_who_each_need_of_it(cast):
    found = rhythms(cast)
    assert {name: who_sees(cast, one, "visible_rhythms") for name, one in found.items()} == {
        "mara's rhythm": {"mara"},
        "ida's rhythm": {"ida"},
        "ruth's rhythm": {"ruth"},
    }
    needs = {name: Need.get(Need.rhythm == one) for name, one in found.items()}
    assert {name: who_sees(cast, need, "visible_needs") for name, need in needs.items()} == {
        "mara's rhythm": {"mara", "jon", "ruth", "kitchen"},
        "ida's rhythm": {"mara", "ida"},
        "ruth's rhythm": {"mara", "jon", "ruth"},
    }


def test_who_sees_the_access_log_and_that_someone_new_sees_nothing_older(cast, clock):
    AccessEntry.note("reset_password", about=cast.jon)
    (entry,) = AccessEntry.select()
    assert who_sees(cast, entry, "visible_access_entries") == {"mara", "jon"}
    with stopped(clock + timedelta(hours=1)):
        lena = Person.join(**LENA)
        AccessEntry.note("join", by=cast.mara, about=lena)
        assert [one.verb for one in policy.visible_access_entries(lena)] == ["join"]


def test_a_line_of_what_was_widened_is_read_by_partners_who_see_that_need_now(cast, clock):
    need = Need.ask(by=cast.mara, word="listen", audience="named", named=[cast.ruth])
    wide = dict(by=cast.mara, word="listen", audience="orbit", wider=True)
    need.change(**wide)
    (entry,) = AccessEntry.select()
    assert who_sees(cast, entry, "visible_access_entries") == {"mara", "jon"}
    need.narrow(by=cast.mara)
    assert who_sees(cast, entry, "visible_access_entries") == {"mara"}
    need.change(**wide)
    again = AccessEntry.select().order_by(AccessEntry.id.desc()).get()
    assert again != entry and who_sees(cast, entry, "visible_access_entries") == {"mara", "jon"}
    with stopped(clock + timedelta(hours=1)):
        assert list(policy.visible_access_entries(Person.join(**LENA))) == []
    need.change(by=cast.mara, word="listen", audience="named", named=[cast.ruth])
    assert who_sees(cast, again, "visible_access_entries") == {"mara"}
    Need.delete().execute()
    assert who_sees(cast, again, "visible_access_entries") == set(), "of what nobody sees nobody reads"


def test_someone_who_left_is_seen_no_more(cast):
    Person.update(left_at=now()).where(Person.id == cast.ruth.id).execute()
    assert cast.ruth not in policy.visible_people(cast.mara) and cast.ruth not in policy.others(cast.mara)


def test_nobody_writes_under_the_ask_of_someone_who_left(cast, home):
    lift = Need.ask(by=cast.ruth, word="ride", audience="orbit")
    Person.update(left_at=now()).where(Person.id == cast.ruth.id).execute()
    assert not policy.may_reply(cast.mara, policy.one_need(cast.mara, home, lift.key))


# ---- asking, and coming in

ASK_IN = {
    # who asks     in which circles, where there are kids and guests
    "mara": "home orbit",
    "jon": "home orbit",
    "ida": "",
    "theo": "",
    "ruth": "partners home",  # guests too, where a partner lets guests know of each other
    "kitchen": "",
}


def test_in_which_circles_one_asks(cast):
    assert {name: set(policy.circles(getattr(cast, name))) for name in CAST} == read(ASK_IN)


def test_a_circle_that_is_one_other_partner_is_asked_by_name(cast):
    assert "partners" not in policy.circles(cast.mara)
    Person.join(**LENA)
    assert "partners" in policy.circles(cast.mara)


FORGOTTEN = {"mara": 90, "jon": 90, "ida": 365, "theo": 365, "ruth": 365}  # days without use


def test_how_long_a_device_stays_signed_in(cast, clock):
    devices = {name: Device.enter(getattr(cast, name), "test")[0] for name in CAST[:-1]}
    for name, device in devices.items():
        with stopped(clock + timedelta(days=FORGOTTEN[name])):
            assert policy.admits(device), name
        with stopped(clock + timedelta(days=FORGOTTEN[name] + 1)):
            assert not policy.admits(device), name


def test_the_kitchen_tablet_stands_there_for_years_whatever_its_clock_says(cast, clock):
    for away in (timedelta(days=-4000), timedelta(days=4000)):
        with stopped(clock + away):
            assert policy.admits(Device.known(cast.kitchen_token))


def test_a_guests_last_day_is_the_last(cast, home, clock):
    Person.update(until=home.today).where(Person.id == cast.ruth.id).execute()
    device = Device.known(Device.enter(Person.get_by_id(cast.ruth.id), "test")[1])
    assert policy.admits(device)
    with stopped(clock + timedelta(days=1)):
        assert not policy.admits(device)


def test_faces_are_shown_where_a_partner_has_been_in_before_and_only_partners(cast):
    assert policy.faces_at(None) == policy.faces_at(Device.enter(cast.ruth, "test")[0]) == []
    assert policy.faces_at(Device.enter(cast.mara, "test")[0]) == [cast.mara, cast.jon]


# ---- what a child helps with

OWN_WORDS = {
    # an ask of Mara's      who reads the words that she typed
    "meal": "mara jon ruth kitchen",
    "tidy": "mara jon kitchen",
    "game": "mara ida",
    "secret": "mara ida",
}


def test_a_child_helps_with_what_others_ask_of_it_and_never_with_what_is_heavy(cast):
    needs = {name: asked(cast, **how) for name, how in NEEDS.items()}
    found = {
        name: {one for one in CAST if need in policy.could_help_with(getattr(cast, one))}
        for name, need in needs.items()
    }
    assert found == {name: seen - {ASKER[name]} for name, seen in read(SEEN).items() if name != "talk"} | {
        "talk": set()
    }
    Need.update(word="hug").where(Need.id == needs["game"].id).execute()
    assert needs["game"] not in policy.could_help_with(cast.ida), "however it came to be hers"


def test_what_a_grown_up_typed_is_read_by_a_child_only_where_it_is_named(cast):
    needs = {name: asked(cast, own="Please?", **NEEDS[name]) for name in OWN_WORDS}
    found = {
        name: {one for one in who_sees(cast, need, "visible_needs") if policy.reads_own_words(getattr(cast, one), need)}
        for name, need in needs.items()
    }
    assert found == read(OWN_WORDS)


# ---- what a child asks for

MAY_HEAR = {
    # whom Theo may ask      who sees what he asks of them
    "mara": "mara theo",
    "jon": "jon theo",
    "ida": "ida theo",  # where a partner switched that on
}


def asked_by_theo(cast: SimpleNamespace, *names: str, word: str = "kid_hug") -> Need:
    return Need.ask_now(by=cast.theo, word=word, named=[getattr(cast, name) for name in names])


def test_whom_a_child_may_ask_and_that_nobody_else_sees_it(cast):
    assert policy.hearers(cast.theo) == [cast.mara, cast.jon]
    assert {name for name in CAST[:-1] if policy.may_name(cast.theo, getattr(cast, name))} == {"mara", "jon"}
    KidHears.create(kid=cast.theo, person=cast.ida)
    assert {name for name in CAST[:-1] if policy.may_name(cast.theo, getattr(cast, name))} == {*MAY_HEAR}
    assert not policy.may_name(cast.ida, cast.theo), "each child's own"
    assert policy.others(cast.theo) == policy.hearers(cast.theo) == [cast.mara, cast.jon, cast.ida]
    assert {name: who_sees(cast, asked_by_theo(cast, name), "visible_needs") for name in MAY_HEAR} == read(MAY_HEAR)


def test_who_can_not_might_think_only_of_those_whom_the_child_may_ask(cast):
    need = asked_by_theo(cast, "jon")
    assert policy.could_be_asked(cast.jon, need) == [cast.mara]
    KidHears.create(kid=cast.theo, person=cast.ida)
    assert policy.could_be_asked(cast.jon, need) == [cast.mara, cast.ida]


def test_a_child_hears_who_can_not_come_and_no_word_of_theirs(cast):
    need = asked_by_theo(cast, "mara", "jon")
    assert policy.said_not_now(cast.theo, need) == []
    reply = Reply.write_under(need, by=cast.mara, words="Can you go?")
    assert who_sees(cast, reply, "visible_replies") == {"mara", "jon"}
    no = Reply.say_not_now(need, by=cast.jon)
    assert who_sees(cast, no, "visible_replies") == {"jon"}
    assert policy.said_not_now(cast.theo, need) == [(cast.jon, False)]
    Reply.say_not_now(need, by=cast.jon, words="At eight.", offer="time", starts_at=now() + timedelta(hours=1))
    Reply.say_not_now(need, by=cast.mara, words="Ask Jon.", offer="person", person=cast.jon)
    assert policy.said_not_now(cast.theo, need) == [(cast.mara, False), (cast.jon, True)]
    assert [policy.said_not_now(getattr(cast, name), need) for name in ("mara", "jon", "ida", "ruth")] == [[]] * 4
    need.ask_instead(by=cast.theo, named=[cast.jon])
    assert policy.said_not_now(cast.theo, need) == [], "asked anew"


def test_what_of_a_childs_asks_is_still_of_this_day(cast, home, clock):
    old = asked_by_theo(cast, "jon")
    Need.ask(by=cast.theo, word="ride", audience="named", named=[cast.mara])  # by no picture
    with stopped(clock + timedelta(days=1)):
        assert policy.asks_of_today(cast.theo, home) == [] and list(policy.asks_of(cast.theo)) == [old]
        met, rested, open_ = (asked_by_theo(cast, "mara", word=f"kid_{one}") for one in ("play", "story", "drink"))
        met.meet(by=cast.theo)
        rested.rest(by=cast.theo)
        assert policy.asks_of_today(cast.theo, home) == [open_, met]
        old.claim(by=cast.jon, starts_at=now() + timedelta(hours=1))
        assert policy.asks_of_today(cast.theo, home) == [open_, old, met]
        assert policy.asks_of_today(cast.ida, home) == [] and not list(policy.asks_of(cast.mara))


# ---- the stream

needs = st.fixed_dictionaries(
    {
        "by": st.sampled_from(("mara", "jon", "ida", "theo", "ruth")),
        "to": st.lists(st.sampled_from(("mara", "jon", "ida", "theo", "ruth")), unique=True).map(" ".join),
        "word": st.sampled_from(("good_food", "tidy_help", "hug", "listen")),
        "audience": st.sampled_from(AUDIENCES),
        "kids_can_help": st.booleans(),
        "claimed_by": st.sampled_from(("", "mara", "jon", "ruth")),
    }
)


@settings(
    max_examples=50, deadline=None, derandomize=True, database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)  # fmt: skip
@given(how=needs)
def test_whoever_may_see_an_open_need_is_woken_by_it_and_nobody_else(cast, how):
    with db.atomic() as undo:
        try:
            need = asked(cast, **how)
        except Refused:
            return
        hear = {name for name in CAST if policy.hears(getattr(cast, name), need.circle)}
        assert hear == who_sees(cast, need, "visible_needs")
        undo.rollback()


# ---- the agreement

QUOTED = {
    # while                  who may quote it to Jon, and to Ruth
    "it is proposed": ("", ""),
    "all said yes": ("mara jon", ""),
    "Jon pauses": ("", ""),
}


def test_the_agreement_is_the_partners_and_is_quoted_between_them_while_it_holds(cast, home):
    words = Words("We ask out loud.", kid_words="We say what we need.")
    how = dict(promises=[words], look_again_on=home.today + timedelta(weeks=8), kids_see=True)
    agreement = Agreement.propose(by=cast.mara, **how)
    assert who_sees(cast, agreement, "visible_agreements") == {"mara", "jon"}
    assert {name for name in CAST if policy.to_be_answered(getattr(cast, name))} == {"jon"}
    found = {"it is proposed": quoted(cast)}
    Agreement.pause(by=cast.mara)
    assert policy.to_be_answered(cast.mara) is None, "nobody is told of their own words"
    agreement.say_yes(by=cast.mara)
    agreement.say_yes(by=cast.jon)
    found["all said yes"] = quoted(cast)
    assert {name for name in CAST if policy.agreement_for_kids(getattr(cast, name))} == {"ida", "theo"}
    Agreement.pause(by=cast.jon)
    found["Jon pauses"] = quoted(cast)
    assert found == {while_: tuple(set(names.split()) for names in both) for while_, both in QUOTED.items()}


def quoted(cast: SimpleNamespace) -> tuple[set[str], ...]:
    return tuple(
        {name for name in CAST if policy.promises_for(getattr(cast, name), "nudge", to=to)}
        for to in (cast.jon, cast.ruth)
    )


# ---- word that reaches people


def test_who_can_be_told_of_what(cast):
    everything = {*KINDS}
    for_guests = everything - {"repair", "feeling"}
    assert [{*policy.kinds_for(who)} for who in (cast.mara, cast.ruth)] == [everything, for_guests]
    KidHears.create(kid=cast.theo, person=cast.ruth)
    assert {*policy.kinds_for(cast.ruth)} == everything - {"repair"}, "once a child may tell her"
    assert {name for name in CAST if policy.hears_whatever_the_hour(getattr(cast, name))} == {"mara", "jon"}


def test_a_card_is_its_guests_own_to_read_of(cast):
    card = Card.make(by=cast.mara, name="Ruth")[0]
    Card.update(person=cast.ruth).where(Card.id == card.id).execute()
    assert {name for name in CAST if policy.card_of(getattr(cast, name)) == card} == {"ruth"}
    assert policy.card_of(cast.ruth).by == cast.mara


def test_a_channel_is_seen_by_its_person_and_a_neighbour_by_partners(cast):
    Neighbour.let("10.0.0.9", 80, by=cast.mara)
    for name in ("mara", "ruth"):
        assert who_sees(cast, channel_of(getattr(cast, name)), "visible_channels") == {name}
    assert who_sees(cast, Neighbour.get(), "visible_neighbours") == {"mara", "jon"}


TOLD = {
    # the need     who is told of it: whoever sees it, except who asked; and a tablet is nobody
    name: set(seen.split()) - {ASKER[name], "kitchen"}
    for name, seen in SEEN.items()
}


def told(cast: SimpleNamespace) -> set[str]:
    """Who would hear of the last thing that happened."""
    last = Notice.select().order_by(Notice.id.desc()).get()
    return {name for name in PEOPLE.split() if policy.worth_telling(getattr(cast, name), [last])}


def test_who_is_told_that_somebody_asked(cast):
    found = {}
    for name, how in NEEDS.items():
        asked(cast, **{what: value for what, value in how.items() if what != "claimed_by"})
        found[name] = told(cast)
    assert found == TOLD


def test_who_is_told_what_happens_to_it(cast, meal):
    mara, jon, ruth = cast.mara, cast.jon, cast.ruth
    meal.claim(by=jon)
    assert told(cast) == {"mara"}, "whoever asked"
    meal.change(by=mara, own="Soup?", audience="orbit")
    assert told(cast) == {"jon"}, "whoever has it"
    meal.hand_back(by=jon)
    assert told(cast) == {"mara", "ruth"}, "those who could take it now"
    reply = Reply.write_under(meal, by=ruth, words="On Friday?")
    assert told(cast) == {"mara"}
    Reply.write_under(meal, by=mara, words="On Friday.")
    assert told(cast) == {"ruth"}, "who is in the talk, and not everyone who can see it"
    Reply.say_not_now(meal, by=jon, words="Soup?", offer="else").take_up(by=mara)
    assert told(cast) == {"jon"}, "whose offer was taken up"
    meal.nudge(by=mara, words="Still good?")
    assert told(cast) == {"jon"}
    meal.rest(by=mara)
    assert told(cast) == {"jon"}, "who need not keep it in mind"
    Thanks.give(by=mara, to=[jon, ruth], did="You came.", audience="orbit")
    assert told(cast) == {"jon", "ruth"}, "those who are thanked"
    reply.take_back(by=ruth)
    assert Notice.select().where(Notice.verb == "reply").count() == 1, "words that are gone are told to nobody"


def test_a_wider_circle_tells_those_who_come_to_see_it(cast):
    need = Need.ask(by=cast.mara, own="Soup?", audience="named", named=[cast.jon])
    need.change(by=cast.mara, own="Soup?", audience="orbit", wider=True)
    assert told(cast) == {"ruth"}


def test_what_was_told_before_someone_lost_sight_of_it_is_told_no_more(cast):
    need = Need.ask(by=cast.mara, own="Soup?", audience="orbit")
    asking = Notice.get()
    assert policy.worth_telling(cast.ruth, [asking])
    need.change(by=cast.mara, own="Soup?", audience="partners")
    assert not policy.worth_telling(cast.ruth, [asking]) and policy.worth_telling(cast.jon, [asking])


def test_to_turn_to_somebody_else_tells_them_and_not_those_who_heard_before(cast):
    need = Need.ask(by=cast.mara, own="Soup?", audience="named", named=[cast.jon])
    need.change(by=cast.mara, own="Soup?", audience="named", named=[cast.ruth])
    assert told(cast) == {"ruth"}
    need.change(by=cast.mara, own="Soup?", audience="orbit")
    need.change(by=cast.mara, own="Soup?", audience="partners")
    last = Notice.select().order_by(Notice.id.desc()).get()
    assert last.verb == "ask" and told(cast) == {"jon"} - {"jon"}, "who keeps sight of it hears nothing new"


# ---- a child's pages


def test_partners_look_after_every_child_who_is_here_and_nobody_else_does(cast, home):
    for name in CAST:
        kids = [cast.ida, cast.theo] if name in ("mara", "jon") else []
        assert list(policy.kids_of(getattr(cast, name))) == kids, name
    Person.update(left_at=now()).where(Person.id == cast.ida.id).execute()
    assert list(policy.kids_of(cast.mara)) == [cast.theo]
    assert who_may(cast, "look_after_kid", Person.get_by_id(cast.ida.id)) == set()


def test_a_child_asks_partners_and_those_who_were_let_hear(cast, home):
    assert policy.hearers(cast.theo) == [cast.mara, cast.jon]
    KidView.of(cast.theo).let_hear([cast.ida], by=cast.mara)
    assert policy.hearers(cast.theo) == [cast.mara, cast.jon, cast.ida]
    assert policy.hearers(cast.ida) == [cast.mara, cast.jon], "the other way round it is a choice of its own"
    assert policy.grown_ups_of(cast.theo) == [cast.mara, cast.jon]
    assert policy.could_hear(cast.theo) == [cast.ruth, cast.ida]


def test_only_the_pages_of_a_child_rest(cast, home):
    for child in (cast.ida, cast.theo):
        KidView.of(child).hush(by=cast.mara, quiet_from=time(19), quiet_until=time(7))  # it is half past seven
    resting = {name: policy.night_page(getattr(cast, name)) for name in CAST}
    assert resting == dict.fromkeys(CAST) | dict.fromkeys(("ida", "theo"), "kid_night.index")


# ---- what the kitchen tablet says aloud

A_FACE = {
    # what Theo asked for                    who is told that Theo would like someone, and no more
    "waits": "kitchen",
    "of yesterday": "",
    "somebody comes": "",
    "rests": "",
    "not by a picture": "",
    "no partner lets it show": "",
    "there is company": "",
}


@pytest.mark.parametrize("asked", A_FACE)
def test_a_child_that_asks_is_a_face_in_the_kitchen_and_nowhere_else(cast, home, clock, asked):
    view = KioskView(shows_kids=asked != "no partner lets it show")
    with stopped(clock - timedelta(days=asked == "of yesterday")):
        if asked == "not by a picture":
            Need.ask(by=cast.theo, word="ride", audience="named", named=[cast.mara], when=When("today", home.today))
        else:
            need = asked_by_theo(cast, "mara")
    if asked == "somebody comes":
        need.claim(by=cast.mara)
    if asked == "rests":
        need.rest(by=cast.theo)
    kitchen = replace(cast.kitchen, company=asked == "there is company")
    told = {name for name in CAST[:5] if policy.would_like_someone(getattr(cast, name), view, home)}
    told |= {"kitchen"} if policy.would_like_someone(kitchen, view, home) == [cast.theo] else set()
    assert told == set(A_FACE[asked].split())
    assert not {*policy.asked_aloud(kitchen, home)} and not [*policy.visible_needs(kitchen)], "not for what, nor whom"


def test_who_is_hurt_or_scared_comes_first_and_each_child_once(cast, home):
    asked = (("ida", "play"), ("ida", "drink"), ("theo", "play"), ("theo", "scared"))
    for who, word in asked:
        Need.ask_now(by=getattr(cast, who), word=f"kid_{word}", named=[cast.mara])
    assert policy.would_like_someone(cast.kitchen, KioskView(), home) == [cast.theo, cast.ida]
    Person.update(left_at=now()).where(Person.id == cast.theo.id).execute()
    assert policy.would_like_someone(cast.kitchen, KioskView(), home) == [cast.ida]


def test_in_the_kitchen_is_said_aloud_what_the_tablet_sees_and_what_is_still_open(cast, home):
    needs = {name: asked(cast, **how) for name, how in NEEDS.items()}
    aloud = {name for name, need in needs.items() if need in policy.asked_aloud(cast.kitchen, home)}
    assert aloud == {name for name, who in SEEN.items() if "kitchen" in who.split()}
    needs["meal"].meet(by=cast.mara)
    assert needs["meal"] not in policy.asked_aloud(cast.kitchen, home)
    assert policy.asked_aloud(replace(cast.kitchen, company=True), home) == []


def test_with_company_the_tablet_hears_of_itself_and_of_nothing_else(cast, home):
    assert policy.sees(cast.kitchen) == {"home", "orbit", "kitchen", cast.kitchen.key}
    assert policy.sees(replace(cast.kitchen, company=True)) == {cast.kitchen.key}
    assert policy.thanked_aloud(replace(cast.kitchen, company=True), home) == []
