"""What is written down for whoever runs the house is true, and whole."""

import re
from pathlib import Path

import pytest

from household.cli import main
from household.config import SETTINGS, Setting

DEPLOY = Path(__file__).parent.parent / "deploy"
OURS = {"HOUSEHOLD_BIND", "HOUSEHOLD_SHUT"}  # not for people: `serve` tells gunicorn where to listen, and why not


def text() -> str:
    return (DEPLOY / "README.md").read_text()


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda setting: setting.variable)
def test_every_setting_is_told_with_its_default_and_its_meaning(setting: Setting):
    default = f"`{setting.default}`" if setting.default else ""
    rows = [[cell.strip() for cell in line.split("|")[1:-1]] for line in text().splitlines() if line.startswith("|")]
    assert [f"`{setting.variable}`", default, setting.meaning] in rows


def test_no_other_setting_is_told():
    assert set(re.findall(r"\bHOUSEHOLD_\w+", text())) <= {setting.variable for setting in SETTINGS}


def test_no_other_setting_is_read():
    sources = [*DEPLOY.parent.glob("household/**/*.py"), *(path for path in DEPLOY.iterdir() if path.is_file())]
    read = {found for path in sources for found in re.findall(r"\bHOUSEHOLD_[A-Z]+", path.read_text())}
    assert read <= {setting.variable for setting in SETTINGS} | OURS


@pytest.mark.parametrize("command", ["deploy/run", "deploy/test"])
def test_the_one_command_that_runs_and_the_one_that_tests_are_told_and_work(command: str):
    assert command in text()
    assert (DEPLOY.parent / command).stat().st_mode & 0o100, "it can be called"


def test_every_command_is_told_and_no_other():
    table = text().split("## Commands")[1].split("##")[0]
    cells = [line.split("|")[1] for line in table.splitlines() if line.startswith("| `")]
    told = {word for cell in cells for word in re.findall(r"`([a-z-]+)", cell)}
    assert told == {name for name, command in main.commands.items() if not command.hidden}
    named = set(re.findall(r"(?:sudo|bin/) ?household ([a-z-]+)", text())) - {"..."}
    assert named <= told, "a command that is not there"


def test_what_needs_the_house_closed_is_told_for_a_container_too():
    told = text().split("## Docker")[1].split("\n## ")[0]
    compose = re.findall(r"^docker compose -f deploy/compose.yaml (.*)$", told, re.M)
    runs = [line for line in compose if line.startswith("run ")]
    shape = r"run --rm -v /mnt/(\S+):/\1 house ([a-z]+)( --to)? /\1(/FILE)?"
    assert [found and found[2] for found in map(re.compile(shape).fullmatch, runs)] == ["backup", "restore"]
    assert 'ENTRYPOINT ["household"]' in (DEPLOY / "Dockerfile").read_text(), "so `run` says only which command"
    back = compose.index(runs[1])
    assert (compose[back - 1], compose[back + 1]) == ("stop", "up -d") and "`rollback`" in told
    (user,) = re.findall(r"^USER (\d+):", (DEPLOY / "Dockerfile").read_text(), re.M)
    assert f"-o uid={user} " in told and f"chown {user} " in told


def test_the_log_is_asked_for_by_those_who_may_read_it():
    asked = re.findall(r"(\w+ )journalctl ", text())
    assert asked and set(asked) == {"sudo "}, "without it the log looks empty"


def test_the_settings_of_an_installed_house_are_all_there():
    asked = re.findall(r"^#?(\w+)=", (DEPLOY / "settings").read_text(), re.M)
    assert set(asked) == {one.variable for one in SETTINGS} - {"HOUSEHOLD_DATA", "HOUSEHOLD_DEMO"}
