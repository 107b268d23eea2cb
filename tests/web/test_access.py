"""Who gets in where: every address of the house, for everyone, by every method. And what a sign-in is worth."""

from datetime import date, time, timedelta
from http.cookies import SimpleCookie
from itertools import cycle
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from flask_login.utils import encode_cookie

from household import create_app, database
from household.content.kids import kid_asks
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
    Knock,
    Need,
    Neighbour,
    Person,
    Repair,
    Reply,
    Rhythm,
    Role,
    Story,
    Thanks,
    WhyAnswer,
    WhyLine,
    passphrase,
)  # fmt: skip
from household.models.agreement import Words
from household.models.clock import now, stopped
from household.models.kid_view import code_of

PASSPHRASE = "four quiet herons wading"
METHODS = ("GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE")
# "mara here": she has touched her face at the kitchen tablet
WHO = ("stranger", "revoked", "theo", "ruth", "kitchen", "mara here", "mara", "jon")

# ---- the table: what the door answers to a good form or a good address; 303 is a yes

PUBLIC = {  # the same for everyone
    ("assets.show", "icon.svg"): 200,
    ("assets.show", "missing"): 404,
    ("health.show", ""): 200,
    ("home_screen.manifest", ""): 200,
    ("home_screen.worker", ""): 200,
    ("home_screen.offline", ""): 200,
    ("care.show", ""): 200,
    ("leave_now.go", ""): 303,
    ("leave_now.measures", ""): 200,
    ("door.sign_in", ""): 200,
    ("door.come_in", ""): 422,  # nobody of that name
    ("set_up.index", ""): 303,  # to the table: there is a home already
    ("set_up.begin", ""): 409,
    ("recovery_codes.lost", ""): 200,
    ("recovery_codes.use", ""): 422,  # no such code
    ("invitations.words", ""): 200,
    ("invitations.spoken", ""): 422,
    ("invitations.show", "code"): 200,
    ("invitations.show", "missing"): 404,
    ("invitations.accept", "code"): 303,
    ("invitations.accept", "missing"): 409,
    ("calendars.show", "mara's link"): 200,
    ("calendars.show", "missing"): 404,
    ("presses.show", "mara's button's link"): 200,
    ("presses.show", "missing"): 404,
    ("presses.press", "mara's button's link"): 201,
    ("presses.press", "missing"): 404,
    ("leaving.goodbye", ""): 200,
    ("pairing.index", ""): 200,
    ("cards.show", "missing"): 404,
    **{(f"cards.{verb}", "missing"): 404 for verb in ("take_up", "knock", "waiting", "come_in")},
    ("cards.show", "lena's card"): 200,
    **{(f"cards.{verb}", "lena's card"): 303 for verb in ("take_up", "knock", "waiting", "come_in")},
    **{(f"pairing.{view}", ""): 303 for view in ("knock", "letters", "come_in")},
    ("pairing.take_down", ""): "door",
    # nobody let the kids tap their faces on these devices
    **{
        (f"faces.{view}", whose): 404
        for view in ("show", "tap", "tap_picture", "start_over")
        for whose in ("ida", "jon", "missing")
    },
}
CLOSED = {  # for Mara and for Jon; strangers are sent to the door, for everyone else it is not there
    ("pin.index", ""): (200, 200),
    ("pin.set_pin", ""): (303, 303),
    ("pin.take_off_pin", ""): (303, 303),
    ("deeds.undo", "mara's deed"): (303, 404),
    ("deeds.undo", "ruth's deed"): (404, 404),
    ("deeds.undo", "missing"): (404, 404),
    ("kiosks.index", ""): (200, 200),
    ("kiosks.new", ""): (200, 200),
    ("kiosks.look", ""): (422, 422),  # no such letters
    **{
        (f"kiosks.{view}", thing): (yes, yes) if thing == "a tablet at the door" else (404, 404)
        for view, yes in (("at_door", 200), ("pair", 303), ("send_away", 303))
        for thing in ("a tablet at the door", "missing")
    },
    **{
        (f"kiosks.{view}", thing): (yes, yes) if thing == "the kitchen's" else (404, 404)
        for view, yes in (("show", 200), ("arrange", 303), ("company_comes", 303), ("company_goes", 303))
        for thing in ("the kitchen's", "mara's other phone", "missing")
    },
    ("guests.index", ""): (200, 200),
    ("guests.show", "lena with a card"): (200, 200),
    ("guests.show", "jon"): (404, 404),
    ("guests.change", "lena with a card"): (303, 303),
    ("guests.end", "lena with a card"): (303, 303),
    ("guests.end", "ruth"): (404, 404),  # who came without a card
    ("guests.let_meet", ""): (303, 303),
    ("guests.keep_apart", ""): (303, 303),
    **{(f"guests.{view}", "missing"): (404, 404) for view in ("show", "change", "end")},
    ("guests_cards.new", ""): (200, 200),
    ("guests_cards.make", ""): (200, 200),
    ("guests_cards.renew", "lena's"): (200, 200),
    ("guests_cards.end", "a card nobody used"): (303, 303),
    ("guests_cards.end", "missing"): (404, 404),
    **{(f"guests_cards.{verb}", "the phone at the door"): (303, 303) for verb in ("let_in", "send_away")},
    **{(f"guests_cards.{verb}", "missing"): (404, 404) for verb in ("renew", "let_in", "send_away")},
    ("table.index", ""): (200, 200),
    ("live.stream", ""): (204, 204),  # no room, in this test
    ("door.sign_out", ""): (303, 303),
    ("home.edit", ""): (200, 200),
    ("home.change", ""): (303, 303),
    ("house.index", ""): (200, 200),
    ("house.put_off", ""): (303, 303),
    ("us.index", ""): (200, 200),
    ("look.theme", ""): (303, 303),
    ("look.text", ""): (303, 303),
    ("needs.new", ""): (200, 200),
    ("needs.ask", ""): (303, 303),
    ("notices.index", ""): (200, 200),
    ("notices.see", ""): (303, 303),
    ("channels.index", ""): (200, 200),
    ("channels.new", ""): (404, 404),  # of no kind
    ("channels.add", ""): (303, 303),
    ("channels.choose_for_page", ""): (303, 303),
    ("quiet.keep", ""): (303, 303),
    ("channels.try_page", ""): (303, 303),
    **{
        (f"channels.{view}", whose): yes if whose == "mara's channel" else (404, 404)
        for view, yes in {
            "show": (200, 404),
            **dict.fromkeys(("try_out", "arrived", "did_not_arrive", "choose", "close"), (303, 404)),
            "let_send": (422, 404),  # nothing stood in the way
        }.items()
        for whose in ("mara's channel", "ruth's channel", "missing")
    },
    ("contacts.index", ""): (200, 200),
    ("contacts.add", ""): (303, 303),
    **{
        (f"contacts.{verb}", which): (yes, yes)
        for which, yes in (("the helpline", 303), ("missing", 404))
        for verb in ("change", "check", "remove")
    },
    ("slow.index", ""): (200, 200),
    ("slow.go_slowly", ""): (303, 303),
    ("slow.go_as_before", ""): (303, 303),
    ("whispers.index", ""): (200, 200),
    ("whispers.hush", ""): (303, 303),
    ("whispers.let", ""): (303, 303),
    ("neighbours.send_no_more", "the neighbour"): (303, 303),
    ("neighbours.send_no_more", "missing"): (404, 404),
    ("finding.index", ""): (200, 200),
    ("finding.find", ""): (200, 200),
    ("finding.known", ""): (200, 200),
    ("finding.say", ""): (200, 200),
    ("finding.put_line_away", ""): (200, 200),
    ("drafts.index", ""): (200, 200),
    ("drafts.keep", ""): (303, 303),
    ("drafts.throw_away", "mara's draft"): (303, 404),
    ("drafts.throw_away", "jon's draft"): (404, 303),
    ("drafts.throw_away", "ruth's draft"): (404, 404),
    ("drafts.throw_away", "missing"): (404, 404),
    ("buttons.index", ""): (200, 200),
    ("buttons.make", ""): (200, 200),
    **{
        (f"buttons.{verb}", whose): (yes if whose == "mara's button" else 404, yes if whose == "jon's button" else 404)
        for verb, yes in (("renew", 200), ("remove", 303))
        for whose in ("mara's button", "jon's button", "ruth's button", "missing")
    },
    ("thanks.index", ""): (200, 200),
    ("thanks.new", ""): (200, 200),
    ("thanks.thank", ""): (303, 303),
    ("thanks.take_back", "mara's, to the family"): (303, 403),
    ("thanks.take_back", "mara's, to ruth alone"): (303, 404),
    ("thanks.take_back", "missing"): (404, 404),
    ("devices.index", ""): (200, 200),
    ("devices.rename", "mara's other phone"): (303, 404),
    ("devices.rename", "jon's other phone"): (404, 303),
    ("devices.rename", "ruth's phone"): (404, 404),
    ("devices.rename", "ida's tablet"): (303, 303),
    ("devices.rename", "the kitchen's"): (303, 303),
    ("devices.rename", "missing"): (404, 404),
    ("devices.revoke", "mara's other phone"): (303, 404),
    ("devices.revoke", "jon's other phone"): (404, 303),
    ("devices.revoke", "ruth's phone"): (404, 404),
    ("devices.revoke", "ida's tablet"): (303, 303),
    ("devices.revoke", "the kitchen's"): (303, 303),
    ("devices.revoke", "missing"): (404, 404),
    ("devices.revoke_others", ""): (303, 303),
    ("passphrase.index", ""): (200, 200),
    ("passphrase.change", ""): (422, 422),  # the old one is not given
    ("recovery_codes.index", ""): (200, 200),
    ("recovery_codes.make", ""): (200, 200),
    ("recovery_codes.keep", ""): (409, 409),  # there are none
    ("access_log.index", ""): (200, 200),
    ("calendars.index", ""): (200, 200),
    ("calendars.make", ""): (200, 200),
    ("calendars.change", ""): (303, 409),  # Jon has none
    ("calendars.end", ""): (303, 303),
    ("looking_back.index", ""): (200, 200),
    ("people.new", ""): (200, 200),
    ("people.add_kid", ""): (303, 303),
    ("people.edit", "mara"): (200, 404),
    ("people.edit", "jon"): (404, 200),
    ("people.edit", "ida"): (200, 200),
    ("people.edit", "missing"): (404, 404),
    ("people.change", "mara"): (303, 404),
    ("people.change", "jon"): (404, 303),
    ("people.change", "ida"): (303, 303),
    ("people.change", "missing"): (404, 404),
    ("invitations.new", ""): (200, 200),
    ("invitations.invite", ""): (200, 200),
    ("invitations.say_yes", "mara's"): (303, 303),
    ("invitations.say_yes", "missing"): (404, 404),
    ("invitations.withdraw", "mara's"): (303, 403),
    ("invitations.withdraw", "missing"): (404, 404),
    ("replies.take_up", "jon's under the meal"): (422, 403),  # no offer
    ("replies.take_up", "ruth's not now under the meal"): (303, 404),
    ("replies.take_up", "jon's under another need"): (404, 404),
    ("replies.take_up", "missing"): (404, 404),
    ("replies.take_back", "jon's under the meal"): (403, 303),
    ("replies.take_back", "ruth's not now under the meal"): (403, 404),
    ("replies.take_back", "jon's under another need"): (404, 404),
    ("replies.take_back", "missing"): (404, 404),
    ("agreements.index", ""): (200, 200),
    ("agreements.new", ""): (200, 200),
    ("agreements.propose", ""): (303, 303),
    ("agreements.say_yes", ""): (303, 303),
    ("agreements.pause", ""): (303, 303),
    ("agreements.let_go", ""): (303, 303),
    ("rhythms.index", ""): (200, 200),
    ("leaving.index", ""): (200, 200),
    ("leaving.export", ""): (200, 200),
    ("leaving.before", ""): (200, 200),
    ("leaving.sure", ""): (200, 200),
    ("leaving.leave", ""): (303, 303),
    ("leaving.close", ""): (422, 422),  # that is not the home's name
    ("packets.index", ""): (200, 200),
    ("packets.pack", ""): (200, 200),
    **{
        (f"rhythms.{view}", whose): (yes if whose == "mara's rhythm" else 404, yes if whose == "jon's rhythm" else 404)
        for view, yes in (("show", 200), ("pause", 303), ("resume", 303), ("skip", 303), ("end", 303))
        for whose in ("mara's rhythm", "jon's rhythm", "missing")
    },
    ("repairs.index", ""): (200, 200),
    ("repairs.new", ""): (404, 404),  # to nobody
    ("repairs.ouch", ""): (422, 422),  # to a kid
    **{
        (f"repairs.{view}", "what hurt mara"): both
        for view, both in {
            "show": (200, 200),
            "pass_on": (200, 303),  # her own phone alone
            "tell": (409, 403),  # it is told already
            **dict.fromkeys(("answer", "say_mended"), (409, 403)),  # it is Jon's turn
            "hear": (403, 303),
            **dict.fromkeys(("own", "mend"), (403, 409)),
            "keep_words": (403, 303),
            "pause": (422, 422),  # until “now”
            "come_back": (403, 403),  # nobody paused
            **dict.fromkeys(("take_back", "let_go"), (303, 303)),
        }.items()
    },
    **{
        (f"repairs.{view}", whose): (404, 404)
        for view in (
            *("show", "pass_on", "tell", "hear", "answer", "own", "mend", "say_mended"),
            *("pause", "come_back", "keep_words", "take_back", "let_go"),
        )
        for whose in ("between two others", "missing")
    },
    ("our_why.index", ""): (200, 200),
    ("our_why.question", "a question"): (200, 200),
    ("our_why.question", "missing"): (404, 404),
    ("our_why.answer", "a question"): (303, 409),  # Jon wrote another answer meanwhile
    ("our_why.answer", "missing"): (404, 404),
    ("our_why.take_back", "mara's answer"): (303, 404),
    ("our_why.take_back", "mara's open answer"): (303, 403),
    ("our_why.take_back", "missing"): (404, 404),
    ("our_why.new_line", ""): (200, 200),
    ("our_why.propose_line", ""): (303, 303),
    ("our_why.keep_line", "mara's line"): (303, 303),
    ("our_why.keep_line", "missing"): (404, 404),
    ("our_why.take_off_line", "mara's line"): (303, 303),
    ("our_why.take_off_line", "missing"): (404, 404),
    ("our_why.put_off", ""): (303, 303),
    ("our_why.end", ""): (303, 303),
    ("our_why.begin", ""): (303, 303),
}
CLOSED |= {
    (f"removals.{view}", who): (yes, yes) if who in ("ida", "ruth") else (404, 404)
    for view, yes in (("sure", 200), ("remove", 303))
    for who in ("ida", "ruth", "mara", "jon", "missing")
}
CLOSED |= {
    ("weather.index", ""): (200, 200),
    ("weather.tell", ""): (303, 303),
    ("weather.take_off", ""): (303, 303),
    ("practices.index", ""): (200, 200),
    ("loneliness.index", ""): (200, 200),
    ("loneliness.answer", ""): (200, 200),
    ("finding.make_smaller", ""): (200, 200),
    ("care_notes.index", ""): (200, 200),
    ("care_notes.keep", ""): (303, 303),
    ("care_notes.show", "mara's note, to jon"): (200, 200),
    ("care_notes.show", "jon's note, to ruth"): (404, 200),
    ("care_notes.show", "ruth's note, to nobody"): (404, 404),
    ("care_notes.show", "missing"): (404, 404),
    **{
        (f"care_notes.{verb}", whose): (303, 403) if whose == "mara's note, to jon" else (404, 404)
        for verb in ("show_to", "hide_from", "erase")
        for whose in ("mara's note, to jon", "ruth's note, to nobody", "missing")
    },
    ("check_ins.index", ""): (200, 200),
    ("check_ins.aloud", ""): (200, 200),
    ("check_ins.one_ask", ""): (200, 200),
    ("check_ins.kept", ""): (200, 200),
    ("check_ins.keep_ask", ""): (303, 303),
    ("check_ins.start", ""): (303, 303),  # to the one where they sit
    **{
        (f"check_ins.{verb}", whose): yes if whose == "the check-in" else (409, 409)  # it is over, or never was
        for verb, yes in {
            **dict.fromkeys(("sit_down", "begin", "go_on", "stop", "leave"), (303, 303)),
            **dict.fromkeys(("answer", "pass_over"), (409, 409)),  # no question of it
        }.items()
        for whose in ("the check-in", "missing")
    },
    ("check_ins.take_back", "mara's answer, sat down"): (409, 403),  # it is open
    ("check_ins.take_back", "missing"): (409, 409),
    ("check_ins.keep", "mara's answer, sat down"): (303, 403),
    ("check_ins.keep", "missing"): (409, 409),
    ("check_ins.take_kept_back", "mara's kept answer"): (303, 403),
    ("check_ins.take_kept_back", "missing"): (404, 404),
}
CLOSED |= {
    ("stories.new", ""): (404, 404),  # about nothing
    ("stories.tell_kids", ""): (404, 404),
    ("stories.take_back", "what theo did for mara"): (303, 404),
    ("stories.take_back", "missing"): (404, 404),
}
NEEDS = ("mara's meal", "mara's, and jon has it", "mara's to ruth alone", "jon's to ruth alone", "missing")
NEED_TABLE = {
    # what               Mara, with each of these needs   Jon
    "needs.show": ((200, 200, 200, 404, 404), (200, 200, 404, 200, 404)),
    "needs.claim": ((403, 403, 403, 404, 404), (303, 303, 404, 403, 404)),
    "needs.move": ((403, 403, 403, 404, 404), (403, 303, 404, 403, 404)),
    "needs.hand_back": ((403, 403, 403, 404, 404), (403, 303, 404, 403, 404)),
    "needs.meet": ((303, 303, 303, 404, 404), (403, 303, 404, 303, 404)),
    "needs.rest": ((303, 303, 303, 404, 404), (403, 403, 404, 303, 404)),
    "needs.reopen": ((303, 409, 303, 404, 404), (403, 403, 404, 303, 404)),  # 409: Jon has it
    "needs.take_back": ((303, 303, 303, 404, 404), (403, 403, 404, 303, 404)),
    "needs.nudge": ((409, 303, 409, 404, 404), (403, 403, 404, 409, 404)),  # 409: nobody has it
    "changes.change_page": ((200, 200, 200, 404, 404), (403, 403, 404, 200, 404)),
    "changes.change": ((303, 303, 303, 404, 404), (403, 403, 404, 303, 404)),
    "changes.narrow": ((422, 422, 422, 404, 404), (403, 403, 404, 422, 404)),  # nothing was widened
    "replies.reply": ((303, 303, 303, 404, 404), (303, 303, 404, 303, 404)),
    "replies.not_now_page": ((403, 403, 403, 404, 404), (200, 303, 404, 403, 404)),  # 303: Jon has it
    "replies.not_now": ((403, 403, 403, 404, 404), (303, 303, 404, 403, 404)),
}
CLOSED |= {  # for each partner alike; whoever is no child is none here
    (f"kids.{page}", who): (yes, yes) if who == "ida" else (404, 404)
    for page, yes in {
        **dict.fromkeys(("show", "view", "tiles", "hearers", "quiet"), 200),
        **dict.fromkeys(("arrange", "let_hear", "hush", "let_write", "keep_to_pictures"), 303),
    }.items()
    for who in ("ida", "jon", "missing")
}
for endpoint, (mara, jon) in NEED_TABLE.items():
    CLOSED |= {(endpoint, need): both for need, both in zip(NEEDS, zip(mara, jon, strict=True), strict=True)}
CLOSED |= {
    (endpoint, whose): (yes, yes) if whose == "ida" else (404, 404)
    for endpoint, yes in {
        "kids_devices.show": 200,
        **{f"kids_devices.{verb}": 303 for verb in ("hand_over", "let_kids_in", "keep_kids_out")},
        "kids_pictures.new": 200,
        **{f"kids_pictures.{verb}": 303 for verb in ("tap", "start_over", "take_off_pictures", "let_try_again")},
        "kids_pictures.set_pictures": 422,  # none are tapped
    }.items()
    for whose in ("ida", "jon", "missing")
}
KIDS = {  # for Theo, at his own pages and at those of another child; for every grown-up they are not there
    ("kid_home.index", "theo's"): 200,
    ("kid_home.index", "ida's"): "door",
    ("kid_home.index", "missing"): "door",
    ("kid_home.bye", "theo's"): 403,  # a device of his own
    ("kid_home.bye", "ida's"): "door",
    ("kid_home.bye", "missing"): "door",
    ("kid_home.still_here", "theo's"): 403,  # the same
    ("kid_home.still_here", "ida's"): "door",
    ("kid_home.still_here", "missing"): "door",
    ("kid_asks.who", "theo's tile"): 200,
    ("kid_asks.who", "missing"): "door",
    ("kid_night.index", "theo's"): 303,  # by day, to the page of the day
    ("kid_night.index", "missing"): "door",
    ("kid_asks.ask", "theo's tile"): 422,  # no face was tapped
    ("kid_asks.ask", "theo's tile that can't wait"): 303,
    ("kid_asks.ask", "missing"): "door",
    ("kid_asks.index", "theo's"): 200,
    ("kid_asks.index", "missing"): "door",
    ("kid_asks.show", "theo's ask"): 200,
    **{(f"kid_asks.{verb}", "theo's ask"): 303 for verb in ("change", "meet", "rest")},
    **{(f"kid_asks.{verb}", "ida's ask"): 404 for verb in ("show", "change", "meet", "rest")},
    **{(f"kid_asks.{verb}", "missing"): "door" for verb in ("show", "change", "meet", "rest")},
    **{
        (f"{page}.index", whose): yes
        for page in ("kid_feelings", "kid_help", "kid_thanks", "kid_stories")
        for whose, yes in (("theo's", 200), ("missing", "door"))
    },
    **{
        (f"kid_help.{view}", thing): yes
        for view, yes in {
            "show": (200, 200, 404, "door"),
            "claim": (303, 303, 404, "door"),
            "meet": (403, 303, 404, "door"),
            "hand_back": (303, 303, 404, "door"),  # a second time does no harm
            "tried": (200, 303, 404, "door"),  # 303: it is held
        }.items()
        for thing, yes in zip(("theo's to help", "theo helps", "jon's, to ida", "missing"), yes, strict=True)
    },
}
KIDS |= {
    ("kid_stories.show", "what theo did, told to him"): 200,
    ("kid_stories.maybe", "what theo did, told to him"): 200,
    ("kid_stories.take_back", "what theo did, told to him"): 303,
    ("kid_stories.promises", "theo's"): 404,  # nothing is agreed
    **{(f"kid_stories.{view}", "missing"): "door" for view in ("show", "maybe", "take_back", "promises")},
}
KIDS |= {
    **{("kid_feelings." + view, "theo's face"): said for view, said in (("who", 200), ("nobody", 200), ("tell", 303))},
    ("kid_feelings.told", "what theo told mara"): 200,
    ("kid_feelings.take_back", "what theo told mara"): 303,
    ("kid_thanks.pick", "theo's dino for jon"): 200,
    ("kid_thanks.words", "theo's dino for jon"): 200,
    ("kid_thanks.thank", "theo's dino for jon"): 303,
    ("kid_thanks.pick", "theo's dino for ruth"): 404,
    ("kid_thanks.words", "theo's dino for ruth"): 404,
    ("kid_thanks.thank", "theo's dino for ruth"): 404,
    ("kid_thanks.given", "theo's thanks"): 200,
    ("kid_thanks.take_back", "theo's thanks"): 303,
    **{
        (f"{page}.{view}", "missing"): "door"
        for page, views in (
            ("kid_feelings", ("who", "nobody", "tell", "told", "take_back")),
            ("kid_thanks", ("pick", "words", "thank", "given", "take_back")),
        )
        for view in views
    },
}
THEOS_TOO = {("table.index", ""): 303, ("live.stream", ""): 204}  # the first to his own page
# from where a child is in nobody takes a chair at the table
THEOS_TOO |= {cell: 404 for cell in PUBLIC if cell[0].startswith(("invitations.", "cards."))}
THEOS_TOO |= {cell: 404 for cell in PUBLIC if cell[0].startswith(("invitations.", "pairing."))}
GUESTS = {  # for Ruth; for everybody else they are not there
    **{(f"pin.{view}", ""): 200 if view == "index" else 303 for view in ("index", "set_pin", "take_off_pin")},
    **{(f"{page}.index", ""): 200 for page in ("guest_home", "guest_thanks", "guest_me")},
    ("deeds.undo", "mara's deed"): 404,
    ("deeds.undo", "ruth's deed"): 303,
    ("deeds.undo", "missing"): 404,
    ("guest_asks.new", ""): 200,
    ("guest_needs.show", "mara's meal"): 200,
    ("guest_needs.show", "missing"): 404,
}
GUESTS |= {
    # what Jon asks of her, what she has, and what she asked for herself
    **{("guest_needs.show", thing): 200 for thing in ("jon's, to ruth", "ruth has it", "ruth's ask")},
    ("guest_needs.show", "jon has it"): 404,
    **{
        (f"guest_needs.{verb}", thing): 303 if thing in may else 403
        for verb, may in (
            ("claim", ("mara's meal", "jon's, to ruth")),
            *((verb, ("ruth has it",)) for verb in ("move", "hand_back")),
            ("meet", ("ruth has it", "ruth's ask")),
            *((verb, ("ruth's ask",)) for verb in ("rest", "reopen", "take_back")),
            ("nudge", ()),
        )
        for thing in ("mara's meal", "jon's, to ruth", "ruth has it", "ruth's ask")
    },
    ("guest_needs.claim", "ruth has it"): 303,  # twice is once
    ("guest_needs.nudge", "ruth's ask"): 409,  # nobody has it
    ("guest_needs.take_story_back", "what ruth did for mara"): 303,
    ("guest_needs.take_story_back", "mara's meal"): 404,
    **{
        (f"guest_replies.{verb}", thing): 403 if thing == "ruth's ask" else 303
        for verb in ("not_now", "call_me")
        for thing in ("mara's meal", "jon's, to ruth", "ruth's ask")
    },
    **{("guest_replies.reply", thing): 303 for thing in ("mara's meal", "ruth's ask")},
    ("guest_replies.take_up", "jon's offer to ruth"): 303,
    ("guest_replies.take_up", "ruth's not now under the meal"): 403,
    ("guest_replies.take_up", "jon's under the meal"): 403,
    ("guest_replies.take_back", "ruth's not now under the meal"): 303,
    **{("guest_replies.take_back", thing): 403 for thing in ("jon's offer to ruth", "jon's under the meal")},
    **{(f"guest_replies.take_{way}", "jon's under another need"): 404 for way in ("up", "back")},
    **{
        (f"guest_needs.{verb}", "missing"): 404
        for verb in ("claim", "move", "hand_back", "nudge", "meet", "rest", "reopen", "take_back", "take_story_back")
    },
    **{(f"guest_replies.{verb}", "missing"): 404 for verb in ("not_now", "call_me", "reply", "take_up", "take_back")},
    ("guest_asks.ask", ""): 303,
    **{
        (f"rhythms.{view}", "ruth's rhythm"): yes
        for view, yes in (("show", 200), ("pause", 303), ("resume", 303), ("skip", 303), ("end", 303))
    },
    ("guest_thanks.new", ""): 200,
    ("guest_thanks.thank", ""): 303,
    ("guest_thanks.take_back", "ruth's, to mara"): 303,
    ("guest_thanks.take_back", "mara's, to ruth alone"): 403,
    ("guest_thanks.take_back", "mara's, to the family"): 404,
    ("guest_thanks.take_back", "missing"): 404,
}
GUESTS |= {
    ("guest_me.likes", ""): 200,
    ("guest_me.keep_likes", ""): 303,
    ("people.edit", "ruth"): 200,
    ("people.change", "ruth"): 303,
    ("care_notes.show", "jon's note, to ruth"): 200,
}
SHARED = {  # for Ruth, on pages that partners have too
    ("look.theme", ""): 303,
    ("look.text", ""): 303,
    ("notices.index", ""): 200,
    ("notices.see", ""): 303,
    ("quiet.keep", ""): 303,
    ("devices.index", ""): 200,
    ("devices.revoke_others", ""): 303,
    **{
        (f"devices.{verb}", whose): 303 if whose == "ruth's phone" else 404
        for verb in ("rename", "revoke")
        for whose in ("ruth's phone", "mara's other phone", "ida's tablet", "the kitchen's", "missing")
    },
    **{(f"people.{view}", who): 404 for view in ("edit", "change") for who in ("mara", "jon", "ida", "missing")},
    ("channels.index", ""): 200,
    ("channels.new", ""): 404,  # of no kind
    **{(f"channels.{verb}", ""): 303 for verb in ("add", "choose_for_page", "try_page")},
    **{
        (f"channels.{view}", whose): yes if whose == "ruth's channel" else 404
        for view, yes in {
            "show": 200,
            **dict.fromkeys(("try_out", "arrived", "did_not_arrive", "choose", "close"), 303),
            "let_send": 403,
        }.items()
        for whose in ("mara's channel", "ruth's channel", "missing")
    },
    ("calendars.index", ""): 200,
    ("calendars.make", ""): 200,
    ("calendars.change", ""): 409,  # she has none
    ("calendars.end", ""): 303,
    ("slow.index", ""): 200,
    ("slow.go_slowly", ""): 303,
    ("slow.go_as_before", ""): 303,
    ("whispers.index", ""): 200,
    ("whispers.hush", ""): 303,
    ("whispers.let", ""): 303,
    ("care_notes.show", "mara's note, to jon"): 404,
    ("care_notes.show", "ruth's note, to nobody"): 200,  # from before she was a guest
    ("care_notes.show", "missing"): 404,
    **{(f"leaving.{page}", ""): 200 for page in ("index", "export", "before", "sure")},
    ("leaving.leave", ""): 303,
    ("leaving.close", ""): 403,
    ("packets.index", ""): 200,
    ("packets.pack", ""): 200,
    ("rhythms.index", ""): 200,
    **{
        (f"rhythms.{view}", whose): 404
        for view in ("show", "pause", "resume", "skip", "end")
        for whose in ("mara's rhythm", "jon's rhythm", "missing")
    },
}
RUTHS_TOO = {("table.index", ""): 303, ("live.stream", ""): 204, ("door.sign_out", ""): "door"} | SHARED
KITCHEN = {  # for the tablet when nobody has touched a face, and for who has
    ("day.index", ""): (200, 200),
    ("day.night", ""): (303, 303),  # it is evening, and the night is still to come
    ("day.about", ""): (200, 200),
    ("company.comes", ""): (303, 303),
    ("company.back_page", ""): (303, 303),  # there is none
    ("company.back", ""): (422, 422),  # nobody has a PIN
    ("kiosk_faces.index", ""): (200, 200),
    ("kiosk_faces.touch", "mara"): (303, 303),
    ("kiosk_faces.touch", "ida"): (303, 303),
    ("kiosk_faces.touch", "ruth"): (404, 404),  # no partner ticked her
    ("kiosk_faces.show", "mara"): (303, 303),  # she has no PIN
    ("kiosk_faces.show", "ruth"): (404, 404),
    ("kiosk_faces.pin", "mara"): (303, 303),
    ("kiosk_faces.pin", "ruth"): (404, 404),
    ("kiosk_faces.leave", ""): (303, 303),
    ("kiosk_faces.still_here", ""): (303, 204),
    ("kiosk_needs.index", ""): (303, 200),
    **{(f"kiosk_faces.{view}", "missing"): (404, 404) for view in ("touch", "show", "pin")},
    # asking, helping and thanking there take a face; what is sent without one is given back
    ("kiosk_asks.new", ""): (303, 200),
    ("kiosk_asks.ask", ""): (409, 303),
    ("kiosk_thanks.new", ""): (303, 200),
    ("kiosk_thanks.thank", ""): (409, 303),
    **{
        ("kiosk_thanks.given", whose): (303, yes)
        for whose, yes in {"mara's, to the family": 200, "mara's, to ruth alone": 404, "missing": 404}.items()
    },
    **{
        (f"kiosk_needs.{verb}", which): (303 if verb == "show" else 409, yes)
        for verb, cells in {
            "show": (200, 200, 200, 404, 404),
            "claim": (403, 403, 303, 404, 404),
            "hand_back": (403, 403, 403, 404, 404),
            "meet": (303, 303, 403, 404, 404),
        }.items()
        for which, yes in zip(
            ("mara's meal", "mara's, and jon has it", "jon's to all", "mara's to ruth alone", "missing"),
            cells,
            strict=True,
        )
    },
}
KITCHENS_TOO = {("table.index", ""): 303, ("live.stream", ""): 204}
# nobody signs in on the kitchen tablet, and nobody takes a chair from there
KITCHENS_TOO |= {cell: 404 for cell in PUBLIC if cell[0].startswith(("invitations.", "cards."))}
KITCHENS_TOO |= {("door.sign_in", ""): 303}
# whoever is in on a phone is told so there, and the card of somebody else signs nobody out
STAY_IN = {("cards.waiting", "lena's card"): 200}
STAY_IN |= {(f"cards.{verb}", "lena's card"): 409 for verb in ("take_up", "knock", "come_in")}
KITCHENS_TOO |= {cell: 404 for cell in PUBLIC if cell[0].startswith("invitations.")} | {("door.sign_in", ""): 303}
KITCHENS_TOO |= {cell: 404 for cell in PUBLIC if cell[0].startswith("recovery_codes.")} | {("door.come_in", ""): 404}
KITCHENS_TOO |= {cell: 303 for cell in PUBLIC if cell[0].startswith("pairing.")}  # it is in: to its day
# the kids come in by a tap on their face there, too
KITCHENS_TOO |= {(f"faces.{view}", "ida"): "door" for view in ("show", "tap_picture", "start_over")}
KITCHENS_TOO |= {("faces.tap", "ida"): 303}
OWN = {  # the table of each who has pages of their own
    "theo": KIDS | THEOS_TOO,
    "ruth": GUESTS | RUTHS_TOO | STAY_IN,
    "mara": STAY_IN,
    "jon": STAY_IN,
    "kitchen": {cell: yes[0] for cell, yes in KITCHEN.items()} | KITCHENS_TOO,
    "mara here": {cell: yes[1] for cell, yes in KITCHEN.items()} | KITCHENS_TOO,
}
TABLE = {**PUBLIC, **CLOSED, **KIDS, **GUESTS, **KITCHEN}
READ = {  # these take GET and change nothing; all the others take POST
    "assets.show", "health.show", "home_screen.manifest", "home_screen.worker", "home_screen.offline",
    "live.stream", "door.sign_in", "set_up.index", "table.index",
    "us.index", "house.index", "home.edit", "needs.new", "needs.show", "replies.not_now_page", "changes.change_page",
    "notices.index", "channels.index", "channels.new", "channels.show",
    "finding.index", "finding.known", "drafts.index", "rhythms.index", "rhythms.show",
    "thanks.index", "thanks.new", "people.new", "people.edit",
    "invitations.new", "invitations.words", "invitations.show",
    "devices.index", "passphrase.index", "recovery_codes.index", "recovery_codes.lost", "access_log.index",
    "agreements.index", "agreements.new",
    "looking_back.index", "calendars.index", "calendars.show", "buttons.index", "presses.show",
    "repairs.index", "repairs.new", "repairs.show", "repairs.pass_on",
    "our_why.index", "our_why.question", "our_why.new_line",
    "care.show", "leave_now.measures", "contacts.index", "slow.index", "whispers.index",
    "weather.index", "practices.index", "loneliness.index", "care_notes.index", "care_notes.show",
    "leaving.index", "leaving.before", "leaving.sure", "leaving.goodbye", "packets.index",
    "check_ins.index", "check_ins.aloud", "check_ins.one_ask", "check_ins.kept",
    "kids.show", "kids.view", "kids.tiles", "kids.hearers", "kids.quiet", "kid_night.index",
    "stories.new", "kid_stories.show", "kid_stories.maybe", "kid_stories.promises",
    "kid_help.show", "kid_help.tried", "removals.sure",
    "kid_asks.index", "kid_asks.show",
    "kiosk_faces.index", "kiosk_needs.index", "company.back_page", "pin.index",
    "faces.show", "kids_devices.show", "kids_pictures.new",
    "kid_home.index", "kid_asks.who", "kid_feelings.index", "kid_help.index", "kid_thanks.index", "kid_stories.index",
    "kid_feelings.who", "kid_feelings.nobody", "kid_feelings.told",
    "kid_thanks.pick", "kid_thanks.words", "kid_thanks.given",
    "day.night", "day.about",
    "day.index", "kiosk_asks.new", "kiosk_thanks.new", "kiosk_faces.show", "kiosk_needs.show",
    "guest_me.likes",
    "guest_home.index", "guest_thanks.index", "guest_me.index", "guest_asks.new", "guest_needs.show",
    "guest_thanks.new",
    "pairing.index", "cards.show", "kiosks.index", "guests.index", "guests.show",
    "guests_cards.new", "cards.waiting",
    "pairing.letters", "kiosks.new", "kiosks.at_door", "kiosks.show",
    "kiosk_thanks.given",
}  # fmt: skip

# a child may have been on the tablet just now: its pages lead to the day, and what comes too late is given back
for name in ("kitchen", "mara here"):
    OWN[name] |= {cell: 303 if cell[0] in READ or cell[0] == "kid_home.bye" else 409 for cell in KIDS}


# ---- the house that the table speaks of


@pytest.fixture
def things(app: Flask, cast: SimpleNamespace) -> dict[str, dict]:
    """What stands in an address, by the name it has in the table."""
    app.extensions["hub"].room = 0
    mara, jon, ruth = cast.mara, cast.jon, cast.ruth
    meal = Need.ask(by=mara, word="good_food", audience="orbit")
    held = Need.ask(by=mara, word="errand", audience="home")
    held.claim(by=jon)
    visit = Need.ask(by=mara, word="ride", audience="named", named=[ruth])
    lift = Need.ask(by=jon, word="ride", audience="named", named=[ruth])
    invitation, code, _ = Invitation.invite(mara)
    invitation.say_yes(by=jon)
    said = {
        "jon's under the meal": Reply.write_under(meal, by=jon, words="Soup?"),
        "ruth's not now under the meal": Reply.say_not_now(meal, by=ruth, words="On Friday.", offer="time"),
        "jon's under another need": Reply.write_under(lift, by=jon, words="At ten?"),
    }
    others = {"mara's other phone": mara, "jon's other phone": jon, "ruth's phone": ruth, "ida's tablet": cast.ida}
    friday = date(2026, 6, 19)
    rhythms = {
        f"{name}'s rhythm": Rhythm.begin(by=who, word="quiet", weekdays=[friday.weekday()], time=time(18))
        for name, who in (("mara", mara), ("jon", jon), ("ruth", ruth))
    }
    buttons = {name: Button.make(by=getattr(cast, name), word="quiet") for name in ("mara", "jon", "ruth")}
    agreed = dict(promises=[Words("We ask out loud.")], look_again_on=date(2026, 8, 12))
    Agreement.update(key="words").where(Agreement.id == Agreement.propose(by=mara, **agreed).id).execute()
    for question, writers in (("y01", (mara,)), ("y02", (mara, jon))):
        for who in writers:
            WhyAnswer.write(question, by=who, words="Soup?")
    answers = WhyAnswer.select().where(WhyAnswer.by == mara).order_by(WhyAnswer.id)
    return {
        "a question": dict(question_id="y01"),
        **dict(zip(("mara's answer", "mara's open answer"), (dict(key=one.key) for one in answers), strict=True)),
        "mara's line": dict(key=WhyLine.propose(by=mara, words="We share.").key),
        **{name: dict(key=one.key) for name, one in rhythms.items()},
        **{f"{name}'s button": dict(key=button.key) for name, (button, _) in buttons.items()},
        "mara's button's link": dict(token=buttons["mara"][1]),
        "": {},
        "missing": dict.fromkeys(("key", "reply_key", "code", "token", "name", "question_id", "whose"), "missing")
        | dict(version="1"),
        "icon.svg": dict(name="icon.svg", version="1"),
        "code": dict(code=code),
        "mara's link": dict(token=Calendar.make(by=mara)[1]),
        "mara's": dict(key=invitation.key),
        "mara's, to the family": dict(key=Thanks.give(by=mara, to=[jon], did="You came.", audience="home").key),
        "ruth's, to mara": dict(key=Thanks.give(by=ruth, to=[mara], did="You drove me.").key),
        "mara's, to ruth alone": dict(key=Thanks.give(by=mara, to=[ruth], did="You came.").key),
        **{name: dict(key=getattr(cast, name).key) for name in ("mara", "jon", "ida", "ruth")},
        **{whose: dict(key=Device.enter(person, "other")[0].key) for whose, person in others.items()},
        "the kitchen's": dict(key=cast.kitchen.key),
        "lena with a card": dict(key=guest_with_a_card(mara).key),
        "a card nobody used": dict(key=Card.make(by=mara, name="Noor")[0].key),
        "a tablet at the door": dict(key=Knock.with_letters(Knock.for_kitchen("iPad")[1]).key),
        **{f"{who.name.lower()}'s channel": dict(key=channel_of(who).key) for who in (mara, ruth)},
        "the neighbour": dict(key=neighbour(mara).key),
        "what hurt mara": dict(key=Repair.ouch(by=mara, to=jon).key),
        "between two others": dict(key=between_two_others().key),
        "the helpline": dict(key=Contact.add(by=mara, kind="helpline", reach="116 123").key),
        **{f"{name}'s draft": dict(key=draft_of(getattr(cast, name))) for name in ("mara", "jon", "ruth")},
        "mara's note, to jon": dict(key=note_of(mara, to=jon)),
        "jon's note, to ruth": dict(key=note_of(jon, to=ruth)),
        "ruth's note, to nobody": dict(key=note_of(ruth)),
        **{name: dict(key=need.key) for name, need in zip(NEEDS, (meal, held, visit, lift), strict=False)},
        **{name: dict(key=meal.key, reply_key=reply.key) for name, reply in said.items()},
        **of_ruth(cast),
        **check_in_of(mara, jon),
        **story_of(mara, cast.theo),
        **{name: dict(whose=cast.theo.key, key=need.key) for name, need in to_help(cast).items()},
        "theo's": dict(whose=cast.theo.key),
        "ida's": dict(whose=cast.ida.key),
        "theo's tile": dict(whose=cast.theo.key, code=tile_of(cast.theo)),
        "theo's face": dict(whose=cast.theo.key, code=code_of(cast.theo, "sad")),
        "what theo told mara": dict(whose=cast.theo.key, key=KidFeeling.tell(by=cast.theo, to=mara, feeling="sad").key),
        **{
            f"theo's dino for {who.name.lower()}": dict(
                whose=cast.theo.key, key=who.key, code=code_of(cast.theo, "dino")
            )
            for who in (jon, ruth)
        },
        "jon's to all": dict(key=Need.ask(by=jon, word="errand", audience="home").key),
        **{f"{who.name.lower()}'s deed": dict(key=deed_of(who, meal)) for who in (mara, ruth)},
        "theo's thanks": dict(
            whose=cast.theo.key,
            key=Thanks.give(by=cast.theo, to=[jon], picture="dino", audience="home").key,
        ),
        **card_for_lena(mara),
        "theo's tile that can't wait": dict(whose=cast.theo.key, code=tile_of(cast.theo, "kid_hurts")),
        **{
            f"{one.name.lower()}'s ask": dict(whose=cast.theo.key, key=ask_of(one, mara))
            for one in (cast.theo, cast.ida)
        },
    }


def card_for_lena(mara: Person) -> dict[str, dict]:
    """It waits for Lena, and a phone waits with it."""
    card, code, _ = Card.make(by=mara, name="Lena")
    Knock.with_card(card, "Android")
    waits = Knock.get(Knock.card == card)
    return {"lena's card": dict(code=code), "lena's": dict(key=card.key), "the phone at the door": dict(key=waits.key)}


def guest_with_a_card(by: Person) -> Person:
    card, _, _ = Card.make(by=by, name="Lena")
    return card.take_up(name="Lena", face=dict(shape="egg", ink="oat", hair="none"))


def of_ruth(cast: SimpleNamespace) -> dict[str, dict]:
    """What is asked of Ruth, what she has and did, what she asked for and was offered; and what Jon has alone."""
    mara, jon, ruth = cast.mara, cast.jon, cast.ruth
    lift, has, did = (Need.ask(by=who, word="quiet", audience="named", named=[ruth]) for who in (jon, mara, mara))
    has.claim(by=ruth)
    did.claim(by=ruth)
    did.meet(by=mara)
    Story.tell_kids(did, by=mara, when="orbit_helped")
    hers, jons = Need.ask(by=ruth, word="ride", audience="partners"), Need.ask(by=mara, word="ride", audience="home")
    jons.claim(by=jon)
    offer = Reply.say_not_now(hers, by=jon, words="At ten?", offer="time")
    needs = zip(("jon's, to ruth", "ruth has it", "what ruth did for mara", "ruth's ask", "jon has it"),
                (lift, has, did, hers, jons), strict=True)  # fmt: skip
    return {name: dict(key=need.key) for name, need in needs} | {
        "jon's offer to ruth": dict(key=hers.key, reply_key=offer.key)
    }


def deed_of(person: Person, need: Need) -> str:
    """Thanks that were said at the kitchen tablet."""
    Deed.thank(by=person, to=[need.asked_by if need.asked_by != person else Person.get(Person.name == "Jon")],
               did="Soup?", audience="orbit")  # fmt: skip
    return Deed.get(Deed.person == person).key


def story_of(mara: Person, theo: Person) -> dict[str, dict]:
    """Theo helped Mara, and she told it."""
    need = Need.ask(by=mara, word="quiet", audience="named", named=[theo])
    need.claim(by=theo)
    need.meet(by=mara)
    key = Story.tell_kids(need, by=mara, when="child_helped").key
    return {"what theo did for mara": dict(key=key), "what theo did, told to him": dict(whose=theo.key, key=key)}


def to_help(cast: SimpleNamespace) -> dict[str, Need]:
    """What Jon asks of Theo, what Theo has taken, and what is not for Theo."""
    asked = [
        Need.ask(by=cast.jon, word="quiet", audience="named", named=[who]) for who in (cast.theo, cast.theo, cast.ida)
    ]
    asked[1].claim(by=cast.theo)
    return dict(zip(("theo's to help", "theo helps", "jon's, to ida"), asked, strict=True))


def tile_of(child: Person, word: str = "kid_hug") -> str:
    return KidView.of(child).code(kid_asks()[word])


def ask_of(child: Person, to: Person) -> str:
    return Need.ask_now(by=child, word="kid_scared", named=[to]).key


def check_in_of(mara: Person, jon: Person) -> dict[str, dict]:
    """Both sit there, and have opened the first question."""
    check_in = CheckIn.start(by=mara, others=[jon], picked=("c01", "c05"))
    check_in.sit_down(by=jon)
    check_in.go_on(by=mara, step="thanks")
    for who in (mara, jon):
        check_in.answer(by=who, question="c01", words="Today.")
    CheckInKept.put_by(mara, question="c01", words="On Sunday.", readers=[mara, jon])
    return {
        "the check-in": dict(key=check_in.key),
        "mara's answer, sat down": dict(key=CheckInAnswer.get(CheckInAnswer.by == mara).key),
        "mara's kept answer": dict(key=CheckInKept.get().key),
    }


def channel_of(person: Person) -> Channel:
    return Channel.add("webhook", by=person, address={"url": "http://10.0.0.9/hook"}, language="en", house="")


def neighbour(by: Person) -> Neighbour:
    Neighbour.let("10.0.0.9", 80, by=by)
    return Neighbour.get()


def between_two_others() -> Repair:
    """Of partners that left again, so that nobody else's yes is missed."""
    two = [
        Person.join(
            role=Role.PARTNER, name=name, face=dict(shape="egg", ink="oat", hair="none"), passphrase="", left_at=now()
        )
        for name in ("Lena", "Noor")
    ]
    return Repair.ouch(by=two[0], to=two[1])


def note_of(person: Person, to: Person | None = None) -> str:
    CareNote.keep(by=person, helps="Tea.")
    note = CareNote.get(CareNote.person == person)
    if to:
        note.show_to(to, by=person)
    return note.key


def draft_of(person: Person) -> str:
    return Draft.keep(by=person, own="Drive me?").key


@pytest.fixture
def cookies(cast: SimpleNamespace) -> dict[str, str]:
    """Everyone's cookie."""
    tokens = {name: Device.enter(getattr(cast, name), "test")[1] for name in ("mara", "jon", "theo", "ruth")}
    device, tokens["revoked"] = Device.enter(cast.mara, "lost")
    Device.update(revoked_at=now()).where(Device.id == device.id).execute()
    tokens |= {"kitchen": cast.kitchen_token, "stranger": "", "mara here": another_tablet()}
    Device.known(tokens["mara here"]).touch(by=cast.mara)
    return tokens


def another_tablet() -> str:
    """The cookie of one more tablet in the kitchen."""
    secret, letters = Knock.for_kitchen("tablet")
    Knock.with_letters(letters).let_in(by=Person.get(Person.name == "Mara"), name="The other one")
    return Knock.with_secret(secret).come_in()[1]


@pytest.fixture
def knock(app: Flask, home: Home, cast: SimpleNamespace, things: dict, cookies: dict):
    """The answer to one request of somebody, after which the house is as it was before."""
    form = dict(
        day="2026-06-19", word="quiet", when="now", words="Soup?",
        to=cast.ida.key, did="You came.", theme="dark", passphrase=PASSPHRASE,
        name="Lena", shape="egg", ink="oat", hair="none", zone="Europe/Berlin",
        words_read="words", instead_of="words", look_again_on="2026-08-12", **{"p0-text": "We ask out loud."},
        sure="y", found="lonely:hug", kind="webhook", url="https://lamp.example/", begins="22:00", ends="07:00",
        what="helpline", reach="116 123",
        sky="low", answer="a_lot", helps="Tea.", person=cast.ruth.key,
        line="For Thursday.",
        tiles=["kid_scared", "kid_hurts"],
        grown_up=cast.mara.key, quality="kind", lasts="open",
        text="larger",
        pin="2468", face=cast.mara.key,
    )  # fmt: skip

    def knock(who: str, method: str, endpoint: str, thing: str, **more: Any) -> Any:
        adapter = app.url_map.bind("localhost")
        path = adapter.build(endpoint, {name: things[thing][name] for name in names_in(app, endpoint)})
        client = app.test_client()
        client.set_cookie(f"household-{home.key}", cookies[who])
        with database.db.atomic() as undo:
            answer = client.open(path, method=method, data=form if method == "POST" else None, **more)
            undo.rollback()
        return answer

    return knock


def names_in(app: Flask, endpoint: str) -> set[str]:
    return next(app.url_map.iter_rules(endpoint)).arguments


def said(answer: Any) -> Any:
    """The status, or "door" for whoever is sent to the front door."""
    return "door" if (answer.location or "").startswith("/sign-in") else answer.status_code


def expected(who: str, endpoint: str, thing: str, method: str) -> Any:
    if endpoint == "door.sign_out" and who in ("mara", "jon"):
        return "door"
    if (endpoint, thing) in PUBLIC:
        return OWN.get(who, {}).get((endpoint, thing), PUBLIC[endpoint, thing])
    if who in ("mara", "jon"):
        return CLOSED[endpoint, thing][who == "jon"] if (endpoint, thing) in CLOSED else 404
    if who in OWN:
        return OWN[who].get((endpoint, thing), 404)
    return 401 if method == "POST" or endpoint == "live.stream" else "door"


# ---- the matrix


def test_every_address_stands_in_the_table_and_says_itself_whether_it_is_public(app):
    views = app.view_functions
    assert {rule.endpoint for rule in app.url_map.iter_rules()} == {endpoint for endpoint, _ in TABLE}
    assert {name for name in views if getattr(views[name], "is_public", False)} == {name for name, _ in PUBLIC}
    for rule in app.url_map.iter_rules():
        assert rule.methods == ({"GET", "HEAD", "OPTIONS"} if rule.endpoint in READ else {"POST", "OPTIONS"}), rule
    for endpoint, thing in TABLE:
        assert bool(names_in(app, endpoint)) == bool(thing), f"{endpoint} can't be tried with “{thing}”"
        assert not thing or (endpoint, "missing") in TABLE, endpoint


def test_the_demo_adds_one_door_and_only_where_the_family_is_made_up(app, home, cast, tmp_path):
    demo = create_app(TESTING=True, DATA=tmp_path, DATABASE=app.config["DATABASE"], DEMO=True)
    added = {rule.endpoint for rule in demo.url_map.iter_rules()} - {name for name, _ in TABLE}
    assert added == {"demo.come_in", "demo.kitchen", "demo.out"}
    sent = dict(data={"person": cast.mara.key}, headers={"Origin": "http://localhost"})
    for path in ("/demo/come-in", "/demo/kitchen", "/demo/out"):
        assert demo.test_client().post(path, **sent).status_code == 404
    Home.update(made_up=True).execute()
    for name in ("theo", "ruth", "kitchen", "mara", "jon"):
        sent["data"] = {"person": getattr(cast, name).key}
        answer = demo.test_client().post("/demo/come-in", **sent)
        assert answer.status_code == (404 if name == "kitchen" else 303), name
    tablet = demo.test_client()
    tablet.post("/demo/kitchen", **sent)
    assert tablet.get("/").location == "/day/"
    tablet.post("/demo/out", **sent)
    assert tablet.get("/").location.startswith("/sign-in")


def test_everyone_gets_in_where_the_table_says_and_nowhere_else(app, knock):
    """Where somebody with pages of their own has no way in, whatever stands there: one thing of each is tried."""
    wrong, shut = {}, set()
    for endpoint, thing in TABLE:
        method = "GET" if endpoint in READ else "POST"
        for who in WHO:
            if who in OWN and (endpoint, thing) not in {**OWN[who], **PUBLIC}:
                if (who, endpoint) in shut:
                    continue
                shut.add((who, endpoint))
            found = said(knock(who, method, endpoint, thing))
            if found != expected(who, endpoint, thing, method):
                wrong[who, method, endpoint, thing] = found
    assert wrong == {}


def addresses(app: Flask) -> dict[str, tuple[str, str, set[str]]]:
    """For every address something that stands there, and the methods it takes."""
    found: dict[str, tuple[str, str, set[str]]] = {}
    for endpoint, thing in TABLE:
        for rule in app.url_map.iter_rules(endpoint):
            found.setdefault(rule.rule, (endpoint, thing, set()))[2].update(rule.methods)
    return found


def test_no_address_takes_another_method_whoever_asks(app, knock):
    """That is settled before anyone is known, so the seven take turns."""
    wrong, turns = {}, cycle(WHO)
    for endpoint, thing, methods in addresses(app).values():
        for method in sorted({*METHODS} - methods):
            answer = knock(who := next(turns), method, endpoint, thing)
            if answer.status_code != 405 or not set(answer.headers["Allow"].split(", ")) <= methods:
                wrong[who, method, endpoint, thing] = answer.status_code
    assert wrong == {}


def test_head_and_options_say_no_more_than_get_does(app, knock):
    wrong = {}
    for endpoint, thing, methods in addresses(app).values():
        for method in {"HEAD", "OPTIONS"} & methods:
            for who in ("stranger", "ruth", "jon"):
                answer = knock(who, method, endpoint, thing)
                ruths = {**GUESTS, **SHARED, ("live.stream", ""): 204, ("door.sign_out", ""): "door"}
                known = {"jon": CLOSED, "ruth": ruths}
                lets_in = method == "OPTIONS" and (endpoint, thing) in {**PUBLIC, **known.get(who, {})}
                right = 200 if lets_in else expected(who, endpoint, thing, method)
                if said(answer) != right or ((lets_in or method == "HEAD") and answer.data):
                    wrong[who, method, endpoint, thing] = said(answer)
    assert wrong == {}


def test_htmx_is_told_to_go_to_the_door(app, knock):
    for endpoint, thing, methods in addresses(app).values():
        for method in {"GET", "POST"} & methods if (endpoint, thing) in CLOSED else ():
            for who in ("stranger", "revoked"):
                answer = knock(who, method, endpoint, thing, headers={"HX-Request": "true"})
                assert (answer.status_code, answer.headers["HX-Redirect"], answer.data) == (401, "/sign-in", b"")


def test_a_stranger_comes_back_to_the_page_and_keeps_the_words_that_were_typed(stranger, cast, meal):
    assert stranger.get(f"/needs/{meal.key}").location == f"/sign-in?to=/needs/{meal.key}"
    assert "Soup at seven?" in stranger.post(f"/needs/{meal.key}/reply", data={"words": "Soup at seven?"}).text


# ---- what a sign-in is worth


@pytest.fixture
def mara_with_a_passphrase(mara: Person) -> Person:
    Person.update(passphrase=passphrase.seal(PASSPHRASE)).where(Person.id == mara.id).execute()
    return mara


def token(client: Any, home: Home) -> str:
    found = client.get_cookie(f"household-{home.key}")
    return found.value if found else ""


def come_in(client: Any, name: str = "Mara") -> Any:
    return client.post("/sign-in", data={"name": name, "passphrase": PASSPHRASE})


def is_in(client: Any, **more: Any) -> bool:
    return client.get("/", **more).status_code == 200


def with_cookie(app: Flask, home: Home, value: str) -> Any:
    client = app.test_client()
    client.set_cookie(f"household-{home.key}", value)
    return client


def test_the_cookie_is_kept_from_scripts_and_from_other_sites(stranger, home, mara_with_a_passphrase):
    answer = come_in(stranger)
    (cookie,) = SimpleCookie(answer.headers["Set-Cookie"]).values()
    assert (cookie["httponly"], cookie["samesite"], cookie["path"], cookie["domain"]) == (True, "Lax", "/", "")
    assert token(stranger, home) not in [device.token_hash for device in Device.select()]


def test_signing_out_makes_the_old_cookie_worthless(app, home, as_, mara):
    client = as_(mara)
    old = token(client, home)
    client.post("/sign-out")
    assert not is_in(client) and not is_in(with_cookie(app, home, old))
    assert token(client, home) != old


def test_signing_in_gives_a_fresh_cookie_and_nobody_elses(app, home, as_, jon, mara_with_a_passphrase):
    client = as_(jon)
    planted = token(client, home)
    client.post("/sign-out")
    left_behind = token(client, home)
    come_in(client)
    assert is_in(client)
    assert not is_in(with_cookie(app, home, planted)) and not is_in(with_cookie(app, home, left_behind))


def test_a_made_up_cookie_is_never_taken_over(stranger, home, mara_with_a_passphrase):
    stranger.set_cookie(f"household-{home.key}", "planted")
    come_in(stranger)
    assert is_in(stranger) and token(stranger, home) != "planted"


def test_a_revoked_device_is_a_stranger_on_its_very_next_request(app, home, as_, mara):
    lost, kept = as_(mara), as_(mara)
    assert is_in(lost) and is_in(kept)
    Device.update(revoked_at=now()).where(Device.id == Device.known(token(lost, home)).id).execute()
    assert lost.get("/").location == "/sign-in" and is_in(kept)
    Device.revoke_all(mara)
    assert kept.post("/needs/", data={"word": "quiet"}).status_code == 401 and Need.select().count() == 0


def test_someone_who_left_is_out_on_the_very_next_request(as_, jon):
    client = as_(jon)
    assert is_in(client)
    Person.update(left_at=now()).where(Person.id == jon.id).execute()
    assert not is_in(client)


def test_another_role_counts_on_the_very_next_request(as_, jon):
    client = as_(jon)
    Person.update(role=Role.GUEST).where(Person.id == jon.id).execute()
    assert client.get("/").location == "/guest/" and client.get("/us/").status_code == 404


def test_another_address_and_another_browser_sign_nobody_out(as_, mara):
    client = as_(mara)
    elsewhere = dict(environ_base={"REMOTE_ADDR": "10.0.0.77"}, headers={"User-Agent": "another one"})
    assert is_in(client) and is_in(client, **elsewhere)
    assert is_in(client, headers={"X-Forwarded-For": "203.0.113.9"}) and is_in(client)


@pytest.mark.parametrize("away", [timedelta(hours=-1), timedelta(days=-400), timedelta(days=40)], ids=str)
def test_a_clock_that_is_wrong_signs_nobody_out(app, home, cast, as_, clock, away):
    clients = [as_(cast.mara), as_(cast.jon)]
    with stopped(clock + away):
        assert all(is_in(client) for client in clients)
        assert with_cookie(app, home, cast.kitchen_token).get("/").location == "/day/"  # still the kitchen
    assert all(is_in(client) for client in clients)


def forged(key: str, secret: str) -> list[tuple[str, str]]:
    """The cookies that Flask and Flask-Login themselves would believe."""
    other = Flask("forger")
    other.secret_key = secret
    serializer: Any = SecureCookieSessionInterface().get_signing_serializer(other)
    session = serializer.dumps({"_user_id": key, "_fresh": True})
    return [("session", session), ("remember_token", encode_cookie(key, key=secret))]


@pytest.mark.parametrize("secret", ["guessed", "the real one"])
def test_a_forged_cookie_of_flask_lets_nobody_in_and_signs_nobody_out(app, home, cast, as_, secret):
    client = as_(cast.mara)
    device = Device.known(token(client, home))
    secret = app.config["SECRET_KEY"] if secret == "the real one" else secret
    for key in (cast.mara.key, device.key, str(cast.mara.id)):
        for name, value in forged(key, secret):
            forger = app.test_client()
            forger.set_cookie(name, value)
            assert not is_in(forger), name
            client.set_cookie(name, value)
            assert is_in(client), name


def test_two_homes_on_one_host_do_not_sign_each_other_out(app, home, mara_with_a_passphrase, tmp_path):
    here = app.test_client()
    come_in(here)
    database.db.close()
    other = create_app(TESTING=True, DATA=tmp_path / "..", DATABASE=f"sqlite:///{tmp_path / 'other.db'}")
    database.migrate()
    database.ready()
    there = other.test_client()
    other_home = Home.found("Next door", "Europe/Berlin", {})
    Person.join(
        role=Role.PARTNER, name="Mara", passphrase=passphrase.seal(PASSPHRASE),
        face=dict(shape="egg", ink="oat", hair="bun"),
    )  # fmt: skip
    there.set_cookie(f"household-{home.key}", token(here, home))
    there.set_cookie(f"household-{other_home.key}", token(here, home))
    headers = {"Origin": "http://localhost"}
    assert there.get("/", headers=headers).status_code == 303
    answer = there.post("/sign-in", data={"name": "Mara", "passphrase": PASSPHRASE}, headers=headers)
    there.post("/sign-out", headers=headers)
    assert [*SimpleCookie(answer.headers["Set-Cookie"])] == [f"household-{other_home.key}"]
    database.db.close()
    database.init(app.config["DATABASE"])
    database.ready()
    here.set_cookie(f"household-{other_home.key}", token(there, other_home))
    assert token(there, home) == token(here, home) and is_in(here)
