"""Someone of the house, and their own pace in it."""

from household.models import Event, Person


def test_who_goes_slowly_does_so_alone_and_only_their_own_pages_hear_of_it(mara, jon):
    before = Event.select().count()
    mara.go_slowly(by=mara)
    assert mara.slow and Person.get_by_id(mara.id).slow and not Person.get_by_id(jon.id).slow
    mara.go_as_before(by=mara)
    assert not mara.slow and not Person.get_by_id(mara.id).slow
    told = list(Event.select().order_by(Event.id))[before:]
    assert [(one.verb, one.circle) for one in told] == [("go_slowly", {mara.key}), ("go_as_before", {mara.key})]
