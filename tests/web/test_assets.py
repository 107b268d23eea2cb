"""The stylesheet and script of every page: all of their parts, without what is said in them to who reads the code."""

import re
from pathlib import Path

import pytest

from household.config import ROOT
from household.web.assets import ASIDES


def body(app, name: str) -> str:
    return app.extensions["assets"][name].body.decode()


def test_no_aside_travels_and_nothing_else_is_lost(app):
    sheet, script = body(app, "site.css"), body(app, "site.js")
    assert "/*" not in sheet and not re.search(r"^\s*//|   //", script, re.M)
    assert "'http://www.w3.org/2000/svg'" in ASIDES.sub("", body(app, "js/people/face.js")), "an address is no aside"
    sources = {
        kind: [one.read_text() for one in Path(ROOT / "static" / kind).glob(f"*.{kind}")] for kind in ("css", "js")
    }
    rules = sum(re.sub(r"/\*.*?\*/", "", one, flags=re.S).count("{") for one in sources["css"])
    assert sheet.count("{") == rules > 200
    assert all(one.splitlines()[-1] in script for one in sources["js"])
    assert script.count("(() => {") == sum(one.count("(() => {") for one in sources["js"])


def test_what_a_page_of_another_day_asks_for_is_not_kept_under_that_days_hash(app, stranger):
    now, then = app.jinja_env.globals["asset"]("whispers/en.json"), "/assets/0123456789ab/whispers/en.json"
    assert "immutable" in stranger.get(now).headers["Cache-Control"]
    answer = stranger.get(then)
    assert answer.status_code == 200 and answer.headers["Cache-Control"] == "no-cache"


def test_each_asset_lies_under_the_hash_of_what_it_holds(app, stranger):
    for name, asset in app.extensions["assets"].items():
        assert stranger.get(f"/assets/{asset.version}/{name}").data == asset.body, name


def test_a_folder_of_styles_is_a_sheet_of_its_own_that_not_every_page_fetches(app):
    folders = [path for path in Path(ROOT / "static" / "css").iterdir() if path.is_dir()]
    for folder in folders:
        sheet = body(app, f"{folder.name}.css")
        rules = sum(re.sub(r"/\*.*?\*/", "", one.read_text(), flags=re.S).count("{") for one in folder.glob("*.css"))
        assert sheet.count("{") == rules > 0 and sheet not in body(app, "site.css"), folder.name


def test_every_drawing_that_a_page_names_is_there():
    pages = "\n".join(one.read_text() for one in Path(ROOT / "templates").rglob("*.html"))
    tiles = re.findall(r'{{ (?:door|tile)\(.*?\), "(\w+)"', pages)
    for sheet, named in {
        "pictos": [*tiles, *re.findall(r'ui\.pic\("(\w+)', pages)],
        "icons": re.findall(r'ui\.icon\("([\w-]+)', pages),
    }.items():
        drawn = set(re.findall(r'id="([\w-]+)"', Path(ROOT / "static" / f"{sheet}.svg").read_text()))
        assert len(named) > 30 and set(named) <= drawn, set(named) - drawn
    assert len(tiles) > 20


SURFACES = {"kid": ".big {", "kiosk": ".hour {", "guest": ".guest"}  # with something of its own


@pytest.mark.parametrize("surface", SURFACES)
def test_a_browser_that_knows_no_layers_gets_a_surface_in_one_sheet_in_its_order(app, surface):
    old, layered = body(app, f"old-{surface}.css"), body(app, "site.css") + body(app, f"{surface}.css")
    assert not re.search(r"@layer \w+ \{", old) and old.count("{") == old.count("}")
    assert old.index(".btn {") < old.index(SURFACES[surface]) < old.index(".soft {"), "common, its own, what wins"
    assert sorted(re.findall(r"^\.[\w-]+", old, re.M)) == sorted(re.findall(r"^\.[\w-]+", layered, re.M))
