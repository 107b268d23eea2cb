"""Thanks at the kitchen tablet: with a chip or own words, for all who stand there to read."""

from datetime import timedelta

import pytest

from household.models import Deed, Device, Need, Thanks
from household.models.clock import stopped

from .manners import WAYS, seen


@pytest.fixture
def maras(as_, cast, mara):
    Device.known(cast.kitchen_token).touch(by=mara)
    return as_(cast.kitchen)


@pytest.fixture
def sent(mara, jon):
    return {"face": mara.key, "once": "this-page", "to": jon.key, "picked": "You notice things."}


@pytest.mark.parametrize("way", WAYS)
def test_a_face_and_a_chip_are_thanks(maras, mara, jon, sent, way):
    answer = maras.post("/day/thanks/", data=sent, headers=way)
    thanks = Thanks.get()
    assert (answer.location or answer.headers.get("HX-Redirect")) == f"/day/thanks/{thanks.key}"
    assert (thanks.by, thanks.to, thanks.says, thanks.audience) == (mara, [jon], "You notice things.", "home")
    assert Deed.get().thanks == thanks
    page = seen(maras.get(f"/day/thanks/{thanks.key}"))
    assert "That was kind, Mara" in page and "You notice things." in page and "You, to Jon" in page


def test_the_same_form_twice_thanks_once(maras, sent):
    for _ in "12":
        maras.post("/day/thanks/", data=sent)
    assert Thanks.select().count() == Deed.select().count() == 1


def test_those_who_had_a_part_in_it_are_chosen_already(maras, mara, jon, ruth):
    need = Need.ask(by=jon, word="ride", audience="orbit")
    need.claim(by=mara)
    need.meet(by=mara)
    page = seen(maras.get(f"/day/thanks/?need={need.key}"))
    assert "That happened" in page and f'value="{jon.key}" checked' in page and f'value="{ruth.key}">' in page
    assert f'value="{mara.key}">' not in page.replace(f'name="face" value="{mara.key}">', "")
    maras.post("/day/thanks/", data={"face": mara.key, "to": jon.key, "did": "You drove.", "need": need.key})
    assert Thanks.get().need == need


def test_what_can_t_be_seen_there_can_t_be_thanked_for(maras, mara, jon, sent):
    need = Need.ask(by=mara, word="ride", audience="named", named=[jon])
    assert maras.get(f"/day/thanks/?need={need.key}").status_code == 404
    assert maras.post("/day/thanks/", data=sent | {"need": need.key}).status_code == 404


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"audience": "named"}, "Choose who may read it."),
        ({"audience": "partners"}, "Choose who may read it."),
        ({"to": "nobody"}, "Choose who you would like to thank."),
        ({"to": ""}, "Choose who you would like to thank."),
    ],
)
def test_what_is_missing_is_said_with_the_words_given_back(maras, sent, wrong, told, way):
    answer = maras.post("/day/thanks/", data=sent | {"did": "My boots!"} | wrong, headers=way)
    assert answer.status_code == 422 and told in seen(answer) and "My boots!" in seen(answer)
    assert Thanks.select().count() == 0


def test_a_guest_thanks_the_family_there(as_, cast, ruth, mara, ida):
    Device.known(cast.kitchen_token).touch(by=ruth)
    ruths = as_(cast.kitchen)
    page = seen(ruths.get("/day/thanks/"))
    assert f'value="{mara.key}"' in page and f'value="{ida.key}"' in page
    answer = ruths.post("/day/thanks/", data={"face": ruth.key, "to": mara.key, "did": "You drove me."})
    assert "You drove me." in seen(ruths.get(answer.location))


def test_nobody_reads_there_the_thanks_of_somebody_else_again(maras, jon, mara):
    note = Thanks.give(by=jon, to=[mara], did="You came.", audience="home")
    assert maras.get(f"/day/thanks/{note.key}").status_code == 404


def test_the_wall_and_the_table_say_for_a_day_that_it_was_said_there(maras, as_, jon, sent, clock):
    maras.post("/day/thanks/", data=sent)
    jons = as_(jon)
    for page in ("/thanks/", "/"):
        assert "at the kitchen tablet" in seen(jons.get(page))
    with stopped(clock + timedelta(days=1)):
        assert "at the kitchen tablet" not in seen(jons.get("/thanks/"))
