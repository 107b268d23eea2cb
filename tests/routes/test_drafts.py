"""Drafts: kept for later, taken up, thrown away; for their author alone."""

import pytest

from household.models import Draft, Need

from .manners import PLAIN, WAYS, seen

ONLY_YOU = "Only you can read this here. Whoever looks after the computer could open its files."
KEPT_SOMETHING = "You kept something for later."


@pytest.fixture
def maras(as_, mara, jon):
    return as_(mara)


@pytest.fixture
def draft(mara) -> Draft:
    return Draft.keep(by=mara, word="listen", own="Hear me to the end?", feeling="heavy")


@pytest.fixture
def form(jon):
    return {"word": "quiet", "own": "An hour. <b>Really</b>.", "when": "tonight", "who": jon.key, "once": "this-page"}


def kept() -> list[tuple]:
    return [(one.by.name, one.word, one.own, one.feeling) for one in Draft.select().order_by(Draft.id)]


@pytest.mark.parametrize("way", WAYS)
def test_what_is_kept_is_listed_and_nothing_lies_on_the_table(maras, form, way):
    answer = maras.post("/drafts/", data=form, headers=way)
    assert answer.status_code == (303 if way is PLAIN else 200)
    assert answer.headers["Location" if way is PLAIN else "HX-Redirect"] == "/drafts/"
    assert kept() == [("Mara", "quiet", "An hour. <b>Really</b>.", "")] and Need.select().count() == 0
    page = seen(maras.get("/drafts/"))
    assert "Quiet" in page and "An hour. <b>Really</b>." in page and ONLY_YOU in page
    assert "An hour" not in maras.get("/").text


def test_when_and_for_whom_may_stay_open(maras, form):
    for more in ({"when": "pick"}, {"when": "pick", "at": "2020-01-01T10:00"}, {"when": "someday"}, {"who": "named"}):
        assert maras.post("/drafts/", data=form | more).status_code == 303, more
    assert {one[1] for one in kept()} == {"quiet"}


def test_the_same_page_sent_twice_is_kept_once(maras, form):
    for _ in range(2):
        maras.post("/drafts/", data=form)
    assert len(kept()) == 1


MISTAKES = [
    ({"word": "", "own": " "}, "Choose what would help, or say it in your own words."),
    ({"word": "a_pony"}, "Choose what would help, or say it in your own words."),
    ({"feeling": "<script>"}, "Choose a feeling from the list, or none."),
    ({"own": "x" * 2_001}, "That is too long: up to 2000 letters fit here."),
]


@pytest.mark.parametrize("way", WAYS)
def test_a_mistake_is_named_and_nothing_typed_is_lost(maras, form, way):
    for sent, sentence in MISTAKES:
        answer = maras.post("/drafts/", data=form | {"when": "pick"} | sent, headers=way)
        page = seen(answer)
        assert (answer.status_code, sentence in page) == (422, True), sent
        assert f">{(form | sent)['own'].strip()}</textarea>" in page and 'value="this-page"' in page
        assert "Choose a day and a time." not in page
    assert kept() == []


def test_a_quiet_link_says_so_while_there_are_some_without_a_number(maras, mara, draft):
    Draft.keep(by=mara, own="Another.")
    assert seen(maras.get("/needs/new")).count(KEPT_SOMETHING) == 1
    for one in Draft.select():
        one.throw_away(by=mara)
    assert KEPT_SOMETHING not in seen(maras.get("/needs/new"))
    assert "Nothing is kept here just now." in seen(maras.get("/drafts/"))


def test_a_draft_taken_up_fills_the_ask_page_and_goes_when_it_is_asked(maras, form, draft):
    page = seen(maras.get(f"/needs/new?draft={draft.key}"))
    assert ">Hear me to the end?</textarea>" in page and f'value="{draft.key}"' in page
    for chosen in ('name="word" value="listen"', 'name="feeling" value="heavy"'):
        assert " checked" in page.split(chosen)[1].split(">")[0], chosen
    wrong = maras.post("/needs/", data=form | {"draft": draft.key, "when": "pick"})
    assert wrong.status_code == 422 and f'value="{draft.key}"' in wrong.text and len(kept()) == 1
    for _ in range(2):
        assert maras.post("/needs/", data=form | {"draft": draft.key}).status_code == 303
    assert kept() == [] and Need.select().count() == 1


def test_a_draft_kept_again_takes_its_own_place(maras, form, draft):
    maras.post("/drafts/", data=form | {"draft": draft.key})
    assert kept() == [("Mara", "quiet", "An hour. <b>Really</b>.", "")]


def test_a_draft_stays_where_the_house_refuses_the_ask(maras, ida, draft):
    answer = maras.post("/needs/", data={"word": "listen", "who": ida.key, "draft": draft.key})
    assert answer.status_code == 422 and len(kept()) == 1


@pytest.mark.parametrize("way", WAYS)
def test_a_draft_can_be_thrown_away(maras, draft, way):
    answer = maras.post(f"/drafts/{draft.key}/throw-away", headers=way)
    assert (answer.status_code, answer.location, kept()) == (303, "/drafts/", [])
    assert maras.post(f"/drafts/{draft.key}/throw-away", headers=way).status_code == 404


def test_nobody_else_reads_takes_up_sends_or_throws_away_a_draft(as_, jon, form, draft):
    jons = as_(jon)
    assert "Hear me" not in seen(jons.get("/drafts/")) and KEPT_SOMETHING not in seen(jons.get("/needs/new"))
    assert "Hear me" not in seen(jons.get(f"/needs/new?draft={draft.key}"))
    assert jons.post(f"/drafts/{draft.key}/throw-away").status_code == 404
    jons.post("/needs/", data=form | {"draft": draft.key, "who": "home"})
    jons.post("/drafts/", data=form | {"draft": draft.key})
    assert ("Mara", "listen", "Hear me to the end?", "heavy") in kept()


def test_a_draft_that_is_no_more_is_an_empty_page(maras):
    for key in ("nothing", "", "%00", "\ufffd"):
        assert maras.get(f"/needs/new?draft={key}").status_code == 200


def test_whoever_is_signed_out_while_keeping_keeps_every_word(stranger, home, form):
    answer = stranger.post("/drafts/", data=form)
    assert answer.status_code == 401 and form["own"] in seen(answer) and kept() == []
