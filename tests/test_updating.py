"""An installed house gets a new version, and wherever the power is cut: one of the two opens, and there is a way back.

The scripts are the real ones, with stand-ins for what only a machine of one's own has: systemd, other users, pip.
"""

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from itertools import count
from pathlib import Path

import pytest

from household.keeping.soundness import known, schema_of

ROOT = Path(__file__).parent.parent
PLACES = (
    "/opt/household",
    "/etc/household",
    "/var/lib/household",
    "/var/log",
    "/run/systemd/system",
    "/run/household-",
)
NEWER = "def up(migrator, db):\n    db.execute_sql('CREATE TABLE more (id)')\n"
NEWEST = NEWER.replace("more", "most")
PYTHON = """#!/bin/sh
[ "$1" = -I ] && shift
case "$*" in
  *HTTPConnection*) exec test -e {top}/is-open ;;
  *" pip "*) echo "$*" >> {top}/pip-asked; [ ! -e {top}/pip-says ] || ! cat {top}/pip-says; exit ;;
esac
ITSELF=$0 PYTHONPATH={package} exec {python} -P "$@"
"""
ITSELF = "import os, sys\nsys.executable = os.environ['ITSELF']\n"  # so that a copy is proved by the same version
STAND_INS = {
    "id": "echo 0",
    "journalctl": """
while [ "$1" != --since ]; do shift; done
awk -v since="${{2#@}}" '$1 >= since {{ $1 = ""; print }}' {top}/journal""",
    "sync": "",
    "python3": 'case "$*" in *"-m venv "*) for last; do :; done; cp -r {top}/new/. "$last" ;; esac',
    "runuser": 'while [ "$1" != -- ]; do shift; done; shift; exec "$@"',
    "setpriv": 'while [ "$1" != env ]; do shift; done; exec "$@"',
    "systemctl": """
case "$*" in
  *stop*) rm -f {top}/is-open ;;
  *start*) {top}/bin/household migrate > /dev/null && {top}/opens && : > {top}/is-open ;;
  daemon-reload) [ ! -e {top}/cut-off ] || kill -9 $PPID ;;
esac""",
}
OPENS = """#!/bin/sh
[ -e {top}/opt/household/now/is-broken ] || exit 0
echo "$(date +%s) It is broken." >> {top}/journal
exit 1
"""
CUT_OFF = 'set -T; left=$STEP; trap "(( left-- )) || kill -9 $$ $BASHPID" DEBUG; . "$0" "$@"'


class Machine:
    """Where a house is installed, in a folder in place of the whole disk."""

    def __init__(self, top: Path) -> None:
        self.top, self.versions, self.notebook = top, top / "opt/household", top / "var/lib/household/household.db"
        for place in (
            "bin",
            "var/lib/household",
            "var/log",
            "run/systemd/system",
            "etc/systemd/system",
            "opt/household",
            "etc/household",
        ):
            (top / place).mkdir(parents=True)
        for name, text in STAND_INS.items():
            self.write(top / "bin" / name, f"#!/bin/sh\n{text.format(top=top)}\n")
        self.write(top / "opens", OPENS.format(top=top))
        (top / "journal").write_text("1700000000 The notebook is damaged.\n")
        self.deploy(top / "checkout")
        self.version(self.versions / "old")
        (self.versions / "now").symlink_to(self.versions / "old")
        shutil.copy(top / "packages/old-0/deploy/command", top / "bin/household")
        self.systemctl("start")

    def write(self, path: Path, text: str) -> None:
        path.write_text(text)
        path.chmod(0o755)

    def deploy(self, folder: Path) -> None:
        """The scripts, for which the disk begins here."""
        (folder / "deploy").mkdir(parents=True)
        for name in ("update", "environment", "housekeeping", "command", "household.service"):
            text = (ROOT / "deploy" / name).read_text().replace("/usr/local/bin/household", f"{self.top}/bin/household")
            for place in (*PLACES, "/etc/systemd/system"):
                text = text.replace(place, f"{self.top}{place}")
            self.write(folder / "deploy" / name, text)

    def version(self, where: Path, *migrations: str, broken: bool = False) -> None:
        """As it is once it was built; a broken one does not open. What is built next is there in its `new`."""
        shutil.rmtree(where, ignore_errors=True)
        package = self.top / "packages" / f"{where.name}-{len(list(self.top.glob('packages/*')))}"
        shutil.copytree(ROOT / "household", package / "household")  # with what was compiled of it
        for name in ("templates", "static"):
            (package / name).symlink_to(ROOT / name)
        (package / "sitecustomize.py").write_text(ITSELF)
        self.deploy(package)
        for number, source in enumerate(migrations):
            (package / f"household/migrations/900{number}_more.py").write_text(source)
        (where / "bin").mkdir(parents=True)
        python = PYTHON.format(top=self.top, package=package, python=sys.executable)
        self.write(where / "bin/python", python)
        self.write(where / "bin/household", '#!/bin/sh\nexec "${0%/*}/python" -m household.cli "$@"\n')
        if broken:
            (where / "is-broken").touch()

    def set(self, *lines: str) -> None:
        (self.top / "etc/household/settings").write_text("".join(f"{line}\n" for line in lines))

    @property
    def fetched(self) -> list[str]:
        """What pip was asked for, the last word of each time."""
        return [line.split()[-1] for line in (self.top / "pip-asked").read_text().splitlines()]

    def systemctl(self, word: str) -> None:
        subprocess.run([self.top / "bin/systemctl", word], check=True, env=self.env())

    def env(self, **more: str) -> dict[str, str]:
        return {"PATH": f"{self.top}/bin:{os.environ['PATH']}", **more}

    def update(self, *words: str, step: int | None = None, typed: str = "yes\n") -> subprocess.CompletedProcess:
        """With a step, the power is cut there: systemd opens the house when it is back."""
        script = self.top / "checkout/deploy/update"
        command = [script] if step is None else ["bash", "-c", CUT_OFF, script]
        done = subprocess.run(
            [*command, *words], env=self.env(STEP=str(step)), input=typed, capture_output=True, text=True, timeout=60
        )
        if done.returncode == -9:
            self.systemctl("start")
        return done

    def go_on(self, step: int | None = None) -> subprocess.CompletedProcess:
        return self.update("--from", str(ROOT / "pyproject.toml"), step=step)

    @property
    def now(self) -> str:
        return (self.versions / "now").resolve().name

    @property
    def is_open(self) -> bool:
        return (self.top / "is-open").exists()

    def write_down(self, words: str) -> None:
        with closing(sqlite3.connect(self.notebook)) as opened, opened:
            opened.execute("INSERT INTO upkeep (name, at, note) VALUES (?, '2026-06-17', '')", (words,))

    def words(self) -> list[str]:
        with closing(sqlite3.connect(self.notebook)) as opened:
            return [name for (name,) in opened.execute("SELECT name FROM upkeep ORDER BY id")]


@pytest.fixture
def machine(tmp_path: Path) -> Iterator[Machine]:
    machine = Machine(tmp_path / "machine")
    machine.write_down("before")
    return machine


def is_as_before(machine: Machine) -> bool:
    return machine.now == "old" and machine.is_open and schema_of(machine.notebook) == set(known())


def test_a_new_version_comes_and_goes_with_the_tables_it_brought(machine):
    machine.version(machine.top / "new", NEWER)
    done = machine.go_on()
    assert done.returncode == 0 and machine.now != "old" and machine.is_open, done.stderr
    assert schema_of(machine.notebook) > set(known())
    machine.write_down("since then")
    assert "Nothing was changed." in machine.update("--back", typed="no\n").stderr
    done = machine.update("--back")
    assert "laid aside" in done.stdout and is_as_before(machine) and machine.words() == ["before"], done.stderr
    assert [one.name for one in machine.versions.iterdir() if one.is_dir() and not one.is_symlink()] == ["old"]
    assert "There is no version before this one." in machine.update("--back").stderr


@pytest.mark.long
def test_a_version_that_left_the_tables_alone_goes_without_a_word_lost(machine):
    """Though there is a snapshot, from an update before."""
    (machine.notebook.parent / "snapshots").mkdir()
    shutil.copy(machine.notebook, machine.notebook.parent / "snapshots/household-2026-06-17-173000-0001_initial.db")
    machine.version(machine.top / "new")
    assert machine.go_on().returncode == 0
    machine.write_down("since then")
    done = machine.update("--back", typed="")
    assert "laid aside" not in done.stdout and is_as_before(machine), done.stderr
    assert machine.words() == ["before", "since then"]


@pytest.mark.parametrize(
    "migrations",
    [
        pytest.param((), marks=pytest.mark.long),
        (NEWER,),
        pytest.param(("def up(migrator, db):\n    raise ValueError\n",), marks=pytest.mark.long),
    ],
)
def test_a_version_that_does_not_open_goes_by_itself_and_leaves_the_one_before_the_old(machine, migrations):
    machine.version(machine.versions / "2026-01-01-older")
    (machine.versions / "before").symlink_to(machine.versions / "2026-01-01-older")
    machine.version(machine.top / "new", *migrations, broken=True)
    done = machine.go_on()
    assert done.returncode == 1 and "the old one is open again" in done.stderr
    assert is_as_before(machine) and machine.words() == ["before"]
    assert (machine.versions / "before").resolve().name == "2026-01-01-older"
    assert ("It is broken." in done.stderr) == (migrations in [(), (NEWER,)]), "it never came to opening"
    assert "The notebook is damaged." not in done.stderr, "that was another day"


@pytest.mark.long
def test_after_versions_that_did_not_open_there_is_still_the_way_back_to_the_one_before(machine):
    """They left snapshots of the tables that the one in place has: the one before could not read these."""
    machine.version(machine.top / "new", NEWER)
    assert machine.go_on().returncode == 0
    in_place = machine.now
    for times in range(2):
        machine.write_down(f"since then, {times}")
        machine.version(machine.top / "new", NEWER, NEWEST, broken=True)
        done = machine.go_on()
        assert "the old one is open again" in done.stderr and machine.now == in_place and machine.is_open
        assert machine.words() == ["before", *(f"since then, {time}" for time in range(times + 1))]
        assert (machine.versions / "before").resolve().name == "old"
    done = machine.update("--back")
    assert done.returncode == 0 and is_as_before(machine) and machine.words() == ["before"], done.stderr


@pytest.mark.long
@pytest.mark.parametrize("migrations", [(), (NEWER,)])
def test_where_the_version_before_does_not_open_the_one_in_place_opens_again_and_no_word_is_lost(machine, migrations):
    machine.version(machine.top / "new", *migrations)
    assert machine.go_on().returncode == 0
    in_place = machine.now
    machine.write_down("since then")
    (machine.versions / "old/is-broken").touch()
    done = machine.update("--back")
    assert done.returncode == 1 and "the one that was here is open again" in done.stderr
    assert machine.now == in_place and machine.is_open and machine.words()[:2] == ["before", "since then"]


@pytest.mark.long
def test_there_is_a_way_back_when_the_power_was_cut_right_after_the_switch(machine):
    machine.version(machine.top / "new", NEWER)
    (machine.top / "cut-off").touch()
    assert machine.go_on().returncode == -9
    (machine.top / "cut-off").unlink()
    machine.systemctl("start")
    assert machine.is_open and machine.now != "old" and schema_of(machine.notebook) > set(known())
    done = machine.update("--back")
    assert done.returncode == 0 and is_as_before(machine) and machine.words() == ["before"], done.stderr


def git(*words: str | Path) -> None:
    ourselves = ("-c", "user.name=Mara", "-c", "user.email=mara@home.example")
    subprocess.run(["git", *ourselves, *map(str, words)], check=True, capture_output=True)


@pytest.fixture
def makers(machine: Machine) -> Path:
    """Where the house was fetched from, and what is new comes from."""
    fetched, makers = machine.top / "checkout", machine.top / "makers"
    git("init", "-b", "main", makers)
    shutil.copytree(fetched / "deploy", makers / "deploy")
    git("-C", makers, "add", ".")
    git("-C", makers, "commit", "-m", "The first")
    shutil.rmtree(fetched)
    git("clone", makers, fetched)
    return makers


def changed(folder: Path, words: str) -> None:
    with (folder / "deploy/command").open("a") as file:
        file.write(f"# {words}\n")


@pytest.mark.long
def test_where_nothing_is_new_nothing_is_made_and_the_way_back_stays(machine, makers):
    machine.version(machine.top / "new")
    assert machine.update().returncode == 0
    in_place = machine.now
    done = machine.update()
    assert (done.returncode, done.stdout) == (0, "Fetching what is new.\nThere is nothing new.\n")
    assert machine.now == in_place != "old" and (machine.versions / "before").resolve().name == "old"
    changed(makers, "More.")
    git("-C", makers, "commit", "-am", "The second")
    assert "with the new version" in machine.update().stdout and machine.now != in_place


def test_what_was_changed_by_hand_is_told_where_it_keeps_what_is_new_away(machine, makers):
    changed(machine.top / "checkout", "Ours.")
    changed(makers, "Theirs.")
    git("-C", makers, "commit", "-am", "The second")
    done = machine.update()
    assert done.returncode == 1 and "nothing was changed" in done.stderr and machine.now == "old"
    assert "(deploy/command), lay it aside: git stash" in done.stderr


@pytest.mark.long
def test_a_new_version_has_what_the_settings_ask_for_beyond_the_plain_house(machine):
    for extras, database, asked in [
        ("", "", ""),
        ("notify,push", "", "[notify,push]"),
        ("'push'", "postgresql://x", "[postgres,push]"),
        ("", "postgresql://x", "[postgres]"),
    ]:
        machine.set("HOUSEHOLD_PORT=8000", f"HOUSEHOLD_EXTRAS={extras}", f"#{database}")
        if database:
            machine.set(f"HOUSEHOLD_EXTRAS={extras}", f"DATABASE_URL={database}")
        machine.version(machine.top / "new")
        machine.go_on()
        assert machine.fetched[-1] == f"{ROOT}/pyproject.toml{asked}"


@pytest.mark.long
def test_where_nothing_is_new_but_what_is_asked_for_that_comes(machine, makers):
    machine.version(machine.top / "new")
    assert machine.update().returncode == 0 and "There is nothing new." in machine.update().stdout
    machine.set("HOUSEHOLD_EXTRAS=push")
    assert "with the new version" in machine.update().stdout
    assert machine.fetched[-1].endswith("/checkout[push]") and len(machine.fetched) == 2
    assert "There is nothing new." in machine.update().stdout


@pytest.mark.parametrize(
    ("log", "why"),
    [
        ("ERROR: [Errno 28] No space left on device", "There is no room left on the disk."),
        ("NewConnectionError: Temporary failure in name resolution", "Is this machine on the internet, and its clock"),
        ("tomllib.TOMLDecodeError: Invalid value (at line 7)", "please tell its makers."),
    ],
)
def test_why_a_version_could_not_be_built_is_told(machine, log, why):
    (machine.top / "pip-says").write_text(log)
    machine.version(machine.top / "new")
    done = machine.go_on()
    assert done.returncode == 1 and why in done.stderr and is_as_before(machine)


@pytest.mark.long
def test_wherever_the_power_is_cut_one_version_opens_and_there_is_a_way_back(tmp_path):
    ended = set()
    for step in count(1):
        machine = Machine(tmp_path / str(step))
        machine.write_down("before")
        machine.version(machine.top / "new", NEWER)
        cut = machine.go_on(step).returncode == -9
        assert machine.is_open and machine.words() == ["before"]
        ended.add(machine.now == "old")
        if machine.now != "old":
            done = machine.update("--back")
            assert done.returncode == 0, done.stderr
        assert is_as_before(machine) and machine.words() == ["before"]
        if not cut:
            break
    assert step > 30 and ended == {True, False}
