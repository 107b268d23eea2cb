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
            page = seen(as_(Person.get_by_id(who.id)).get("/log/", headers=way))
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


def test_what_is_not_there_is_said(as_, mara):
    assert "Nothing has changed yet." in as_(mara).get("/log/").text


def test_a_long_list_goes_on_at_a_link(as_, mara, clock):
    Person.update(joined_at=clock - timedelta(days=900)).execute()
    for days in range(120):
        with stopped(clock - timedelta(days=days, hours=1)):
            AccessEntry.note("restore")
    maras = as_(Person.get_by_id(mara.id))
    page, told = "/log/", []
    while page:
        text = maras.get(page).text
        told.append(text.count("A copy of the notebook"))
        page = text.split('href="/log/?before=')[1].split('"')[0] if "/log/?before=" in text else ""
        page = page and f"/log/?before={page}"
    assert told == [50, 50, 20]


def test_a_link_that_is_not_ours_leads_nowhere(as_, mara):
    maras = as_(mara)
    for before in ("x", "9999", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "%00", "2026-13-01", "-1"):
        assert maras.get(f"/log/?before={before}").status_code in (200, 404), before
    assert maras.get("/log/?before=x").status_code == 404
