"""People: one's own name and face, and the kids'."""

import pytest

from household.models import Event, Person, Role

from .manners import PART, PLAIN, WAYS, WHOLE, seen

FACE = {"look": "own", "shape": "leaf", "ink": "oat", "hair": "none"}


@pytest.fixture
def maras(as_, mara):
    return as_(mara)


def kids() -> list[str]:
    return [person.name for person in Person.here(Role.KID)]


def again(person: Person) -> Person:
    return Person.get_by_id(person.id)


def drawn(person: Person) -> tuple[str, str, str]:
    return again(person).shape, again(person).ink, again(person).hair


@pytest.mark.parametrize("way", WAYS)
def test_a_child_gets_a_name_and_a_face(maras, way):
    answer = maras.post("/people/", data={"name": "Mo", **FACE}, headers=way)
    assert answer.status_code == (303 if way is PLAIN else 200)
    mo = Person.get(Person.name == "Mo")
    assert answer.headers["Location" if way is PLAIN else "HX-Redirect"] == f"/kids/{mo.key}/"
    assert (mo.role, drawn(mo), mo.passphrase) == (Role.KID, ("leaf", "oat", "none"), "")


def test_the_page_offers_faces_and_marks_itself(maras):
    page = maras.get("/people/new").text
    once = page.split('name="once" type="hidden" value="')[1].split('"')[0]
    for name in ("Mo", "Mo", "Flo"):
        maras.post("/people/", data={"name": name, "once": once, **FACE})
    assert kids() == ["Ida", "Theo", "Mo", "Flo"]
    assert Event.select().where(Event.verb == "join").count() == Person.select().count()


def test_two_children_may_have_one_name(maras):
    for once in ("one-page", "another-page"):
        maras.post("/people/", data={"name": "Mo", "once": once, **FACE})
    assert kids() == ["Ida", "Theo", "Mo", "Mo"]


@pytest.mark.parametrize("url", ["/people/", "me", "ida"])
def test_a_mistake_is_named_and_nothing_typed_is_lost(maras, mara, ida, url):
    url = {"me": f"/people/{mara.key}/change", "ida": f"/people/{ida.key}/change"}.get(url, url)
    mistakes = [
        ({"name": ""}, "Write a name first."),
        ({"name": "x" * 41}, "That is too long: up to 40 letters fit here."),
        ({"shape": "square-ish"}, "Choose one of these."),
        ({"ink": "<script>"}, "Choose one of these."),
        ({"hair": ""}, "Choose one of these."),
        ({"hair": "\x00"}, "Choose one of these."),
    ]
    for sent, sentence in mistakes:
        for way in WAYS:
            answer = maras.post(url, data={"name": "Mo <3", **FACE} | sent, headers=way)
            assert (answer.status_code, sentence in seen(answer)) == (422, True), sent
            assert f'value="{({"name": "Mo <3"} | sent)["name"]}"' in seen(answer), sent
            assert 'value="leaf" checked' in answer.text or "shape" in sent
    assert kids() == ["Ida", "Theo"] and again(mara).name == "Mara"


@pytest.mark.parametrize("way", WAYS)
def test_a_partner_changes_their_own_name_and_face_and_a_childs(maras, mara, ida, way):
    for person in (mara, ida):
        form = {"name": "Another", "kids_say": "Mum", **FACE}
        answer = maras.post(f"/people/{person.key}/change", data=form, headers=way)
        assert answer.status_code == (303 if way is PLAIN else 200)
        to = "/us/" if person == mara else f"/kids/{ida.key}/"
        assert answer.headers["Location" if way is PLAIN else "HX-Redirect"] == to
        assert (again(person).name, drawn(person)) == ("Another", ("leaf", "oat", "none"))
    assert again(mara).kids_say == "Mum"
    assert (again(mara).role, again(ida).role) == (Role.PARTNER, Role.KID)


def test_a_child_changes_no_face_not_even_its_own(as_, theo):
    client = as_(theo)
    assert client.get(f"/people/{theo.key}/edit").status_code == 404
    assert client.post(f"/people/{theo.key}/change", data={"name": "Another", **FACE}).status_code == 404
    assert again(theo).name == "Theo"


def test_from_a_childs_face_one_gets_to_the_page_of_that_child(maras, mara, ida):
    assert f'href="/kids/{ida.key}/"' in maras.get(f"/people/{ida.key}/edit").text
    assert "/kids/" not in maras.get(f"/people/{mara.key}/edit").text


def test_nobody_changes_another_grown_up(maras, jon, ruth):
    for key in (jon.key, ruth.key, "nothing", "%00"):
        for way in WAYS:
            assert maras.get(f"/people/{key}/edit", headers=way).status_code == 404
            answer = maras.post(f"/people/{key}/change", data={"name": "Another", **FACE}, headers=way)
            assert answer.status_code == 404
    assert (again(jon).name, again(ruth).name) == ("Jon", "Ruth")


def test_a_form_cannot_make_anyone_more_than_they_are(maras, mara, ida):
    more = {"role": "partner", "passphrase": "x", "key": "mine", "until": "2030-01-01", "left_at": "2020-01-01"}
    for person, role in ((mara, Role.PARTNER), (ida, Role.KID)):
        maras.post(f"/people/{person.key}/change", data={"name": "Another", **FACE, **more})
        changed = again(person)
        assert (changed.role, changed.key, changed.passphrase) == (role, person.key, person.passphrase)
        assert (changed.until, changed.left_at) == (None, None)
    maras.post("/people/", data={"name": "Mo", **FACE, **more})
    assert Person.get(Person.name == "Mo").role == Role.KID


def test_a_ready_face_is_taken_whole_and_an_unknown_one_is_ones_own(maras, mara):
    looks = {"petal-rose-curls": ("petal", "rose", "curls"), "petal-rose-none": ("leaf", "oat", "none"), "": FACE}
    looks[""] = ("leaf", "oat", "none")
    for look, face in looks.items():
        maras.post(f"/people/{mara.key}/change", data={"name": "Mara", **FACE, "look": look})
        assert drawn(mara) == face


def test_whoever_is_signed_out_while_typing_keeps_the_name(stranger, cast):
    for url in ("/people/", f"/people/{cast.mara.key}/change"):
        answer = stranger.post(url, data={"name": "Mo <3", **FACE})
        assert answer.status_code == 401 and "Mo <3" in seen(answer)
        for way in (PART, WHOLE):
            assert stranger.post(url, data={"name": "Mo", **FACE}, headers=way).headers["HX-Redirect"] == "/sign-in"
    assert kids() == ["Ida", "Theo"]
