"""What an errand takes along: the address, the words, and which machines of the home it may reach."""

from collections.abc import Callable
from typing import Any

from household import policy
from household.models import Channel, Notice, PushKey

LIMIT = 20.0  # seconds that an errand may take
Say = Callable[[Channel, list[Notice]], dict[str, str]]  # what a notice says on a channel: "text" and "url"


def letter(say: Say, message: str, channel: Channel, worth: list[Notice], **more: Any) -> dict[str, Any]:
    """As household.outside.sending wants it; without anything `worth` telling it is a try."""
    address: dict[str, str] = dict(channel.to)
    key = PushKey.get_or_none() if channel.kind == "push" else None
    if key:
        address |= {"private": key.private, "contact": channel.house}
    return {
        "kind": channel.kind,
        "address": address,
        "id": message,
        "permitted": [(one.host, one.port) for one in policy.visible_neighbours(channel.person)],
        "urgent": channel.tells_words and any(one.urgent for one in worth),  # else even that would tell something
        "limit": LIMIT,
        **say(channel, worth),
        **more,
    }
