"""The access log: what changed about who can come in, in sentences, for all partners and nobody else."""

from datetime import timedelta

from household.models import AccessEntry, Person
from household.models.clock import stopped

from .manners import WAYS, seen


def test_each_change_is_a_sentence_with_its_day(as_, mara, jon, clock):
    with stopped(clock - timedelta(days=500)):
        AccessEntry.note("invite", by=mara)
    with stopped(clock - timedelta(days=100)):
        AccessEntry.note("join", by=mara, about=jon)
    with stopped(clock - timedelta(days=2)):
        AccessEntry.note("reset_password", about=mara)
        AccessEntry.note("restore")
    AccessEntry.note("rollback")
    Person.update(joined_at=clock - timedelta(days=900)).execute()
    for who in (mara, jon):
        for way in WAYS:
            page = seen(as_(Person.get_by_id(who.id)).get("/access-log/", headers=way))
            sentences = (
                "The house went back to the notebook from before an update, today.",
                "A copy of the notebook was put back at the computer of the house, on Monday.",
                "The passphrase of Mara was set anew at the computer of the house, on Monday.",
                "Jon came in as a partner, asked in by Mara, on 9 March.",
                "Mara asked someone in as a partner, on 2 February 2025.",
            )
            places = [page.index(sentence) for sentence in sentences]
            assert places == sorted(places), "the newest first"
            assert "could change this list in its files" in page


def test_what_was_widened_is_told_without_a_word_of_it(as_, mara, jon, quiet):
    quiet.change(by=mara, word="quiet", own="Half an hour?", audience="partners", wider=True)
    for who in (mara, jon):
        page = seen(as_(who).get("/access-log/"))
        assert "Mara let more people see an ask, today." in page
        assert "Half an hour" not in page and quiet.key not in page


def test_what_is_not_there_is_said(as_, mara):
    assert "Nothing has changed yet." in as_(mara).get("/access-log/").text


def test_a_long_list_goes_on_at_a_link_that_skips_nothing_and_tells_no_instant(as_, mara, clock):
    """What was written at one and the same instant is read too, each line once."""
    Person.update(joined_at=clock - timedelta(days=900)).execute()
    for verb, many in {"invite": 60, "restore": 40, "rollback": 20}.items():
        for _ in range(many):
            AccessEntry.note(verb)
    keys = [entry.key for entry in AccessEntry.newest()]
    maras = as_(Person.get_by_id(mara.id))
    page, told, links = "/access-log/", [], []
    while page:
        text = maras.get(page).text
        told.append([text.count(words) for words in ("the notebook from before", "A copy of", "asked someone in")])
        before = text.split('href="/access-log/?before=')[1].split('"')[0] if "/access-log/?before=" in text else ""
        links += [before] if before else []
        page = before and f"/access-log/?before={before}"
    assert told == [[20, 30, 0], [0, 10, 40], [0, 0, 20]]
    assert links == [keys[49], keys[99]]


def test_a_link_that_is_not_ours_leads_nowhere(as_, mara, clock):
    with stopped(clock - timedelta(days=900)):
        AccessEntry.note("restore")
    older = AccessEntry.get().key  # than Mara is here
    for before in ("x", "9999", "1", "%00", "-1", "2026-06-17T17:30:00+00:00", older):
        assert as_(mara).get(f"/access-log/?before={before}").status_code == 404, before
