"""The need finder, sentences to begin with, and the one line of the truth."""

import re

import pytest

from household import content
from household.content.finding import families, feelings_by_id, not_sure
from household.models import TABLES, Draft, Moment, Need, Person

from .manners import WAYS, seen

GLAD = "Most people are glad to be asked."


@pytest.fixture
def maras(as_, mara, jon):
    return as_(mara)


def own(page: str) -> str:
    """What stands in the box."""
    return re.search(r'<textarea[^>]*id="own"[^>]*>(.*?)</textarea>', page, re.S)[1]


def offered(page: str) -> list[str]:
    return re.findall(r'name="starter" value="([^"]*)"', page)


def is_checked(page: str, chosen: str) -> bool:
    return " checked" in page.split(chosen)[1].split(">")[0]


def dump() -> list:
    """All there is in the notebook."""
    return [list(model.select().order_by(model.id).tuples()) for model in TABLES if model._meta.primary_key]


# ---- the finder


def test_the_ask_page_leads_to_the_finder_after_the_needs_themselves(maras):
    page = maras.get("/needs/new").text
    assert page.index('name="word"') < page.index('href="/needs/find"') < page.index('name="own"')


def test_the_finder_shows_every_feeling_with_its_hint_and_every_step_takes_not_sure_yet(maras):
    page = seen(maras.get("/needs/find"))
    for family in families():
        assert family.label in page and family.hint in page
        for feeling in family.feelings:
            assert feeling.word in page and feeling.body in page
            for need in feeling.may_need:
                assert f'value="{feeling.id}:{need.id}"' in page
            assert f'value="{feeling.id}:"' in page
        assert f'name="{family.id}" value=""' in page
    assert 'name="family" value=""' in page and not_sure().hint in page


def test_whatever_is_found_has_a_sentence(maras, jon):
    for feeling in ("", *feelings_by_id()):
        for need in ("", *content.words()):
            if need and feeling and content.words()[need] not in feelings_by_id()[feeling].may_need:
                continue
            page = seen(maras.post("/needs/find", data={"found": f"{feeling}:{need}"}))
            assert own(page) and "{" not in own(page) and "I feel" not in own(page), (feeling, need)
            assert is_checked(page, f'name="who" value="{jon.key}"')


def test_the_sentence_of_who_is_not_sure_yet(maras):
    page = seen(maras.post("/needs/find", data={"found": ":"}))
    assert own(page) == "I do not know what I need yet. Can you stay near while I find out?"
    assert 'name="word"' not in page and 'name="feeling"' not in page


def test_finding_and_being_helped_with_words_keep_nothing(maras):
    maras.get("/needs/find")
    before = dump()
    for data in ({"found": "lonely:hug"}, {"found": ":"}, {"found": "x"}):
        maras.post("/needs/find", data=data)
        maras.post(
            "/needs/new/say", data={"own": "Please?", "word": "hug", "starter": "I need a hug. Can you help?", **data}
        )
    maras.get("/needs/find/known")
    assert dump() == before


@pytest.mark.parametrize("found", ["", "hug", "lonely", "lonely:pony", "pony:hug", "lonely:hug:x", "\x00:", ":\ufffd"])
def test_what_was_not_on_the_page_is_asked_for_again(maras, found):
    for way in WAYS:
        answer = maras.post("/needs/find", data={"found": found}, headers=way)
        assert (answer.status_code, "Choose what may help, or “Not sure yet”." in seen(answer)) == (422, True)
    assert maras.post("/needs/find").status_code == 422


def test_no_feeling_stands_in_an_address(maras):
    answer = maras.post("/needs/find", data={"found": "lonely:hug"})
    assert answer.status_code == 200 and answer.location is None
    assert not re.search(r'(href|action)="[^"]*lonely', answer.text)


def found_form(page: str) -> dict[str, str]:
    """What the page of the sentence sends as it stands."""
    hidden = dict(re.findall(r'<input[^>]*type="hidden"[^>]*?name="(\w+)" value="([^"]*)"', page))
    more = re.findall(r'<input[^>]*name="(once|found)"[^>]*value="([^"]*)"', page)
    return {**hidden, **dict(more), "own": own(page)}


def test_what_was_found_is_asked_and_the_feeling_told_only_if_ticked(maras, jon):
    page = seen(maras.post("/needs/find", data={"found": "lonely:hug"}))
    assert 'type="checkbox" name="feeling" value="lonely"' in page and not is_checked(page, 'value="lonely"')
    sent = found_form(page)
    assert sent["word"] == "hug"
    maras.post("/needs/", data=sent)
    maras.post("/needs/", data=sent | {"feeling": "lonely"})
    asked = [(need.word, need.own, need.feeling, need.named) for need in Need.select().order_by(Need.id)]
    assert asked == [
        ("hug", "I need a hug. Can you help?", "", [jon]),
        ("hug", "I need a hug. Can you help?", "lonely", [jon]),
    ]


def test_a_mistake_on_the_page_of_the_sentence_comes_back_there(maras):
    sent = {"found": "lonely:hug", "word": "hug", "own": "Hold me?", "feeling": "lonely", "when": "pick"}
    for url in ("/needs/", "/needs/new/say", "/needs/new/put-line-away"):
        page = seen(maras.post(url, data=sent))
        assert "Say it in one sentence" in page and "Hold me?" in own(page), url
        assert is_checked(page, 'name="feeling" value="lonely"') and 'name="found"' in page


def test_to_know_is_an_end_of_its_own(maras):
    assert 'href="/needs/find/known"' in maras.post("/needs/find", data={"found": "lonely:hug"}).text
    page = seen(maras.get("/needs/find/known"))
    assert "Now you know" in page and "That is enough. Nothing was kept." in page


# ---- starters


@pytest.mark.parametrize("way", WAYS)
def test_help_comes_filled_from_what_was_chosen_and_keeps_all_of_it(maras, jon, way):
    sent = {
        "word": "hug",
        "own": "Now & then.",
        "when": "tonight",
        "who": "home",
        "feeling": "heavy",
        "once": "this-page",
    }
    answer = maras.post("/needs/new/say", data=sent, headers=way)
    page = seen(answer)
    assert (answer.status_code, own(page)) == (200, "Now & then.")
    assert 2 <= len(offered(page)) <= 6 and "I feel heavy. I would love a hug." in offered(page)
    assert "Can we find time for a hug tonight?" in offered(page)
    for chosen in ('value="hug"', 'value="tonight"', 'name="who" value="home"', 'name="feeling" value="heavy"'):
        assert is_checked(page, chosen), chosen
    assert 'value="this-page"' in page and "field__error" not in page and Need.select().count() == 0


def test_help_says_the_when_as_the_page_says_it(maras):
    bedtime = Moment.get(Moment.name == "after bedtime").key
    for when, said in {
        "now": "now",
        "today": "today",
        bedtime: "tonight after bedtime",
        "weekend": "this weekend",
        "whenever": "when it suits you",
        "someday": "when it suits you",
        "pick": "when it suits you",
    }.items():
        page = seen(maras.post("/needs/new/say", data={"word": "quiet", "when": when}))
        assert f"Here is my ask: some quiet, {said}." in offered(page), when
    sent = {"word": "quiet", "when": "pick", "at": "2026-06-18T10:00"}
    assert "Here is my ask: some quiet, tomorrow at 10 o’clock." in offered(
        seen(maras.post("/needs/new/say", data=sent))
    )
    for at in ("2026-06-01T10:00", "soon", "9999-12-31T23:59"):
        assert maras.post("/needs/new/say", data=sent | {"at": at}).status_code == 200


def test_a_sentence_goes_in_front_of_what_is_typed(maras):
    tapped = {"word": "hug", "starter": "I need a hug. Can you help?"}
    for typed, then in {
        "": "I need a hug. Can you help?",
        "Since Monday.\nReally.": "I need a hug. Can you help? Since Monday.\nReally.",
        "I need a hug. Can you help": "I need a hug. Can you help? I need a hug. Can you help",
        "I need a hug. Can you help?!": "I need a hug. Can you help? I need a hug. Can you help?!",
    }.items():
        assert own(seen(maras.post("/needs/new/say", data=tapped | {"own": typed}))) == then


def test_another_sentence_takes_the_place_of_the_one_before_and_of_nothing_else(maras):
    tapped = {"word": "hug", "when": "tonight", "starter": "Here is my ask: a hug, tonight."}
    for typed, rest in {
        "I need a hug. Can you help?": "",
        "I need some quiet. Can you help?": "",
        "I feel heavy. I would love more sleep.": "",
        "Can we find time for a hug tonight after bedtime? Please.": " Please.",
        "Can we find time for a hug at the shed? Please.": " Can we find time for a hug at the shed? Please.",
        "So: I need a hug. Can you help?": " So: I need a hug. Can you help?",
    }.items():
        page = seen(maras.post("/needs/new/say", data=tapped | {"own": typed}))
        assert own(page) == f"Here is my ask: a hug, tonight.{rest}", typed


def test_only_sentences_of_ours_are_put_in(maras):
    for starter in ("You are a fool.", "I need a pony. Can you help?", "<b>", "", "\x00"):
        assert own(seen(maras.post("/needs/new/say", data={"own": "Please?", "starter": starter}))) == "Please?"


def test_what_is_too_long_comes_back_whole(maras):
    book = "A heron wades. " * 1_000
    page = maras.post("/needs/new/say", data={"own": book, "starter": "I need a hug. Can you help?"}).text
    assert book.strip() in page


# ---- the line of the truth


def test_one_line_of_the_truth_until_it_is_put_away_for_good(maras, as_, mara, jon):
    for page in (maras.get("/needs/new"), maras.post("/needs/find", data={"found": "lonely:hug"})):
        assert seen(page).count(GLAD) == 1 and not re.search(r"[\d%]", GLAD)
    sent = {"own": "Half an hour?", "word": "quiet", "who": "home", "when": "tonight"}
    page = seen(maras.post("/needs/new/put-line-away", data=sent))
    assert GLAD not in page and own(page) == "Half an hour?" and is_checked(page, 'value="tonight"')
    assert GLAD not in maras.get("/needs/new").text and GLAD not in as_(mara).get("/needs/new").text
    assert GLAD in as_(jon).get("/needs/new").text
    assert [person.name for person in Person.select().where(Person.knows_people_help)] == ["Mara"]
    assert Need.select().count() == Draft.select().count() == 0


def test_whoever_is_signed_out_while_finding_keeps_every_word(maras):
    maras.post("/sign-out")
    answer = maras.post("/needs/new/say", data={"own": "Half an hour?", "word": "quiet"})
    assert answer.status_code == 401 and "Half an hour?" in seen(answer)
