"""Two hundred hands for one need, a hundred for one chair: one has it, and the others are told so."""

import pytest

from household import database
from household.models import Invitation, Need, Person, Role

from ..models.conftest import SERVER, empty, leave
from ..test_serving import FACE, all_at_once, come_in, serving, two_begin

pytestmark = pytest.mark.long

ROUNDS = 50
HELPERS = 200
CHAIRS = 5
NEWCOMERS = 100


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
