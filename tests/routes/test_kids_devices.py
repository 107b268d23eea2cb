"""A partner hands a device to a child, lets the kids tap their faces on it, and chooses four pictures."""

import pytest

from household.models import Device, Home, KidView, Person, passphrase
from household.models.kid_view import pictures

from .manners import PLAIN, WAYS, seen

HERONS = "four quiet herons wading"


@pytest.fixture
def maras(as_, mara):
    """The tablet in Mara's hand; the passphrase of coming in is asked again."""
    Person.update(passphrase=passphrase.seal(HERONS)).where(Person.id == mara.id).execute()
    client = as_(mara)
    Device.update(confirmed_at=None).where(Device.person == mara).execute()
    return client


def here(client) -> Device:
    return Device.known(client.get_cookie(f"household-{Home.current().key}").value)


@pytest.mark.parametrize("way", WAYS)
def test_a_device_is_handed_over_and_reaches_nothing_else_from_then_on(maras, theo, ida, way):
    old = maras.get_cookie(f"household-{Home.current().key}").value
    answer = maras.post(f"/kids/{theo.key}/device/hand-over", data={"passphrase": HERONS}, headers=way)
    assert answer.headers["Location" if way is PLAIN else "HX-Redirect"] == f"/kid/{theo.key}/"
    assert here(maras).holder == theo and Device.known(old) is None
    assert maras.get("/").location == f"/kid/{theo.key}/"
    assert " data-door" in maras.get(f"/kid/{theo.key}/").text, "no notice of hers comes there any more"
    assert [maras.get(page).status_code for page in ("/us/", "/devices/", f"/kids/{theo.key}/device/")] == [404] * 3
    assert maras.get(f"/kid/{ida.key}/").location == "/sign-in"
    assert maras.post(f"/kids/{ida.key}/device/hand-over").status_code == 404


@pytest.mark.parametrize("verb", ["hand-over", "let-kids-in"])
def test_the_passphrase_is_asked_once_more(maras, mara, theo, verb):
    for sent in ({}, {"passphrase": "not this one at all"}):
        answer = maras.post(f"/kids/{theo.key}/device/{verb}", data=sent)
        assert answer.status_code == 422 and answer.text.count("That is not your passphrase.") == 1
    assert here(maras).holder == mara and not here(maras).kids_here
    assert maras.post(f"/kids/{theo.key}/device/{verb}", data={"passphrase": HERONS}).status_code == 303


def test_the_kids_tap_their_faces_once_a_partner_lets_them(maras, theo):
    page = f"/kids/{theo.key}/device/"
    assert "Let the kids tap their faces here" in maras.get(page).text
    assert maras.post(f"{page}let-kids-in", data={"passphrase": HERONS}).location == page
    assert "Go out, and show the faces" in maras.get(page).text
    assert "The kids tap their faces on it." in maras.get("/devices/").text
    assert maras.post(f"{page}keep-kids-out").location == page
    assert "Let the kids tap their faces here" in maras.get(page).text and not here(maras).kids_here


def test_the_other_partner_is_told_of_it(maras, as_, jon, theo):
    maras.post(f"/kids/{theo.key}/device/let-kids-in", data={"passphrase": HERONS})
    maras.post(f"/kids/{theo.key}/device/hand-over", data={"passphrase": HERONS})
    log = seen(as_(jon).get("/access-log/"))
    assert "Mara made a device Theo’s own, today." in log
    assert "Mara let the kids tap their faces on a device, today." in log
    assert "Theo comes in with it." in seen(as_(jon).get("/devices/")), "and can sign it out"


def test_four_pictures_are_shown_while_they_are_chosen_and_never_again(maras, theo):
    page = f"/kids/{theo.key}/pictures/"
    assert "Save these four" not in maras.get(page).text
    for at, picture in enumerate(("teddy", "sun", "sun", "fix")):
        assert maras.post(f"{page}tap", data={"picture": picture, "after": at}).location == page
        assert maras.get(page).text.count("tapped__one") == 4
    done = maras.get(page).text
    assert [done.count(name) for name in (">Teddy<", ">Sun<", ">Car<", ">Cat<")] == [1, 2, 1, 0]
    assert maras.post(f"{page}set").location == f"/kids/{theo.key}/device/"
    assert pictures.asked_for_pictures(theo)
    for shown in (page, f"/kids/{theo.key}/device/"):
        text = maras.get(shown).text
        assert "pictos.svg#fix" not in text or text.count("#fix") == text.count("#cat"), "no more than the others"
    assert "tapped" not in maras.get(f"/kids/{theo.key}/device/").headers.get("Set-Cookie", "")


def test_less_than_four_are_not_kept_and_starting_over_forgets(maras, theo):
    page = f"/kids/{theo.key}/pictures/"
    maras.post(f"{page}tap", data={"picture": "teddy", "after": 0})
    answer = maras.post(f"{page}set")
    assert answer.status_code == 422 and "Tap four pictures first." in answer.text
    assert maras.post(f"{page}start-over").location == page
    assert ">Tap the first one<" in maras.get(page).text and not KidView.select().exists()


def test_they_are_taken_off_and_a_child_may_try_again(maras, as_, jon, theo, mara):
    pictures.set_pictures(theo, ["sun"] * 4, by=mara)
    for _ in range(5):
        pictures.try_pictures(theo, ["cat"] * 4, on=here(maras))
    page = f"/kids/{theo.key}/device/"
    assert "Let Theo try again" in maras.get(page).text
    assert as_(jon).post(f"/kids/{theo.key}/pictures/let-try-again").location == page
    assert "Let Theo try again" not in maras.get(page).text and not pictures.out_of_tries(theo)
    assert as_(jon).post(f"/kids/{theo.key}/pictures/take-off").location == page
    assert "Choose four pictures" in maras.get(page).text and not pictures.asked_for_pictures(theo)
