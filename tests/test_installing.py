"""What one needs to install the house for good is whole: the unit, the scripts, the container, HTTPS, the wheel."""

import http.client
import os
import re
import runpy
import shutil
import subprocess
import sys
import tarfile
import tempfile
import venv
import zipfile
from contextlib import closing
from pathlib import Path

import pytest

from household.config import SETTINGS

from . import test_serving
from .test_serving import ask, free_port, household, serving

ROOT = Path(__file__).parent.parent
DEPLOY = ROOT / "deploy"
COMMANDS = ("run", "test", "install", "update", "command")
SCRIPTS = (*COMMANDS, "environment", "housekeeping")
NOBODY = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"] if os.getuid() == 0 else []


def run(*words: str | Path, **more) -> subprocess.CompletedProcess:
    return subprocess.run(words, capture_output=True, text=True, timeout=300, **more)


def done(*words: str | Path, **more) -> str:
    result = run(*words, **more)
    assert result.returncode == 0, result.stdout + result.stderr
    return result.stdout


def need(program: str) -> None:
    if not shutil.which(program):
        pytest.skip(f"{program} is not on this machine")


# ---- the scripts


@pytest.mark.parametrize("script", SCRIPTS)
def test_every_script_is_sound(script: str):
    done("bash", "-n", DEPLOY / script)
    text = (DEPLOY / script).read_text()
    assert bool((DEPLOY / script).stat().st_mode & 0o100) == (script in COMMANDS) == text.startswith("#!")
    assert script not in COMMANDS or "\nset -euo pipefail\n" in text, "it stops at the first trouble"


@pytest.mark.parametrize("script", SCRIPTS)
def test_the_shell_has_no_doubts_about_a_script(script: str):
    need("shellcheck")
    done("shellcheck", "-x", DEPLOY / script, cwd=ROOT)


@pytest.mark.parametrize("script", ["install", "update"])
def test_a_script_that_is_asked_wrongly_says_how_to_ask(script: str):
    result = run(DEPLOY / script, "--nonsense")
    assert result.returncode == 1 and result.stderr.startswith(f"Like this: sudo deploy/{script} ")


@pytest.mark.parametrize(
    ("script", "way"),
    [("install", "sudo deploy/install"), ("update", "sudo deploy/update"), ("command", "sudo household")],
)
def test_a_script_that_needs_more_rights_says_how_to_get_them(script: str, way: str):
    with tempfile.TemporaryDirectory() as elsewhere:
        shutil.copytree(DEPLOY, Path(elsewhere) / "deploy", ignore=shutil.ignore_patterns("pictures"))
        done("chmod", "-R", "a+rX", elsewhere)
        result = run(*NOBODY, Path(elsewhere) / "deploy" / script)
    assert result.returncode == 1 and way in result.stderr


def test_the_settings_of_an_installed_house_are_settings_of_the_house():
    told = re.findall(r"^#?([A-Z_]+)=", (DEPLOY / "settings").read_text(), re.M)
    assert told and set(told) <= {setting.variable for setting in SETTINGS}


@pytest.mark.parametrize("script", ["install", "update", "environment", "housekeeping"])
def test_root_runs_no_python_of_the_folder_it_happens_to_be_in(script: str):
    asked = re.findall(r"(?:python|name|find_python\))\" (-\w.*)", (DEPLOY / script).read_text())
    assert [one for one in asked if not one.startswith("-I ")] == [] and (asked or script == "update")


def test_the_settings_are_nobody_elses_to_read_even_while_they_are_written():
    assert re.search(r'\(umask 077 && .* > "\$settings.new"\)', (DEPLOY / "install").read_text())


# ---- the unit


def unit(name: str) -> list[str]:
    return re.findall(rf"^{name}=(.*)$", (DEPLOY / "household.service").read_text(), re.M)


def test_systemd_understands_the_unit_and_finds_it_shut_tight(tmp_path: Path):
    need("systemd-analyze")
    text = (DEPLOY / "household.service").read_text()
    (tmp_path / "household.service").write_text(re.sub(r"^ExecStart=\S+", "ExecStart=/bin/true", text, flags=re.M))
    checked = run("systemd-analyze", "verify", "--man=no", tmp_path / "household.service")
    assert not [line for line in checked.stderr.splitlines() if "household.service" in line]
    done("systemd-analyze", "security", "--offline=true", "--threshold=15", tmp_path / "household.service")


def test_the_unit_keeps_the_notebook_where_the_command_looks_for_it():
    assert unit("Environment") == ["HOUSEHOLD_DATA=/var/lib/household"] and unit("StateDirectory") == ["household"]
    assert '"HOUSEHOLD_DATA=/var/lib/household"' in (DEPLOY / "command").read_text()
    assert unit("ExecStart") == ["/opt/household/now/bin/household serve"]
    assert " /opt/household/now/bin/household " in (DEPLOY / "command").read_text()


def test_the_code_of_the_first_evening_stays_out_of_the_log_and_troubles_go_in():
    assert (unit("StandardOutput"), unit("StandardError")) == (["null"], ["journal"])


def test_the_unit_leaves_room_for_all_threads_and_time_to_finish():
    gunicorn = runpy.run_path(str(DEPLOY / "gunicorn.conf.py"))
    assert int(unit("TasksMax")[0]) > 2 * (gunicorn["threads"] + 4)
    assert int(unit("TimeoutStopSec")[0]) > gunicorn["graceful_timeout"]
    assert int(unit("LimitNOFILE")[0]) > 2 * gunicorn["worker_connections"]


# ---- the container


def test_the_container_is_locked_as_far_as_it_can_be():
    lines = [line.strip() for line in (DEPLOY / "compose.yaml").read_text().splitlines()]
    for key, value in [("cap_drop:", "- ALL"), ("security_opt:", "- no-new-privileges:true"), ("tmpfs:", "- /tmp")]:
        assert lines[lines.index(key) + 1] == value
    assert "read_only: true" in lines and "notebook:" in lines
    assert not any("privileged: true" in line or "docker.sock" in line or "network_mode" in line for line in lines)
    user = re.search(r"^USER (\d+):(\d+)$", (DEPLOY / "Dockerfile").read_text(), re.M)
    assert user and int(user[1]) > 999


def test_the_container_is_made_of_what_is_there():
    docker = (DEPLOY / "Dockerfile").read_text()
    assert "\nHEALTHCHECK " in docker and "'/health'" in docker
    taken = re.findall(r"^!(\S+)", (DEPLOY / "Dockerfile.dockerignore").read_text(), re.M)
    assert all((ROOT / name).exists() for name in taken)
    assert {"app.py", "household", "templates", "static", "deploy", "pyproject.toml"} <= set(taken)
    kept = re.search(r"HOUSEHOLD_DATA=(\S+)", docker)
    assert (
        kept and f"\nVOLUME {kept[1]}\n" in docker and f"- notebook:{kept[1]}" in (DEPLOY / "compose.yaml").read_text()
    )


# ---- HTTPS


def test_caddy_understands_its_file(tmp_path: Path):
    need("caddy")
    text = (DEPLOY / "Caddyfile").read_text()
    done(
        "caddy",
        "validate",
        "--adapter",
        "caddyfile",
        "--config",
        DEPLOY / "Caddyfile",
        env=os.environ | {"HOME": str(tmp_path)},
    )
    assert "reverse_proxy 127.0.0.1:8000 {" in text and "flush_interval -1" in text


LENT = {
    "doctor": "-all",
    "migrate": "-all",
    "backup": "-all",
    "backup --to /mnt/stick": "-all,+dac_override",
    "backup --to=/mnt/stick": "-all,+dac_override",
    "restore /mnt/stick/copy.db": "-all,+dac_read_search",
    "restore /var/lib/household/backups/copy.db": "-all",
}


@pytest.mark.parametrize("words", LENT)
def test_the_installed_command_may_do_no_more_than_the_house_but_for_a_stick(tmp_path: Path, words: str):
    """What it is lent, by a stand-in for setpriv: whoever broke into the house must gain nothing by it."""
    (tmp_path / "setpriv").write_text('#!/bin/sh\necho "$@"\n')
    (tmp_path / "id").write_text("#!/bin/sh\necho 0\n")
    for stand_in in ("setpriv", "id"):
        (tmp_path / stand_in).chmod(0o755)
    env = {"PATH": f"{tmp_path}:/usr/bin:/bin"}
    told = subprocess.run([DEPLOY / "command", *words.split()], env=env, capture_output=True, text=True, check=True)
    assert f"--inh-caps={LENT[words]} --ambient-caps={LENT[words]} env -i" in told.stdout
    assert "fowner" not in told.stdout and told.stdout.strip().endswith(words)


# ---- the command of an open house


@pytest.mark.long
def test_where_an_open_house_is_can_be_asked_again_with_a_new_code_to_begin_with(tmp_path: Path):
    with serving("--data", str(tmp_path)) as house:
        first = re.search(r"code=(\S+)", house.said)[1]
        said = household("welcome", "--data", str(tmp_path), "--port", str(house.port))
        code = re.search(r"code=(\S+)", said.stdout)[1]
        assert f"http://localhost:{house.port}/set-up/?code={code}" in said.stdout and "Ctrl+C" not in said.stdout
        assert "The house is open." in said.stdout and code != first
        whole = (tmp_path / "household.db").read_bytes()
        os.truncate(tmp_path / "household.db", 50_000)
        damaged = household("welcome", "--data", str(tmp_path), "--port", str(house.port))
        assert damaged.returncode == 1 and "is damaged" in damaged.stderr and "Traceback" not in damaged.stderr
        (tmp_path / "household.db").write_bytes(whole)
        elsewhere = household("welcome", "--data", str(tmp_path), "--port", str(free_port()))
        assert elsewhere.returncode == 1 and elsewhere.stderr.endswith("Say its port with --port.\n")
        household("migrate", "--data", str(tmp_path / "another"))
        closed = household("welcome", "--data", str(tmp_path / "another"), "--port", str(house.port))
    assert closed.returncode == 1 and closed.stderr.startswith("The house is not open. To open it: ")


# ---- the wheel


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the wheel and the sdist, made from what git knows."""
    made = tmp_path_factory.mktemp("built")
    done(sys.executable, "-m", "hatchling", "build", "-d", made, cwd=ROOT)
    return made


def contents(wheel: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(wheel) as opened:
        return {name: opened.read(name) for name in opened.namelist() if not name.endswith("RECORD")}


@pytest.mark.long
def test_the_wheel_holds_the_whole_house_and_nothing_else(built: Path):
    names = set(contents(next(built.glob("*.whl"))))
    for folder, inside in [
        ("household", "household"),
        ("templates", "household/templates"),
        ("static", "household/static"),
    ]:
        there = {str(path.relative_to(ROOT / folder)) for path in (ROOT / folder).rglob("*") if path.is_file()}
        wanted = {f"{inside}/{name}" for name in there if "__pycache__" not in name}
        assert not wanted - names
    needed = {"gunicorn.conf.py", "household.service", "command"}
    assert {name for name in names if "/deploy/" in name} == {f"household/deploy/{name}" for name in needed}
    strays = [name for name in names if not re.match(r"(app\.py$|household/|household-[\d.]+\.dist-info/)", name)]
    assert not strays and not [name for name in names if re.search(r"tests?/|\.pyc$|\.db$|/\.", name)]


@pytest.mark.long
def test_the_sdist_makes_the_same_wheel(built: Path, tmp_path: Path):
    with tarfile.open(next(built.glob("*.tar.gz"))) as opened:
        opened.extractall(tmp_path, filter="data")
    (source,) = tmp_path.iterdir()
    done(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", tmp_path / "again", cwd=source)
    again, first = contents(next((tmp_path / "again").glob("*.whl"))), contents(next(built.glob("*.whl")))
    assert again == first


@pytest.mark.long
def test_the_wheel_alone_opens_a_house(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    venv.create(tmp_path / "fresh", with_pip=True)
    wheel = next(built.glob("*.whl"))
    done(tmp_path / "fresh/bin/python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check", wheel)
    monkeypatch.setattr(test_serving, "HOUSEHOLD", tmp_path / "fresh/bin/household")
    monkeypatch.chdir(tmp_path)
    with serving("--data", str(tmp_path / "data")) as house:
        code = re.search(r"code=(\S+)", house.said)[1]
        status, page, _ = ask(house.port, "GET", f"/set-up/?code={code}")
        assert status == 200 and "<form" in page
        assets = re.findall(r'(?:href|src)="(/assets/[^"]+)"', page)
        assert assets and [answer_to(house.port, asset) for asset in assets] == [200] * len(assets)
    assert house.process.returncode == 0


def answer_to(port: int, path: str) -> int:
    """The status of what need not be text."""
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=30)) as line:
        line.request("GET", path)
        return line.getresponse().status
