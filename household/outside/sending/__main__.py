"""Reads what to send, sends it, and says how it went: one of `sent`, `there`, `absent` or `failed` with a code."""

import sys
from importlib import import_module

from household.outside.sending import guard, saying
from household.outside.sending.message import Failed, Message, read

KINDS = ("ntfy", "mail", "apprise", "push", "webhook")


def main() -> None:
    saying.begin()
    try:
        word = deliver(read(sys.stdin.buffer.read()))
    except Failed as failed:
        word = f"failed {failed.code}"
    except BaseException as trouble:  # whatever it is: its text may hold an address or somebody’s words
        word = f"failed {code_of(trouble)}"
    saying.end(word)


def deliver(message: Message) -> str:
    saying.watch(message.limit)
    if message.kind not in KINDS:
        raise Failed("bad")
    guard.stand(message.permitted)
    kind = import_module(f"household.outside.sending.{message.kind}")
    if message.ask:
        return kind.ask(message)
    kind.send(message)
    return "sent"


def code_of(trouble: BaseException) -> str:
    """For what no kind of channel foresaw."""
    if saying.is_going():
        return "silent"
    if isinstance(trouble, ImportError):
        return "missing"
    return guard.code() if isinstance(trouble, OSError) else "bad"


if __name__ == "__main__":
    main()
