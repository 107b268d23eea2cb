"""Going slowly: words to me open when I tap them, no news comes up, and nobody else can tell."""

import re

import pytest

from household.models import Need, Person, Reply, Thanks

from .manners import WAYS, seen

FOLDED = "Open it when you are ready"


@pytest.fixture
def need(mara, jon, ruth) -> Need:
    """Mara asked; Jon and Mara wrote, and Ruth said no, with an offer."""
    need = Need.ask(by=mara, word="good_food", audience="orbit")
    Reply.write_under(need, by=jon, words="Jonwordium")
    Reply.write_under(need, by=mara, words="Marawordium")
    Reply.say_not_now(need, by=ruth, words="Offerium", offer="else")
    return need


def unfolded(page: str) -> str:
    """What stands there before anything is opened."""
    shown, *folds = page.split("<details")
    return shown + "".join(fold.partition("</details>")[2] for fold in folds)


def test_what_somebody_else_said_waits_until_it_is_opened_one_at_a_time(as_, mara, jon, need):
    client, theirs = as_(mara), ("Jonwordium", "Offerium", "let’s do that")
    before = seen(client.get(f"/needs/{need.key}"))
    assert FOLDED not in before and [word for word in theirs if word not in unfolded(before)] == []
    mara.go_slowly(by=mara)
    page = seen(client.get(f"/needs/{need.key}"))
    assert [word for word in theirs if word in unfolded(page)] == []
    assert [word for word in theirs if word not in page] == [] and "Marawordium" in unfolded(page)
    assert page.count(FOLDED) == page.count('name="gently"') == 2
    assert "From Jon. Open it" in page and "From Ruth. Open it" in page
    mara.go_as_before(by=mara)
    assert FOLDED not in seen(client.get(f"/needs/{need.key}"))


def test_a_warm_yes_waits_for_the_asker_and_not_for_whoever_said_it(as_, mara, jon, need):
    need.claim(by=jon, warmly="Warmium")
    for who in (mara, jon):
        who.go_slowly(by=who)
    page = f"/needs/{need.key}"
    assert "Warmium" not in unfolded(as_(mara).get(page).text) and "Warmium" in unfolded(as_(jon).get(page).text)
    assert "Jon has this" in unfolded(as_(mara).get(page).text)


def test_a_nudge_and_thanks_wait_too_but_only_those_that_are_for_me(as_, mara, jon, need):
    jon.go_slowly(by=jon)
    need.claim(by=jon)
    need.nudge(by=mara, words="Nudgium")
    Thanks.give(by=mara, to=[jon], did="Didium", says="Saysium", audience="home")
    Thanks.give(by=jon, to=[mara], did="Ownium", audience="home")
    client = as_(jon)
    assert "Nudgium" not in unfolded(client.get(f"/needs/{need.key}").text)
    for page in ("/thanks/", "/"):
        shown = client.get(page).text
        assert "Didium" in shown and "Didium" not in unfolded(shown) and "Saysium" not in unfolded(shown)
        assert "Ownium" in unfolded(shown)
        assert "Didium" in unfolded(as_(mara).get(page).text)


def test_no_news_comes_up_by_itself_and_there_is_a_way_to_it(as_, mara, jon, need):
    mara.go_slowly(by=mara)
    need.claim(by=jon)
    for path in ("/", "/thanks/", f"/needs/{need.key}"):
        page = as_(mara).get(path).text
        assert "data-see" not in page and "slow.js" in page and '<a class="link soft" href="/notices/">' in page
        page = as_(jon).get(path).text
        assert "data-see" in page and "slow.js" not in page and '<a class="link soft" href="/notices/">' not in page
    assert "Jon has this" in seen(as_(mara).get("/notices/"))


@pytest.mark.parametrize("way", WAYS)
def test_one_tap_begins_it_and_one_ends_it(as_, mara, way):
    client = as_(mara)
    for verb, slow in (("go-slowly", True), ("go-slowly", True), ("go-as-before", False)):
        answer = client.post(f"/slow/{verb}", headers=way)
        assert answer.status_code == (200 if way else 303)
        assert answer.headers["HX-Redirect" if way else "Location"] == "/slow/"
        assert Person.get_by_id(mara.id).slow is slow
        assert ("You go slowly here." in client.get("/slow/").text) is slow


def test_a_page_that_was_drawn_before_is_drawn_anew(as_, mara, need):
    client = as_(mara)
    for path in ("/", f"/needs/{need.key}"):
        first = client.get(path)
        asked = {"If-None-Match": first.headers["ETag"]}
        assert client.get(path, headers=asked).status_code == 304
        mara.go_slowly(by=mara)
        answer = client.get(path, headers=asked)
        assert answer.status_code == 200 and "slow.js" in answer.text
        mara.go_as_before(by=mara)
        assert "slow.js" not in client.get(path).text


def test_nobody_else_can_tell(as_, cast, mara, jon, need):
    client, pages = as_(jon), ("/", "/us/", "/thanks/", "/access-log/", "/devices/", f"/needs/{need.key}", "/notices/")
    asked = {"If-None-Match": client.get("/").headers["ETag"]}

    def told() -> list[str]:
        return [re.sub(r'name="once"[^>]*>', "", client.get(page).text) for page in pages]

    before = told()
    mara.go_slowly(by=mara)
    assert told() == before and client.get("/", headers=asked).status_code == 304
