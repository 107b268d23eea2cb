"""Who are you? Touching a face at the kitchen tablet, a PIN, and going again."""

import re
from datetime import time, timedelta

import pytest

from household.models import Device, KidView, KioskFace, Need, PictureTry, Pin
from household.models.clock import stopped
from household.models.kid_view import pictures
from household.web.in_the_kitchen import only_with_a_face

from .manners import PLAIN, WAYS, seen
from .test_faces import RIGHT, WRONG, tap

FROM_ELSEWHERE = {"Referer": "http://localhost/day/"}


@pytest.fixture
def kitchen(as_, cast):
    """The browser of the tablet."""
    return as_(cast.kitchen)


@pytest.fixture
def tablet(cast):
    """Its device, as it is in the notebook now."""
    return lambda: Device.known(cast.kitchen_token)


def where(answer) -> str:
    return answer.location or answer.headers.get("HX-Redirect", "")


def touched(kitchen, person, **more):
    return kitchen.post(f"/day/faces/{person.key}/touch", data=more)


# ---- a touch


def test_all_the_faces_stand_there_and_none_besides(kitchen, mara, jon, ida, theo, ruth, tablet):
    page = seen(kitchen.get("/day/faces/"))
    assert [page.count(f"/{who.key}/touch") for who in (mara, jon, ida, theo, ruth)] == [1, 1, 1, 1, 0]
    KioskFace.create(device=tablet(), person=ruth)
    assert f"/{ruth.key}/touch" in kitchen.get("/day/faces/").text


@pytest.mark.parametrize("way", WAYS)
def test_a_touch_is_enough(kitchen, mara, tablet, way):
    answer = kitchen.post(f"/day/faces/{mara.key}/touch", headers=way)
    assert answer.status_code == (303 if way is PLAIN else 200) and where(answer) == "/day/needs/"
    assert tablet().holder.person == mara
    page = seen(kitchen.get("/day/needs/"))
    assert "Mara is here" in page and f'data-me="{tablet().key}-{mara.key}"' in page and "Still here, Mara?" in page


def test_it_leads_to_the_need_that_was_touched_if_they_see_it(kitchen, mara, jon, ruth, tablet):
    KioskFace.create(device=tablet(), person=ruth)
    cake, secret = (Need.ask(by=mara, own="Cake?", audience=to) for to in ("home", "partners"))
    assert f'value="{cake.key}"' in kitchen.get(f"/day/faces/?need={cake.key}").text
    assert secret.key not in kitchen.get(f"/day/faces/?need={secret.key}").text
    assert touched(kitchen, jon, need=cake.key).location == f"/day/needs/{cake.key}"
    assert touched(kitchen, jon, need=secret.key).location == "/day/needs/"
    assert touched(kitchen, ruth, need=cake.key).location == "/day/needs/", "what is the family's is not hers"


def test_the_last_of_two_touches_is_the_one(kitchen, mara, jon, tablet):
    touched(kitchen, mara)
    touched(kitchen, jon)
    assert tablet().holder.person == jon


def test_one_says_when_one_is_done(kitchen, mara, tablet):
    touched(kitchen, mara)
    assert kitchen.post("/day/faces/touched/leave").location == "/day/"
    assert tablet().holder.person is None
    assert kitchen.post("/day/faces/touched/leave").location == "/day/", "who has gone already is not told off"
    assert kitchen.get("/day/needs/").location == "/day/"


# ---- still here


def test_a_sign_keeps_them_there_and_a_page_that_keeps_itself_fresh_does_not(kitchen, mara, tablet, clock):
    signs = {
        "the script": lambda: kitchen.post("/day/faces/touched/still-here"),
        "a form": lambda: kitchen.post("/day/faces/nobody/touch"),
        "a page that was come to": lambda: kitchen.get("/day/needs/", headers=FROM_ELSEWHERE),
    }
    by_itself = {
        "htmx": lambda: kitchen.get("/day/needs/", headers=FROM_ELSEWHERE | {"HX-Request": "true"}),
        "the page itself": lambda: kitchen.get("/day/?a=1", headers={"Referer": "http://localhost/day/?a=1"}),
        "nobody knows": lambda: kitchen.get("/day/"),
    }
    for name, does in (signs | by_itself).items():
        touched(kitchen, mara)
        with stopped(clock + timedelta(minutes=2)):
            does()
        with stopped(clock + timedelta(minutes=4)):
            assert (tablet().holder.person == mara) == (name in signs), name


def test_still_here_says_so_where_they_have_gone(kitchen, mara):
    touched(kitchen, mara)
    assert kitchen.post("/day/faces/touched/still-here").status_code == 204
    kitchen.post("/day/company/comes")
    assert kitchen.post("/day/faces/touched/still-here").status_code != 204


# ---- what comes too late


def test_a_page_of_somebody_who_has_gone_leads_to_the_day(kitchen, mara, theo, clock):
    for who, path in ((mara, "/day/needs/"), (theo, f"/kid/{theo.key}/")):
        touched(kitchen, who)
        with stopped(clock + timedelta(minutes=4)):
            assert kitchen.get(path).location == "/day/"
            assert kitchen.get(path, headers={"HX-Request": "true"}).headers["HX-Redirect"] == "/day/"


@pytest.mark.parametrize("way", WAYS)
def test_what_a_child_sends_too_late_is_given_back_and_sent_after_another_touch(
    kitchen, theo, mara, tablet, way, clock
):
    KidView.create(kid=theo, writes_own=True)
    page = kitchen.get(touched(kitchen, theo).location).text
    to = re.search(rf'href="(/kid/{theo.key}/ask/[^"]+)"', page)[1]
    sent = {"to": mara.key, "own": "My knee, <b>look</b>."}
    action = re.search(r'action="([^"]+)"', kitchen.get(to).text)[1]
    with stopped(clock + timedelta(minutes=4)):
        late = kitchen.post(action, data=sent, headers=way)
        assert late.status_code == 409 and Need.select().count() == 0
        page = seen(late)
        assert "Theo had gone" in page and "My knee, <b>look</b>." in page and f"/{theo.key}/touch" in page
        back = dict(re.findall(r'name="((?:kept-|to)[^"]*)" value="([^"]*)"', late.text))
        again = kitchen.post(
            f"/day/faces/{theo.key}/touch", data={"to": action, **{f"kept-{k}": v for k, v in sent.items()}}
        )
        assert set(back) == {"to", "kept-to", "kept-own"} and back["to"] == action
        assert again.status_code == 200 and f'action="{action}"' in again.text and "My knee" in again.text
        assert tablet().holder == theo


@pytest.mark.parametrize("way", WAYS)
def test_words_go_under_nobody_elses_name(app, cast, home, mara, jon, tablet, way):
    """Mara began, Jon touched his face, and then her form was sent: it is not done, and her words are given back."""
    cookie = {"Cookie": f"household-{home.key}={cast.kitchen_token}"}

    def sent(by=mara, method="POST"):
        form = {"face": by.key, "own": "Soup?"} if method == "POST" else None
        with app.test_request_context("/day/ask/", method=method, data=form, headers=way | cookie):
            answer = only_with_a_face()
            return (answer.status_code, answer.get_data(as_text=True)) if answer else None

    tablet().touch(by=jon)
    status, page = sent()
    assert status == 409 and "Soup?" in page and f"/{mara.key}/touch" in page
    assert sent(by=jon) is None and sent(method="GET") is None, "what is Jon's goes on"
    tablet().let_go()
    assert sent(by=jon)[0] == 409 and sent(method="GET")[0] in (200, 303)
    tablet().company_comes()
    status, page = sent()
    assert status == 409 and "Soup?" in page and "Mara" not in page and f"/{mara.key}/touch" not in page


def test_under_a_path_of_its_own_the_house_sends_there_what_came_too_late(app, cast, home, mara):
    cookie = {"Cookie": f"household-{home.key}={cast.kitchen_token}"}
    late = dict(method="POST", data={"face": mara.key, "own": "Soup?"}, headers=cookie)
    with app.test_request_context("/day/ask/", base_url="http://localhost/family", **late):
        page = only_with_a_face().get_data(as_text=True)
    assert 'name="to" value="/family/day/ask/"' in page and "Soup?" in page


# ---- a PIN


@pytest.fixture
def with_pin(mara) -> None:
    Pin.set_pin("2468", by=mara)


@pytest.mark.parametrize("way", WAYS)
def test_a_face_with_a_pin_asks_for_it(kitchen, mara, jon, tablet, with_pin, way):
    need = Need.ask(by=jon, own="Cake?", audience="home")
    assert touched(kitchen, mara, need=need.key).location == f"/day/faces/{mara.key}?need={need.key}"
    assert tablet().holder.person is None
    page = kitchen.get(f"/day/faces/{mara.key}?need={need.key}").text
    assert f'value="{need.key}"' in page and 'inputmode="numeric"' in page and 'autocomplete="off"' in page
    sent = {"pin": "2468", "need": need.key}
    answer = kitchen.post(f"/day/faces/{mara.key}/pin", data=sent, headers=way)
    assert where(answer) == f"/day/needs/{need.key}" and tablet().holder.person == mara


@pytest.mark.parametrize("way", WAYS)
def test_a_wrong_one_is_said_kindly_and_given_back_nowhere(kitchen, mara, tablet, with_pin, way):
    answer = kitchen.post(f"/day/faces/{mara.key}/pin", data={"pin": "8642"}, headers=way)
    assert answer.status_code == 422 and "That is not it." in seen(answer) and "8642" not in answer.text
    assert tablet().holder.person is None


def test_five_tries_then_one_a_minute_and_ten_a_day_at_whatever_tablet(kitchen, mara, tablet, with_pin, clock):
    def tries(pin="8642"):
        return kitchen.post(f"/day/faces/{mara.key}/pin", data={"pin": pin}).status_code

    assert [tries() for _ in range(6)] == [422] * 5 + [429]
    assert tries("2468") == 429, "not even the right one"
    for minutes in range(1, 6):
        with stopped(clock + timedelta(minutes=minutes)):
            assert (tries(), tries()) == (422, 429)
    with stopped(clock + timedelta(minutes=30)):
        assert tries() == 429, "ten a day"
    with stopped(clock + timedelta(hours=3)):
        assert (tries("2468"), tablet().holder.person) == (303, mara)


def test_who_knows_it_comes_as_often_as_they_like(kitchen, mara, with_pin):
    for _ in range(12):
        assert kitchen.post(f"/day/faces/{mara.key}/pin", data={"pin": "2468"}).status_code == 303


def test_one_that_was_taken_off_meanwhile_is_not_asked_for(kitchen, mara, tablet, with_pin):
    Pin.take_off_pin(by=mara)
    assert kitchen.get(f"/day/faces/{mara.key}").location == "/day/faces/"
    kitchen.post(f"/day/faces/{mara.key}/pin", data={"pin": "1"})
    assert tablet().holder.person == mara


# ---- the kids


def test_a_childs_face_leads_to_its_own_pages_and_bye_to_the_day(kitchen, theo, tablet):
    page = touched(kitchen, theo).location
    assert page == f"/kid/{theo.key}/"
    said = seen(kitchen.get(page))
    assert "Hi Theo" in said and "Are you still here, Theo?" in said and "Grown-ups" not in said
    assert f'data-leave="{page}bye"' in said and f'data-here="{page}still-here"' in said
    assert kitchen.get("/sign-in").location == page and kitchen.post(f"{page}still-here").status_code == 204
    assert kitchen.post(f"{page}bye").location == "/day/"
    known = tablet()
    assert (known.holder.person, known.kiosk) == (None, True), "and the tablet is what it was, with the same cookie"


def test_a_child_there_finds_nothing_that_is_the_tablets(kitchen, theo, ida, mara):
    touched(kitchen, theo)
    for path in ("/table", "/us/", "/devices/", "/day/faces/nobody", f"/people/{mara.key}/edit"):
        assert kitchen.get(path).status_code in (303, 404)
    assert kitchen.get(f"/kid/{ida.key}/").location == "/sign-in"


def test_its_pages_rest_there_too(kitchen, theo, mara):
    KidView.of(theo).hush(by=mara, quiet_from=time(19), quiet_until=time(7))
    touched(kitchen, theo)
    assert kitchen.get(f"/kid/{theo.key}/").location == f"/kid/{theo.key}/night/"
    assert "Bye" in kitchen.get(f"/kid/{theo.key}/night/").text


def test_the_still_page_is_the_kitchens_alone(as_, theo):
    page = as_(theo).get(f"/kid/{theo.key}/").text
    assert "alertdialog" not in page and "still.js" not in page and "kept.js" not in page


def test_four_pictures_come_first_where_a_partner_wants_them(kitchen, theo, mara, tablet):
    pictures.set_pictures(theo, [*RIGHT], by=mara)
    assert touched(kitchen, theo).location == f"/sign-in/faces/{theo.key}"
    assert "Tap your pictures" in kitchen.get(f"/sign-in/faces/{theo.key}").text
    assert tap(kitchen, theo, WRONG).location.endswith("wrong=1") and tablet().holder.person is None
    assert tap(kitchen, theo, RIGHT).location == f"/kid/{theo.key}/" and tablet().holder == theo


def test_no_other_way_leads_round_the_pictures(kitchen, theo, mara, tablet):
    pictures.set_pictures(theo, [*RIGHT], by=mara)
    for sent in ({}, {"pin": "2468"}, {"to": "/day/ask/", "kept-own": "Soup?"}):
        assert kitchen.post(f"/day/faces/{theo.key}/pin", data=sent).location == f"/sign-in/faces/{theo.key}"
    assert kitchen.get(f"/day/faces/{theo.key}").location == "/day/faces/" and tablet().holder.person is None


def test_after_five_wrong_ones_a_partner_opens_it_with_a_pin_or_on_a_phone(kitchen, theo, mara, jon, with_pin):
    pictures.set_pictures(theo, [*RIGHT], by=mara)
    for _ in range(5):
        tap(kitchen, theo, WRONG)
    page = seen(kitchen.get(f"/sign-in/faces/{theo.key}"))
    assert "A grown-up can open it." in page and "Grown-ups" not in page
    touched(kitchen, jon)
    assert PictureTry.select().count() == 5, "anybody could have touched that face"
    kitchen.post(f"/day/faces/{mara.key}/pin", data={"pin": "2468"})
    assert PictureTry.select().count() == 0
