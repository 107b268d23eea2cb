"""What a guest likes to be asked for: chosen from what is practical, and in own words."""

from typing import Any

from household import content
from household.database import db
from household.models.base import TooLate
from household.models.event import Event
from household.models.home import PARTNERS


class Liking:
    """The facet of a person."""

    def keep_likes(self: Any, *, by: Any, likes: list[str], own: str) -> None:
        """Say it, or say it anew; nothing at all is fine, too. Partners read it."""
        person, chosen = type(self), " ".join(id for id in content.practical() if id in likes)
        told = PARTNERS | {self.key}
        with db.atomic():
            here = (person.id == self.id) & person.left_at.is_null()
            if not person.update(likes=chosen, likes_own=own).where(here).execute():
                raise TooLate("You have left this home already.")
            Event.record(self, "keep_likes", told, told)
        self.likes, self.likes_own = chosen, own

    @property
    def liked(self: Any) -> list[content.Word]:
        """The chosen needs among them."""
        chosen = self.likes.split()
        return [word for id, word in content.practical().items() if id in chosen]
