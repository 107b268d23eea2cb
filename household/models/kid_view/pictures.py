"""A child's four pictures in place of a passphrase: sealed like one, and after five wrong tries a grown-up opens it."""

from typing import Any

from peewee import ForeignKeyField

from household.content.kid_pictures import LONG, PICTURES
from household.database import db
from household.models import passphrase
from household.models.base import Refused, Table
from household.models.device import Device
from household.models.event import Event
from household.models.kid_view import KidView
from household.models.person import Person

TRIES = 5  # of 20,736 ways to tap: who guesses is right once in 4,147 times


class PictureTry(Table):
    """Somebody tapped four pictures for this child on this device, and they were not the right ones, or not yet."""

    kid = ForeignKeyField(Person, on_delete="CASCADE")
    device = ForeignKeyField(Device, on_delete="CASCADE")

    @classmethod
    def of(cls, kid: Person) -> Any:
        return cls.select().where(cls.kid == kid)

    @classmethod
    def forget(cls, kid: Person) -> None:
        """The child may try again."""
        cls.delete().where(cls.kid == kid).execute()

    @classmethod
    def forget_on(cls, device: Device) -> None:
        """A grown-up came in on this device: what was tried on it is forgiven."""
        cls.delete().where(cls.device == device).execute()


def set_pictures(kid: Person, pictures: list[str], *, by: Person) -> None:
    """From now on the child taps these, where faces are tapped."""
    if len(pictures) != LONG or not {*pictures} <= {*PICTURES}:
        raise Refused("Tap four pictures first.")
    _become(kid, passphrase.seal(written(pictures)), "set_pictures")


def take_off_pictures(kid: Person, *, by: Person) -> None:
    """A tap on the face is enough again."""
    _become(kid, "", "take_off_pictures")


def let_try_again(kid: Person, *, by: Person) -> None:
    with db.atomic():
        PictureTry.forget(kid)
        _tell(kid, "let_try_again")


def asked_for_pictures(kid: Person) -> bool:
    return bool(KidView.of(kid).pictures)


def out_of_tries(kid: Person) -> bool:
    """Whether only a grown-up can open it now."""
    return PictureTry.of(kid).count() >= TRIES


def try_pictures(kid: Person, pictures: list[str], *, on: Device) -> bool:
    """Whether these are the child's four. However many are tried at the same moment, five are looked at."""
    if not _write_try_down(kid, on):
        return False
    if passphrase.opens(written(pictures), KidView.of(kid).pictures):
        PictureTry.forget(kid)
        return True
    if out_of_tries(kid):
        _tell(kid, "run_out")
    return False


def _write_try_down(kid: Person, on: Device) -> bool:
    """Before it is looked at, and one after the other: whoever changes the child's row makes the others wait."""
    with db.atomic():
        KidView.update(pictures=KidView.pictures).where(KidView.kid == kid).execute()
        if out_of_tries(kid):
            return False
        PictureTry.create(kid=kid, device=on)
        return True


def written(pictures: list[str]) -> str:
    return " ".join(pictures)


def _become(kid: Person, sealed: str, verb: str) -> None:
    with db.atomic():
        rows = KidView.insert(kid=kid, pictures=sealed)
        rows.on_conflict(conflict_target=[KidView.kid], update={KidView.pictures: sealed}).execute()
        PictureTry.forget(kid)
        _tell(kid, verb)


def _tell(kid: Person, verb: str) -> None:
    """The partners' pages about this child look again."""
    Event.record(kid, verb, {"partners"}, {"partners"})
