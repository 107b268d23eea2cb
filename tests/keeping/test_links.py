"""A link in the house's folder is never followed: `sudo household` must not be led to what only root may touch."""

import pytest

from household.keeping import backup
from household.keeping.files import Linked, private_copy, scratch, sweep
from household.keeping.instance import lock
from household.keeping.restoring import fetched
from household.keeping.switching import replace


@pytest.fixture
def elsewhere(tmp_path):
    """A folder that is not ours, with something in it."""
    folder = tmp_path / "elsewhere"
    folder.mkdir(mode=0o755)
    (folder / "kept").write_text("kept")
    return folder


def test_a_folder_to_work_in_is_the_folder_itself(tmp_path, elsewhere):
    (tmp_path / "proof").symlink_to(elsewhere)
    sweep(tmp_path / "proof")
    with pytest.raises(Linked, match="is a link to another place"), scratch(tmp_path / "proof"):
        pass
    assert (elsewhere / "kept").read_text() == "kept" and elsewhere.stat().st_mode & 0o777 == 0o755


def test_a_link_inside_it_goes_and_what_it_leads_to_stays(tmp_path, elsewhere):
    (tmp_path / "proof").mkdir()
    (tmp_path / "proof" / "link").symlink_to(elsewhere)
    sweep(tmp_path / "proof")
    assert not (tmp_path / "proof").exists() and (elsewhere / "kept").exists()


@pytest.mark.parametrize("name", ["copy.db", "copy.db-journal", "copy.db-wal"])
def test_what_lies_beside_a_copy_is_read_only_if_it_is_there_itself(tmp_path, elsewhere, name):
    (tmp_path / "copy.db").write_bytes(b"")
    (tmp_path / name).unlink(missing_ok=True)
    (tmp_path / name).symlink_to(elsewhere / "kept")
    (tmp_path / "place").mkdir()
    with pytest.raises(Linked):
        fetched(tmp_path / "copy.db", tmp_path / "place")
    with pytest.raises(Linked):
        private_copy(tmp_path / name, tmp_path / "place" / "mine")


def test_the_lock_is_no_link_either(tmp_path, elsewhere):
    (tmp_path / "lock").symlink_to(elsewhere / "kept")
    with pytest.raises(Linked):
        lock(tmp_path / "lock")


def test_the_folder_of_the_copies_is_no_link_either(tmp_path, elsewhere):
    (tmp_path / "backups").symlink_to(elsewhere)
    with pytest.raises(Linked):
        backup.write(tmp_path / "household.db", tmp_path / "backups" / "household-2026-11-09-031500.db")
    assert [found.name for found in elsewhere.iterdir()] == ["kept"] and elsewhere.stat().st_mode & 0o777 == 0o755


def test_what_a_link_in_place_of_the_notebook_leads_to_is_not_laid_aside(tmp_path, elsewhere):
    (elsewhere / "kept").chmod(0o644)
    (tmp_path / "household.db").symlink_to(elsewhere / "kept")
    (tmp_path / "fresh.db").touch()
    with pytest.raises(Linked):
        replace(tmp_path / "household.db", tmp_path / "fresh.db")
    assert (elsewhere / "kept").stat().st_mode & 0o777 == 0o644
