"""Weather: mine to set, the others' to see while they ask, and a smaller ask for who is running low."""

import re
from datetime import timedelta

import pytest

from household import content
from household.models import Need, Person, Role, Weather
from household.models.clock import now, stopped

from .manners import PLAIN, WAYS, seen

LOW, FINE = "Jon is running low: a smaller ask?", "Asking is fine all the same."
CLOUDS = "Jon has clouds today."
HUG = content.words()["hug"].smaller


@pytest.fixture
def maras(as_, mara, jon):
    return as_(mara)


@pytest.fixture
def low(jon) -> None:
    Weather.tell(by=jon, sky="low", words="Up since five.")


def own(page: str) -> str:
    return re.search(r'<textarea[^>]*id="own"[^>]*>(.*?)</textarea>', page, re.S)[1]


# ---- the page


@pytest.mark.parametrize("way", WAYS)
def test_what_one_says_stands_there_and_can_be_taken_off(maras, way):
    answer = maras.post("/weather/tell", data={"sky": "fair", "words": " A <b>slow</b> start. "}, headers=way)
    assert (answer.status_code, answer.location) == (303, "/weather/")
    page = seen(maras.get("/weather/"))
    assert " checked" in page.split('value="fair"')[1].split(">")[0] and 'value="A <b>slow</b> start."' in page
    answer = maras.post("/weather/take-off", headers=way)
    assert (answer.status_code, answer.location) == (303, "/weather/")
    page = seen(maras.get("/weather/"))
    assert " checked" not in page and "slow" not in page and "Take it off" not in page


@pytest.mark.parametrize("way", WAYS)
def test_a_mistake_is_named_and_nothing_typed_is_lost(maras, way):
    for sent, said in (
        ({"sky": "", "words": "Up since five."}, "Choose your weather."),
        ({"sky": "<script>", "words": "Up since five."}, "Choose your weather."),
        ({"sky": "low", "words": "x" * 61}, "That is too long: up to 60 letters fit here."),
    ):
        answer = maras.post("/weather/tell", data=sent, headers=way)
        page = seen(answer)
        assert (answer.status_code, said in page, f'value="{sent["words"]}"' in page) == (422, True, True), sent
    assert Weather.select().count() == 0


def test_the_other_partner_sees_it_until_midnight_and_is_not_told_who_says_nothing(maras, low, clock):
    page = seen(maras.get("/weather/"))
    assert "<bdi>Jon</bdi></b>: low, not much left." in page and "“Up since five.”" in page
    with stopped(clock + timedelta(hours=4, minutes=30)):
        page = seen(maras.get("/weather/"))
        assert "low, not much left." not in page and "Up since five" not in page


def test_who_goes_slowly_opens_the_words_when_ready(as_, mara, low):
    Person.update(slow=True).where(Person.id == mara.id).execute()
    page = seen(as_(mara).get("/weather/"))
    assert page.index("Open it when you are ready") < page.index("Up since five.")


def test_where_there_is_one_partner_it_waits_kindly(as_, mara):
    Person.update(left_at=now()).where((Person.role == Role.PARTNER) & (Person.id != mara.id)).execute()
    page = seen(as_(mara).get("/weather/"))
    assert "It waits here until there is someone." in page and 'name="sky"' not in page


# ---- while one asks


def test_whoever_plans_an_ask_sees_who_is_running_low_and_that_asking_is_fine(maras, low):
    page = seen(maras.get("/needs/new"))
    assert LOW in page and FINE in page and page.index("Who is this for?") < page.index(LOW)
    assert "Up since five" not in page, "the words stay on their own page"


def test_clouds_are_said_more_softly_and_the_sun_not_at_all(maras, jon):
    Weather.tell(by=jon, sky="cloudy")
    page = seen(maras.get("/needs/new"))
    assert CLOUDS in page and FINE in page and "make-smaller" not in page
    for sky in ("fair", "sunny"):
        Weather.tell(by=jon, sky=sky)
        assert FINE not in seen(maras.get("/needs/new")), sky


def test_ones_own_weather_is_no_news_to_oneself(as_, jon, mara, low):
    assert FINE not in seen(as_(jon).get("/needs/new"))


def test_only_those_whom_the_ask_could_reach_are_spoken_of(maras, jon, ruth, ida, low):
    for who, people, said in (
        (jon.key, [], True), ("home", [], True), ("orbit", [], True), ("named", [jon.key, ruth.key], True),
        ("named", [ruth.key], False), ("named", [], False), ("nobody", [], False),
    ):  # fmt: skip
        form = {"word": "hug", "when": "pick", "who": who, "people": people}
        assert (LOW in seen(maras.post("/needs/", data=form))) is said, (who, people)


def test_several_are_named_together(maras, jon, home):
    face = dict(shape="egg", ink="oat", hair="none")
    lena = Person.join(role=Role.PARTNER, name="Lena", face=face)
    for who in (jon, lena):
        Weather.tell(by=who, sky="low")
    assert "Jon and Lena are running low: a smaller ask?" in seen(maras.get("/needs/new"))


@pytest.mark.parametrize("way", WAYS)
def test_a_smaller_ask_is_put_behind_what_was_typed_and_nothing_is_lost(maras, jon, low, way):
    form = {
        "word": "hug", "own": "After bedtime?", "when": "tonight", "who": jon.key, "details": "The blue key.",
        "feeling": "heavy", "once": "this-page",
    }  # fmt: skip
    answer = maras.post("/needs/new/make-smaller", data=form, headers=way)
    page = seen(answer)
    assert (answer.status_code, own(page)) == (200, f"After bedtime? {HUG}")
    assert f"Added to your words: “{HUG}”" in page and ">The blue key.</textarea>" in page
    for chosen in ('value="hug"', 'value="tonight"', f'value="{jon.key}"', 'value="heavy"'):
        assert " checked" in page.split(chosen)[1].split(">")[0], chosen
    assert 'value="this-page"' in page and Need.select().count() == 0


def test_a_smaller_ask_makes_way_for_that_of_another_need(maras):
    for typed, word, now_says in (
        ("", "hug", HUG),
        (HUG, "hug", HUG),
        (HUG, "quiet", content.words()["quiet"].smaller),
        (f"Please? {HUG}", "quiet", f"Please? {content.words()['quiet'].smaller}"),
    ):
        page = seen(maras.post("/needs/new/make-smaller", data={"word": word, "own": typed}))
        assert own(page) == now_says


@pytest.mark.parametrize("word", ["", "a_pony"])
def test_without_a_need_there_is_nothing_to_make_smaller(maras, low, word):
    answer = maras.post("/needs/new/make-smaller", data={"word": word, "own": "Sit with me?"})
    page = seen(answer)
    assert answer.status_code == 422 and own(page) == "Sit with me?"
    assert "Choose what would help first. Then we can offer a small form of it." in page


def test_in_the_finder_too(maras, low):
    page = seen(maras.post("/needs/find", data={"found": "lonely:hug"}))
    assert LOW in page
    page = seen(maras.post("/needs/new/make-smaller", data={"found": "lonely:hug", "word": "hug", "own": "Now?"}))
    assert "Say it in one sentence" in page and own(page) == f"Now? {HUG}"


# ---- and nowhere else


@pytest.mark.parametrize("page", ["/", "/us/", "/thanks/", "/looking-back/", "/looking-back/?q=five", "/notices/"])
def test_no_other_page_speaks_of_it(maras, mara, low, page):
    Weather.tell(by=mara, sky="low", words="Since four and five.")
    said = seen(maras.get(page))
    assert "since five" not in said and "four and five" not in said and "running low" not in said


def test_on_us_it_goes_at_midnight_from_a_page_that_is_open(maras, low):
    drawn_anew = maras.get("/us/").text.split('id="people"')[1].split("</section>")[0]
    assert "every 60s" in drawn_anew and "Jon: low" in drawn_anew


def test_a_link_proposes_a_need_and_a_partner(maras, jon):
    page = seen(maras.get(f"/needs/new?word=time_together&who={jon.key}"))
    for chosen in ('value="time_together"', f'value="{jon.key}"'):
        assert " checked" in page.split(chosen)[1].split(">")[0], chosen
    for strange in ("word=a_pony", "word=%00", "word=hug&who=%00"):
        page = maras.get(f"/needs/new?{strange}")
        assert (
            page.status_code == 200 and " checked" in page.text.split(f'name="who" value="{jon.key}"')[1].split(">")[0]
        )


def test_whoever_is_signed_out_keeps_every_word(stranger, home):
    answer = stranger.post("/weather/tell", data={"sky": "low", "words": "Up since five."}, headers=PLAIN)
    assert answer.status_code == 401 and "Up since five." in seen(answer)
