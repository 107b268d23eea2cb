"""Word by ntfy: an app on the phone, by way of ntfy.sh or of a server of one's own."""

import json
import re

from household.outside.sending import posting
from household.outside.sending.message import Failed, Message

TOPIC = re.compile(r"[-_A-Za-z0-9]{1,64}")
SLACK = 600  # seconds that the clocks of two machines may differ


def send(message: Message) -> None:
    """A phone shows the same `sequence_id` once (ntfy 2.16 and newer)."""
    said = {
        "topic": topic(message),
        "message": message.text,
        "title": message.title,
        "click": message.url,
        "sequence_id": message.id,
        "priority": 4 if message.urgent else 3,
    }
    body = json.dumps({name: value for name, value in said.items() if value}).encode()
    posting.post(f"{server(message)}/", body, headers(message))


def ask(message: Message) -> str:
    """`there` or `absent`: whether the server has it already; raises Failed when that can't be told."""
    since = max(0, message.since - SLACK)
    answer = posting.get(f"{server(message)}/{topic(message)}/json?poll=1&since={since}", headers(message))
    try:
        told = [json.loads(line) for line in answer.splitlines() if line]
        names = [one.get("sequence_id") for one in told if one.get("event", "message").startswith("message")]
    except (ValueError, AttributeError):
        raise Failed("silent") from None
    if message.id in names:
        return "there"
    if names and not any(names):  # a server that knows no such names, and never will say
        raise Failed("refused")
    return "absent"


def server(message: Message) -> str:
    return message.address["server"].rstrip("/")


def topic(message: Message) -> str:
    if not TOPIC.fullmatch(message.address["topic"]):
        raise Failed("bad")
    return message.address["topic"]


def headers(message: Message) -> dict[str, str]:
    token = message.address.get("token")
    return {"Content-Type": "application/json"} | ({"Authorization": f"Bearer {token}"} if token else {})
