"""Ask buttons: made on the ask page, pressed by whatever has the link, revoked by whoever made them."""

import re
from datetime import timedelta

import pytest

from household.models import Button, Moment, Need, Person
from household.models.clock import now, stopped

from .manners import PART, PLAIN, WAYS, WHOLE, seen

BROWSER = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
NO_DATE = "A button asks when it is pressed. Choose “now”, or another time without a date."
LINK = r"http://[\w.:]+/press/([\w-]{22})"


@pytest.fixture
def maras(as_, mara, jon):
    return as_(mara)


@pytest.fixture
def form(jon):
    words = {"word": "hug", "own": "Hands <b>full</b>.", "feeling": "heavy", "details": "The blue key."}
    return words | {"when": "now", "who": jon.key, "once": "this-page"}


@pytest.fixture
def made(mara, jon) -> tuple[Button, str]:
    return Button.make(by=mara, own="Hands full, come", audience="named", named=[jon])


def press(client, token: str, **headers: str):
    return client.post(f"/press/{token}", headers=headers)


# ---- making


@pytest.mark.parametrize("way", WAYS)
def test_an_ask_becomes_a_button_whose_link_is_shown_once(maras, stranger, form, way):
    answer = maras.post("/buttons/", data=form, headers=way)
    page, (token,) = seen(answer), set(re.findall(LINK, answer.text))
    assert (answer.status_code, answer.headers.get("HX-Push-Url")) == (200, None if way is PLAIN else "/buttons/")
    assert "It is shown this once." in page and 'class="qr"' in page and "Hands <b>full</b>." in page
    assert Need.select().count() == 0 and token not in maras.get("/buttons/").text
    assert press(stranger, token).status_code == 201
    need = Need.get()
    assert (need.asked_by.name, [one.name for one in need.named], need.feeling) == ("Mara", ["Jon"], "heavy")


def test_a_time_of_the_day_can_be_part_of_it(maras, form):
    bedtime = Moment.get(Moment.name == "after bedtime")
    said = {"now": "now.", bedtime.key: "after bedtime.", "weekend": "this weekend.", "whenever": "a hug</em>."}
    for when, words in said.items():
        assert words in seen(maras.post("/buttons/", data=form | {"when": when})), when
    assert maras.get("/buttons/").text.count("<article") == len(said)


@pytest.mark.parametrize("way", WAYS)
def test_a_mistake_is_named_and_nothing_typed_is_lost(maras, form, way):
    mistakes = {
        NO_DATE: [{"when": "pick"}, {"when": "rhythm"}, {"when": "run"}, {"when": "pick", "at": "2020-01-01T10:00"}],
        "Choose who this is for.": [{"who": "named"}],
        "Choose what would help, or say it in your own words.": [{"word": "a_pony"}, {"word": "", "own": " "}],
        "Choose when, or “no hurry”.": [{"when": "someday"}],
    }
    for sentence, sent in mistakes.items():
        for one in sent:
            answer = maras.post("/buttons/", data=form | one, headers=way)
            page = seen(answer)
            assert (answer.status_code, sentence in page) == (422, True), one
            assert page.count('class="field__error"') in (1, 2), one  # above, and beside its field
            assert f">{(form | one)['own'].strip()}</textarea>" in page and 'value="this-page"' in page
            assert ">The blue key.</textarea>" in page
    assert Button.select().count() == 0


def test_at_the_end_of_the_finder_it_stays_there(maras, form):
    page = seen(maras.post("/buttons/", data=form | {"when": "pick", "found": "lonely:hug"}))
    assert NO_DATE in page and "Say it in one sentence" in page


def test_what_the_house_refuses_is_refused_in_its_words(maras, form, ida):
    answer = maras.post("/buttons/", data=form | {"who": ida.key})
    assert answer.status_code == 422 and "This one is between grown-ups." in seen(answer)


def test_the_same_page_sent_twice_is_one_button(maras, stranger, form):
    links = [re.search(LINK, maras.post("/buttons/", data=form).text)[1] for _ in range(2)]
    assert Button.select().count() == 1
    assert [press(stranger, link).status_code for link in links] == [404, 201]


def test_a_house_with_one_address_puts_it_into_the_link(app, maras, form):
    app.config["URL"] = "https://home.example/house"
    assert "https://home.example/press/" in maras.post("/buttons/", data=form).text


# ---- one's own list


def test_a_button_says_what_it_asks_for_and_whom(maras, made, ruth, mara):
    Button.make(by=mara, word="ride", audience="orbit", feeling="tired", details="Gate 1234.", when="today")
    page = " ".join(seen(maras.get("/buttons/")).split())
    for words in ("Hands full, come", "For Jon", "You feel tired.", "Gate 1234.", "The family, and guests too"):
        assert words in page
    assert "Made today." in page and page.index("Gate 1234.") < page.index("Hands full"), "the newest first"
    Person.update(left_at=now()).where(Person.name == "Jon").execute()
    assert "Nobody is left whom this button could ask." in seen(maras.get("/buttons/"))


def test_where_there_is_none_it_says_how_to_make_one(maras):
    page = seen(maras.get("/buttons/"))
    assert "There is none yet." in page and "“Make it a button”" in page
    assert "Make it a button" in seen(maras.get("/needs/new")) and "/buttons/" in maras.get("/us/").text


@pytest.mark.parametrize("way", WAYS)
def test_a_new_link_is_shown_once_and_the_old_one_is_dead(maras, stranger, made, way):
    button, old = made
    answer = maras.post(f"/buttons/{button.key}/renew", headers=way)
    token = re.search(LINK, answer.text)[1]
    assert [press(stranger, one).status_code for one in (old, token)] == [404, 201]
    assert stranger.get(f"/press/{old}").status_code == 404


def test_a_button_is_taken_away(maras, stranger, made):
    button, token = made
    answer = maras.post(f"/buttons/{button.key}/remove")
    assert (answer.status_code, answer.location, Button.select().count()) == (303, "/buttons/", 0)
    assert press(stranger, token).status_code == 404


def test_nobody_else_sees_renews_or_removes_it(as_, jon, made, stranger):
    jons, (button, token) = as_(jon), made
    assert "Hands full" not in seen(jons.get("/buttons/"))
    for verb in ("renew", "remove"):
        assert jons.post(f"/buttons/{button.key}/{verb}").status_code == 404
    assert press(stranger, token).status_code == 201


def test_the_list_asks_the_notebook_no_more_often_however_long_it_is(maras, mara, jon, made, caplog):
    def asked() -> int:
        caplog.clear()
        maras.get("/buttons/")
        return len([one for one in caplog.records if one.name == "peewee"])

    caplog.set_level("DEBUG", "peewee")
    few = asked()
    for number in range(5):
        Button.make(by=mara, own=f"Number {number}", audience="named", named=[jon])
    assert asked() == few > 0


# ---- pressing


def test_a_machine_reads_in_plain_text_what_came_of_it(stranger, made, mara):
    _, token = made
    answers = [press(stranger, token, Accept=kind) for kind in ("*/*", "", "application/json")]
    assert [(one.status_code, one.text) for one in answers] == [(201, "Asked.")] + [
        (200, "It is on the table already.")
    ] * 2
    assert {one.content_type for one in answers} == {"text/plain; charset=utf-8"}
    assert not any("Set-Cookie" in one.headers for one in answers)
    for _ in range(5):
        Need.select().order_by(Need.id.desc()).get().meet(by=mara)
        assert press(stranger, token).status_code == 201
    Need.select().order_by(Need.id.desc()).get().meet(by=mara)
    enough = press(stranger, token)
    assert (enough.status_code, enough.headers["Retry-After"]) == (429, "3601")
    assert enough.text == "That is enough for now. You can press again in a while."
    gone = press(stranger, "x" * 22)
    assert (gone.status_code, gone.content_type, gone.text) == (
        404, "text/plain; charset=utf-8", "There is nothing here."
    )  # fmt: skip


def test_people_see_a_page_that_says_the_same_and_nothing_of_the_ask(stranger, made):
    _, token = made
    page = stranger.get(f"/press/{token}", headers=BROWSER)
    assert page.status_code == 200 and "Press, and it is asked." in page.text and Need.select().count() == 0
    asked, lies = (press(stranger, token, **BROWSER) for _ in range(2))
    assert [(one.status_code, one.mimetype) for one in (asked, lies)] == [(201, "text/html"), (200, "text/html")]
    assert "<h1>Asked.</h1>" in asked.text and "<h1>It is on the table already.</h1>" in lies.text
    for one in (page, asked, lies):
        assert not re.search("Hands|Mara|Jon|blue door", one.text) and "Set-Cookie" not in one.headers


def test_looking_changes_nothing(stranger, made):
    for method in ("GET", "HEAD", "OPTIONS"):
        assert stranger.open(f"/press/{made[1]}", method=method, headers=BROWSER).status_code == 200
    assert Need.select().count() == 0


@pytest.mark.parametrize("headers", [PLAIN, BROWSER, PART, WHOLE])
def test_whoever_is_signed_in_on_that_phone_is_not_who_asks(as_, jon, made, headers):
    press(as_(jon), made[1], **headers)
    assert Need.get().asked_by.name == "Mara"


def test_a_button_of_someone_who_is_gone_is_as_if_it_had_never_been(stranger, made, ruth, mara, home):
    _, guests_token = Button.make(by=ruth, word="ride", audience="named", named=[mara])
    Person.update(until=home.today).where(Person.id == ruth.id).execute()
    assert press(stranger, guests_token).status_code == 201
    Person.update(until=home.today - timedelta(days=1)).where(Person.id == ruth.id).execute()
    Person.update(left_at=now()).where(Person.id == mara.id).execute()
    for token in (guests_token, made[1]):
        for headers in (PLAIN, BROWSER):
            answers = [press(stranger, one, **headers) for one in (token, "x" * 22)]
            answers += [stranger.get(f"/press/{one}", headers=headers) for one in (token, "x" * 22)]
            said = [(one.status_code, one.text.replace(token, "x" * 22)) for one in answers]
            assert said[0] == said[1] and said[2] == said[3] and said[0][0] == said[2][0] == 404
    assert Need.select().count() == 1


def test_where_nobody_is_left_to_ask_it_says_so(stranger, made, jon):
    Person.update(left_at=now()).where(Person.id == jon.id).execute()
    answer = press(stranger, made[1])
    assert (answer.status_code, answer.text) == (409, "Nobody is left whom this button could ask.")
    assert "Nobody is left" in press(stranger, made[1], **BROWSER).text


def test_many_wrong_links_are_told_to_wait_and_a_right_one_never_is(stranger, made, clock):
    wrong = [press(stranger, f"{number:022}") for number in range(25)]
    assert [one.status_code for one in wrong] == [404] * 20 + [429] * 5
    assert wrong[-1].mimetype == "text/plain" and stranger.get("/press/x", headers=BROWSER).status_code == 429
    assert press(stranger, made[1]).status_code == 201
    with stopped(clock + timedelta(minutes=15)):
        assert press(stranger, "x" * 22).status_code == 404
