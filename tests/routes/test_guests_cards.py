"""Partners make guests' cards, print them anew, and let another phone in."""

import re
from datetime import date, timedelta

import pytest

from household.models import AccessEntry, Card, Knock
from household.models.clock import stopped
from household.web.places import works_anywhere

from .manners import WAYS, seen

LENA = "<b><bdi>Lena</bdi></b>"
FORM = {"name": "Grandma Ruth", "lasts": "open", "phone": ""}


@pytest.fixture
def maras(as_, mara):
    return as_(mara)


@pytest.fixture
def taken(mara) -> Card:
    card, _, _ = Card.make(by=mara, name="Lena")
    card.take_up(name="Lena", face=dict(shape="leaf", ink="oat", hair="none"))
    return Card.of_everyone().get()


def shown(page: str) -> tuple[str, str]:
    """(the secret, the four words) that stand on a card."""
    return re.search(r"/cards/([\w-]{22})<", page)[1], re.search(r'class="code">([^<]+)<', page)[1]


def test_what_is_proposed_is_no_end_and_a_day_in_two_weeks(maras):
    page = maras.get("/guests/cards/new").text
    assert 'value="open" checked' in page and 'value="2026-07-01"' in page


@pytest.mark.parametrize("way", WAYS)
def test_a_card_is_shown_at_once_as_a_code_a_link_and_four_words(maras, way):
    answer = maras.post("/guests/cards/", data=FORM | {"phone": "+49 (171) 234-567"}, headers=way)
    assert answer.status_code == 200
    secret, words = shown(answer.text)
    card = Card.get()
    assert Card.with_secret(secret) == Card.with_words(words) == card
    assert (card.name, card.until, card.phone, card.dialled) == (
        "Grandma Ruth",
        None,
        "+49 (171) 234-567",
        "+49171234567",
    )
    page = seen(answer)
    for said in (
        "There’s a chair for you, Grandma Ruth",
        "From Mara and Jon",
        "Theo",
        "<svg",
        card.phone,
        "Keep this card: it lets you in again.",
    ):
        assert said in page
    assert re.search(rf'href="sms:\?&amp;body=http%3A%2F%2F[^"]+%2Fcards%2F{secret}"', answer.text)
    assert secret not in maras.get("/guests/cards/new").text


def test_a_last_day_stands_on_it(maras):
    page = maras.post("/guests/cards/", data=FORM | {"lasts": "day", "day": "2026-06-28"})
    assert "until 28 June 2026" in page.text and Card.get().until == date(2026, 6, 28)
    maras.post("/guests/cards/", data=FORM | {"lasts": "day", "day": "2026-06-17"})
    assert Card.select().count() == 2, "today is a day, too"


def test_one_form_sent_twice_makes_one_card(maras):
    form = FORM | {"once": "a form"}
    first, second = (shown(maras.post("/guests/cards/", data=form).text) for _ in range(2))
    assert Card.select().count() == 1 and Card.with_secret(second[0]) and not Card.with_secret(first[0])


MISTAKES = [
    ({"name": ""}, "Write a name first."),
    ({"name": "x" * 41}, "That is too long: up to 40 letters fit here."),
    ({"lasts": "never"}, "Choose one of these."),
    ({"lasts": "day", "day": "2026-06-16"}, "That day is over. Choose today or a later one."),
    ({"lasts": "day", "day": ""}, "Choose the last day."),
    ({"lasts": "day", "day": "soon"}, "Choose the last day."),
    ({"phone": "ring twice"}, "Write the number as you would call it."),
    ({"phone": "1" * 41}, "That is too long: up to 40 letters fit here."),
    ({"phone": "javascript:1"}, "Write the number as you would call it."),
]


@pytest.mark.parametrize("way", WAYS)
def test_a_mistake_is_named_and_every_word_comes_back(maras, way):
    for sent, sentence in MISTAKES:
        answer = maras.post("/guests/cards/", data=FORM | sent, headers=way)
        assert (answer.status_code, sentence in seen(answer)) == (422, True), sent
        for field in ("name", "phone"):
            assert f'value="{(FORM | sent)[field]}"' in seen(answer)
    assert Card.select().count() == 0


def test_a_new_print_ends_the_old_one(maras, mara):
    card, old, _ = Card.make(by=mara, name="Lena")
    secret, words = shown(maras.post(f"/guests/cards/{card.key}/renew").text)
    assert Card.with_secret(old) is None and Card.with_secret(secret) == Card.with_words(words) == card
    assert [entry.verb for entry in AccessEntry.newest()] == ["card", "card"]


@pytest.mark.parametrize(
    ("url", "anywhere"),
    [
        ("", False),
        ("https://home.example", True),
        ("https://home.example/house", True),
        ("https://192.168.1.20", False),
        ("http://100.64.1.2:8000", False),
        ("http://[fd00::1]:8000", False),
        ("http://pi.local:8000", False),
        ("http://PI.LOCAL", False),
        ("http://pi", False),
        ("https://house.home.arpa", False),
        ("https://localhost", False),
        ("https://[2606:4700::1]", True),
    ],
)
def test_it_says_truly_where_it_works(app, mara, maras, url, anywhere):
    app.config["URL"] = url
    with app.test_request_context("/"):
        assert works_anywhere() is anywhere
    Card.make(by=mara, name="Lena")
    page = seen(maras.post("/guests/cards/", data=FORM))
    assert ("Works anywhere" in page, "Works on our home Wi-Fi" in page) == (anywhere, not anywhere)


# ---- another phone


@pytest.mark.parametrize("way", WAYS)
def test_a_partner_lets_a_phone_in_or_sends_it_away(maras, taken, way):
    for label, verb in (("Android", "let-in"), ("", "send-away")):
        secret = Knock.with_card(taken, label)
        page = seen(maras.get("/"))
        where = f"a phone ({label})" if label else "a phone"
        assert f"The card of {LENA} was opened again, on {where}. Is it {LENA}?" in page
        key = Knock.with_secret(secret).key
        answer = maras.post(f"/guests/cards/knocks/{key}/{verb}", headers=way)
        assert (answer.status_code, answer.location) == (303, "/")
        assert bool(Knock.with_secret(secret)) is (verb == "let-in")
        assert "Is it" not in maras.get("/").text
        assert maras.post(f"/guests/cards/knocks/{key}/{verb}", headers=way).status_code == 404


def test_the_table_tells_of_it_at_once_and_for_a_day(as_, jon, maras, taken, clock):
    jons = as_(jon)
    before = jons.get("/")
    assert jons.get("/", headers={"If-None-Match": before.headers["ETag"]}).status_code == 304
    Knock.with_card(taken, "")
    after = jons.get("/", headers={"If-None-Match": before.headers["ETag"]})
    assert after.status_code == 200 and f"Is it {LENA}?" in after.text
    with stopped(clock + timedelta(days=1)):
        later = jons.get("/", headers={"If-None-Match": after.headers["ETag"]})
        assert later.status_code == 200 and "Is it" not in later.text


def test_a_card_older_than_two_days_says_so(maras, mara, clock):
    card, _, _ = Card.make(by=mara, name="<b>Lena")
    Knock.with_card(card, "")
    page = maras.get("/").text
    assert "is older than two days, and was opened on a phone. Is it" in page and "<bdi><b>Lena" not in page


def test_a_tablet_that_waits_for_the_kitchen_is_not_among_them(maras):
    Knock.for_kitchen("tablet")
    key = Knock.get().key
    assert "Let it in" not in maras.get("/").text
    assert maras.post(f"/guests/cards/knocks/{key}/let-in").status_code == 404
