"""How partners set a child's page: which tiles and in what order, its quiet hours, and whether it takes own words."""

from collections.abc import Iterable
from datetime import time
from typing import Any

from household.content.kids import ALWAYS, MOST, kid_asks
from household.database import db
from household.models.base import Refused, TooLate
from household.models.event import Event
from household.models.person import Person


class Arranging:
    """Each takes hold on the child's open page at once."""

    def arrange(self: Any, tiles: Iterable[str], *, by: Person, instead_of: str) -> None:
        """These tiles, in this order, `instead_of` those that were read (see KidView.tiles)."""
        chosen = " ".join(fitting(tiles))
        view = type(self)
        with db.atomic():
            if not self._set("arrange", view.tiles << (instead_of, chosen), tiles=chosen):
                raise TooLate("Someone changed this meanwhile. Please look at it once more.")

    def hush(self: Any, *, by: Person, quiet_from: time | None, quiet_until: time | None) -> None:
        """Between these two, each day, the child's pages say good night; without them, never."""
        require_span(quiet_from, quiet_until)
        with db.atomic():
            self._set("hush", quiet_from=quiet_from, quiet_until=quiet_until)

    def let_write(self: Any, *, by: Person) -> None:
        """From now on this child may add words of its own to a picture."""
        with db.atomic():
            self._set("let_write", writes_own=True)

    def keep_to_pictures(self: Any, *, by: Person) -> None:
        """Pictures alone again. What the child wrote before stays where it is."""
        with db.atomic():
            self._set("keep_to_pictures", writes_own=False)

    def _set(self: Any, verb: str, *still: Any, **fresh: Any) -> bool:
        """One row a child, whoever sets something first; whether it took hold."""
        view = type(self)
        view.insert(kid=self.kid).on_conflict_ignore().execute()
        if not view.update(**fresh).where(view.kid == self.kid, *still).execute():
            return False
        for name, value in fresh.items():
            setattr(self, name, value)
        Event.record(self, verb, self.circle, self.circle)
        return True

    @property
    def circle(self: Any) -> set[str]:
        """The child, whose page it is, and those who set it."""
        return {self.kid.key, "partners"}


def fitting(tiles: Iterable[str]) -> list[str]:
    """These tiles, each once. Refuses more than fit, and to leave out what is always there."""
    chosen = [id for id in dict.fromkeys(tiles) if id in kid_asks()]
    if not {*ALWAYS} <= {*chosen}:
        raise Refused("“I’m scared” and “It hurts” stay on every child’s page.")
    if len(chosen) > MOST:
        raise Refused("That is more than fits. Please take a picture off first.")
    return chosen


def require_span(start: time | None, end: time | None) -> None:
    """Two times, or none at all."""
    if (start is None) != (end is None):
        raise Refused("Please say both, from and until. For no quiet hours, leave both empty.")
    if start is not None and start == end:
        raise Refused("From and until are the same. For no quiet hours, leave both empty.")
