"""Hundreds of damaged notebooks: the house takes none for whole, or has exactly what was written in it.

One flipped bit is another matter: most of those nobody can see, in any file of this kind. So they are not tried here.
"""

import random
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from household import database
from household.keeping import backup
from household.keeping.instance import condition
from household.models import Need, Thanks

from ..test_rescue import rescued
from ..test_serving import ask, free_port

FILES = 500
SECTOR, PAGE = 512, 4096


def zeroed_sector(path: Path, luck: random.Random) -> None:
    overwrite(path, luck.randrange(path.stat().st_size // SECTOR) * SECTOR, bytes(SECTOR))


def page_of_noise(path: Path, luck: random.Random) -> None:
    overwrite(path, luck.randrange(path.stat().st_size // PAGE) * PAGE, luck.randbytes(PAGE))


def page_of_another(path: Path, luck: random.Random) -> None:
    """As a card does that mixes up its blocks."""
    first, second = luck.sample(range(path.stat().st_size // PAGE), 2)
    overwrite(path, first * PAGE, path.read_bytes()[second * PAGE : (second + 1) * PAGE])


def cut_short(path: Path, luck: random.Random) -> None:
    with path.open("r+b") as file:
        file.truncate(luck.randrange(1, path.stat().st_size))


def noise_at_the_end(path: Path, luck: random.Random) -> None:
    at = luck.randrange(path.stat().st_size - PAGE)
    overwrite(path, at, luck.randbytes(path.stat().st_size - at))


def overwrite(path: Path, at: int, piece: bytes) -> None:
    with path.open("r+b") as file:
        file.seek(at)
        file.write(piece)


HARMS: list[Callable[[Path, random.Random], None]] = [
    zeroed_sector,
    page_of_noise,
    page_of_another,
    cut_short,
    noise_at_the_end,
]


def everything(path: Path) -> list[list[tuple]]:
    with closing(sqlite3.connect(path)) as opened:
        names = opened.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").fetchall()
        return [opened.execute(f'SELECT * FROM "{name}"').fetchall() for (name,) in names]


def lived_in(family) -> None:
    with database.db.atomic():
        for number in range(200):
            need = Need.ask(by=family.mara, own=f"Sit with me? {number} " * 5, audience="named", named=[family.jon])
            Thanks.give(by=family.jon, to=[family.mara], did=f"You sat with me {number}.", need=need)


def tried(path: Path, whole: list[list[tuple]], harm: Callable, luck: random.Random) -> bool:
    """Whether the damage was seen. Where it was not, everything must be as it was."""
    before = path.read_bytes()
    harm(path, luck)
    if path.read_bytes() == before:
        return True  # it hit what was empty before
    if (state := condition(path)) != "sound":
        assert state == "damaged", f"{harm.__name__} is not the disk’s trouble"
        return True
    assert everything(path) == whole, f"{harm.__name__} shows another table"
    return False


@pytest.mark.parametrize("files", [10, pytest.param(FILES, marks=pytest.mark.long)])
def test_a_damaged_notebook_is_never_shown_as_if_it_were_whole(family, data, tmp_path, files):
    lived_in(family)
    database.db.close()
    whole, luck = everything(data / "household.db"), random.Random(files)
    seen = 0
    for number in range(files):
        path = Path(shutil.copy(data / "household.db", tmp_path / "hurt.db"))
        seen += tried(path, whole, HARMS[number % len(HARMS)], luck)
    assert seen > files // 2


@pytest.mark.long
@pytest.mark.parametrize("harm", HARMS)
def test_whatever_the_harm_the_house_opens_the_one_page_and_leaves_the_notebook_as_it_is(family, data, harm):
    lived_in(family)
    copy = backup.make(data)
    database.db.close()
    notebook, luck = data / "household.db", random.Random(harm.__name__)
    while condition(notebook) == "sound":  # until it hits what can be seen
        harm(notebook, luck)
    hurt, port = notebook.read_bytes(), free_port()
    with rescued(data, str(port)):
        assert ask(port, "GET", "/health")[:2] == (503, "damaged")
        for path in ("/", "/needs/new", "/sign-in"):
            status, page, _ = ask(port, "GET", path)
            assert status == 503 and "The notebook is damaged" in page and f"restore {copy}" in page, path
    assert notebook.read_bytes() == hurt
