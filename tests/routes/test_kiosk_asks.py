"""Asking at the kitchen tablet: two taps, and nothing that would be read by whoever stands there."""

import pytest

from household.models import Deed, Device, Need

from .manners import WAYS, seen


@pytest.fixture
def maras(as_, cast, mara):
    Device.known(cast.kitchen_token).touch(by=mara)
    return as_(cast.kitchen)


@pytest.fixture
def sent(mara):
    return {"face": mara.key, "once": "this-page", "word": "errand", "when": "tonight", "who": "home"}


@pytest.mark.parametrize("way", WAYS)
def test_two_taps_put_it_on_the_table(maras, mara, sent, way):
    answer = maras.post("/day/ask/", data=sent, headers=way)
    need = Need.get()
    assert (answer.location or answer.headers.get("HX-Redirect")) == f"/day/needs/{need.key}"
    assert (need.asked_by, need.word, need.when, need.audience) == (mara, "errand", "tonight", "home")
    assert Deed.get().need == need
    page = seen(maras.get(f"/day/needs/{need.key}"))
    assert "It’s good that you asked." in page and "The whole family" in page


def test_the_same_form_twice_asks_once(maras, sent):
    maras.post("/day/ask/", data=sent)
    maras.post("/day/ask/", data=sent)
    assert Need.select().count() == Deed.select().count() == 1


def test_what_is_between_grown_ups_is_not_on_offer(maras, sent):
    page = seen(maras.get("/day/ask/"))
    assert "Something just between two of you? Ask on your own phone." in page
    assert 'value="errand"' in page and 'value="partners"' not in page and 'value="named"' not in page
    for word in ("hug", "listen", "money_talk", "faith_in_me"):
        assert f'value="{word}"' not in page
        answer = maras.post("/day/ask/", data=sent | {"word": word})
        assert answer.status_code == 422 and "Choose what would help" in seen(answer), word
    assert Need.select().count() == 0


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("who", ["partners", "named", "nobody"])
def test_it_is_for_the_family_or_guests_too(maras, jon, sent, who, way):
    for whom in (who, jon.key):
        answer = maras.post("/day/ask/", data=sent | {"word": "", "own": "My boots?", "who": whom}, headers=way)
        assert answer.status_code == 422 and "Choose who this is for." in seen(answer)
        assert "My boots?" in seen(answer)
    assert Need.select().count() == 0


def test_own_words_alone_are_enough_and_the_family_is_the_narrowest(maras, mara):
    maras.post("/day/ask/", data={"face": mara.key, "own": "My boots?"})
    assert (Need.get().own, Need.get().audience, Need.get().when) == ("My boots?", "home", "whenever")


def test_without_a_word_it_asks_for_one(maras, sent):
    answer = maras.post("/day/ask/", data=sent | {"word": ""})
    assert answer.status_code == 422 and "Choose what would help, or say it in your own words." in seen(answer)


def test_kids_can_help_with_what_is_theirs_to_help_with(maras, sent):
    answer = maras.post("/day/ask/", data=sent | {"kids_can_help": "y", "own": "My boots?"})
    assert answer.status_code == 422 and "Kids can’t carry this one." in seen(answer) and "My boots?" in seen(answer)
    maras.post("/day/ask/", data=sent | {"kids_can_help": "y", "word": "tidy_help"})
    assert Need.get().kids_can_help


@pytest.mark.parametrize("more", [{"when": "rhythm"}, {"when": "run"}, {"when": "pick", "at": "x"}, {"when": "\0"}])
def test_a_when_that_nobody_offered_is_not_taken(maras, sent, more):
    assert maras.post("/day/ask/", data=sent | more).status_code == 422


def test_a_guest_asks_the_family_there_and_sees_it_stand(as_, cast, ruth, sent):
    Device.known(cast.kitchen_token).touch(by=ruth)
    ruths = as_(cast.kitchen)
    page = seen(ruths.get("/day/ask/"))
    assert 'value="home"' in page and 'value="orbit"' not in page
    answer = ruths.post("/day/ask/", data=sent | {"face": ruth.key})
    assert ruths.get(answer.location).status_code == 200 and Need.get().audience == "home"


def test_what_is_typed_there_waits_for_its_own_face_and_no_browser_offers_it(maras, cast):
    for page in ("/day/ask/", "/day/thanks/"):
        text = maras.get(page).text
        assert f'data-draft="{page}"' in text and 'autocomplete="off"' in text
        assert f'data-me="{cast.kitchen.key}-{cast.mara.key}"' in text
