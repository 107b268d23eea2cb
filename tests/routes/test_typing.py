"""Whatever people type, and whatever machines send instead: every free field of every form."""

from collections.abc import Callable
from typing import Any, NamedTuple
from urllib.parse import unquote_to_bytes, urlencode

import pytest
from markupsafe import escape

from household.models import (
    Button,
    CareNote,
    CheckIn,
    CheckInAnswer,
    Details,
    Draft,
    Home,
    Invitation,
    Moment,
    Need,
    Person,
    Repair,
    Reply,
    Rhythm,
    Thanks,
    Weather,
)  # fmt: skip

from .manners import seen

FORM = "application/x-www-form-urlencoded"
FAMILY = "👩🏽‍👩🏼‍👧🏿‍👦🏻"  # four people and their skins, held together by joiners
KEPT = {  # up to forty letters as they are typed, and as they are kept
    "<b>{{7*7}} {% raw %} %(name)s</b> '\"{0}": "<b>{{7*7}} {% raw %} %(name)s</b> '\"{0}",
    "x": "x",
    "  Ada  ": "Ada",
    "<script>alert(1)</script>": "<script>alert(1)</script>",
    f"Us {FAMILY} e\u0301": f"Us {FAMILY} é",
    "%s%n%x'; DROP TABLE need; --": "%s%n%x'; DROP TABLE need; --",
    "שלום, مرحبا": "שלום, مرحبا",
    "z" + "\u0336" * 20: "z" + "\u0336" * 20,
    "zero\x00 esc\x1b[3m c1\x85 \u202eevil\u2069": "zero esc[3m c1 evil",
    "می\u200cخواهم": "می\u200cخواهم",
    "tab\there": "tab here",
    "𝔘𝔫𝔦𝔠𝔬𝔡𝔢 ﷽ ": "𝔘𝔫𝔦𝔠𝔬𝔡𝔢 ﷽",
    "two\r\nlines\rmore": "two\nlines\nmore",
    "\\ud800 &#xD800; &lt; \\x00": "\\ud800 &#xD800; &lt; \\x00",
}
BROKEN = {
    "a byte that begins nothing": b"Ada \xff",
    "half a letter": "Ada ü".encode()[:-1],
    "a letter in another alphabet's bytes": "Müsli".encode("latin-1"),
    "half a surrogate pair": b"Ada \xed\xa0\x80",
    "a letter written too long": b"Ada \xc0\xaf",
}


class Field(NamedTuple):
    """A field people write in: where it is sent, with what else, and where it ends up."""

    url: str
    name: str
    longest: int
    rest: dict[str, Any]
    kept: Callable[[], str]
    shown: str
    needed: str = ""
    stranger: bool = False
    answer: int = 303


def newest(model: Any, name: str) -> Callable[[], str]:
    return lambda: getattr(model.select().order_by(model.id.desc()).get_or_none(), name, "")


FACE = {"look": "own", "shape": "leaf", "ink": "oat", "hair": "none"}
EVERY_FRIDAY = {"who": "home", "when": "rhythm", "weekdays": "4", "every": "1", "hour": "clock", "clock": "18:00"}
TWO_DAYS = {"who": "home", "when": "run", "days": ["2026-06-18", "2026-06-20"]}
NOTE = "/care-note/"
NAMELESS = "Write a name first."
HURT = ("landed", "feels", "asks")


def fields(cast: Any, meal: Need) -> dict[str, Field]:
    mara, jon = cast.mara.key, cast.jon.key
    bedtime = f"moment-{Moment.get(Moment.name == 'after bedtime').key}"
    house = {"name": "The blue door", "zone": "Europe/Berlin"}
    token = Invitation.invite(cast.jon)
    token[0].say_yes(by=cast.mara)
    chair = {"passphrase": "four quiet herons wading", **FACE}
    return {
        "an ask": Field("/needs/", "own", 2_000, {"who": "home"}, newest(Need, "own"), "/"),
        "details": Field("/needs/", "details", 500, {"word": "ride", "who": "home"}, newest(Details, "words"), ""),
        "what is kept for later": Field("/drafts/", "own", 2_000, {}, newest(Draft, "own"), "/drafts/"),
        "an ask that comes back": Field("/needs/", "own", 2_000, EVERY_FRIDAY, newest(Rhythm, "own"), "/rhythms/"),
        "an ask for several days": Field("/needs/", "own", 2_000, TWO_DAYS, newest(Need, "own"), "/"),
        "an ask button": Field(
            "/buttons/", "own", 2_000, {"who": "home"}, newest(Button, "own"), "/buttons/", answer=200
        ),
        "details of a button": Field(
            "/buttons/",
            "details",
            500,
            {"word": "ride", "who": "home"},
            newest(Button, "details"),
            "/buttons/",
            answer=200,
        ),
        "an answer at a check-in": Field(
            f"/check-in/{check_in(cast).key}/answer",
            "words",
            2_000,
            {"step": "c01"},
            newest(CheckInAnswer, "words"),
            "/check-in/",
        ),
        "an ask at its end": Field("/check-in/one-ask", "own", 2_000, {}, newest(Draft, "own"), "/drafts/"),
        "a reply": Field(f"/needs/{meal.key}/reply", "words", 2_000, {}, newest(Reply, "words"), f"/needs/{meal.key}"),
        "a not now": Field(
            f"/needs/{meal.key}/not-now", "words", 2_000, {}, newest(Reply, "words"), f"/needs/{meal.key}"
        ),
        "thanks, what you did": Field("/thanks/", "did", 2_000, {"to": mara}, newest(Thanks, "did"), "/thanks/"),
        "thanks, what it says": Field("/thanks/", "says", 2_000, {"to": mara}, newest(Thanks, "says"), "/thanks/"),
        **{
            f"a repair, {name}": Field("/repairs/", name, 2_000, {"to": mara}, newest(Repair, name), "")
            for name in HURT
        },
        "a kid's name": Field("/people/", "name", 40, FACE, newest(Person, "name"), "/us/", NAMELESS),
        "my name": Field(
            f"/people/{jon}/change", "name", 40, FACE, lambda: Person.get_by_id(cast.jon.id).name, "/us/", NAMELESS
        ),
        "what the kids call me": Field(
            f"/people/{jon}/change",
            "kids_say",
            40,
            {"name": "Jon", **FACE},
            lambda: Person.get_by_id(cast.jon.id).kids_say,
            f"/people/{jon}/edit",
        ),
        "the home's name": Field("/home/change", "name", 60, house, lambda: Home.current().name, "/", NAMELESS),
        "a moment": Field(
            "/home/change",
            f"{bedtime}-name",
            40,
            {**house, f"{bedtime}-at": "20:00"},
            lambda: next((moment.name for moment in Moment.of_the_day() if moment.key in bedtime), ""),
            "/home/edit",
        ),
        "a new moment": Field(
            "/home/change", "new-name", 40, {**house, "new-at": "16:00"}, newest(Moment, "name"), "/home/edit"
        ),
        "weather": Field("/weather/tell", "words", 60, {"sky": "low"}, newest(Weather, "words"), "/weather/"),
        **{
            f"a care note, {name}": Field(NOTE, name, longest, {}, newest(CareNote, name), NOTE)
            for name, longest in (("helps", 1_000), ("trusted_person", 300))
        },
        "a newcomer's name": Field(
            f"/invitations/{token[1]}/accept", "name", 40, chair, newest(Person, "name"), "/us/", NAMELESS, True
        ),
        "what the kids call a newcomer": Field(
            f"/invitations/{token[1]}/accept",
            "kids_say",
            40,
            {"name": "Sam", **chair},
            newest(Person, "kids_say"),
            "",
            stranger=True,
        ),
    }


def check_in(cast: Any) -> CheckIn:
    """Mara and Jon sit at a question."""
    sat = CheckIn.start(by=cast.mara, others=[cast.jon], picked=("c01",))
    sat.sit_down(by=cast.jon)
    sat.go_on(by=cast.jon, step="thanks")
    return sat


@pytest.fixture
def every(cast, meal) -> list[tuple[str, Field]]:
    return list(fields(cast, meal).items())


@pytest.fixture
def send(as_, stranger, jon):
    """Send one field as someone who may."""
    jons = as_(jon)

    def post(field: Field, typed: Any) -> Any:
        for invitation in Invitation.select():  # can be used once, and everyone who came in must say yes
            Invitation.update(used_at=None).execute()
            for partner in invitation.missing():
                invitation.say_yes(by=partner)
        CheckInAnswer.update(given=False).execute()  # is given once
        sent = typed if isinstance(typed, dict) else {"data": {**field.rest, field.name: typed}}
        if field.url == NOTE and "content_type" not in sent:
            sent["data"]["wording"] = newest(CareNote, "wording")()  # as it stands there
        return (stranger if field.stranger else jons).post(field.url, **sent)

    return post


@pytest.fixture(params=["some", pytest.param("all", marks=pytest.mark.long)])
def some(request) -> Callable[[Any], list[Any]]:
    """A few of many, which is enough where the next field does the same; all of them when there is time."""
    return lambda many: list(many)[:: 4 if request.param == "some" else 1]


def test_what_is_typed_is_kept_whole_and_steers_nothing(every, send, some):
    for what, field in every:
        for typed in some(KEPT):
            assert (send(field, typed).status_code, field.kept()) == (field.answer, KEPT[typed]), what


def test_what_is_typed_is_shown_as_text(every, send, as_, jon):
    jons = as_(jon)
    for what, field in every:
        for typed in ("<script>alert(1)</script>", "<i>{{ 7*7 }}{% raw %}</i>%(name)s", "\" autofocus onfocus='x"):
            send(field, typed)
            page = jons.get(field.shown).text if field.shown else ""
            assert typed not in page, what
            assert str(escape(typed)) in page or not page, what


def test_as_much_as_fits_is_kept_and_one_letter_more_comes_back(every, send):
    for what, field in every:
        full = "ü" * field.longest
        assert (send(field, full).status_code, field.kept()) == (field.answer, full), what
        send(field, "before")
        answer = send(field, full + "!")
        assert (answer.status_code, field.kept()) == (422, "before"), what
        assert f"That is too long: up to {field.longest} letters fit here." in answer.text, what
        assert full + "!" in seen(answer), what


def test_a_megabyte_comes_back_and_more_is_turned_away(every, send, some):
    for what, field in some(every):
        before = field.kept()
        answer = send(field, "heron " * 174_000)
        assert (answer.status_code, "heron heron" in answer.text) == (422, True), what
        assert send(field, "x" * 1_048_577).status_code == 413, what
        assert field.kept() == before, what


def test_letters_that_did_not_arrive_whole_are_asked_for_again(every, send, some):
    for what, field in every:
        before = field.kept()
        for sent in some(BROKEN.values()):
            answer = send(field, multipart({**field.rest, field.name: sent}))
            assert answer.status_code == 422, what
            assert "Some letters did not arrive whole. Please type them again." in answer.text, what
        assert field.kept() == before, what


def test_bytes_that_no_browser_sends_harm_nobody(every, send, some):
    for what, field in some(every):
        before = field.kept()
        for sent in some(BROKEN.values()):
            escaped = urlencode({**field.rest, field.name: sent}, doseq=True)
            for body in (escaped, unquote_to_bytes(escaped), b"\xff" + escaped.encode()):
                assert send(field, {"data": body, "content_type": FORM}).status_code in (field.answer, 422), what
        assert field.kept() in ("", before) or field.kept().isascii(), what


def multipart(form: dict[str, Any]) -> dict[str, Any]:
    """As a form with files is sent, byte for byte."""
    head = b'--x\r\nContent-Disposition: form-data; name="%b"\r\n\r\n%b\r\n'
    sent = [(name, one) for name, many in form.items() for one in (many if isinstance(many, list) else [many])]
    parts = [head % (name.encode(), one if isinstance(one, bytes) else one.encode()) for name, one in sent]
    return {"data": b"".join(parts) + b"--x--\r\n", "content_type": "multipart/form-data; boundary=x"}


NOTHING = ("", " \n\t\r\n\u00a0\u2003", "\x00\x07\x1b\u202e\u2069", "\u200b\u200d\ufeff")


def test_what_nobody_can_see_is_nothing(every, send):
    for what, field in every:
        before = field.kept()
        for typed in NOTHING:
            answer = send(field, typed)
            if field.needed:
                assert (answer.status_code, field.needed in seen(answer)) == (422, True), (what, typed)
        assert field.kept() in ("", before), what
