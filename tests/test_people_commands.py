"""At the computer of the house: a passphrase set anew, and a lost device ended; both are told to whom they concern."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from household import database
from household.cli import main
from household.models import AccessEntry, Device, Event, Person, passphrase

OWLS = "nine owls on a warm roof"


@pytest.fixture
def run(app: Any, tmp_path: Path, cast: Any) -> Iterator[Callable[..., Result]]:
    """Run a command over the notebook of this test."""
    (tmp_path / "household.db").symlink_to(tmp_path / "test.db")

    def run(command: str, *words: str, typed: str = "") -> Result:
        database.db.close()
        done = CliRunner().invoke(main, [command, "--data", str(tmp_path), *words], input=typed)
        database.ready()
        return done

    yield run
    database.db.close()


@pytest.fixture
def phones(mara: Person) -> list[Device]:
    return [Device.enter(mara, label)[0] for label in ("iPhone", "iPad")]


def ended() -> list[str]:
    return [device.label for device in Device.select().where(Device.ended_here).order_by(Device.id)]


def test_of_many_devices_one_is_chosen_by_its_number(run, phones):
    Device.update(last_day=date(2026, 6, 3)).execute()
    done = run("revoke-device", "Mara", typed="2\n")
    assert done.exit_code == 0 and "03 June" not in done.output, "when it was last used is nobody else’s to know"
    for number, label in ((1, "iPhone"), (2, "iPad")):
        assert f"{number}  {label}, first here on 17 June 2026\n" in done.output
    assert "Out, and to be let in anew: iPad" in done.output and ended() == ["iPad"]


def test_a_number_that_is_not_there_ends_nothing(run, phones):
    assert run("revoke-device", "Mara", typed="3\n0\nx\n").exit_code == 1
    assert ended() == []


def test_all_of_them_end_without_a_question(run, phones, jon):
    jons = Device.enter(jon, "Android")[0]
    assert run("revoke-device", "Mara", "--all").exit_code == 0
    assert ended() == ["iPhone", "iPad"] and Device.get_by_id(jons.id).revoked_at is None


def test_a_single_one_ends_without_a_question_and_so_does_a_kids(run, ida, mara):
    phone = Device.enter(ida, "Ida’s tablet")[0]
    phone.sign_out()
    done = run("revoke-device", "Ida")
    assert (done.exit_code, "Ida’s tablet" in done.output) == (0, True)
    assert ended() == ["Ida’s tablet"]


def test_the_kitchen_tablet_goes_by_its_label(run, cast):
    assert run("revoke-device", "tablet").exit_code == 0
    assert Device.known(cast.kitchen_token) is None and ended() == ["tablet"]


def test_what_is_not_there_is_told_in_a_sentence(run, jon, mara):
    Person.update(name="Mara").where(Person.id == jon.id).execute()
    told = {
        "Nobody": "Nobody here is called Nobody, and no kitchen tablet.",
        "Theo": "The house knows no device of Theo.",
        "Mara": "More than one person is called Mara. Say which by one of these:",
    }
    for name, sentence in told.items():
        done = run("revoke-device", name)
        assert (done.exit_code, sentence in done.output, "Traceback" in done.output) == (1, True, False)
    assert run("revoke-device", jon.key).output.startswith("The house knows no device of Mara.")


def test_a_name_is_known_in_small_letters_too_where_only_one_has_it(run, phones, mara, jon):
    assert run("revoke-device", "mara", "--all").exit_code == 0 and ended() == ["iPhone", "iPad"]
    Person.update(name="MARA").where(Person.id == jon.id).execute()
    assert "More than one person is called mara." in run("revoke-device", "mara").output
    assert run("revoke-device", "MARA").output.startswith("The house knows no device of MARA.")


def test_its_open_pages_hear_of_it_at_once_and_nobody_elses(run, phones, mara):
    run("revoke-device", "Mara", "--all")
    assert {event.verb: event.circle for event in Event.select().where(Event.kind == "device")} == {
        "revoke": {mara.key}
    }
    assert AccessEntry.select().count() == 0


def test_a_passphrase_set_anew_ends_every_device_and_is_told(run, phones, mara, clock):
    Person.update(passphrase=passphrase.seal("four quiet herons wading")).where(Person.id == mara.id).execute()
    done = run("reset-password", "Mara", typed=f"{OWLS}\n{OWLS}\n")
    assert done.exit_code == 0 and OWLS not in done.output
    assert "Every device of Mara has to come in again; Us says that it was done." in done.output
    fresh = Person.get_by_id(mara.id)
    assert passphrase.opens(OWLS, fresh.passphrase) and fresh.passphrase_reset_at == clock
    assert ended() == ["iPhone", "iPad"]
    assert [(one.verb, one.about) for one in AccessEntry.newest()] == [("reset_password", mara)]
    assert Event.select().order_by(Event.id.desc()).get().circle == {mara.key}


@pytest.mark.parametrize("command", ["reset-password", "revoke-device"])
def test_no_pronoun_stands_for_a_person(run, command):
    assert not set(run(command, "--help").output.lower().split()) & {"they", "their", "theirs", "them", "he", "she"}


def test_a_passphrase_that_is_too_easy_changes_nothing(run, phones, mara):
    Person.update(passphrase=passphrase.seal("four quiet herons wading")).where(Person.id == mara.id).execute()
    done = run("reset-password", "Mara", typed="password1234\npassword1234\n")
    assert (done.exit_code, "Many people use that one" in done.output) == (1, True)
    assert ended() == [] and AccessEntry.select().count() == 0
