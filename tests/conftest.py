"""The cast: mara and jon (partners), theo and ida (kids), ruth (guest), the kitchen tablet, and a stranger."""

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, time
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from jinja2 import FileSystemBytecodeCache

from household import create_app, database
from household.models import Device, Home, Need, Person, Role
from household.models.clock import now, stopped
from household.web.drawn import Drawn
from household.web.live import Hub
from household.web.throttle import Throttle

WEDNESDAY_EVENING = datetime(2026, 6, 17, 17, 30, tzinfo=UTC)  # half past seven in Berlin
MOMENTS = {"at breakfast": time(7, 30), "after bedtime": time(20)}
FACES = {
    "Mara": ("egg", "clay", "bun"),
    "Jon": ("loaf", "dusk", "crop"),
    "Ida": ("round", "honey", "plaits"),
    "Theo": ("pear", "sage", "tuft"),
    "Ruth": ("petal", "rose", "curls"),
}
PASSPHRASE = "four quiet herons wading"


class Client(FlaskClient):
    """A browser's manners: a POST says which page it comes from."""

    def open(self, *args: Any, **kwargs: Any) -> Any:
        headers = dict(kwargs.pop("headers", None) or {})
        headers.setdefault("Origin", "http://localhost")
        return super().open(*args, headers=headers, **kwargs)


@pytest.fixture(autouse=True)
def own_umask() -> Iterator[None]:
    """hold() sets the umask of the whole process: give it back."""
    before = os.umask(0o022)
    yield
    os.umask(before)


@pytest.fixture
def on_the_path(monkeypatch: pytest.MonkeyPatch) -> None:
    """As for somebody who only needs to type the program's name."""
    monkeypatch.setenv("PATH", os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]))


@pytest.fixture
def clock() -> Iterator[datetime]:
    with stopped(WEDNESDAY_EVENING):
        yield WEDNESDAY_EVENING


@pytest.fixture(scope="session")
def blank(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A notebook file with its tables and nothing in them."""
    path = tmp_path_factory.mktemp("blank") / "test.db"
    database.init(f"sqlite:///{path}")
    database.migrate()
    return path


@pytest.fixture(scope="session", autouse=True)
def read_before(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Templates are compiled once for all tests, not once for each house and each worker."""
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "templates"  # the workers share one
    folder.mkdir(exist_ok=True)
    compiled = FileSystemBytecodeCache(str(folder))
    Flask.jinja_options = {**Flask.jinja_options, "bytecode_cache": compiled}


@pytest.fixture(scope="session")
def houses(tmp_path_factory: pytest.TempPathFactory, blank: Path) -> Callable[..., Any]:
    """Houses that stand already, one for each way to be put together: building one is dear."""

    @cache
    def house(**settings: Any) -> Any:
        return build(tmp_path_factory.mktemp("house"), blank, **settings)

    return house


def build(folder: Path, notebook: Path, **settings: Any) -> Any:
    """A house that has answered once: from then on Flask lets nobody add to it what the next ones would find."""
    app = create_app(TESTING=True, DATA=folder, DATABASE=f"sqlite:///{notebook}", **settings)
    app.test_client_class = Client
    with app.test_request_context("/health"):
        app.full_dispatch_request()
    return app


@contextmanager
def moved_into(house: Any, data: Path, notebook: str) -> Iterator[Any]:
    """A house as if it was just built over this notebook. What happens in it stays with whoever lived there."""
    places = (house.config, house.extensions, house.jinja_env.globals, house.view_functions)
    before = [dict(place) for place in places]
    database.init(notebook)
    house.config.update(DATA=data, DATABASE=notebook, OPENED=now())
    house.extensions.update(
        throttle=Throttle(data / "throttle.db"), drawn=Drawn(), hub=Hub(house.extensions["hub"].room)
    )
    database.ready()
    if database.embedded():
        database.db.execute_sql("PRAGMA synchronous = OFF")  # no test here cuts the power
    yield house
    for place, content in zip(places, before, strict=True):
        place.clear()
        place.update(content)


@pytest.fixture
def built(houses: Callable[..., Any]) -> Any:
    """The house that tests live in, one after the other. Who adds a page to it takes one of their own."""
    return houses()


@pytest.fixture
def app(built: Any, tmp_path: Path, blank: Path, clock: datetime) -> Iterator[Any]:
    shutil.copy(blank, tmp_path / "test.db")
    with moved_into(built, tmp_path, f"sqlite:///{tmp_path / 'test.db'}"):
        yield built
    database.db.close()


@pytest.fixture
def home(app: Any) -> Home:
    return Home.found("The blue door", "Europe/Berlin", MOMENTS)


def join(name: str, role: Role, **more: Any) -> Person:
    face = dict(zip(("shape", "ink", "hair"), FACES[name], strict=True))
    return Person.join(role=role, name=name, face=face, **more)


@pytest.fixture
def cast(home: Home) -> SimpleNamespace:
    device, token = Device.enter(join("Ruth", Role.GUEST), "tablet")
    ruth = device.person
    Device.update(person=None, kiosk=True).where(Device.id == device.id).execute()
    kitchen = Device.known(token).holder  # type: ignore[union-attr]
    return SimpleNamespace(
        mara=join("Mara", Role.PARTNER, kids_say="Mama"),
        jon=join("Jon", Role.PARTNER, kids_say="Papa"),
        ida=join("Ida", Role.KID),
        theo=join("Theo", Role.KID),
        ruth=ruth,
        kitchen=kitchen,
        kitchen_token=token,
    )


@pytest.fixture
def mara(cast: SimpleNamespace) -> Person:
    return cast.mara


@pytest.fixture
def jon(cast: SimpleNamespace) -> Person:
    return cast.jon


@pytest.fixture
def ida(cast: SimpleNamespace) -> Person:
    return cast.ida


@pytest.fixture
def theo(cast: SimpleNamespace) -> Person:
    return cast.theo


@pytest.fixture
def ruth(cast: SimpleNamespace) -> Person:
    return cast.ruth


@pytest.fixture
def stranger(app: Any) -> Client:
    return app.test_client()


@pytest.fixture
def as_(app: Any, cast: SimpleNamespace) -> Callable[[Any], Client]:
    """A browser in which this person (or the kitchen tablet) is signed in."""

    def sign_in(who: Any) -> Client:
        client = app.test_client()
        token = cast.kitchen_token if who is cast.kitchen else Device.enter(who, "test")[1]
        here = Home.current()
        assert here is not None
        client.set_cookie(f"household-{here.key}", token)
        return client

    return sign_in


@pytest.fixture
def quiet(mara: Person, jon: Person) -> Need:
    """Mara asks Jon alone for some quiet."""
    return Need.ask(by=mara, word="quiet", audience="named", named=[jon])


@pytest.fixture
def meal(mara: Person) -> Need:
    """Mara asks everyone, guests too, for a good meal."""
    return Need.ask(by=mara, word="good_food", audience="orbit")
