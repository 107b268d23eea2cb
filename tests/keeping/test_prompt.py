"""What a person is told to type works when they type it."""

import subprocess
import sys
from pathlib import Path

import pytest

from household.config import settings
from household.keeping.prompt import INSTALLED, program, tilde, to_type

HERE = Path(sys.executable).with_name("household")
USUAL = settings({})["DATA"]


def test_an_installed_house_knows_its_folder_and_is_asked_with_sudo():
    assert to_type("restore FILE", INSTALLED) == "sudo household restore FILE"


def test_by_its_name_where_the_shell_finds_this_very_program(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    (tmp_path / "household").symlink_to(HERE)
    assert to_type("prove", USUAL) == "household prove"
    assert to_type("prove", tmp_path) == f"household prove --data {tmp_path}"


@pytest.mark.parametrize("another", [False, True], ids=["none", "another"])
def test_by_the_way_to_it_where_the_shell_finds_none_or_another(monkeypatch, tmp_path, another):
    monkeypatch.setenv("PATH", str(tmp_path))
    if another:
        (tmp_path / "household").write_text("#!/bin/sh\n")
        (tmp_path / "household").chmod(0o755)
    assert program() == tilde(HERE)
    assert to_type("prove", USUAL) == f"{tilde(HERE)} prove"


def test_what_is_told_can_be_typed(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", "/usr/bin:/bin")
    typed = to_type("prove", tmp_path)
    done = subprocess.run(["/bin/sh", "-c", typed], capture_output=True, text=True)
    assert done.stderr.startswith(f"There is no notebook in {tmp_path}.")


def test_a_path_in_somebodys_own_folder_does_not_tell_whose(monkeypatch):
    monkeypatch.setenv("HOME", "/home/mara")
    assert tilde(Path("/home/mara/house/household.db")) == "~/house/household.db"
    assert tilde(Path("/srv/house")) == "/srv/house"
