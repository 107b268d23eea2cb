"""A packet for a therapist: chosen piece by piece, handed over once, and kept nowhere."""

from datetime import timedelta
from typing import Any

import pytest

from household.models import AccessEntry, Draft, Event, Mark, Need, Notice, Person, Reply, Thanks
from household.models.clock import stopped

from .manners import seen
from .test_leaving import Page, files_of, seen_in


@pytest.fixture
def written(mara: Person, jon: Person, clock: Any) -> dict[str, Any]:
    """What Mara wrote long ago, some time ago and lately; and what Jon did."""
    with stopped(clock - timedelta(days=400)):
        old = Need.ask(by=mara, own="Back then?", audience="partners")
    with stopped(clock - timedelta(days=90)):
        earlier = Need.ask(by=mara, own="In spring?", audience="partners")
    late = Need.ask(by=mara, word="quiet", own="Half an hour?", audience="partners")
    lift = Need.ask(by=jon, own="Take me away from all this?", audience="partners")
    reply = Reply.write_under(lift, by=mara, words="Of course.")
    Thanks.give(by=jon, to=[mara], did="You asked.", audience="home")
    thanks = Thanks.give(by=mara, to=[jon], did="You came.")
    draft = Draft.keep(by=mara, own="A hug?")
    return dict(old=old, earlier=earlier, late=late, reply=reply, thanks=thanks, draft=draft)


def test_first_one_chooses_what_lies_there_by_kind_and_by_span(as_, mara, written):
    client = as_(mara)
    assert "Half an hour?" not in seen(client.get("/packet/")), "nothing is laid out before"
    for span, there in [("month", (0, 0, 1)), ("half", (0, 1, 1)), ("all", (1, 1, 1)), ("x", (0, 0, 1))]:
        page = seen(client.get(f"/packet/?kinds=needs&span={span}"))
        assert tuple(page.count(one) for one in ("Back then?", "In spring?", "Half an hour?")) == there, span
    page = seen(client.get("/packet/?kinds=replies&kinds=thanks&kinds=drafts&kinds=thanks_to_me&kinds=x"))
    assert all(words in page for words in ("Of course.", "You came.", "A hug?"))
    assert "You asked." not in page, "others’ words are not one’s own"
    assert 'name="pick"' in page and "checked" not in page.split('method="post" action="/packet/"')[1], (
        "nothing is in it by itself"
    )


def test_only_what_was_ticked_is_in_it(as_, mara, written):
    form = dict(
        kinds=["needs", "replies", "thanks"], span="all", line="For Thursday.\n\nThe hard one.",
        pick=[f"needs-{written['late'].key}", f"replies-{written['reply'].key}"],
    )  # fmt: skip
    answer = as_(mara).post("/packet/", data=form)
    assert answer.headers["Content-Disposition"] == 'attachment; filename="packet-2026-06-17.html"'
    assert answer.headers["Cache-Control"] == "no-store" and answer.mimetype == "text/html"
    words = seen_in(answer.text)
    assert all(one in words for one in ("From Mara", "For Thursday.\n\nThe hard one.", "Half an hour?", "Of course."))
    assert not any(one in words for one in ("Back then?", "You came.", "A hug?"))
    assert "To Jon:" in words and "away from all this" not in words, "what Jon wrote stays Jon’s"


def test_all_that_lies_there_goes_in_at_one_press_the_oldest_first(as_, mara, written):
    words = seen_in(as_(mara).post("/packet/", data=dict(kinds="needs", span="all", all="y")).text)
    assert words.index("Back then?") < words.index("In spring?") < words.index("Half an hour?")


def test_a_packet_runs_nothing_and_fetches_nothing(as_, mara, written):
    page = Page(as_(mara).post("/packet/", data=dict(line="<script>x</script>", kinds="needs", all="y")).text)
    assert page.fetched == [] and not {"script", "link", "img", "form"} & {*page.tags}


def test_without_anything_in_it_there_is_no_packet_and_no_tick_is_lost(as_, mara, written):
    client, mark = as_(mara), f"needs-{written['late'].key}"
    answer = client.post("/packet/", data=dict(kinds="needs", span="half"))
    assert answer.status_code == 422 and "Tick something" in answer.text and "In spring?" in answer.text
    answer = client.post("/packet/", data=dict(kinds="needs", span="month", pick=mark, line="x" * 3000))
    assert answer.status_code == 422 and "x" * 3000 in answer.text
    assert f'value="{mark}"' in answer.text and answer.text.split(f'value="{mark}"')[1].split(">")[0].endswith(
        "checked"
    )


def test_what_somebody_else_wrote_is_in_no_packet_whatever_is_sent(as_, jon, written):
    picks = [f"{kind}-{thing.key}" for kind in ("needs", "drafts", "thanks") for thing in written.values()]
    answer = as_(jon).post(
        "/packet/", data=dict(kinds=["needs", "drafts", "thanks", "ways", "\0"], span="all", pick=picks)
    )
    assert answer.status_code == 422, "nothing of Jon’s was ticked"


def test_it_is_kept_nowhere(as_, app, mara, written, tmp_path, monkeypatch):
    client, tables = as_(mara), (Event, Mark, Notice, AccessEntry)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "nowhere"))  # no file could be made there
    client.get("/packet/")
    before = files_of(tmp_path), [list(table.select().dicts()) for table in tables]
    assert client.post("/packet/", data=dict(kinds="needs", all="y")).status_code == 200
    assert (files_of(tmp_path), [list(table.select().dicts()) for table in tables]) == before
