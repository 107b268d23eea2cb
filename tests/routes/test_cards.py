"""Coming in with a guest's card: looking, sitting down once, and asking at the door from another phone."""

from datetime import date, timedelta

import pytest

from household import policy
from household.models import Card, Device, Home, Knock, Person, Role
from household.models.clock import stopped
from household.web.live import still_welcome

from .manners import PLAIN, WAYS, WHOLE, seen

FACE = {"look": "own", "shape": "leaf", "ink": "oat", "hair": "none"}
FORM = {"name": "Nana <3", **FACE}
ANDROID = {"User-Agent": "Mozilla/5.0 (Linux; Android 9; SM-J330F)"}
ENOUGH = "That was a lot of tries. Please wait a minute, then try again."


@pytest.fixture
def made(mara):
    """(the card, its secret, its four words), for Lena."""
    return Card.make(by=mara, name="Lena", phone="0171 234-567")


@pytest.fixture
def url(made) -> str:
    return f"/cards/{made[1]}"


@pytest.fixture
def taken(made):
    """The same, once Lena has come in."""
    made[0].take_up(name="Lena", face=dict(shape="leaf", ink="oat", hair="none"))
    return Card.of_everyone().get()


def holder(client):
    """Who is in on this phone."""
    cookie = client.get_cookie(f"household-{Home.current().key}")
    return Device.known(cookie.value).holder if cookie else None


def gone(answer) -> bool:
    return answer.status_code == 404 and "This card is gone" in answer.text


# ---- a chair


@pytest.mark.parametrize("way", WAYS)
def test_looking_shows_a_chair_and_takes_nothing(stranger, made, url, way):
    before = Card.select().dicts().get()
    for _ in range(10):
        answer = stranger.get(url, headers=way)
        assert answer.status_code == 200 and "Set-Cookie" not in answer.headers
    assert Card.select().dicts().get() == before
    page = seen(answer)
    for words in ("From Mara and Jon", "There’s a chair for you, Lena", 'value="Lena"', "Ida", "Theo", "home Wi-Fi"):
        assert words in page
    assert "What do the children call you?" in page and "Ruth" not in page


@pytest.mark.parametrize("way", WAYS)
def test_a_guest_sits_down_once(stranger, app, url, way):
    answer = stranger.post(f"{url}/take-up", data=FORM, headers=way)
    assert answer.status_code == (303 if way is PLAIN else 200)
    assert answer.headers["Location" if way is PLAIN else "HX-Redirect"] == "/guest/"
    guest = Person.get(Person.name == "Nana <3")
    assert (holder(stranger), guest.role, guest.for_kids, guest.shape) == (guest, Role.GUEST, "Nana <3", "leaf")
    again = app.test_client().post(f"{url}/take-up", data=FORM, headers=way)
    assert (again.status_code, "used before" in again.text) == (409, True)
    assert Person.select().where(Person.role == Role.GUEST).count() == 2  # with Ruth
    assert stranger.get(url, headers=way).location == "/guest/", "on this phone it leads to the guest's own pages"


def test_a_ready_face_is_taken_as_it_is_drawn(stranger, url):
    assert 'value="loaf-clay-curls"' in stranger.get(url).text
    stranger.post(f"{url}/take-up", data=FORM | {"look": "loaf-clay-curls"})
    guest = Person.get(Person.name == FORM["name"])
    assert (guest.shape, guest.ink, guest.hair) == ("loaf", "clay", "curls")


def test_a_mistake_is_named_and_the_chair_stays_free(stranger, url):
    mistakes = [
        ({"name": ""}, "Write a name first."),
        ({"name": "x" * 41}, "That is too long: up to 40 letters fit here."),
        ({"shape": "triangle"}, "Choose one of these."),
    ]
    for sent, sentence in mistakes:
        for way in WAYS:
            answer = stranger.post(f"{url}/take-up", data=FORM | sent, headers=way)
            assert (answer.status_code, sentence in seen(answer)) == (422, True), sent
            assert f'value="{(FORM | sent)["name"]}"' in seen(answer)
    for kind, body in (("application/json", b'{"name": "Sam"}'), ("", b"\xff\x00"), ("text/plain", b"name=Sam")):
        assert stranger.post(f"{url}/take-up", data=body, content_type=kind).status_code == 422
    assert Card.get().taken_at is None


def test_four_words_lead_to_the_same_chair(stranger, made):
    words = made[2]
    for said in (words, words.replace("-", " "), f" {words.upper().replace('-', ', ')}. "):
        answer = stranger.post("/invitations/words", data={"words": said})
        assert (answer.status_code, answer.location) == (303, f"/cards/{words}")
    assert stranger.get(answer.location).status_code == 200
    for _ in range(12):
        assert stranger.post(f"{answer.location}/take-up", data=FORM | {"name": ""}).status_code == 422
    assert stranger.post(f"{answer.location}/take-up", data=FORM).location == "/guest/"


def test_wrong_words_are_tries_like_those_of_an_invitation(stranger, made):
    """One page, one count: a try there asks for both."""
    for said in ("robin lamp cedar boat", "a b c d", "A-B-C-D"):
        assert stranger.post("/invitations/words", data={"words": said}).status_code == 422
    for said in ("a-b-c-d", "a-b-c-e"):
        assert gone(stranger.get(f"/cards/{said}"))
    for answer in (stranger.post("/invitations/words", data={"words": made[2]}), stranger.get(f"/cards/{made[2]}")):
        assert (answer.status_code, ENOUGH in answer.text) == (429, True)
    assert stranger.get(f"/cards/{made[1]}").status_code == 200, "the link is too long to guess"


def test_a_card_opens_no_partners_chair_and_an_invitation_no_guests(stranger, made):
    for code in made[1:]:
        assert stranger.get(f"/invitations/{code}").status_code == 404
        assert stranger.post(f"/invitations/{code}/accept", data=FORM | {"passphrase": "x"}).status_code == 409


def test_where_there_is_no_home_there_is_no_card(app):
    client = app.test_client()
    for answer in (client.get("/cards/nothing"), client.post("/cards/nothing/take-up")):
        assert gone(answer)


# ---- gone


def test_what_ended_is_over_or_never_was_is_one_page(stranger, made, mara, clock):
    def answers(code: str) -> list:
        pages = [
            stranger.get(f"/cards/{code}{tail}", headers=way) for tail in ("", "/waiting") for way in (PLAIN, WHOLE)
        ]
        pages += [stranger.post(f"/cards/{code}/{verb}", data=FORM) for verb in ("take-up", "knock", "come-in")]
        assert all(gone(page) for page in pages), code
        return [(page.status_code, page.data, sorted(page.headers)) for page in pages]

    card, secret, words = made
    never = answers("A" * 22)
    card.renew(by=mara)
    assert answers(secret) == never
    over, until_today, _ = Card.make(by=mara, name="Lena", until=date(2026, 6, 17))
    with stopped(clock + timedelta(days=1)):
        assert answers(until_today) == never
    over.end(by=mara)
    assert answers(until_today) == never
    for code in ("%00", "日本", "x" * 400, words[:-1]):
        assert gone(stranger.get(f"/cards/{code}"))
    assert Person.select().where(Person.role == Role.GUEST).count() == 1


# ---- somebody is in on this phone


def test_on_a_partners_phone_it_says_whose_it_is_and_signs_nobody_out(as_, mara, made, url):
    maras = as_(mara)
    shown = maras.get(url)
    assert (
        shown.status_code == 200 and "You are in as Mara here" in shown.text and "This card is for Lena." in shown.text
    )
    assert "<button" not in shown.text and "<form" not in shown.text
    for verb in ("take-up", "knock", "come-in"):
        assert maras.post(f"{url}/{verb}", data=FORM).status_code == 409
    assert holder(maras) == mara and Card.get().taken_at is None and Knock.select().count() == 0


def test_another_guest_is_not_told_whose_it_is(as_, ruth, url):
    shown = as_(ruth).get(url)
    assert "You are in as Ruth here" in shown.text and "Lena" not in shown.text


def test_from_where_a_child_or_the_kitchen_is_in_there_is_no_card(as_, cast, url):
    for who in (cast.theo, cast.kitchen):
        client = as_(who)
        answers = [client.get(url), client.get(f"{url}/waiting"), client.get("/cards/nothing")]
        answers += [client.post(f"{url}/{verb}", data=FORM) for verb in ("take-up", "knock", "come-in")]
        assert {answer.status_code for answer in answers} == {404}
        assert answers[0].data == answers[2].data


# ---- at the door


def test_another_phone_asks_and_comes_in_when_a_partner_says_so(app, taken, url, jon):
    phone = app.test_client()
    page = phone.get(url, headers=ANDROID)
    assert "This card has been used before." in page.text and "Theo" not in page.text
    assert 'href="tel:0171234567"' in page.text
    asked = phone.post(f"{url}/knock", headers=ANDROID)
    assert (asked.status_code, asked.location) == (303, f"{url}/waiting")
    cookie = asked.headers["Set-Cookie"]
    for rule in ("HttpOnly", "Path=/cards/", "SameSite=Strict", "Max-Age=86400"):
        assert rule in cookie
    waiting = phone.get(f"{url}/waiting")
    assert "We have asked. Somebody will let you in." in waiting.text and "data-come-in" not in waiting.text
    assert phone.post(f"{url}/come-in").location == f"{url}/waiting" and holder(phone) is None
    knock = Knock.get()
    assert (knock.label, knock.card) == ("Android", taken)
    knock.let_in(by=jon)
    assert "data-come-in" in phone.get(f"{url}/waiting").text
    assert app.test_client().get(f"{url}/waiting").location == url, "a phone that did not ask is not let in"
    assert app.test_client().post(f"{url}/come-in").location == f"{url}/waiting"
    assert phone.post(f"{url}/come-in").location == "/guest/"
    assert holder(phone) == taken.person


def test_a_phone_asks_once_however_often_it_is_tapped(app, taken, url):
    phone = app.test_client()
    for _ in range(8):
        assert phone.post(f"{url}/knock").location == f"{url}/waiting"
    assert Knock.select().count() == 1


def test_whoever_floods_the_door_is_stopped(app, taken, url, clock):
    told = [app.test_client().post(f"{url}/knock").status_code for _ in range(8)]
    assert told == [303] * 3 + [422] * 2 + [429] * 3 and Knock.select().count() == 3
    other = dict(environ_base={"REMOTE_ADDR": "127.0.0.9"})
    assert app.test_client().post(f"{url}/knock", **other).status_code == 429, "so many with one card, too"
    with stopped(clock + timedelta(minutes=15)):
        assert app.test_client().post(f"{url}/knock").status_code == 422


def test_after_a_no_one_may_ask_again(app, taken, url, mara):
    phone = app.test_client()
    phone.post(f"{url}/knock")
    Knock.get().send_away(by=mara)
    for way in WAYS:
        left = phone.get(f"{url}/waiting", headers=way)
        assert left.headers.get("HX-Redirect", left.location) == url
    assert phone.post(f"{url}/come-in").location == f"{url}/waiting"
    phone.post(f"{url}/knock")
    assert Knock.select().count() == 1


def test_one_yes_is_for_one_card(app, taken, url, mara):
    other = Card.make(by=mara, name="Noor")
    other[0].take_up(name="Noor", face=dict(shape="leaf", ink="oat", hair="none"))
    phone = app.test_client()
    phone.post(f"{url}/knock")
    Knock.get().let_in(by=mara)
    elsewhere = f"/cards/{other[1]}"
    assert phone.get(f"{elsewhere}/waiting").location == elsewhere
    assert phone.post(f"{elsewhere}/come-in").location == f"{elsewhere}/waiting" and holder(phone) is None


def test_a_card_that_waited_too_long_is_asked_for_and_then_taken_up(app, made, url, mara, clock):
    with stopped(clock + timedelta(days=3)):
        phone = app.test_client()
        assert "waited for more than two days" in phone.get(url).text
        assert phone.post(f"{url}/take-up", data=FORM).status_code == 409
        phone.post(f"{url}/knock")
        Knock.get().let_in(by=mara)
        assert phone.get(f"{url}/waiting").location == url
        assert "There’s a chair for you" in phone.get(url).text
        assert phone.post(f"{url}/take-up", data=FORM).location == "/guest/"


def test_what_stood_in_the_kitchen_before_is_the_guests_from_then_on(app, taken, url, mara):
    phone = app.test_client()
    phone.set_cookie("tablet", "1")
    phone.post(f"{url}/knock")
    Knock.get().let_in(by=mara)
    assert phone.post(f"{url}/come-in").location == "/guest/" and phone.get_cookie("tablet") is None


def test_a_phone_that_was_let_in_comes_in_no_more_once_the_card_has_ended(app, taken, url, mara):
    phone = app.test_client()
    phone.post(f"{url}/knock")
    Knock.get().let_in(by=mara)
    taken.end(by=mara)
    assert gone(phone.post(f"{url}/come-in")) and holder(phone) is None


def test_its_last_day_ends_every_page_of_the_guest(app, taken, url, mara, home):
    phone = app.test_client()
    phone.set_cookie(f"household-{home.key}", Device.enter(taken.person, "phone")[1])
    taken.change(by=mara, until=home.today, phone="")
    for off, stands in ((timedelta(seconds=-1), True), (timedelta(0), False)):
        with stopped(home.end_of(home.today) + off):
            assert (phone.get("/guest/").status_code == 200) is stands
            assert gone(app.test_client().get(url)) is not stands


@pytest.mark.parametrize("ended", ["by a partner", "by its day"])
def test_an_open_page_of_a_guest_hears_nothing_more(taken, mara, home, ended):
    device, _ = Device.enter(taken.person, "phone")
    assert still_welcome(device.id, policy.sees(taken.person))
    if ended == "by a partner":
        taken.end(by=mara)
        assert not still_welcome(device.id, policy.sees(taken.person))
    else:
        taken.change(by=mara, until=home.today, phone="")
        with stopped(home.end_of(home.today)):
            assert not still_welcome(device.id, policy.sees(taken.person))
