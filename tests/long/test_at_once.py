"""Two hundred hands for one need, a hundred for one chair or one tablet: one has it, and the others are told so."""

import threading
from collections import Counter

import pytest

from household import database
from household.models import Device, Home, Invitation, Knock, Need, Person, Role
from household.web.throttle import FEW

from ..models.conftest import SERVER, empty, leave
from ..test_serving import FACE, all_at_once, ask, come_in, serving, two_begin

pytestmark = pytest.mark.long

ROUNDS = 50
HELPERS = 200
CHAIRS = 5
NEWCOMERS = 100
TABLETS = 5
TRIES = 100


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.skipif(not SERVER, reason="no server"))])
def house(request, data):
    """An open house in which a home has begun."""
    if request.param == "postgresql":
        empty(SERVER)
    url = SERVER if request.param == "postgresql" else f"sqlite:///{data / 'household.db'}"
    with serving("--data", str(data), DATABASE_URL=SERVER if request.param == "postgresql" else "") as house:
        two_begin(house)
        database.init(url)
        database.ready()
        yield house
        leave()


def test_of_two_hundred_who_claim_at_once_one_has_it_each_time(house):
    with database.db.atomic():
        helpers = [Person.join(role=Role.PARTNER, name=f"Helper {n}", face=FACE) for n in range(HELPERS)]
        phones = [come_in(person) for person in helpers]
    mara = Person.get()
    for _ in range(ROUNDS):
        need = Need.ask(by=mara, word="ride")
        path = f"/needs/{need.key}/claim"
        told = all_at_once(house.port, [(path, {"when": "now"}, phone) for phone in phones])
        assert told == {303: 1, 409: HELPERS - 1}
        assert Need.get_by_id(need.id).claimed_by in helpers


def test_of_a_hundred_who_take_up_one_invitation_one_comes_in_each_time(house):
    mara, form = Person.get(), {"name": "Sam", "passphrase": "seven paper boats afloat", "look": "own", **FACE}
    for _ in range(CHAIRS):
        Person.delete().where(Person.id != mara.id).execute()
        secret = Invitation.invite(mara)[1]
        told = all_at_once(house.port, [(f"/invitations/{secret}/accept", form, {})] * NEWCOMERS)
        assert told == {303: 1, 409: NEWCOMERS - 1}
        assert Person.select().where(Person.name == "Sam").count() == 1


def test_of_a_hundred_partners_who_let_one_tablet_in_one_does_each_time(house):
    phone = come_in(Person.get())
    for _ in range(TABLETS):
        Device.delete().where(Device.kiosk).execute()
        knock = Knock.with_letters(Knock.for_kitchen("iPad")[1])
        told = all_at_once(house.port, [(f"/kiosks/at-door/{knock.key}/pair", {"name": "The kitchen"}, phone)] * TRIES)
        assert told == {303: 1, 409: TRIES - 1}
        assert Device.select().where(Device.kiosk).count() == 1


def test_of_a_hundred_who_come_in_as_one_tablet_one_is_the_tablet_each_time(house):
    mara, home = Person.get(), Home.get()
    for _ in range(TABLETS):
        secret, letters = Knock.for_kitchen("iPad")
        Knock.with_letters(letters).let_in(by=mara, name="The kitchen")
        start, went = threading.Barrier(TRIES), []

        def try_it(cookie: str = f"knock-{home.key}={secret}.{letters}", start=start, went=went) -> None:
            start.wait()
            status, _, headers = ask(house.port, "POST", "/tablet/come-in", Cookie=cookie)
            went.append((status, headers["Location"], f"household-{home.key}=" in str(headers)))

        threads = [threading.Thread(target=try_it) for _ in range(TRIES)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        told = Counter(went)
        assert told.pop((303, "/day/", True)) == 1
        assert set(told) <= {(409, None, False), (303, "/tablet/letters", False)} and told.total() == TRIES - 1


def test_of_a_hundred_guesses_of_letters_at_once_five_are_looked_at(house):
    phone = come_in(Person.get())
    Knock.for_kitchen("iPad")
    guesses = [("/kiosks/new", {"letters": f"BCDFGH{a}{b}"}, phone) for a in "BCDFGHJKLM" for b in "NPQRSTVWXZ"]
    assert all_at_once(house.port, guesses) == {422: FEW, 429: TRIES - FEW}
