"""A child comes in: a tap on the face, four pictures where a parent wants them, and out again."""

import re

import pytest

from household.models import AccessEntry, Device, Home, Invitation, PictureTry
from household.models.kid_view import coming_in, pictures

from .manners import seen
from .test_door import HERONS, cookie, locked, sealed  # noqa: F401

RIGHT, WRONG = ("teddy", "sun", "sun", "fix"), ("teddy", "sun", "fix", "sun")


@pytest.fixture
def tablet(as_, mara, theo, ida):
    """The one that the kids share: a partner let them tap their faces on it, and is out."""
    client = as_(mara)
    coming_in.let_kids_in(here(client), by=mara)
    client.post("/sign-out")
    return client


@pytest.fixture
def own(as_, mara, theo):
    """Theo's own."""
    client = as_(mara)
    token = coming_in.hand_over(here(client), theo, label="iPad", by=mara)
    client.set_cookie(f"household-{Home.current().key}", token)
    return client


@pytest.fixture
def with_pictures(theo, mara) -> None:
    pictures.set_pictures(theo, [*RIGHT], by=mara)


def here(client) -> Device:
    return Device.known(cookie(client))


def tap(client, kid, them):
    """One after the other; the answer to the last."""
    for at, picture in enumerate(them):
        answer = client.post(f"/sign-in/faces/{kid.key}/tap-picture", data={"picture": picture, "after": at})
    return answer


# ---- the door


def test_the_kids_faces_stand_first_and_a_tap_lets_each_in(tablet, theo, ida, mara):
    door = seen(tablet.get("/sign-in"))
    assert door.index(f"faces/{ida.key}/tap") < door.index(f"faces/{theo.key}/tap") < door.index("Grown-ups")
    assert "<details" in door and '<details class="fold grown" open' not in door and mara.key in door
    before = cookie(tablet)
    answer = tablet.post(f"/sign-in/faces/{theo.key}/tap")
    assert (answer.status_code, answer.location) == (303, f"/kid/{theo.key}/")
    assert here(tablet).holder == theo and Device.known(before) is None
    assert "Hi Theo" in tablet.get(answer.location).text


def test_a_child_says_bye_and_the_faces_stand_there_again(tablet, theo, ida):
    tablet.post(f"/sign-in/faces/{theo.key}/tap")
    assert f'action="/kid/{theo.key}/bye"' in tablet.get(f"/kid/{theo.key}/").text
    answer = tablet.post(f"/kid/{theo.key}/bye")
    assert (answer.status_code, answer.location) == (303, "/sign-in")
    assert here(tablet).holder is None and f"faces/{ida.key}/tap" in tablet.get("/sign-in").text
    assert tablet.get(f"/kid/{theo.key}/").location == "/sign-in", "and nobody is led back to another's page"


def test_from_ones_own_device_only_a_grown_up_leads_out(own, theo, mara, locked):  # noqa: F811
    page = own.get(f"/kid/{theo.key}/").text
    assert "/bye" not in page and 'href="/sign-in"' in page
    assert own.post(f"/kid/{theo.key}/bye").status_code == 403 and here(own).holder == theo
    door = own.get("/sign-in").text
    assert mara.key in door and f'href="/kid/{theo.key}/"' in door and "/tap" not in door
    assert own.post("/sign-out").status_code == 404 and own.post("/leave-now").status_code == 303
    assert here(own).holder == theo
    wrong = own.post("/sign-in", data={"person": mara.key, "passphrase": "not this one at all"})
    assert wrong.status_code == 422 and "don’t fit" in seen(wrong) and here(own).holder == theo
    assert own.post("/sign-in", data={"person": mara.key, "passphrase": HERONS}).location == "/"
    assert here(own).holder == mara


def test_a_wrong_passphrase_finds_the_grown_ups_part_open(tablet, mara, locked):  # noqa: F811
    wrong = tablet.post("/sign-in", data={"person": mara.key, "passphrase": "not this one at all"})
    assert wrong.status_code == 422 and '<details class="fold grown" open' in wrong.text
    assert '<details class="fold grown" open' in tablet.get("/sign-in?grown-ups=1").text


def test_the_page_says_who_hears_what_is_asked_there(own, theo):
    assert "Mama and Papa can see what you ask them." in own.get(f"/kid/{theo.key}/").text


# ---- nobody comes in where no partner let them


def test_a_face_that_may_not_be_tapped_here_answers_like_one_that_never_was(
    tablet, own, as_, stranger, theo, ida, mara, ruth, with_pictures
):
    for client in (stranger, own, as_(mara), as_(ruth)):
        for way in (client.get, client.post):
            for tail in ("", "/tap", "/tap-picture", "/start-over"):
                told = {
                    (one.status_code, one.text.replace(f"faces/{key}", ""), "Set-Cookie" in one.headers)
                    for key in (theo.key, ida.key, mara.key, "nobody")
                    for one in [way(f"/sign-in/faces/{key}{tail}")]
                }
                assert len(told) == 1 and told.pop()[0] in (404, 405), tail
    for key in (mara.key, ruth.key, "nobody"):
        assert tablet.post(f"/sign-in/faces/{key}/tap").status_code == 404, "only kids come in by a tap"


def test_once_a_partner_says_so_no_child_comes_in_there(tablet, theo, mara):
    coming_in.keep_kids_out(here(tablet), by=mara)
    assert tablet.post(f"/sign-in/faces/{theo.key}/tap").status_code == 404
    assert "/tap" not in tablet.get("/sign-in").text


# ---- four pictures


def test_four_taps_let_the_child_in_and_nothing_of_them_stands_in_an_address(tablet, theo, with_pictures):
    answer = tablet.post(f"/sign-in/faces/{theo.key}/tap")
    assert answer.location == f"/sign-in/faces/{theo.key}" and here(tablet).holder is None
    for at, picture in enumerate(RIGHT):
        page = tablet.get(f"/sign-in/faces/{theo.key}").text
        assert page.count("tap__dot--in") == at
        assert all(f'value="{id}"' in page for id in ("teddy", "drink"))
        answer = tablet.post(f"/sign-in/faces/{theo.key}/tap-picture", data={"picture": picture, "after": at})
        assert picture not in answer.location
    assert answer.location == f"/kid/{theo.key}/" and here(tablet).holder == theo
    assert tablet.get_cookie("tapped", path=f"/sign-in/faces/{theo.key}") is None
    assert tablet.get(f"/sign-in/faces/{theo.key}").location == f"/kid/{theo.key}/", "the way back leads on"


def test_wrong_ones_are_told_calmly_and_never_how_many_are_left(tablet, theo, with_pictures):
    told = set()
    for _ in range(4):
        answer = tap(tablet, theo, WRONG)
        assert answer.status_code == 303
        page = seen(tablet.get(answer.location))
        assert "Not yet. Try again." in page and "tap__dot--in" not in page
        told.add(page)
    assert len(told) == 1
    tap(tablet, theo, WRONG)
    page = seen(tablet.get(f"/sign-in/faces/{theo.key}"))
    assert "A grown-up can open it. Go and ask." in page and "tap-picture" not in page and "Mama" in page
    tap(tablet, theo, RIGHT)
    assert here(tablet).holder is None
    assert "Set-Cookie" not in tablet.get(f"/sign-in/faces/{theo.key}").headers


def test_a_grown_up_who_comes_in_there_opens_it(tablet, theo, mara, jon, locked, with_pictures):  # noqa: F811
    for _ in range(5):
        tap(tablet, theo, WRONG)
    tablet.post("/sign-in", data={"person": mara.key, "passphrase": HERONS})
    tablet.post("/sign-out")
    tap(tablet, theo, RIGHT)
    assert here(tablet).holder == theo and PictureTry.select().count() == 0


def test_one_finger_that_comes_down_twice_taps_once(tablet, theo, with_pictures):
    for at, picture in enumerate(RIGHT[:3]):
        for _ in range(2):
            tablet.post(f"/sign-in/faces/{theo.key}/tap-picture", data={"picture": picture, "after": at})
    assert tablet.get(f"/sign-in/faces/{theo.key}").text.count("tap__dot--in") == 3


def test_starting_over_forgets_what_was_tapped_and_so_does_another_face(tablet, theo, ida, mara, with_pictures):
    pictures.set_pictures(ida, [*RIGHT], by=mara)
    tap(tablet, theo, RIGHT[:3])
    assert "tap__dot--in" not in tablet.get(f"/sign-in/faces/{ida.key}").text
    assert tablet.post(f"/sign-in/faces/{theo.key}/start-over").location == f"/sign-in/faces/{theo.key}"
    assert "tap__dot--in" not in tablet.get(f"/sign-in/faces/{theo.key}").text
    tap(tablet, theo, RIGHT[:3])
    tablet.post(f"/sign-in/faces/{theo.key}/tap")
    assert "tap__dot--in" not in tablet.get(f"/sign-in/faces/{theo.key}").text


@pytest.mark.parametrize("kept", ["teddy.nothing", "x" * 3_000, ".", "teddy" * 9, ".".join(["sun"] * 99)])
def test_a_cookie_that_nobody_gave_is_no_way_in(tablet, theo, with_pictures, kept):
    tablet.set_cookie("tapped", kept, path=f"/sign-in/faces/{theo.key}")
    assert tablet.get(f"/sign-in/faces/{theo.key}").status_code == 200
    for sent in ({}, {"picture": "teddy"}, {"picture": "", "after": "x"}, {"picture": "nothing", "after": "0"}):
        assert tablet.post(f"/sign-in/faces/{theo.key}/tap-picture", data=sent).status_code == 303
    assert here(tablet).holder is None


def test_who_taps_no_pictures_is_led_to_the_faces(tablet, theo):
    assert tablet.get(f"/sign-in/faces/{theo.key}").location == "/sign-in"
    assert tap(tablet, theo, RIGHT).status_code == 303 and here(tablet).holder is None


# ---- after another came in, nothing of the one before is there


def test_every_old_address_leads_to_the_door_or_is_not_there(app, tablet, as_, theo, ida, meal):
    tablet.post(f"/sign-in/faces/{theo.key}/tap")
    tablet.post(f"/sign-in/faces/{ida.key}/tap")
    for rule in app.url_map.iter_rules():
        if "whose" in rule.arguments and "GET" in rule.methods and rule.arguments == {"whose"}:
            page = rule.rule.replace("<whose>", theo.key)
            answer = tablet.get(page)
            assert (answer.status_code, answer.location) == (303, "/sign-in"), page
            assert answer.headers["Cache-Control"] == "no-store"
    for page in ("/us/", "/needs/new", f"/needs/{meal.key}", "/thanks/", "/devices/", f"/kids/{theo.key}/device/"):
        answer = tablet.get(page)
        assert answer.status_code == 404 and f'href="/kid/{ida.key}/"' in answer.text, page
        assert answer.headers["Cache-Control"] == "no-store" and "Mara" not in answer.text


def test_nothing_is_told_of_who_came_in_by_a_tap(tablet, theo):
    AccessEntry.delete().execute()
    tablet.post(f"/sign-in/faces/{theo.key}/tap")
    tablet.post(f"/kid/{theo.key}/bye")
    assert not AccessEntry.select().exists()


def test_from_a_childs_page_taps_reach_the_door_and_a_grown_ups_own_ways_in(own, stranger, theo, mara):
    """Followed through all that can be tapped; who has four words comes in elsewhere."""
    found, ahead = set(), [f"/kid/{theo.key}/"]
    while ahead:
        page = ahead.pop()
        found.add(page)
        links = re.findall(r'href="(/[^"?#]*)', own.get(page).text)
        ahead += {link for link in links if not link.startswith("/assets/")} - found - {*ahead}
    beside = {page for page in found if not page.startswith(f"/kid/{theo.key}/")}
    assert beside == {"/sign-in", "/recovery-codes/use", "/manifest.webmanifest"}
    assert "/invitations/words" in stranger.get("/sign-in").text and "/care" in stranger.get("/recovery-codes/use").text


def test_nobody_takes_a_chair_from_a_childs_page(own, stranger, theo, mara, jon):
    invitation, code, _ = Invitation.invite(mara)
    invitation.say_yes(by=jon)
    chair = dict(name="Lena", look="own", shape="egg", ink="oat", hair="none", passphrase=HERONS)
    assert own.post(f"/invitations/{code}/accept", data=chair).status_code == 404 and here(own).holder == theo
    assert stranger.post(f"/invitations/{code}/accept", data=chair).status_code == 303
