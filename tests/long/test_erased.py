"""Words that were taken back are nowhere any more: not in the notebook's free pages, nor beside it, nor in a log."""

import secrets
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from household import database
from household.keeping import backup
from household.models import Agreement, CareNote, CheckIn, CheckInAnswer, CheckInKept, Need, Repair, Reply, Thanks
from household.models.clock import now

from ..test_serving import ask, serving
from .families import phone_of, settings_for

pytestmark = pytest.mark.long

TURNS = 20
OTHERS = 30  # needs that stay, so that the pages are shared


def files(data: Path) -> Iterator[Path]:
    return (path for path in data.rglob("*") if path.is_file())


def places_of(marker: str, data: Path) -> set[str]:
    """The files that hold this word in whatever corner."""
    return {str(path.relative_to(data)) for path in files(data) if marker.encode() in path.read_bytes()}


@pytest.mark.parametrize("mode", ["truncate", "wal"])
def test_what_is_taken_back_is_gone_from_every_file_but_dated_copies(family, data, mode, tmp_path):
    marker = f"heron{secrets.token_hex(12)}"
    with serving("--data", str(data), **settings_for(mode, tmp_path)) as house:
        maras, jons = phone_of(family.mara), phone_of(family.jon)

        def send(path: str, form: dict[str, str], phone: dict[str, str]) -> None:
            assert ask(house.port, "POST", path, form, **phone)[0] == 303, path

        def proposed() -> str:
            return next((one.key for one in Agreement.select()), "")

        promised = {"look_again_on": str(now().date() + timedelta(weeks=8))}
        for turn in range(TURNS):
            words = f"{marker} {turn} " * (1 + 6 * (turn % 8))
            send("/needs/", {"own": words, "who": family.jon.key}, maras)
            need = Need.select().order_by(Need.id.desc()).get()
            send(f"/needs/{need.key}/reply", {"words": words}, jons)
            send("/agreement/", promised | {"p0-text": words[:160], "instead_of": proposed()}, jons)
            send("/thanks/", {"did": words, "says": words, "to": family.mara.key, "audience": "named"}, jons)
            send("/repairs/", {"to": family.jon.key, "landed": words, "feels": words, "asks": words}, maras)
            repair = Repair.select().order_by(Repair.id.desc()).get()
            send(f"/repairs/{repair.key}/hear", {"words": words}, jons)
            for n in range(OTHERS // TURNS + 1):
                send("/needs/", {"own": f"Sit with me {turn} {n}?" * 9, "who": family.jon.key}, maras)
        send("/weather/tell", {"sky": "low", "words": marker}, maras)
        send("/care-note/", {"helps": f"{marker} " * 30, "therapist": marker}, maras)
        note = CareNote.get()
        send(f"/care-note/{note.key}/show-to", {"person": family.jon.key}, maras)
        assert places_of(marker, data) & {"household.db", "household.db-wal"}, "it was there"
        copy = backup.make(data)
        send("/agreement/let-go", {"words_read": proposed()}, maras)
        for reply in list(Reply.select()):
            send(f"/needs/{reply.need.key}/replies/{reply.key}/take-back", {}, jons)
        for thanks in list(Thanks.select()):
            send(f"/thanks/{thanks.key}/take-back", {}, jons)
        for need in list(Need.select().where(Need.own.contains(marker))):
            send(f"/needs/{need.key}/take-back", {}, maras)
        for number, repair in enumerate(list(Repair.select())):
            for phone in (maras, jons):
                send(f"/repairs/{repair.key}/{'let-go' if number % 2 else 'take-back'}", {}, phone)
        assert Repair.select().count() == TURNS // 2, "what both let go is no more"
        send("/weather/take-off", {}, maras)
        send(f"/care-note/{note.key}/erase", {}, maras)
        database.db.execute_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        left = places_of(marker, data)  # the house may have made its copy of the day meanwhile
        assert str(copy.relative_to(data)) in left and {one.split("/")[0] for one in left} == {"backups"}
    assert places_of(marker, data) == {str(copy.relative_to(data))}


@pytest.mark.parametrize("mode", ["truncate", "wal"])
def test_what_nobody_keeps_of_a_check_in_is_gone_from_every_file_when_it_is_over(family, data, mode, tmp_path):
    marker, kept = (f"{bird}{secrets.token_hex(12)}" for bird in ("heron", "wren"))
    with serving("--data", str(data), **settings_for(mode, tmp_path)) as house:
        maras, jons = phone_of(family.mara), phone_of(family.jon)

        def send(path: str, phone: dict[str, str], **form: str) -> None:
            assert ask(house.port, "POST", f"/check-in/{path}", form, **phone)[0] == 303, path

        for turn in range(TURNS):
            send("start", maras, pick="c01")
            key = CheckIn.get().key
            send(f"{key}/sit-down", jons)
            send(f"{key}/go-on", jons, step="thanks")
            send(f"{key}/answer", maras, step="c01", words=f"{marker} {turn} " * (1 + 6 * (turn % 8)))
            send(f"{key}/answer", jons, step="c01", words=f"{kept} {turn}")
            assert places_of(marker, data) & {"household.db", "household.db-wal"}, "it was there"
            send(f"answers/{CheckInAnswer.get(CheckInAnswer.words.startswith(kept)).key}/keep", jons)
            send(f"{key}/{('go-on', 'leave', 'stop')[turn % 3]}", maras, step="c01")
            for phone in (jons, maras):
                ask(house.port, "POST", f"/check-in/{key}/leave", {}, **phone)
        assert CheckIn.select().count() == 0 and CheckInKept.select().count() == TURNS
        database.db.execute_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        assert {one for one in places_of(marker, data) if not one.startswith(("backups", "proof"))} == set()
        assert "household.db" in places_of(kept, data)
        for one in list(CheckInKept.select()):
            send(f"kept/{one.key}/take-back", jons)
        database.db.execute_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        assert {one for one in places_of(kept, data) if not one.startswith(("backups", "proof"))} == set()
