"""Whoever touched their face in the kitchen finds there what is the family's or the guests', and nothing more."""

import re
import threading
from typing import Any

import pytest

from household import policy
from household.models import AccessEntry, Device, KioskFace, Need, Person, Role

from .test_hidden import SEES, clients, every_page, planted, words_in  # noqa: F401


@pytest.fixture
def touched(cast: Any, as_: Any) -> Any:
    """The tablet's browser, with this face touched."""

    def touch(who: Person) -> Any:
        device = Device.known(cast.kitchen_token)
        KioskFace.insert(device=device, person=who).on_conflict_ignore().execute()
        device.touch(by=who)
        return as_(cast.kitchen)

    return touch


def newcomer() -> Person:
    return Person.join(role=Role.PARTNER, name="Lena", face=dict(shape="egg", ink="oat", hair="none"))


def test_nobody_reads_there_what_stands_on_their_own_phone_alone(app, cast, planted, touched):  # noqa: F811
    keys = planted | {"kiosk_needs": planted["needs"], "kiosk_faces": [cast.mara.key, cast.ruth.key]}
    the_day = ("/day/", "/day/night")  # which says aloud what it always does, whoever touched their face
    pages = [page for page in every_page(app, keys) if page not in the_day]
    aloud = {word for word, who in SEES.items() if "kitchen" in who.split()}
    may = {"mara": aloud, "ruth": {"Tothechildium"}, "lena": aloud - {"Tofamilium", "Tothechildium"}}
    for name, allowed in may.items():
        client = touched(newcomer() if name == "lena" else getattr(cast, name))
        assert words_in([client.get(page) for page in pages]) <= allowed, name


def test_a_child_reads_there_what_it_reads_on_its_own(app, cast, planted, touched):  # noqa: F811
    client = touched(cast.theo)
    pages = [page for page in every_page(app, planted) if page.startswith(("/kid/", "/sign-in", "/day", "/needs"))]
    assert words_in([client.get(page) for page in pages]) == {
        word for word, who in SEES.items() if "theo" in who.split()
    }


def test_the_pages_of_grown_ups_are_not_there_even_for_them(app, cast, touched):
    shared = policy.roles.PLACES[Role.KIOSK] | policy.roles.PLACES[Role.KID]
    paths = {
        re.sub("<.*?>", "missing", rule.rule)
        for rule in app.url_map.iter_rules()
        if "." in rule.endpoint and not getattr(app.view_functions[rule.endpoint], "is_public", False)
        if rule.endpoint.split(".")[0] not in shared and "GET" in rule.methods and rule.rule != "/"
    }
    assert len(paths) > 60
    for who in (cast.mara, cast.ruth, cast.theo):
        client = touched(who)
        assert {path for path in paths if client.get(path).status_code != 404} == set(), who.name


def test_what_each_finds_of_the_needs_there(cast, touched):
    asked = {
        audience: Need.ask(by=cast.mara, own="Soup?", audience=audience) for audience in ("partners", "home", "orbit")
    } | {"named": Need.ask(by=cast.mara, own="Soup?", audience="named", named=[cast.jon, cast.ruth])}
    asked["met"] = Need.ask(by=cast.mara, own="Soup?", audience="orbit")
    asked["met"].claim(by=cast.jon)
    asked["met"].meet(by=cast.mara)
    found = {
        who.name: {
            name for name, need in asked.items() if touched(who).get(f"/day/needs/{need.key}").status_code == 200
        }
        for who in (cast.mara, cast.jon, cast.ruth, newcomer())
    }
    family = {"home", "orbit", "met"}
    assert found == {"Mara": family, "Jon": family, "Ruth": {"orbit", "met"}, "Lena": {"home", "orbit", "met"}}


def test_a_childs_open_page_there_hears_at_once_that_company_came(app, cast, touched):
    hub = app.extensions["hub"]
    hub.thread = threading.current_thread()
    stream = touched(cast.theo).get("/live")
    next(stream.response)
    last, _ = hub.look(None, None)
    Device.known(cast.kitchen_token).company_comes()
    hub.look(last, "another version")
    assert [line.full() for line in hub.listeners] == [True]
    assert next(stream.response, "over") == "over" and hub.listeners == {}, "it begins anew, as the tablet's own"
    stream.close()


def test_of_a_touch_nobody_hears_but_the_tablet(app, cast):
    hub = app.extensions["hub"]
    hub.thread = threading.current_thread()
    device = Device.known(cast.kitchen_token)
    lines = {name: hub.join(getattr(cast, name)) for name in ("mara", "jon", "ida", "theo", "ruth", "kitchen")}
    for change in (lambda: device.touch(by=cast.theo), lambda: device.still_here(by=cast.theo), device.let_go):
        last, _ = hub.look(None, None)
        change()
        hub.look(last, "another version")
        assert {name for name, line in lines.items() if line.full()} <= {"kitchen"}
    for line in lines.values():
        hub.leave(line)
    assert AccessEntry.select().count() == 0
