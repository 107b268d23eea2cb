"""What a child can help with, and what of a grown-up's words it is shown. What is heavy is never a child's to carry."""

from typing import Any

from household import content
from household.models import Need
from household.policy.roles import KID
from household.policy.seeing import visible_needs

__all__ = ["could_help_with", "reads_own_words"]


def could_help_with(who: Any) -> Any:
    """What others asked for, as far as they see it; what is between grown-ups never, however it was asked."""
    heavy = [word.id for word in content.words().values() if word.kids_never]
    return visible_needs(who).where(Need.asked_by != who.id, Need.word.not_in(heavy))


def reads_own_words(who: Any, need: Need) -> bool:
    """Whether the words that its asker typed are for them to read: a child reads only what is for it by name."""
    named = need.audience == "named" and who.id in [person.id for person in need.named]
    return who.role != KID or named or need.asked_by_id == who.id
