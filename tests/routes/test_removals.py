"""A partner removes a child or a guest: what happens is said first, and from then on their device is a stranger's."""

from typing import Any

import pytest

from household import policy
from household.models import AccessEntry, Device, Home, Need, Notice, Person, Thanks
from household.web.live import still_welcome

from .manners import WAYS, seen


@pytest.fixture
def maras(as_: Any, mara: Person) -> Any:
    return as_(mara)


def device_of(client: Any) -> Device:
    home = Home.current()
    assert home is not None
    found = Device.known(client.get_cookie(f"household-{home.key}").value)
    assert found is not None
    return found


def test_what_happens_is_said_before_anything_does(maras, theo):
    page = seen(maras.get(f"/people/{theo.key}/remove"))
    for told in (
        "Remove Theo?", "Nothing has happened yet.", "is signed out at once", "What Theo asked for rests.",
        "What was shared stays, under this name and face.", "It can’t be undone.",
    ):  # fmt: skip
        assert told in page
    assert Person.get_by_id(theo.id).left_at is None


def test_without_the_tick_nobody_is_removed(maras, theo):
    answer = maras.post(f"/people/{theo.key}/remove")
    assert answer.status_code == 422 and "tick the line first" in answer.text
    assert Person.get_by_id(theo.id).left_at is None


@pytest.mark.parametrize("way", WAYS)
def test_a_childs_device_is_a_stranger_from_its_next_request_on_and_its_stream_ends(way, maras, as_, theo, mara, jon):
    theos = as_(theo)
    tablet = device_of(theos)
    assert theos.get(f"/kid/{theo.key}/").status_code == 200 and still_welcome(tablet.id, policy.sees(theo))
    answer = maras.post(f"/people/{theo.key}/remove", data={"sure": "y"}, headers=way)
    assert "/us/" in (answer.location or answer.headers["HX-Redirect"])
    assert theos.get(f"/kid/{theo.key}/").location.startswith("/sign-in")
    assert not still_welcome(tablet.id, policy.sees(theo))
    assert "Theo" not in maras.get("/us/").text


def test_what_was_shared_stays_what_is_open_ends_and_partners_can_read_who_did_it(maras, as_, theo, mara, jon, ida):
    thanks = Thanks.give(by=mara, to=[theo], did="You set the table.", audience="home")
    asked = Need.ask(by=theo, word="kid_drink", audience="named", named=[mara, jon])
    helping = Need.ask(by=jon, own="Sweep?", audience="home", kids_can_help=True)
    helping.claim(by=theo)
    told = Notice.select().count()
    maras.post(f"/people/{theo.key}/remove", data={"sure": "y"})
    assert Thanks.with_people([thanks])[0].to == [theo]
    assert Need.get_by_id(asked.id).closed_as == "rested"
    assert Need.get_by_id(helping.id).waiting
    assert Notice.select().count() < told, "nobody is told, and what Theo did is told no more"
    (entry,) = AccessEntry.select()
    assert (entry.verb, entry.by, entry.about) == ("remove", mara, theo)
    assert "Mara removed Theo," in seen(as_(jon).get("/access-log/"))


def test_a_guest_is_removed_in_the_same_way(maras, as_, ruth):
    tablet = device_of(as_(ruth))
    assert "Remove Ruth?" in maras.get(f"/people/{ruth.key}/remove").text
    maras.post(f"/people/{ruth.key}/remove", data={"sure": "y"})
    assert Person.get_by_id(ruth.id).left_at and not still_welcome(tablet.id, policy.sees(ruth))


def test_the_second_partner_to_do_so_finds_nothing(maras, as_, jon, theo):
    jons = as_(jon)
    maras.post(f"/people/{theo.key}/remove", data={"sure": "y"})
    assert jons.post(f"/people/{theo.key}/remove", data={"sure": "y"}).status_code == 404
    assert AccessEntry.select().count() == 1
