"""Queries that are written out once answer as peewee would, each time, with whatever fills their gaps."""

import pytest

from household.models import Mark, NeedNamed, Person
from household.models.prepared import Prepared, Slot

NAMED = Prepared(lambda: Person.select().where(Person.name == Slot("name")).order_by(Person.id))


@pytest.mark.parametrize("name", ["Mara", "Jon", "nobody", "", "Mara' OR 1=1 --", None])
def test_it_finds_what_the_plain_query_finds(mara, jon, name):
    plain = list(Person.select().where(Person.name == name)) if name is not None else []
    for _ in range(2):
        found = NAMED.rows(name=name).records()
        assert found == plain and [vars(one) for one in found] == [vars(one) for one in plain]


def test_its_records_bring_their_people_along(quiet, jon):
    query = NeedNamed.among([quiet.id])
    found = Prepared(lambda: NeedNamed.among([Slot("need")])).rows(need=quiet.id).records()
    assert [(row.need_id, row.person.name) for row in found] == [(row.need_id, row.person.name) for row in query]
    assert found[0].person == jon


def test_it_says_how_many_rows_it_wrote(mara):
    rename = Prepared(lambda: Mark.update({Mark.value: Slot("value")}).where(Mark.word == Slot("word")))
    Mark.renew(["partners"])
    assert (rename.change(word="partners", value="new"), rename.change(word="nowhere", value="new")) == (1, 0)
    assert Mark.of(["partners"]) == [("partners", "new")]
