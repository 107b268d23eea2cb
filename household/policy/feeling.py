"""How a child feels is between the child and the one grown-up it told: no other partner, no other child, no tablet."""

from typing import Any

from household.models import KidFeeling, Person
from household.models.device import today_here
from household.policy.kids import grown_ups_of
from household.policy.roles import KID

__all__ = ["may_tell_feeling", "visible_kid_feelings"]


def visible_kid_feelings(who: Any, day: Any = None) -> Any:
    """What one told today, or was told; of no other day, whether or not that was forgotten yet."""
    return KidFeeling.of_day(day or today_here()).where((KidFeeling.by == who.id) | (KidFeeling.to == who.id))


def may_tell_feeling(who: Any, person: Person) -> bool:
    """A child, to a grown-up who may hear it. It may take it back, as one may with all one's own words."""
    return who.role == KID and person in grown_ups_of(who)
