"""The first evening: the home begins with its first partner, once."""

from datetime import time
from typing import Any

from household.database import db
from household.models.home import Home
from household.models.invitation import Invitation
from household.models.person import Person, Role


def found(
    *, home_name: str, zone: str, moments: dict[str, time], name: str, kids_say: str, face: dict[str, str], **more: Any
) -> Person:
    """Begin the home and seat its first partner; of two at once, one wins and the other is told."""
    with db.atomic():
        made_up = more.pop("made_up", False)
        Home.found(home_name, zone, moments, made_up=made_up)
        Invitation.delete().where(Invitation.by.is_null()).execute()
        return Person.join(role=Role.PARTNER, name=name, kids_say=kids_say, face=face, **more)
