"""Telling the kids: what they will see, the one tap that tells it, and the one that takes it back."""

import pytest

from household.models import Need, Person, Repair, Reply, Role, Story
from household.models.clock import now

from .manners import PLAIN, WAYS, seen


@pytest.fixture
def maras(as_, mara):
    return as_(mara)


@pytest.fixture
def hers(mara, jon) -> Need:
    """Jon came when Mara, worn out, asked for quiet."""
    need = Need.ask(by=mara, word="quiet", own="Door shut.", feeling="worn out", audience="named", named=[jon])
    need.claim(by=jon)
    need.meet(by=mara)
    return need


@pytest.fixture
def mended(mara, jon) -> Repair:
    repair = Repair.ouch(by=mara, to=jon, landed="The joke.")
    Repair.update(stage="mended").where(Repair.id == repair.id).execute()
    return Repair.get_by_id(repair.id)


def tell(client, need, when="done", feels="calm", **sent):
    return client.post("/stories/", data={"need": need.key, "when": when, "feels": feels}, **sent)


def test_one_quiet_line_offers_it_to_the_one_who_asked(maras, as_, jon, hers):
    assert "Tell the kids?" in maras.get(f"/needs/{hers.key}").text
    assert "Tell the kids" not in as_(jon).get(f"/needs/{hers.key}").text
    assert "Tell the kids" not in maras.get("/").text


def test_what_is_open_or_not_for_kids_is_not_offered(maras, mara, jon, quiet):
    private = Need.ask(by=mara, word="gentle_touch")
    private.claim(by=jon)
    private.meet(by=mara)
    own = Need.ask(by=mara, own="The tax letter.")
    own.claim(by=jon)
    own.meet(by=mara)
    for need in (quiet, private, own):
        assert "Tell the kids" not in maras.get(f"/needs/{need.key}").text
        assert maras.get(f"/stories/new?need={need.key}").status_code == 404
        assert tell(maras, need).status_code == 422
    assert Story.select().count() == 0


def test_without_kids_nothing_speaks_of_it(maras, hers):
    Person.update(left_at=now()).where(Person.role == Role.KID).execute()
    assert "kids" not in maras.get(f"/needs/{hers.key}").text


def test_the_page_shows_what_they_will_see_and_how_else_it_can_be_told(maras, hers):
    page = seen(maras.get(f"/stories/new?need={hers.key}"))
    assert "Mama felt tired." in page and "Papa said yes and came to help." in page
    assert "Door shut." not in page and "worn out" not in page
    assert "Now you both feel happy" in page
    other = seen(maras.get(f"/stories/new?need={hers.key}&way=2"))
    assert "Now they both feel calm." in other and "Mama felt" not in other
    for nonsense in ("99", "-1", "x", ""):
        assert "Mama felt tired." in maras.get(f"/stories/new?need={hers.key}&way={nonsense}").text


@pytest.mark.parametrize("way", WAYS)
def test_one_tap_tells_it_and_leads_back(maras, hers, way):
    answer = tell(maras, hers, headers=way)
    assert answer.headers["Location" if way is PLAIN else "HX-Redirect"] == f"/needs/{hers.key}"
    assert [(story.when, story.feels) for story in Story.select()] == [("done", "calm")]
    assert "The kids know this story." in maras.get(f"/needs/{hers.key}").text
    assert maras.get(f"/stories/new?need={hers.key}").status_code == 303


def test_only_a_way_that_is_true_is_told(maras, as_, jon, hers):
    for when, feels in (("done", "sad"), ("done", ""), ("orbit_helped", ""), ("kind_no", ""), ("", ""), ("done", "x")):
        assert tell(maras, hers, when, feels).status_code == 422
    assert maras.post("/stories/", data={"need": hers.key}).status_code == 422
    assert tell(as_(jon), hers).status_code == 403
    assert Story.select().count() == 0


@pytest.mark.parametrize("who", ["mara", "jon"])
def test_anyone_in_it_takes_it_back(maras, as_, cast, hers, who):
    tell(maras, hers)
    client, key = as_(getattr(cast, who)), Story.get().key
    assert "Take it back" in client.get(f"/needs/{hers.key}").text
    assert client.post(f"/stories/{key}/take-back").status_code == 303
    assert Story.select().count() == 0
    assert client.post(f"/stories/{key}/take-back").status_code == 404


def test_a_child_who_helped_is_shown_as_it_will_read_it(maras, mara, theo):
    need = Need.ask(by=mara, word="quiet", audience="named", named=[theo])
    need.claim(by=theo)
    need.meet(by=mara)
    page = seen(maras.get(f"/stories/new?need={need.key}"))
    assert "You helped." in page and "Theo will read it like this." in page and "both feel" not in page


def test_a_guest_who_helped(maras, mara, ruth):
    need = Need.ask(by=mara, word="quiet", audience="orbit")
    need.claim(by=ruth)
    need.meet(by=mara)
    page = seen(maras.get(f"/stories/new?need={need.key}"))
    assert "Ruth came to our home to help." in page
    assert "You and Ruth can each take it back with one tap." in page


def test_of_a_mended_repair_both_say_yes(maras, as_, jon, mended):
    jons, page = as_(jon), f"/repairs/{mended.key}"
    said = {"repair": mended.key, "when": "repair_done", "feels": ""}
    assert all("Tell the kids?" in client.get(page).text for client in (maras, jons))
    preview = seen(maras.get(f"/stories/new?repair={mended.key}"))
    assert "Mama felt hurt and said, “Ouch.”" in preview and "The joke." not in preview
    assert maras.post("/stories/", data=said).headers["Location"] == page
    assert "when Jon says yes too" in maras.get(page).text
    assert maras.get(f"/stories/new?repair={mended.key}").status_code == 303
    assert "Mara would like to tell the kids" in jons.get(page).text
    assert Story.get().told_at is None
    assert jons.get(f"/stories/new?repair={mended.key}").status_code == 200
    jons.post("/stories/", data=said)
    assert Story.get().told_at
    assert all("The kids know this story." in client.get(page).text for client in (maras, jons))
    jons.post(f"/stories/{Story.get().key}/take-back")
    assert Story.select().count() == 0


def test_a_repair_under_way_or_let_go_is_not_offered(maras, mara, jon, mended):
    under_way = Repair.ouch(by=mara, to=jon)
    mended.let_go(by=jon)
    for repair in (under_way, mended):
        assert "Tell the kids" not in maras.get(f"/repairs/{repair.key}").text
        assert maras.get(f"/stories/new?repair={repair.key}").status_code == 404


def test_a_private_answer_is_told_only_as_the_fixed_words(maras, mara, jon):
    need = Need.ask(by=mara, word="hug", audience="named", named=[jon])
    Reply.say_not_now(need, by=jon, words="After the match.", offer="time")
    need.claim(by=jon)
    need.meet(by=mara)
    page = seen(maras.get(f"/stories/new?need={need.key}"))
    assert "Papa said, “Not now, but soon.”" in page and "After the match." not in page
