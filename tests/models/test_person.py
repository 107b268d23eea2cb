"""Someone of the house, and their own pace in it."""

from household.models import Event, Mark, Person


def test_who_goes_slowly_does_so_alone_and_only_their_own_pages_hear_of_it(mara, jon):
    before = Event.select().count()
    mara.go_slowly(by=mara)
    assert mara.slow and Person.get_by_id(mara.id).slow and not Person.get_by_id(jon.id).slow
    mara.go_as_before(by=mara)
    assert not mara.slow and not Person.get_by_id(mara.id).slow
    told = list(Event.select().order_by(Event.id))[before:]
    assert [(one.verb, one.circle) for one in told] == [("go_slowly", {mara.key}), ("go_as_before", {mara.key})]


def test_who_wants_no_whispers_says_so_for_themselves_alone_and_can_have_them_back(mara, jon):
    assert mara.whispers and jon.whispers
    before, mark = Event.select().count(), Mark.of({mara.key})
    mara.hush_whispers(by=mara)
    assert not mara.whispers and not Person.get_by_id(mara.id).whispers and Person.get_by_id(jon.id).whispers
    mara.let_whispers(by=mara)
    assert mara.whispers and Person.get_by_id(mara.id).whispers
    assert Mark.of({mara.key}) != mark, "her own pages are others now"
    assert Event.select().count() == before, "and nothing says when she did so"
