"""Whatever people type, and whatever machines send instead: every free field of every form."""

from collections.abc import Callable
from html import escape
from typing import Any, NamedTuple

import pytest

from household.models import Home, Invitation, Moment, Need, Person, Reply, Thanks

from .manners import raw, seen

FAMILY = "👩🏽‍👩🏼‍👧🏿‍👦🏻"  # four people and their skins, held together by joiners
KEPT = {  # one word of up to forty letters, as it is typed, and as it is kept
    "x": "x",
    "  Ada  ": "Ada",
    f"Us {FAMILY}": f"Us {FAMILY}",
    "<script>alert(1)</script>": "<script>alert(1)</script>",
    "<b onclick=x>&lt;b&gt; 'quoted' \"twice\"": "<b onclick=x>&lt;b&gt; 'quoted' \"twice\"",
    "{{7*7}} {% raw %} ${7*7} %(name)s {0}": "{{7*7}} {% raw %} ${7*7} %(name)s {0}",
    "%s%n%x'; DROP TABLE need; --": "%s%n%x'; DROP TABLE need; --",
    "שלום, مرحبا": "שלום, مرحبا",
    "می\u200cخواهم": "می\u200cخواهم",
    "\u202eevil\u202c \u2066twisted\u2069": "evil twisted",
    "zero\x00 bell\x07 esc\x1b[31m del\x7f c1\x85": "zero bell esc[31m del c1",
    "e\u0301 z" + "\u0336" * 20: "é z" + "\u0336" * 20,
    "tab\there": "tab here",
    "𝔘𝔫𝔦𝔠𝔬𝔡𝔢 ﷽ ": "𝔘𝔫𝔦𝔠𝔬𝔡𝔢 ﷽",
    "\\ud800 &#xD800; \\x00": "\\ud800 &#xD800; \\x00",
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


def newest(model: Any, name: str) -> Callable[[], str]:
    return lambda: getattr(model.select().order_by(model.id.desc()).get(), name)


FACE = {"look": "own", "shape": "leaf", "ink": "oat", "hair": "none"}
NAMELESS = "Write a name first."


def fields(cast: Any, meal: Need) -> dict[str, Field]:
    mara, jon = cast.mara.key, cast.jon.key
    bedtime = f"moment-{Moment.get(Moment.name == 'after bedtime').key}"
    house = {"name": "The blue door", "zone": "Europe/Berlin"}
    token = Invitation.invite(cast.jon)
    token[0].say_yes(by=cast.mara)
    chair = {"passphrase": "four quiet herons wading", **FACE}
    return {
        "an ask": Field("/needs/", "own", 2_000, {"who": "home"}, newest(Need, "own"), "/"),
        "a reply": Field(f"/needs/{meal.key}/reply", "words", 2_000, {}, newest(Reply, "words"), f"/needs/{meal.key}"),
        "a not now": Field(
            f"/needs/{meal.key}/not-now", "words", 2_000, {}, newest(Reply, "words"), f"/needs/{meal.key}"
        ),
        "thanks, what you did": Field("/thanks/", "did", 2_000, {"to": mara}, newest(Thanks, "did"), "/thanks/"),
        "thanks, what it says": Field("/thanks/", "says", 2_000, {"to": mara}, newest(Thanks, "says"), "/thanks/"),
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


ALL = (
    *("an ask", "a reply", "a not now", "thanks, what you did", "thanks, what it says", "a kid's name", "my name"),
    *("what the kids call me", "the home's name", "a moment", "a new moment", "a newcomer's name"),
    "what the kids call a newcomer",
)


@pytest.fixture(params=ALL)
def field(request, cast, meal) -> Field:
    every = fields(cast, meal)
    assert tuple(every) == ALL
    return every[request.param]


@pytest.fixture
def send(as_, stranger, jon, field):
    """Send this field as someone who may; an invitation can be used once, so it is made new each time."""
    client = stranger if field.stranger else as_(jon)

    def post(typed: Any) -> Any:
        Invitation.update(used_at=None).execute()
        if isinstance(typed, bytes):
            return raw(client, field.url, field.rest, **{field.name: typed})
        return client.post(field.url, data={**field.rest, field.name: typed})

    return post


def test_what_is_typed_is_kept_whole_and_steers_nothing(field, send):
    found = {}
    for typed in KEPT:
        answer = send(typed)
        assert answer.status_code == 303, typed
        found[typed] = field.kept()
    assert found == KEPT


def test_what_is_typed_is_shown_as_text(field, send, as_, jon):
    if not field.shown:
        pytest.skip("no page shows it yet")
    for typed in ("<script>alert(1)</script>", "{{7*7}} {% raw %} %(name)s", "\" autofocus onfocus='x"):
        send(typed)
        page = as_(jon).get(field.shown).text
        assert typed not in page.replace("{{7*7}} {% raw %} %(name)s", "") and str(escape(typed)) in unified(page)
        assert "49" not in page.split("<main")[1].split('id="main"')[1].replace("49.", "") or "{{7*7}}" in page


def unified(page: str) -> str:
    """Jinja and Python spell the same two entities differently."""
    return page.replace("&#39;", "&#x27;").replace("&#34;", "&quot;")


def test_as_much_as_fits_is_kept_and_one_letter_more_comes_back(field, send):
    full = "ü" * field.longest
    assert send(full).status_code == 303 and field.kept() == full
    send("before")
    answer = send(full + "!")
    assert answer.status_code == 422 and field.kept() == "before"
    assert f"That is too long: up to {field.longest} letters fit here." in answer.text
    assert full + "!" in seen(answer)


def test_a_megabyte_comes_back_and_more_is_turned_away(field, send):
    before = field.kept()
    answer = send("heron " * 174_000)
    assert answer.status_code == 422 and "heron heron" in answer.text
    assert send("x" * 1_048_577).status_code == 413
    assert field.kept() == before


def test_letters_that_did_not_arrive_whole_are_asked_for_again(field, send):
    before = field.kept()
    for what, sent in BROKEN.items():
        answer = send(sent)
        assert answer.status_code == 422, what
        assert "Some letters did not arrive whole. Please type them again." in answer.text, what
    assert field.kept() == before


NOTHING = ("", " ", "\n\t\r\n", "\u00a0\u2003", "\x00\x07\x1b", "\u202e\u2069", "\u200b\u200d\ufeff")


def test_what_nobody_can_see_is_nothing(field, send):
    before = field.kept()
    for typed in NOTHING:
        answer = send(typed)
        if field.needed:
            assert (answer.status_code, field.needed in seen(answer)) == (422, True), repr(typed)
    assert field.kept().strip() in ("", before)
