"""Whatever is sent, by whomever: the house answers, and never breaks."""

import random
import re
from datetime import date
from itertools import chain
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlencode

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from household import policy
from household.content.kids import THANKS_PICTURES, kid_asks, kid_faces
from household.models import (
    Agreement,
    Button,
    Calendar,
    CareNote,
    Channel,
    CheckIn,
    CheckInAnswer,
    CheckInKept,
    Contact,
    Device,
    Draft,
    Invitation,
    KidFeeling,
    KidView,
    Moment,
    Need,
    Neighbour,
    Person,
    Repair,
    Reply,
    Rhythm,
    Story,
    Thanks,
    WhyAnswer,
    WhyLine,
    WhyOpening,
)  # fmt: skip
from household.models.agreement import Words
from household.models.kid_view import code_of, coming_in, pictures

METHODS = ("GET", "POST", "HEAD", "OPTIONS", "PUT", "PATCH", "DELETE", "TRACE", "QUERY")
GOOD = {  # every form at once
    **{"word": "quiet", "own": "Please.", "who": "home", "when": "whenever", "words": "At eight?", "once": "a"},
    **{"did": "You tidied.", "audience": "named", "theme": "dark", "zone": "Europe/Berlin", "home_name": "The door"},
    **{"name": "Mo", "look": "own", "shape": "leaf", "ink": "oat", "hair": "none"},
    **{"kind": "webhook", "url": "https://lamp.example/", "begins": "22:00", "ends": "07:00"},
    "passphrase": "four quiet herons wading",
}
FIELDS = (
    *GOOD,
    *("feeling", "people", "kids_can_help", "at", "wording", "to", "says", "picked", "need", "kids_say", "person"),
    *("details", "warm", "phrase", "offer", "line", "part", "instead", "person", "sure", "smaller", "beside"),
    *("code", "step", "new-name", "new-at", "like", "before", "key", "x", "old", "again", "first", "new", "q"),
    *("kinds", "tells_words", "sound", "woken_by_now", "server", "topic", "token", "endpoint", "p256dh", "auth"),
    *("keys", "tells", "found", "starter", "draft", "weekdays", "every", "days", "hour", "clock", "day", "when"),
    *("opener", "landed", "feelings", "feels", "word", "asks", "welcome", "turn", "later", "reply"),
    *("thing", "make_right", "skip", "lent", "from_me", "yes"),
    *("words_read", "instead_of", "look_again_on", "kids_see", "go", "p0-text", "p0-keep", "p0-word", "p0-slip"),
    *("p1-text", "p1-kid_words", "p18-text", "p99-text", "p-1-text", "change", "sky", "what", "reach", "answer"),
    *("helps", "hard", "please_dont", "therapist", "trusted_person", "shows_contacts", "another", "at", "pick"),
    *("others", "of", "span", "all", "line"),
    *("tiles", "earlier", "later", "stood", "hears", "quiet_from", "quiet_until"),
    *("grown_up", "quality", "picture", "after"),
    *("likes", "text"),
)
VALUES = (
    *("", " ", "x", "y", "quiet", "hug", "heavy", "named", "partners", "home", "orbit", "kids", "now", "half", "pick"),
    *("time", "part", "else", "person", "word", "kept", "10", "w01", "w02", "d01", "g00", "n01", "n07"),
    *("tonight", "weekend", "whenever", "own", "leaf", "oat", "none", "dark", "passphrase", "you", "Europe/Berlin"),
    *("ntfy", "mail", "push", "apprise", "webhook", "ask", "quiet", "wakes", "http://[::1", "http://a:99999/", "x@y"),
    *("rhythm", "run", "clock", "4", "2", "2026-06-18", "2026-06-20", "9999-12-31", "0001-01-01"),
    *("2026-06-18T10:00", "0001-01-01T00:00", "9999-12-31T23:59", "2027-03-28T02:30", "16:00", "24:00", "16:00+02:00"),
    *("r01", "r06", "hurt", "calm_voice", "p05", "p06", "20", "tomorrow", "yes", "landed", "next"),
    *("lonely:hug", ":", ":hug", "lonely:", "I need a hug. Can you help?"),
    *("helpline", "+1", "https://[", "low", "sunny", "thanks", "c01", "c05", "y01", "y02", "about_me", "half", "all"),
    *("kid_hug", "kid_scared", "kid_hurts", "19:00", "kind", "funny", "sun", "teddy"),
    *("ride", "errand", "larger"),
    *("2026-08-12", "0000-00-00", "1" * 5_000, "-9", "9999-12-31T23:59", "2026-10-25T02:30", "goes", "stays"),
    *("0", "-1", "9" * 30, "1e999", "NaN", "null", "[]", "{{7*7}}", "%s%n", "<script>", "'; --", "../../etc/passwd"),
    *("\x00", "\u202e", "\ufeff", "\ufffd", "ß" * 41, "e\u0301" * 900, "x" * 2_001, "a-b-c-d", "//evil.test", "/日本"),
)  # fmt: skip
BETWEEN = (Repair, Agreement, WhyOpening, WhyLine, CareNote, CheckIn, CheckInKept)
JUNK = (
    *(b"\x00", b"..", b"/", b"//", b"%", b"%2e%2e", b"~", b"\n", b" ", b"x" * 3_000),
    *(b"\xff", b"\xed\xa0\x80", "日本".encode()),
)
HEADERS = {
    "HX-Request": ("true", "false", ""),
    "HX-Request-Type": ("partial", "full", "x"),
    "Accept-Language": ("de", "xx-YY;q=2", "en;q=NaN, *", "\xff", ",;=" * 100),
    "Accept-Encoding": ("gzip", "gzip;q=0", "*", "br;q=x"),
    "User-Agent": ("", "iPhone", "\xff" * 300),
    "Cookie": ("theme=dark", "household-=x", "=", ";;;=\xff", "a=b; " * 500),
    "X-Forwarded-For": ("8.8.8.8", "x" * 500),
    "Range": ("bytes=0-1", "bytes=-"),
    "If-None-Match": ("*", '"x"'),
    "Referer": ("http://evil.test/", "\xff"),
    "Content-Type": ("application/json", "multipart/form-data", "multipart/form-data; boundary=x", "text/html", "\xff"),
    "Content-Length": ("0", "5", "99999999999999"),
}


class Anybody:
    """Sends requests as anyone of the cast, a stranger, or someone whose phone was lost."""

    def __init__(self, app: Any, as_: Any, cast: SimpleNamespace) -> None:
        self.app, self.as_, self.cast = app, as_, cast
        left_out = ("health.show", "leaving.leave")  # whoever left would be a stranger from then on
        self.rules = [rule for rule in app.url_map.iter_rules() if rule.endpoint not in left_out]
        app.extensions["hub"].room = 0  # a stream would never end
        quiet = Need.ask(by=cast.mara, word="quiet", audience="named", named=[cast.jon])
        Reply.write_under(quiet, by=cast.jon, words="At eight?")
        Thanks.give(by=cast.jon, to=[cast.mara], did="You tidied.", audience="orbit")
        Draft.keep(by=cast.mara, own="Hear me?")
        Rhythm.begin(by=cast.mara, word="quiet", weekdays=[4], moment=Moment.get())
        for who in (cast.mara, cast.jon, cast.ruth):
            Channel.add("mail", by=who, address={"to": "x@mail.example"}, language="en", house="")
        Neighbour.let("10.0.0.9", 80, by=cast.mara)
        Contact.add(by=cast.mara, kind="helpline", reach="116 123")
        self.lay_out()
        self.secrets = [Invitation.invite(cast.mara)[1], Calendar.make(by=cast.mara)[1]]
        self.link = Button.make(by=cast.mara, word="quiet")[1]
        self.for_kids()

    def for_a_guest(self) -> None:
        """What Ruth has on pages of her own."""
        jon, ruth = self.cast.jon, self.cast.ruth
        CareNote.keep(by=jon, helps="Tea.")
        CareNote.of(jon).show_to(ruth, by=jon)
        Need.ask(by=jon, word="ride", audience="named", named=[ruth])
        Calendar.make(by=ruth)

    def for_kids(self) -> None:
        """Theo may write, may ask his sister, comes in by a tap, and so on: all that is only there if it is set."""
        mara, theo, ida = self.cast.mara, self.cast.theo, self.cast.ida
        KidView.of(theo).let_write(by=mara)
        KidView.of(theo).let_hear([ida], by=mara)
        Need.ask(by=mara, word="tidy_help", audience="home", kids_can_help=True)
        Need.ask(by=mara, own="Sing?", audience="named", named=[theo])
        done = Need.ask(by=mara, word="hug", audience="partners")
        done.claim(by=self.cast.jon)
        done.meet(by=mara)
        Story.tell_kids(done, by=mara, when="done", feels="calm")

    def kids_keys(self) -> dict[str, list[str]]:
        """What may stand in an address of Theo's pages: his own and others' keys, and the codes of his pictures."""
        kept = [row.key for table in (Need, Thanks, KidFeeling, Story, Person) for row in table.select()]
        words = (*kid_asks(), *kid_faces(), "", *THANKS_PICTURES)
        people = [person.key for person in Person.select()]
        return {"key": [*kept, *people], "code": [code_of(self.cast.theo, word) for word in words], "who": people}

    def lay_out(self) -> None:
        """What is between the partners, anew: all of it can be ended by one request."""
        mara, jon = self.cast.mara, self.cast.jon
        for table in BETWEEN:
            table.delete().execute()
        Repair.ouch(by=mara, to=jon, welcome="p03 p05")
        Repair.ouch(by=mara, to=jon, told=False)
        Agreement.propose(by=mara, promises=[Words("We ask.")], look_again_on=date(2026, 8, 12))
        for question, writers in (("y01", (mara,)), ("y02", (mara, jon))):
            for who in writers:
                WhyAnswer.write(question, by=who, words="Soup?")
        WhyLine.propose(by=mara, words="We share.")
        CareNote.keep(by=mara, helps="Tea.")
        CareNote.of(mara).show_to(jon, by=mara)
        check_in = CheckIn.start(by=mara, others=[jon], picked=("c01", "c05"))
        check_in.sit_down(by=jon)
        check_in.go_on(by=mara, step="thanks")
        check_in.answer(by=mara, question="c01", words="On Sunday.")
        CheckInKept.put_by(mara, question="c01", words="On Sunday.", readers=[mara, jon])

    def keys(self) -> dict[str, list[str]]:
        """Good keys by the noun whose address they fit; "" has all of them."""
        tables = {"needs": (Need, Reply), "thanks": (Thanks,), "people": (Person,), "invitations": (Invitation,),
                  "devices": (Device,), "drafts": (Draft,), "rhythms": (Rhythm,),
                  "channels": (Channel,), "neighbours": (Neighbour,), "buttons": (Button,),
                  "repairs": (Repair,), "care": (Contact,), "agreement": (Agreement,), "our-why": (WhyAnswer, WhyLine),
                  "care-note": (CareNote,), "check-in": (CheckIn, CheckInAnswer, CheckInKept)}  # fmt: skip
        found = {
            noun: [row.key for model in models for row in model.select().order_by(model.id.desc()).limit(5)]
            for noun, models in tables.items()
        }
        found["press"], found["our-why"] = [self.link], ["y01", "y02", "y03", *found["our-why"]]
        return found | {"": [*self.secrets, Moment.get().key, *chain.from_iterable(found.values())]}

    def client(self, who: str) -> Any:
        if who in ("stranger", "lost"):
            client = self.app.test_client()
            if who == "lost":
                client = self.as_(self.cast.jon)
                Device.revoke_all(self.cast.jon)
            return client
        return self.as_(getattr(self.cast, who))

    def send(self, who: str, method: str, path: bytes, query: bytes, headers: dict[str, str], body: bytes) -> None:
        sent = headers.copy()
        kind = sent.pop("Content-Type", "application/x-www-form-urlencoded")
        length = sent.pop("Content-Length", str(len(body)))
        wire = {"PATH_INFO": path.decode("latin-1"), "QUERY_STRING": query.decode("latin-1"), "CONTENT_LENGTH": length}
        answer = self.client(who).open(
            "/", method=method, headers=sent, data=body, content_type=kind, environ_overrides=wire
        )
        said = (who, method, path, query, headers, body[:300])
        assert answer.status_code < 500, said
        assert b"Traceback" not in answer.data and b"werkzeug" not in answer.data.lower(), said


WHO = ("stranger", "mara", "jon", "ruth", "theo", "kitchen", "lost")


@pytest.fixture
def anybody(app, as_, cast) -> Anybody:
    return Anybody(app, as_, cast)


def walk(anybody: Anybody, seed: int, steps: int) -> None:
    """So many requests, the same ones for the same seed: most of them nearly right, some of them not at all."""
    luck = random.Random(seed)
    keys: dict[str, list[str]] = {}
    for step in range(steps):
        keys = anybody.keys() if step % 20 == 0 else keys
        rule = luck.choice(anybody.rules)
        usual = "POST" if "POST" in rule.methods else "GET"
        method = luck.choice((*[usual] * 20, *METHODS))
        who = luck.choice((*["mara", "jon"] * 6, *WHO))
        changes = [(luck.choice(FIELDS), luck.choice((*VALUES, *keys[""]))) for _ in range(luck.randrange(5))]
        named = luck.sample(sorted(HEADERS), luck.choice((0, 0, 1, 3)))
        headers = {name: luck.choice(HEADERS[name]) for name in named}
        anybody.send(who, method, path_of(rule, keys, luck), query_of(changes, luck), headers, body_of(changes, luck))


def path_of(rule: Any, keys: dict[str, list[str]], luck: random.Random) -> bytes:
    noun = keys.get(rule.rule.split("/")[1], keys[""])
    fitting = (*noun, *noun, *noun, *keys[""]) if noun else keys[""]
    parts = [re.sub("<.*?>", lambda _: luck.choice(fitting), part).encode() for part in rule.rule.split("/")]
    if luck.random() < 0.1:
        parts.insert(luck.randrange(len(parts) + 1), luck.choice(JUNK))
    return b"/".join(parts)


def query_of(changes: list[tuple[str, str]], luck: random.Random) -> bytes:
    """What may stand in a request's first line: gunicorn turns raw control characters away."""
    return urlencode(changes).encode() if luck.random() < 0.9 else luck.choice(JUNK).translate(None, CONTROLS)


def body_of(changes: list[tuple[str, str]], luck: random.Random) -> bytes:
    form = list((GOOD | dict(changes)).items()) if luck.random() < 0.8 else changes
    return urlencode(form).encode() if luck.random() < 0.9 else luck.randbytes(luck.randrange(200))


def test_nothing_that_is_sent_breaks_the_house(anybody):
    walk(anybody, seed=1, steps=400)


def at_random(anybody: Anybody, client: Any, rule: Any, keys: dict[str, list[str]], luck: random.Random) -> None:
    """One request to this address, nearly right: `keys` are what may stand there."""
    theo = anybody.cast.theo.key
    path = rule.rule.replace("<whose>", theo)
    if rule.endpoint.startswith("faces."):
        path = path.replace("<key>", theo)
        client.set_cookie("tapped", luck.choice(("", "sun.sun.sun", "sun.x", "." * 40)), path=f"/sign-in/faces/{theo}")
    path = re.sub("<(.*?)>", lambda blank: luck.choice(keys[blank[1]]), path)
    sent = {"who": luck.choice(keys["who"]), "grown_up": luck.choice(keys["who"]), "picture": "sun", "after": "3"}
    sent |= {luck.choice(FIELDS): luck.choice((*VALUES, *keys["key"])) for _ in range(luck.randrange(4))}
    reads = "GET" in rule.methods
    answer = client.get(path, query_string=sent) if reads else client.post(path, data=sent)
    assert answer.status_code < 500, (path, sent)


def test_nothing_that_a_child_sends_breaks_it_or_reaches_anybody_whom_no_partner_let_hear(anybody, cast):
    """On its own pages, and at a door where faces are tapped."""
    luck, theo, hear = random.Random(2), cast.theo, {cast.mara, cast.jon, cast.ida}
    pictures.set_pictures(theo, ["sun"] * 4, by=cast.mara)
    clients = [anybody.client("theo"), anybody.client("mara")]
    coming_in.let_kids_in(Device.select().order_by(Device.id.desc()).get(), by=cast.mara)
    own = [rule for rule in anybody.rules if "whose" in rule.arguments]
    own += [rule for rule in own if "POST" in rule.methods] * 2
    door = [rule for rule in anybody.rules if rule.endpoint.startswith("faces.")]
    for _ in range(10):
        keys = anybody.kids_keys()
        for client, rules in [*[(clients[0], own)] * 15, *[(clients[1], door)] * 5]:
            at_random(anybody, client, luck.choice(rules), keys, luck)
    assert {person for need in Need.select().where(Need.asked_by == theo) for person in need.named} <= hear
    assert {person for note in Thanks.select().where(Thanks.by == theo) for person in note.to} <= hear
    assert {told.to for told in KidFeeling.select()} <= hear - {cast.ida}
    assert Need.select().where(Need.asked_by == theo).exists() and KidFeeling.select().exists()


def test_nothing_that_a_guest_sends_breaks_it(anybody, cast):
    """On her own pages, and on those that partners have too."""
    luck, client = random.Random(3), anybody.client("ruth")
    anybody.for_a_guest()
    hers = [rule for rule in anybody.rules if policy.may_enter(cast.ruth, rule.endpoint)]
    hers = [rule for rule in hers if not rule.endpoint.startswith(("door.", "live."))]
    keys = [*chain.from_iterable(anybody.keys().values())]
    for rule in [*hers, *luck.choices(hers, k=60)]:
        sent = GOOD | {"likes": "ride"} | {luck.choice(FIELDS): luck.choice((*VALUES, *keys)) for _ in range(3)}
        path = re.sub("<.*?>", lambda _: luck.choice(keys), rule.rule)
        answer = client.get(path, query_string=sent) if "GET" in rule.methods else client.post(path, data=sent)
        assert answer.status_code < 500, (path, sent)
    assert client.get("/guest/me/").status_code == 200 and Person.get_by_id(cast.ruth.id).likes == "ride"


CONTROLS = bytes(range(32))
LATIN = st.text(st.characters(codec="latin-1", exclude_characters="\r\n"), max_size=30)


@given(
    who=st.sampled_from(WHO),
    method=st.sampled_from(METHODS) | st.text(st.characters(codec="ascii", categories=["Lu"]), min_size=1),
    rule=st.integers(min_value=0),
    parts=st.lists(st.binary(max_size=40), min_size=3, max_size=3),
    query=st.binary(max_size=60),
    headers=st.dictionaries(st.sampled_from(sorted(HEADERS)), LATIN),
    form=st.lists(st.tuples(st.sampled_from(FIELDS), st.text(max_size=50)), max_size=12),
)
@settings(max_examples=100, deadline=None, database=None, derandomize=True, suppress_health_check=list(HealthCheck))
def test_nothing_that_hypothesis_thinks_of_breaks_it_either(anybody, who, method, rule, parts, query, headers, form):
    rule = anybody.rules[rule % len(anybody.rules)]
    path, left = b"", list(parts)
    for part in rule.rule.encode().split(b"/")[1:]:
        path += b"/" + (left.pop() if part.startswith(b"<") else part)
    body = urlencode([(name, value.encode("utf-8", "surrogatepass")) for name, value in form]).encode()
    anybody.send(who, method, path, query, headers, body)
