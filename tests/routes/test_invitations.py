"""Invitations: asking a partner in, and coming in with one."""

from datetime import timedelta

import pytest

from household.models import Device, Home, Invitation, Person, Role, passphrase
from household.models.clock import stopped

from .manners import PART, PLAIN, WAYS, WHOLE, seen

HERONS = "four quiet herons wading"
FACE = {"look": "own", "shape": "leaf", "ink": "oat", "hair": "none"}
GONE = "This invitation is gone"
ENOUGH = "That was a lot of tries. Please wait a minute, then try again."


@pytest.fixture
def form():
    return {"name": "Sam <3", "kids_say": "Sammy", "passphrase": "seven paper boats afloat", **FACE}


@pytest.fixture
def invited(mara, jon):
    """(the invitation, its secret, its words); Jon has said yes."""
    made = Invitation.invite(mara)
    made[0].say_yes(by=jon)
    return made


@pytest.fixture
def url(invited) -> str:
    return f"/invitations/{invited[1]}"


def partners() -> list[str]:
    return [person.name for person in Person.here(Role.PARTNER)]


# ---- asking someone in


@pytest.mark.parametrize("way", WAYS)
def test_an_invitation_is_shown_at_once_as_a_code_a_link_and_four_words(as_, mara, way):
    page = as_(mara).post("/invitations/", headers=way)
    assert page.status_code == 200
    (invitation,) = Invitation.select()
    secret = page.text.split("/invitations/")[1].split('"')[0]
    words = page.text.split('class="code">')[1].split("<")[0]
    assert invitation.missing()[0].name == "Jon" and "It opens when Jon said yes too." in page.text
    invitation.say_yes(by=invitation.missing()[0])
    assert Invitation.with_secret(secret) == Invitation.with_words(words) == invitation
    assert "<svg" in page.text


def test_the_passphrase_is_asked_again_once_it_is_ten_minutes_old(as_, mara, clock):
    Person.update(passphrase=passphrase.seal(HERONS)).where(Person.id == mara.id).execute()
    maras = as_(mara)
    with stopped(clock + timedelta(minutes=10)):
        assert 'name="passphrase"' in maras.get("/invitations/new").text
        for way in WAYS:
            answer = maras.post("/invitations/", data={"passphrase": "seven paper boats afloat"}, headers=way)
            assert answer.status_code == 422 and "That is not your passphrase." in answer.text
        assert Invitation.select().count() == 0


def test_after_five_wrong_passphrases_even_the_right_one_waits(as_, mara, clock):
    Person.update(passphrase=passphrase.seal(HERONS)).where(Person.id == mara.id).execute()
    maras = as_(mara)
    with stopped(clock + timedelta(minutes=10)):
        assert [maras.post("/invitations/").status_code for _ in range(5)] == [422] * 5
        answer = maras.post("/invitations/", data={"passphrase": HERONS})
        assert answer.status_code == 429 and "Please wait a minute" in answer.text
    with stopped(clock + timedelta(minutes=16)):
        assert maras.post("/invitations/", data={"passphrase": HERONS}).status_code == 200


def test_the_same_page_sent_twice_leaves_one_invitation_that_works(as_, mara):
    maras = as_(mara)
    for _ in range(2):
        maras.post("/invitations/")
    assert Invitation.select().count() == 1


@pytest.mark.parametrize("way", WAYS)
def test_the_other_partner_says_yes_and_who_asked_can_take_it_back(as_, mara, jon, way):
    invitation, secret, _ = Invitation.invite(mara)
    url = f"/invitations/{invitation.key}"
    for _ in range(2):
        answer = as_(jon).post(f"{url}/say-yes", headers=way)
        assert (answer.status_code, answer.location) == (303, "/us/")
    assert Invitation.with_secret(secret)
    assert as_(jon).post(f"{url}/withdraw", headers=way).status_code == 403
    assert as_(mara).post(f"{url}/withdraw", headers=way).status_code == 303
    for verb in ("withdraw", "say-yes"):
        assert as_(mara).post(f"{url}/{verb}", headers=way).status_code == 404
    assert Invitation.select().count() == 0


def test_nobody_says_yes_to_what_was_never_asked(as_, jon):
    for key in ("nothing", "%00", "A" * 900, "..", "new"):
        for verb in ("say-yes", "withdraw"):
            assert as_(jon).post(f"/invitations/{key}/{verb}").status_code in (404, 405)


# ---- coming in


@pytest.mark.parametrize("way", WAYS)
def test_looking_at_a_chair_takes_nothing(stranger, url, way):
    for _ in range(10):
        answer = stranger.get(url, headers=way)
        assert answer.status_code == 200 and "Mara asks you to this table." in answer.text
    assert Invitation.get().used_at is None and "Set-Cookie" not in answer.headers


@pytest.mark.parametrize("way", WAYS)
def test_someone_sits_down_once(stranger, app, form, url, way):
    answer = stranger.post(f"{url}/accept", data=form, headers=way)
    assert answer.status_code == (303 if way is PLAIN else 200)
    assert answer.headers["Location" if way is PLAIN else "HX-Redirect"] == "/recovery-codes/?new=1"
    sam = Person.get(Person.name == "Sam <3")
    cookie = stranger.get_cookie(f"household-{Home.current().key}").value
    assert (Device.known(cookie).holder, sam.role, sam.kids_say, sam.shape) == (sam, Role.PARTNER, "Sammy", "leaf")
    again = app.test_client().post(f"{url}/accept", data=form, headers=way)
    assert (again.status_code, GONE in again.text, partners()) == (409, True, ["Mara", "Jon", "Sam <3"])
    assert app.test_client().get(url, headers=way).status_code == 404


def test_four_words_lead_to_the_same_chair(stranger, form, invited):
    words = invited[2]
    for said in (words, words.replace("-", " "), f" {words.upper().replace('-', ', ')}. "):
        answer = stranger.post("/invitations/words", data={"words": said})
        assert (answer.status_code, answer.location) == (303, f"/invitations/{words}")
    assert stranger.get(answer.location).status_code == 200
    assert stranger.post(f"{answer.location}/accept", data=form).status_code == 303


def test_somebody_with_the_right_words_can_mistype_the_rest_many_times(stranger, form, invited):
    for _ in range(12):
        answer = stranger.post(f"/invitations/{invited[2]}/accept", data=form | {"passphrase": "short"})
        assert answer.status_code == 422 and "Twelve letters or more" in answer.text
    assert stranger.post(f"/invitations/{invited[2]}/accept", data=form).status_code == 303


WORDS = [
    "",
    " ",
    "---",
    "a b c d",
    "one two three",
    "x" * 100_000,
    "\x00",
    "<script>alert(1)</script>",
    "{{7*7}}",
    "日本",
]


def test_other_words_open_nothing_and_come_back(stranger, invited, app):
    for said in WORDS:
        app.extensions["throttle"].forgive("codes from 127.0.0.1", 5, 300)
        app.extensions["throttle"].forgive("codes", 5, 60)
        answer = stranger.post("/invitations/words", data={"words": said})
        assert (answer.status_code, "Those words open nothing." in answer.text) == (422, True), said
        assert said.strip() in seen(answer) and "<script>alert" not in answer.text
    for way in (PART, WHOLE):
        assert stranger.post("/invitations/words", data={"words": "a b c d"}, headers=way).status_code == 422


def test_after_five_wrong_tries_even_the_right_words_wait(stranger, invited, clock):
    for said in ("robin lamp cedar boat", "a-b-c-d", "a,b,c,d", "A B C D", "a. b. c. d"):
        assert stranger.post("/invitations/words", data={"words": said}).status_code == 422
    answer = stranger.post("/invitations/words", data={"words": invited[2]})
    assert (answer.status_code, ENOUGH in answer.text, invited[2] in answer.text) == (429, True, True)
    assert stranger.get(f"/invitations/{invited[2]}").status_code == 429
    assert stranger.get(f"/invitations/{invited[1]}").status_code == 200  # the link is too long to guess
    with stopped(clock + timedelta(minutes=5)):
        assert stranger.post("/invitations/words", data={"words": invited[2]}).status_code == 303


def test_what_cannot_be_four_words_is_no_try(stranger, invited):
    for said in ("three words only", "a b c d e", "x" * 100, "", "A" * 22, "1 2 3 4"):
        for _ in range(3):
            assert stranger.post("/invitations/words", data={"words": said}).status_code == 422
            assert stranger.get(f"/invitations/{said or 'x'}").status_code == 404
    assert stranger.post("/invitations/words", data={"words": invited[2]}).status_code == 303


def test_an_invitation_that_is_gone_says_so_and_seats_nobody(stranger, form, invited, mara, jon, clock):
    def gone(code: str) -> bool:
        shown = stranger.get(f"/invitations/{code}")
        taken = [stranger.post(f"/invitations/{code}/accept", data=form, headers=way) for way in WAYS]
        said = all(GONE in answer.text for answer in (shown, *taken))
        return (shown.status_code, *(answer.status_code for answer in taken), said) == (404, 409, 409, 409, True)

    invitation, secret, words = invited
    assert gone("nothing") and gone("A" * 22) and gone("a-b-c-d") and gone("%00") and gone("日本")
    with stopped(clock + timedelta(hours=48)):
        assert gone(secret) and gone(words)
    invitation.withdraw(by=mara)
    assert gone(secret) and gone(words)
    _, waiting, _ = Invitation.invite(mara)
    assert gone(waiting)  # Jon has not said yes
    assert partners() == ["Mara", "Jon"]


def test_an_invitation_ended_by_a_new_one_is_gone(stranger, url, mara):
    Invitation.invite(mara)
    assert stranger.get(url).status_code == 404


def test_the_code_of_the_first_evening_is_no_invitation(stranger, home, form):
    secret = Invitation.invite(None)[1]
    assert stranger.get(f"/invitations/{secret}").status_code == 404
    assert stranger.post(f"/invitations/{secret}/accept", data=form).status_code == 409
    assert Person.select().count() == 0


MISTAKES = [
    ({"name": ""}, "Write a name first."),
    ({"name": "x" * 41}, "That is too long: up to 40 letters fit here."),
    ({"kids_say": "x" * 41}, "That is too long: up to 40 letters fit here."),
    ({"shape": "triangle"}, "Choose one of these."),
    ({"hair": "\x00"}, "Choose one of these."),
    ({"passphrase": ""}, "Twelve letters or more, please. Four words you like are easy to keep in mind."),
    ({"passphrase": "Sam 3 sam 3 sam"}, "Many people use that one"),
    ({"passphrase": "The blue door!"}, "Many people use that one"),
    ({"passphrase": "ü" * 129}, "That is longer than we can keep. Up to 256 letters, please."),
]


def test_a_mistake_is_named_and_the_chair_stays_free(stranger, form, url):
    for sent, sentence in MISTAKES:
        for way in WAYS:
            answer = stranger.post(f"{url}/accept", data=form | sent, headers=way)
            assert (answer.status_code, sentence in seen(answer)) == (422, True), sent
            assert f'value="{(form | sent)["name"]}"' in seen(answer) and "paper boats" not in answer.text
    assert partners() == ["Mara", "Jon"] and stranger.get(url).status_code == 200


def test_what_is_no_form_seats_nobody(stranger, url):
    for kind, body in (("application/json", b'{"name": "Sam"}'), ("", b"\xff\x00"), ("text/plain", b"name=Sam")):
        assert stranger.post(f"{url}/accept", data=body, content_type=kind).status_code == 422
    assert partners() == ["Mara", "Jon"]


def test_where_there_is_no_home_nobody_is_invited(stranger, app):
    assert stranger.get("/invitations/nothing").status_code == 404
    assert stranger.post("/invitations/nothing/accept").status_code == 409
    assert stranger.post("/invitations/words", data={"words": "a b c d"}).status_code == 422
    assert stranger.get("/invitations/words").status_code == 200
    assert stranger.get("/invitations/new").location == "/set-up/"
