"""A lost passphrase at the open house: however many send one code at once, one comes in."""

import pytest

from household import database
from household.models import Device, Person, RecoveryCode

from .test_serving import all_at_once, come_in, serving, two_begin

BOATS = "seven paper boats afloat"


@pytest.mark.long
def test_of_a_hundred_who_use_one_code_at_once_one_comes_in(tmp_path):
    with serving("--data", str(tmp_path / "data")) as house:
        two_begin(house)
        database.init(f"sqlite:///{tmp_path / 'data' / 'household.db'}")
        with database.db.connection_context():
            person = Person.get()
            code, phones = RecoveryCode.make(person)[0], [come_in(person) for _ in range(100)]
            form = {"name": person.name, "code": code, "passphrase": BOATS, "again": BOATS}
            statuses = all_at_once(house.port, [("/recovery-codes/use", form, phone) for phone in phones])
            assert statuses[303] == 1 and {*statuses} <= {303, 409, 422, 429}, statuses
            assert RecoveryCode.select().where(RecoveryCode.used_at.is_null(False)).count() == 1
            assert Device.standing().where(Device.person == person).count() == 1
