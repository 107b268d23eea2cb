"""One message, and where it is to go."""

import json
from typing import Any, NamedTuple


class Message(NamedTuple):
    """`id` is its own name, the same when it is sent again. `permitted` are machines at home that it may go to."""

    kind: str
    address: dict[str, str]
    id: str
    text: str
    title: str = ""
    url: str = ""
    urgent: bool = False
    permitted: list[tuple[str, int]] = []
    ask: bool = False
    since: int = 0
    limit: float = 20

    @property
    def body(self) -> str:
        """For where nothing can be tapped: the page stands below the text."""
        return f"{self.text}\n\n{self.url}" if self.url else self.text


class Failed(Exception):
    """It did not go through, and `code` says why in one word."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def read(text: bytes) -> Message:
    """Raises Failed when it can't be read; of what it does not know, it takes no notice."""
    try:
        given: dict[str, Any] = json.loads(text)
        message = Message(**{name: given[name] for name in Message._fields if name in given})
        permitted = [(str(host), int(port)) for host, port in message.permitted]
        if not all(isinstance(one, str) for one in (*message[2:6], *message.address.values())):
            raise Failed("bad")
        return message._replace(permitted=permitted, limit=float(message.limit))
    except (ValueError, TypeError, AttributeError):
        raise Failed("bad") from None
