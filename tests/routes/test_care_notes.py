"""My care note: written, shown by name, taken off, erased; and no trace of it for anybody else."""

import pytest

from household.models import CareNote, Need, Person

from .manners import WAYS, seen

SAID = dict(
    helps="Tea. <b>Warm</b>.", hard="Loud voices.", please_dont="Don’t follow me.", therapist="Dr Weber, 030 123"
)


@pytest.fixture
def maras(as_, mara, jon):
    return as_(mara)


@pytest.fixture
def note(mara) -> CareNote:
    CareNote.keep(by=mara, **SAID)
    return CareNote.get()


@pytest.mark.parametrize("way", WAYS)
def test_what_is_kept_stands_there_for_its_writer_and_for_nobody_else(maras, as_, jon, way):
    answer = maras.post("/care-note/", data=SAID, headers=way)
    assert (answer.status_code, answer.location) == (303, "/care-note/?kept=1#readers")
    assert "It is kept." in seen(maras.get("/care-note/?kept=1"))
    page = seen(maras.get("/care-note/"))
    assert "It is kept." not in page
    assert all(f">{words}</textarea>" in page for words in SAID.values())
    assert "Nobody but you, until you choose someone." in page
    jons = as_(jon)
    assert jons.get(f"/care-note/{CareNote.get().key}").status_code == 404
    assert "Mara" not in seen(jons.get("/care-note/")).split("<main")[1].split("Keep it")[0]


@pytest.mark.parametrize("way", WAYS)
def test_a_mistake_is_named_and_nothing_typed_is_lost(maras, way):
    for sent, said in (
        ({"helps": " ", "shows_contacts": "y"}, "Write a word or two first."),
        ({"helps": "x" * 1_001, "hard": "Loud voices."}, "That is too long: up to 1000 letters fit here."),
        ({"helps": "Tea.", "therapist": "x" * 301}, "That is too long: up to 300 letters fit here."),
    ):
        answer = maras.post("/care-note/", data=sent, headers=way)
        page = seen(answer)
        assert (answer.status_code, said in page) == (422, True), said
        assert all(f">{words.strip()}</textarea>" in page for name, words in sent.items() if name != "shows_contacts")
    assert CareNote.select().count() == 0


def test_what_was_changed_on_another_phone_is_shown_beside_what_was_typed(maras, mara, note):
    stale = dict(SAID, wording=note.wording, helps="Milk.")
    CareNote.keep(by=mara, wording=note.wording, **SAID | {"helps": "Cocoa."})
    answer = maras.post("/care-note/", data=stale)
    page = seen(answer)
    assert answer.status_code == 422 and "You changed this somewhere else." in page
    assert ">Milk.</textarea>" in page and "Cocoa." in page and CareNote.get().helps == "Cocoa."
    assert maras.post("/care-note/", data=stale | {"wording": CareNote.get().wording}).status_code == 303
    assert CareNote.get().helps == "Milk."


def test_the_same_page_sent_twice_is_no_trouble(maras):
    for _ in range(2):
        assert maras.post("/care-note/", data=SAID | {"wording": ""}).status_code == 303
    assert CareNote.select().count() == 1


@pytest.mark.parametrize("way", WAYS)
def test_it_is_shown_to_whom_one_chooses_and_taken_off_again(maras, as_, jon, ruth, note, way):
    jons, at = as_(jon), f"/care-note/{note.key}"
    answer = maras.post(f"{at}/show-to", data={"person": jon.key}, headers=way)
    assert (answer.status_code, answer.location, note.readers) == (303, "/care-note/#readers", [jon])
    page = seen(jons.get(at))
    assert "What helps Mara" in page and "Don’t follow me." in page and "Tea. <b>Warm</b>." in page
    assert "Dr Weber" not in page, "not ticked"
    assert f'href="{at}"' in jons.get("/care-note/").text
    assert maras.post(f"{at}/hide-from", data={"person": jon.key}, headers=way).status_code == 303
    assert jons.get(at).status_code == 404 and f'href="{at}"' not in jons.get("/care-note/").text


def test_whom_to_call_is_shown_only_where_that_is_ticked(maras, as_, mara, jon, note):
    note.show_to(jon, by=mara)
    jons, at = as_(jon), f"/care-note/{note.key}"
    assert "Therapist" not in seen(jons.get(at)) and "Dr Weber" in seen(maras.get(at))
    maras.post("/care-note/", data=SAID | {"wording": note.wording, "shows_contacts": "y"})
    assert "Dr Weber, 030 123" in seen(jons.get(at))


def test_no_child_can_be_chosen_and_nobody_who_is_not_here(maras, ida, mara, note):
    page = maras.get("/care-note/").text
    assert f'value="{ida.key}"' not in page and f'value="{mara.key}"' not in page
    for person, status in ((ida.key, 403), (mara.key, 403), ("nobody", 404), ("%00", 404), ("", 404)):
        assert maras.post(f"/care-note/{note.key}/show-to", data={"person": person}).status_code == status, person
    assert note.readers == []


def test_nobody_shows_hides_or_erases_anothers_note(as_, mara, jon, ruth, note):
    note.show_to(jon, by=mara)
    jons = as_(jon)
    for verb in ("show-to", "hide-from", "erase"):
        assert jons.post(f"/care-note/{note.key}/{verb}", data={"person": ruth.key}).status_code == 403
    assert note.readers == [jon]


@pytest.mark.parametrize("way", WAYS)
def test_it_is_erased_whole(maras, as_, mara, jon, note, way):
    note.show_to(jon, by=mara)
    answer = maras.post(f"/care-note/{note.key}/erase", headers=way)
    assert (answer.status_code, answer.location, CareNote.select().count()) == (303, "/care-note/", 0)
    assert as_(jon).get(f"/care-note/{note.key}").status_code == 404
    assert "Tea." not in maras.get("/care-note/").text


def test_who_goes_slowly_opens_it_when_ready(as_, mara, jon, note):
    note.show_to(jon, by=mara)
    Person.update(slow=True).where(Person.id << [mara.id, jon.id]).execute()
    page = seen(as_(jon).get(f"/care-note/{note.key}"))
    assert page.index("Open it when you are ready") < page.index("Loud voices.")
    assert "Open it when you are ready" not in seen(as_(mara).get(f"/care-note/{note.key}")), "one's own words"


def test_from_a_need_it_is_one_tap_for_its_asker_and_for_those_it_is_shown_to(maras, as_, mara, jon, note):
    need = Need.ask(by=mara, word="quiet", audience="named", named=[jon])
    jons, at = as_(jon), f"/needs/{need.key}"
    assert 'href="/care-note/"' in maras.get(at).text and "/care-note/" not in jons.get(at).text
    known = jons.get(at).headers["ETag"]
    note.show_to(jon, by=mara)
    answer = jons.get(at, headers={"If-None-Match": known})
    assert answer.status_code == 200 and f'href="/care-note/{note.key}"' in answer.text
    note.hide_from(jon, by=mara)
    answer = jons.get(at, headers={"If-None-Match": answer.headers["ETag"]})
    assert answer.status_code == 200 and "/care-note/" not in answer.text


def test_a_need_reads_the_same_whether_its_asker_has_a_hidden_note_or_none(as_, mara, jon):
    need = Need.ask(by=mara, word="quiet", audience="named", named=[jon])
    jons, at = as_(jon), f"/needs/{need.key}"
    without = jons.get(at)
    CareNote.keep(by=mara, **SAID)
    hidden = jons.get(at)
    assert jons.get(at, headers={"If-None-Match": without.headers["ETag"]}).status_code == 304
    assert hidden.headers["ETag"] == without.headers["ETag"]
