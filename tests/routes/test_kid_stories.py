"""The stories on a child's pages: what was told, what it asked for itself, and what the grown-ups promised."""

import re
from datetime import timedelta

import pytest

from household import content
from household.content import agreeing
from household.content.kids import kid_asks, kid_faces
from household.content.stories import SKIES
from household.database import db
from household.models import Agreement, Need, Person, Repair, Reply, Story, Thanks
from household.models.agreement import Words
from household.models.clock import stopped
from household.models.leaving import leave

from .manners import WHOLE, seen


@pytest.fixture
def theos(as_, theo):
    return as_(theo)


@pytest.fixture
def shelf(theo) -> str:
    return f"/kid/{theo.key}/stories/"


def got(by, helper, word="quiet", **more) -> Need:
    need = Need.ask(by=by, word=word, audience="named", named=[helper], **more)
    need.claim(by=helper)
    need.meet(by=by)
    return need


def told(by, helper, when="done", feels="calm", **more) -> Story:
    return Story.tell_kids(got(by, helper, **more), by=by, when=when, feels=feels if when == "done" else "")


def test_in_a_new_home_there_are_no_stories_yet(theos, shelf, mara, jon):
    got(mara, jon)
    page = seen(theos.get(shelf))
    assert "No stories yet." in page and "Ask Mama or Papa for one." in page
    assert "What we promise" not in page and "You asked too" not in page


def test_a_story_is_told_in_three_panels_with_the_names_kids_know(theos, shelf, mara, jon):
    story = told(mara, jon, when="done_feeling", feeling="worn out")
    for page in (seen(theos.get(shelf)), seen(theos.get(shelf + story.key))):
        for words in ("Mama felt tired.", "Mama asked for quiet time.", "Papa said yes and came to help."):
            assert words in page
        assert "Mara" not in page and "Jon" not in page


def test_whatever_can_be_told_is_drawn(app):
    drawing = app.jinja_env.globals["drawing"]
    told = [word for word in content.words().values() if word.kid_can_see] + [*kid_asks().values()]
    assert len(told) > 40 and all(drawing(word.picture) for word in told)
    assert all(drawing(sky) for sky in SKIES.values()) and {*SKIES} == {*kid_faces()}


def test_every_panel_can_be_heard_and_the_whole_of_it(theos, shelf, mara, jon):
    page = seen(theos.get(shelf + told(mara, jon).key))
    said = re.findall(r'<button class="panel" type="button" data-say="([^"]*)"', page)
    assert said == ["Mama asked for quiet time.", "Papa came to help.", "Now they both feel calm."]
    assert f'data-read="{" ".join(said)}"' in page


def test_then_one_may_wonder_how_they_felt_and_there_is_no_wrong_face(theos, shelf, mara, jon):
    story = told(mara, jon)
    page = seen(theos.get(shelf + story.key))
    assert "How do you think they felt?" in page
    assert page.count(f'href="{shelf}{story.key}/maybe"') == 9, "all lead to the same place"
    answer = seen(theos.get(f"{shelf}{story.key}/maybe"))
    assert "Maybe." in answer and "You can ask Mama." in answer


def test_what_a_child_asked_for_and_got_is_its_own_story(theos, as_, shelf, theo, ida, mara):
    own = got(theo, mara, "kid_hug")
    page = seen(theos.get(shelf))
    assert "You asked for a hug." in page and "That was brave." in page and "Mama came to help." in page
    assert "You can ask Mama." in theos.get(f"{shelf}{own.key}/maybe").text
    assert "You asked" not in as_(ida).get(f"/kid/{ida.key}/stories/").text
    assert as_(ida).get(f"/kid/{ida.key}/stories/{own.key}").status_code == 404
    assert Story.select().count() == 0 and "Do not tell this." not in theos.get(shelf + own.key).text


def test_what_nobody_came_for_and_what_is_open_is_no_story(theos, shelf, theo, mara):
    Need.ask(by=theo, word="kid_hug", audience="named", named=[mara]).meet(by=theo)
    Need.ask(by=theo, word="kid_hug", audience="named", named=[mara]).claim(by=mara)
    got(theo, mara, "", own="The big box.")
    assert "You asked" not in theos.get(shelf).text


def test_the_child_who_helped_reads_you_and_the_other_reads_its_name(theos, as_, shelf, mara, theo, ida):
    story = told(mara, theo, when="child_helped")
    assert "You helped." in theos.get(shelf).text
    idas = seen(as_(ida).get(f"/kid/{ida.key}/stories/"))
    assert "Theo came to help." in idas and "You helped" not in idas
    assert "Do not tell this." in theos.get(shelf + story.key).text
    assert "Do not tell this." not in as_(ida).get(f"/kid/{ida.key}/stories/{story.key}").text
    assert as_(ida).post(f"/kid/{ida.key}/stories/{story.key}/take-back").status_code == 403
    assert theos.post(f"{shelf}{story.key}/take-back").headers["Location"] == shelf
    assert Story.select().count() == 0


def test_a_mended_repair_is_told_in_one_kind_of_words(theos, shelf, mara, jon):
    repair = Repair.ouch(by=jon, to=mara, landed="Hurtium")
    Repair.update(stage="mended").where(Repair.id == repair.id).execute()
    repair = Repair.get_by_id(repair.id)
    Story.tell_kids(repair, by=mara, when="repair_done")
    assert "No stories yet." in theos.get(shelf).text, "one yes is not enough"
    Story.tell_kids(repair, by=jon, when="repair_done")
    page = seen(theos.get(shelf))
    assert "Papa felt hurt and said, “Ouch.”" in page and "Mama said sorry." in page and "Hurtium" not in page


def test_no_word_that_a_grown_up_typed_is_ever_shown(theos, shelf, mara, jon, theo):
    need = Need.ask(by=mara, word="hug", own="Ownium", audience="home", details="Detailium")
    Reply.say_not_now(need, by=jon, words="Nowium", offer="time")
    Reply.write_under(need, by=jon, words="Replium")
    need.claim(by=jon, warmly="Warmium")
    need.meet(by=mara)
    Thanks.give(by=mara, to=[jon], did="Didium", says="Saysium", need=need)
    story = Story.tell_kids(need, by=mara, when="not_now_then_done")
    for page in (shelf, shelf + story.key, f"{shelf}{story.key}/maybe"):
        assert "ium" not in re.sub(r'"[^"]*"', "", theos.get(page).text), page


def test_taken_back_by_the_helper_it_is_gone_from_an_open_page(theos, as_, shelf, mara, jon):
    story = told(mara, jon)
    assert theos.get(shelf + story.key).status_code == 200
    as_(jon).post(f"/stories/{story.key}/take-back")
    assert theos.get(shelf + story.key, headers=WHOLE).headers["HX-Retarget"] == "#main"
    assert "Papa" not in re.sub("Ask Mama or Papa|Mama and Papa can see", "", theos.get(shelf).text)


def test_no_word_stands_in_an_address_or_a_title_and_no_number_on_the_page(theos, shelf, mara, jon, theo):
    story, own = told(mara, jon), got(theo, mara, "kid_hug")
    for path in (shelf, shelf + story.key, shelf + own.key, f"{shelf}{story.key}/maybe"):
        page = theos.get(path).text
        assert "<title>Stories · Household</title>" in page
        assert not re.search(r"\d", re.sub(r"<[^>]*>|Theo", "", page))
        hrefs = re.findall(r'href="([^"#]*)"', page)
        assert not [one for one in hrefs if re.search("hug|quiet|happy|sad|calm", one)]


def test_the_page_takes_as_many_queries_for_many_stories_as_for_one(theos, shelf, mara, jon, theo, monkeypatch):
    def queries() -> int:
        asked = []
        real = db.execute_sql
        with monkeypatch.context() as patch:
            patch.setattr(db.obj, "execute_sql", lambda *args, **more: asked.append(args) or real(*args, **more))
            theos.get(shelf)
        return len(asked)

    told(mara, jon), got(theo, mara, "kid_hug")
    first = queries()
    for _ in range(3):
        told(jon, mara), got(theo, jon, "kid_hug")
    assert queries() == first > 0


def test_what_the_grown_ups_promised_is_read_with_what_it_can_not_do(theos, shelf, home, mara, jon):
    one = agreeing.ready()["ask"]
    promises = [Words(one.text, one.slip, one.kid_words, one.id), Words("Promisium")]
    agreed = Agreement.propose(by=mara, promises=promises, kids_see=True, look_again_on=home.today + timedelta(weeks=7))
    assert theos.get(f"{shelf}promises").status_code == 404, "not all have said yes"
    agreed.say_yes(by=jon)
    assert f'href="{shelf}promises"' in theos.get(shelf).text
    page = seen(theos.get(f"{shelf}promises"))
    assert "We say what we need." in page and agreeing.kid_limits() in page and "Promisium" not in page
    assert all(f'data-say="{said}"' in page for said in (one.kid_words, agreeing.kid_limits()))
    Agreement.pause(by=jon)
    assert theos.get(f"{shelf}promises").status_code == 404


def test_someone_who_left_is_in_no_story_but_the_childs_own(theos, shelf, theo, mara, jon, clock):
    story, own = told(mara, jon), got(theo, jon, "kid_hug")
    with stopped(clock + timedelta(hours=1)):
        leave(by=Person.get_by_id(jon.id))
    assert theos.get(shelf + story.key).status_code == 404
    assert "Papa came to help." in theos.get(shelf).text
    assert "You can ask a grown-up." in theos.get(f"{shelf}{own.key}/maybe").text
