"""Room on the disk, and who may read what the house keeps."""

import shutil

import pytest

from household.keeping import room
from household.keeping.instance import CannotStart, require_room
from household.keeping.room import BALLAST, mend_modes, take_ballast


def mode(path):
    return path.stat().st_mode & 0o777


def test_the_ballast_really_takes_room_and_is_made_once(tmp_path):
    take_ballast(tmp_path)
    ballast = tmp_path / BALLAST
    assert ballast.stat().st_blocks * 512 >= room.WEIGHT and mode(ballast) == 0o600
    ballast.write_text("as it is")
    take_ballast(tmp_path)
    assert ballast.read_text() == "as it is"


def test_where_there_is_not_plenty_of_room_there_is_no_ballast_and_a_word_before_it_is_full(tmp_path, monkeypatch):
    assert room.little_room(tmp_path) == ""
    free = shutil.disk_usage(tmp_path).free
    monkeypatch.setattr(room, "PLENTY", free * 2)
    monkeypatch.setattr(room, "LITTLE", free * 2)
    take_ballast(tmp_path)
    assert not (tmp_path / BALLAST).exists()
    assert room.little_room(tmp_path).startswith("The disk of the house is getting full: ")


def test_a_new_house_wants_room_and_one_that_is_lived_in_opens_on_a_full_disk(tmp_path, monkeypatch):
    monkeypatch.setattr("household.keeping.instance.ROOM", 10**18)
    with pytest.raises(CannotStart, match="A new house needs"):
        require_room(tmp_path)
    (tmp_path / "household.db").touch()
    require_room(tmp_path)


def test_what_others_could_read_is_for_its_owner_again_and_nothing_else_is_touched(tmp_path):
    names = ["household.db", "household.db-wal", "throttle.db", "lock", "backups/household-2026-11-09-031500.db"]
    names += ["snapshots/household-2026-11-09-031500-0001_initial.db", "aside-2026-11-09-031500/household.db"]
    for name in [*names, "shopping list.txt"]:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).parent.chmod(0o755)
        (tmp_path / name).touch(mode=0o644)
        (tmp_path / name).chmod(0o644)
    (tmp_path / "aside-elsewhere").symlink_to(tmp_path / "shopping list.txt")
    assert {str(found.relative_to(tmp_path)) for found in mend_modes(tmp_path)} >= {*names, "backups", "snapshots"}
    assert {mode(tmp_path / name) for name in names} == {0o600}
    assert mode(tmp_path / "backups") == mode(tmp_path / "snapshots") == mode(tmp_path) == 0o700
    assert mode(tmp_path / "shopping list.txt") == 0o644
    assert mend_modes(tmp_path) == []
