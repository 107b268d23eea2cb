"""Each picture that a page can ask for is drawn, and all of them in one hand: one grid, one line, five inks."""

import re
from pathlib import Path

from household import content
from household.config import ROOT
from household.content.kid_pictures import PICTURES
from household.content.kids import THANKS_PICTURES, kid_asks, kid_faces

STATIC = Path(ROOT / "static")
SYMBOL = re.compile(r'<symbol id="([\w-]+)" viewBox="([^"]+)"[^>]*>(.*?)</symbol>', re.S)
WIDE = {"twomugs", "scene", "flourish"}
HANDS = {  # inks of the heads, which keep theirs by lamp as well, and of what is written beside them
    "--face-ink", "--face-clay,#e59b7c", "--print-paper,#fffbf4", "--ink,#2b2320"
}  # fmt: skip


def symbols(pattern: str) -> list[tuple[str, str, str]]:
    """Each drawing of these files: its name, its grid, and what is drawn."""
    return [found for path in sorted(STATIC.glob(pattern)) for found in SYMBOL.findall(path.read_text())]


def colours(drawn: str) -> set[str]:
    return {re.sub(r"^var\((.+)\)$", r"\1", one) for one in re.findall(r'(?:fill|stroke)="([^"]+)"', drawn)}


def drawn() -> set[str]:
    return {id for id, _, _ in symbols("*pictos.svg")}


def test_every_need_that_a_child_may_be_told_of_has_its_picture():
    told = {word.picture for word in content.words().values() if word.kid_can_see}
    assert len(told) > 25 and told <= drawn()


def test_everything_a_child_can_ask_for_has_its_picture():
    assert {ask.picture for ask in kid_asks().values()} <= drawn()


def test_every_picture_that_says_thank_you_or_lets_a_child_in_is_drawn():
    assert {*THANKS_PICTURES, *PICTURES} <= drawn()


def test_every_picture_that_the_kids_pages_name_is_drawn():
    named = {
        id
        for page in (ROOT / "templates").rglob("*.html")
        for id in re.findall(r'kid\.pic\("(\w+)"\)', page.read_text())
    }
    assert named and named <= drawn()


def test_every_feeling_has_its_face_and_so_has_not_knowing():
    moods = [id for id, _, _ in symbols("kid_faces.svg")]
    assert sorted(moods) == sorted([*(face.mood for face in kid_faces().values()), "unsure"])


def test_a_face_of_whom_nothing_is_said_has_open_eyes():
    """Calm as a child feels it has closed ones; who can help, or is spoken of, is awake."""
    eyes = {id: "<circle" in drawn for id, _, drawn in symbols("faces.svg")}
    assert eyes["calm"]
    for page in (ROOT / "templates").rglob("*.html"):
        for told in re.findall(r"kid\.face\((.+?)\) ?\}\}", page.read_text()):
            assert len(told.split(", ")) == 3, f"{page.name}: {told}"


def test_no_two_drawings_share_a_name():
    names = [id for id, _, _ in symbols("*pictos.svg")]
    assert sorted(names) == sorted(set(names))


def test_every_picture_keeps_the_grid_and_the_five_inks():
    """The ink after the comma is the one that is seen where the file is opened by itself: the light one."""
    light = re.findall(r"(--p[abcdp]): var\(--L, (#\w+)\)", (STATIC / "css" / "tokens.css").read_text())
    inks = {f"{name},{ink}" for name, ink in light} | {"none", "currentColor"}
    assert len(light) == 5
    for id, grid, picture in symbols("*pictos.svg"):
        assert grid == "0 0 96 96" or id in WIDE, id
        assert colours(picture) <= inks, id
        assert not re.search(r"\b(id|class|style|opacity)=", picture), id


def test_every_face_lies_on_the_heads_and_has_their_inks():
    heads = {grid for _, grid, _ in symbols("faces.svg")}
    for mood, grid, face in symbols("kid_faces.svg"):
        assert {grid} == heads and colours(face) <= HANDS | {"none", "currentColor"}, mood


def test_pictures_of_the_kids_pages_stay_small_on_an_old_tablet(app):
    for name in ("kid_pictos.svg", "kid_faces.svg"):
        assert len(app.extensions["assets"][name].packed) < 12_000, name
