"""A notebook, and people whom the postman finds at real servers of this machine."""

from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any

import pytest

from household import database, told
from household.models import Channel, Neighbour
from household.outside.postman import Postman

from ..routes.conftest import app  # noqa: F401
from .sinks import NtfySink


@pytest.fixture
def ntfy() -> Iterator[NtfySink]:
    with NtfySink() as sink:
        yield sink


@pytest.fixture
def reached(cast: SimpleNamespace) -> Callable[..., Channel]:
    """Let word reach somebody at a sink: a channel that works, and that may say what it likes."""

    def reach(person: Any, sink: Any, kind: str = "ntfy", **more: Any) -> Channel:
        addresses = {
            "ntfy": lambda: {"server": sink.url, "topic": f"home-{person.name}", "token": ""},
            "webhook": lambda: {"url": f"{sink.url}/hook", "secret": sink.secret},
            "mail": lambda: {"to": f"{person.name}@mail.example"},
        }
        Neighbour.let("127.0.0.1", sink.port, by=cast.mara)
        house = "http://10.0.0.5:8000"
        channel = Channel.add(kind, by=person, address=addresses[kind](), language="en", house=house)
        Channel.update(works=True, trial="", **more).where(Channel.id == channel.id).execute()
        return Channel.get_by_id(channel.id)

    return reach


class Round:
    """A postman who looks when he is told to."""

    def __init__(self, app: Any, name: str = "one") -> None:  # noqa: F811
        self.postman = Postman(name, told.speaker(app))

    def go(self) -> None:
        """All that is due goes and comes back, however long that takes."""
        self.look()
        while self.postman.errands:
            for errand in self.postman.errands:
                errand.process.wait(30)
            self.look()

    def stop(self) -> None:
        """Nothing that is still on its way outlives the test."""
        for errand in self.postman.errands:
            errand.process.kill()
            errand.process.wait()
            errand.process.stdout.close()

    def look(self) -> None:
        self.postman.version = None  # the notebook was changed on this very connection
        self.postman.beat()
        database.ready()


@pytest.fixture
def postman(app: Any) -> Iterator[Round]:  # noqa: F811
    walks = Round(app)
    yield walks
    walks.stop()
