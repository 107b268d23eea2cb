"""What the house is on a home screen: told to anyone, with nothing of anybody, at the address people use."""

import json
import re
import struct
from base64 import b64decode

import pytest

from household import create_app
from household.config import ROOT
from household.web.headers import POLICY

PATHS = {"http://localhost": "", "http://localhost/our/house": "/our/house"}


@pytest.fixture(params=PATHS)
def url(request):
    return request.param


@pytest.fixture
def ask(tmp_path, url):
    """Ask as a stranger, by the whole address. This house can't even open its notebook."""
    nowhere = tmp_path / "no" / "such" / "place.db"
    app = create_app(TESTING=True, DATA=tmp_path, DATABASE=f"sqlite:///{nowhere}", URL=url if PATHS[url] else "")
    client = app.test_client()
    return lambda address, **options: client.get(PATHS[url] + address, base_url="http://localhost", **options)


def told(ask) -> dict:
    """What the house tells its worker."""
    return json.loads(ask("/sw.js").text.splitlines()[0].removeprefix("const HOUSE = "))


def test_the_manifest_says_where_it_begins_and_nobody_s_name_for_it(ask, url):
    answer = ask("/manifest.webmanifest")
    start = PATHS[url] + "/"
    assert (answer.status_code, answer.mimetype) == (200, "application/manifest+json")
    assert {answer.json[name] for name in ("id", "start_url", "scope")} == {start}
    assert (answer.json["name"], answer.json["short_name"], answer.json["display"]) == (
        *("Household", "Household", "standalone"),
    )
    tokens = (ROOT / "static" / "css" / "tokens.css").read_text()
    assert f"--wall: var(--L, {answer.json['background_color']})" in tokens
    for icon in answer.json["icons"]:
        drawn = ask(icon["src"].removeprefix(PATHS[url]))
        assert drawn.mimetype == icon["type"] == "image/png" and len(drawn.data) < 5_000
        assert "{}x{}".format(*size(drawn.data)) == icon["sizes"]
    assert [(icon["sizes"], icon.get("purpose")) for icon in answer.json["icons"]] == [
        *(("192x192", None), ("512x512", None), ("512x512", "maskable")),
    ]


def size(png: bytes) -> tuple[int, int]:
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    return struct.unpack(">II", png[16:24])


def test_the_worker_reaches_the_whole_house_and_is_asked_for_each_time(ask, url):
    answer = ask("/sw.js")
    assert (answer.status_code, answer.mimetype) == (200, "application/javascript")
    assert answer.headers["Cache-Control"] == "no-cache" and answer.headers["Content-Security-Policy"] == POLICY
    assert "Service-Worker-Allowed" not in answer.headers, "it lies at the top of the house"
    again = ask("/sw.js", headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


def test_what_a_notice_looks_like_comes_with_the_worker_so_that_it_needs_no_way_to_the_house(ask, url):
    for drawing, wide in (("icon", 192), ("badge", 96)):
        head, _, body = told(ask)[drawing].partition(",")
        assert head == "data:image/png;base64" and size(b64decode(body)) == (wide, wide)


def test_its_name_for_what_it_keeps_changes_with_the_house_and_is_its_own_on_a_shared_host(app, stranger, ask, url):
    kept = told(ask)["cache"]
    assert re.fullmatch(rf"household:{PATHS[url]}/:[0-9a-f]{{12}}", kept)
    app.extensions["build"] = "another"
    assert told(stranger.get)["cache"].rpartition(":")[2] != kept.rpartition(":")[2]


def test_the_calm_page_asks_for_nothing_that_is_not_kept_with_it(ask, url):
    page = ask("/offline")
    assert page.status_code == 200 and page.headers["Content-Security-Policy"] == POLICY
    kept = set(told(ask)["files"])
    style = next(one for one in kept if one.endswith("/site.css"))
    sheet = ask(style.removeprefix(PATHS[url])).text
    letters = {f"{PATHS[url]}/assets/{found}" for found in re.findall(r"url\(\.\./([^)]+)\)", sheet)}
    asked = {one.split("#")[0] for one in re.findall(r'(?:src|href)="(/[^"]+)"', page.text)}
    assert {one for one in asked if "apple" not in one} | letters == kept
    assert told(ask)["page"] == f"{PATHS[url]}/offline"
    for one in kept | asked:
        assert ask(one.removeprefix(PATHS[url])).status_code == 200, one
    assert "<script" not in page.text and "<form" not in page.text


def test_a_page_says_what_colour_goes_around_it(stranger):
    found = r'<meta name="theme-color" content="(#\w+)"(?: media="\(prefers-color-scheme: (\w+)\)")?>'
    assert re.findall(found, stranger.get("/offline").text) == [("#fbf6ec", "light"), ("#1a1613", "dark")]
    stranger.set_cookie("theme", "dark")
    assert re.findall(found, stranger.get("/offline").text) == [("#1a1613", "")]


def test_who_is_in_is_shown_where_the_worker_is_and_a_stranger_is_not(as_, cast, stranger):
    assert 'data-worker="/sw.js"' in as_(cast.mara).get("/").text
    door = stranger.get("/sign-in").text
    assert "data-door" in door and "data-worker" not in door and 'rel="manifest"' in door
    assert "data-door" not in as_(cast.mara).get("/sign-in").text, "nothing ends for whoever is in"
