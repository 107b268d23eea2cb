"""The clock: whether the network sets it, whether it ran backwards, and in which zone it is read."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from household.keeping.doctor.finding import CLOCK, Finding, Said
from household.keeping.doctor.house import House, instant
from household.models.clock import now

SURE = 16_000_000  # microseconds; a clock that may be further off counts as set by nobody, as systemd has it
SYNCHRONIZED = Path("/run/systemd/timesync/synchronized")
DATED = ("home.founded_at", "person.joined_at", "need.asked_at", "reply.at", "thanks.at", "event.at", "access_entry.at")
LITTLE = timedelta(minutes=1)
SET_IT = Said("Let the network set it. Type:")
BY_NETWORK = "sudo timedatectl set-ntp true"


def look(house: House) -> Iterator[Finding]:
    known = set_by_network(house.brief)
    if known is not None or not house.brief:
        yield by_network(known)
    if ran_backwards(house):
        said = Said("The clock shows an earlier hour than the newest line in the notebook. So one of them is wrong.")
        yield Finding(CLOCK, False, said, SET_IT, BY_NETWORK)
    yield from zones(house)


def by_network(known: bool | None) -> Finding:
    if known is None:
        return Finding(CLOCK, None, Said("The computer doesn’t say whether the network sets its clock."))
    if known:
        return Finding(CLOCK, True, Said("The network sets the clock."))
    said = Said("The network doesn’t set the clock. A small computer may have none that runs while it is off.")
    return Finding(CLOCK, False, said, SET_IT, BY_NETWORK)


def set_by_network(brief: bool) -> bool | None:
    """As systemd's own clockwork notes it, else as the kernel tells those who may ask; None where nobody says."""
    if SYNCHRONIZED.parent.is_dir():
        return SYNCHRONIZED.exists()
    off = None if brief else furthest_off()
    return None if off is None else off < SURE


def furthest_off() -> int | None:
    """How many microseconds the kernel thinks the clock may be off; None where it doesn't tell. It only asks."""
    import ctypes  # only where nobody else tells

    timex = (ctypes.c_long * 64)()  # struct timex: modes, offset, freq, maxerror, ...
    try:
        return int(timex[3]) if ctypes.CDLL(None).adjtimex(timex) >= 0 else None
    except (OSError, AttributeError):
        return None


def ran_backwards(house: House) -> bool:
    columns = [column.split(".") for column in DATED]
    newest = [house.one(f"SELECT max({column}) FROM {table}") for table, column in columns]
    known = [at for value in newest if value and (at := instant(value, house.tz))]
    return bool(known) and max(known) - now() > LITTLE


def zones(house: House) -> Iterator[Finding]:
    home = house.one("SELECT zone FROM home")
    if home == house.zone:
        yield Finding(CLOCK, True, Said("The computer and the home are in the same time zone."))
    elif home:
        said = Said("The computer is set to the zone %(here)s, the home to %(home)s.", here=house.zone, home=home)
        yield Finding(CLOCK, None, said, Said("The house goes by the home’s own zone, so nothing is wrong."))
