"""Passphrases: long, not a common one, and kept only as an Argon2id hash."""

import gzip
import re
from datetime import datetime
from functools import cache
from itertools import pairwise
from pathlib import Path
from threading import BoundedSemaphore
from typing import Any

from household.database import db
from household.models.access_entry import AccessEntry
from household.models.base import Refused
from household.models.device import Device
from household.models.person import Person

SHORTEST, LONGEST = 12, 256  # characters; bytes
LIST = Path(__file__).parent.parent / "content" / "common_passphrases.txt.gz"

_room = BoundedSemaphore(2)  # two at once: more could use up a small machine's memory


def require_good(passphrase: str, *own_words: str) -> None:
    """Refuse, kindly, what a guesser would try first. `own_words` are names that must not be all of it."""
    if len(passphrase) < SHORTEST:
        raise Refused("Twelve letters or more, please. Four words you like are easy to keep in mind.")
    if len(passphrase.encode()) > LONGEST:
        raise Refused("That is longer than we can keep. Up to 256 letters, please.")
    core = re.sub(r"[\W\d_]+", "", passphrase.casefold())
    known = _common() | {re.sub(r"[\W\d_]+", "", word.casefold()) for word in own_words}
    if passphrase.casefold() in known or _repeats(passphrase) or _repeats(core) or core in known:
        raise Refused("Many people use that one, so a guesser tries it first. Four words of your own are safer.")


@cache
def _hasher() -> Any:
    from argon2 import PasswordHasher  # on the few evenings when somebody comes in

    return PasswordHasher(time_cost=2, memory_cost=19456, parallelism=1)  # OWASP's minimum: 19 MiB


def seal(passphrase: str) -> str:
    with _room:
        return str(_hasher().hash(passphrase))


def opens(passphrase: str, sealed: str) -> bool:
    """Whether it is the one; an empty `sealed` takes as long and is never right."""
    from argon2.exceptions import InvalidHashError, VerificationError

    with _room:
        try:
            return _hasher().verify(sealed or _nobody(), passphrase) and bool(sealed)
        except (VerificationError, InvalidHashError):
            return False


def change(person: Person, sealed: str, *, but: Device | None = None) -> None:
    """A new one of their own: every device `but` this one has to come in again, and codes on paper are no good."""
    with db.atomic():
        end_codes(person)
        Person.update(passphrase=sealed, passphrase_reset_at=None).where(Person.id == person.id).execute()
        Device.revoke_all(person, but=but)


def reset(person: Person, sealed: str, *, at: datetime, but: Device | None = None, here: bool = False) -> None:
    """A new one in place of a lost one: the same, and the person is told that it happened, and when (`at`).

    `here` is the computer of the house, and all partners are told; otherwise it was done with a recovery code, and the
    others stay good.
    """
    with db.atomic():
        Person.update(passphrase=sealed, passphrase_reset_at=at).where(Person.id == person.id).execute()
        Device.revoke_all(person, but=but, here=here)
        if here:
            end_codes(person)
            AccessEntry.note("reset_password", about=person)


def end_codes(person: Person) -> None:
    from household.models.recovery_code import RecoveryCode  # which sets passphrases anew by itself

    RecoveryCode.end(person)


@cache
def _nobody() -> str:
    return str(_hasher().hash("nobody has this one"))


def _common() -> frozenset[str]:
    return frozenset(gzip.decompress(LIST.read_bytes()).decode().split())


def _repeats(text: str) -> bool:
    """Nothing, one short piece over and over, or a run such as abcdefgh or 12345678."""
    if len(set(text)) < 4 or re.fullmatch(r"(.{1,6})\1+", text.casefold()):
        return True
    steps = {ord(b) - ord(a) for a, b in pairwise(text)}
    return steps in ({1}, {-1})
