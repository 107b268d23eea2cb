"""A guest's thanks: to them, from them, and for all to read; and what a child finds of them."""

import pytest

from household import policy
from household.content.guests import ready_thanks
from household.models import Home, Need, Person, Role, Thanks
from household.routes.forms.thanking import sayings

from .manners import PLAIN, WAYS, seen
from .test_days import checked


@pytest.fixture
def ruths(as_, ruth):
    return as_(ruth)


@pytest.fixture
def lena(home):
    """Another guest."""
    return Person.join(role=Role.GUEST, name="Lena", face=dict(shape="egg", ink="oat", hair="none"))


@pytest.fixture
def form(mara):
    return {"to": mara.key, "did": "You <drove> me.", "audience": "named", "once": "this-page"}


def given() -> list[Thanks]:
    return list(Thanks.select().order_by(Thanks.id))


def part(page: str, heading: str) -> str:
    """What stands under this heading, if it stands there."""
    return page.partition(f">{heading}</h2>")[2].partition("</section>")[0]


# ---- what hangs there


def test_each_finds_what_was_said_to_them_in_full_what_is_for_all_and_their_own(ruths, ruth, mara, jon):
    Thanks.give(by=mara, to=[ruth], did="You came <3", says="You have a big heart.")
    Thanks.give(by=mara, to=[jon], did="You cooked.", audience="orbit")
    Thanks.give(by=mara, to=[jon], did="You hid.", audience="home")
    Thanks.give(by=ruth, to=[jon], did="You called.", audience="home")
    page = seen(ruths.get("/guest/thanks/"))
    mine = part(page, "To you")
    assert "You came <3" in mine and "You have a big heart." in mine and "Mara, to you" in mine
    assert "You cooked." in part(page, "For all to read") and "Mara, to Jon" in part(page, "For all to read")
    assert "You called." in part(page, "From you") and "The family can read it." in part(page, "From you")
    assert page.count("Take it back") == 1 and "You hid." not in page


def test_a_bare_page_is_a_friendly_one(ruths):
    page = seen(ruths.get("/guest/thanks/"))
    assert "Nothing hangs here yet." in page and "To you" not in page and "/guest/thanks/new" in page


def test_who_else_was_thanked_is_not_told_to_a_guest_who_may_not_know_them(ruths, ruth, mara, jon, lena):
    Thanks.give(by=mara, to=[lena, ruth], did="You came.", audience="orbit")
    Thanks.give(by=mara, to=[lena], did="You sang.", audience="orbit")
    Thanks.give(by=lena, to=[mara], did="You asked.", audience="orbit")
    page = seen(ruths.get("/guest/thanks/"))
    assert "Lena" not in page and "Mara, to you" in page and "You came." in page
    assert "You sang." not in page and "You asked." not in page and "For all to read" not in page
    Home.update(guests_meet=True).execute()
    page = seen(ruths.get("/guest/thanks/"))
    assert "Lena" in part(page, "To you") and "You sang." in page and "Lena, to Mara" in page


def test_what_a_child_gives_is_a_picture(ruths, ruth, theo):
    Thanks.give(by=theo, to=[ruth], picture="dino")
    assert "Theo thanks you with a picture of a dino." in seen(ruths.get("/guest/thanks/"))


def test_the_page_goes_back_without_a_number(ruths, ruth, mara):
    for n in range(13):
        Thanks.give(by=mara, to=[ruth], did=f"You came {n}.")
    first = ruths.get("/guest/thanks/").text
    assert first.count("<article") == 12 and "came 0." not in first
    older = ruths.get(f"/guest/thanks/?before={given()[1].key}").text
    assert older.count("<article") == 1 and "came 0." in older
    hidden = Thanks.give(by=mara, to=[Person.get(Person.name == "Jon")], did="You hid.", audience="home")
    for before in (hidden.key, "nothing", "0", "%00"):
        assert ruths.get(f"/guest/thanks/?before={before}").status_code == 404


def test_the_page_asks_no_more_of_the_notebook_the_more_hangs_there(ruths, ruth, mara, jon, reads):
    Thanks.give(by=mara, to=[ruth], did="You came.", audience="orbit")
    few = reads(ruths, "/guest/thanks/")
    for n in range(5):
        Thanks.give(by=mara, to=[ruth, jon], did=f"You came {n}.", audience="orbit")
        Thanks.give(by=ruth, to=[mara, jon], did=f"You came {n}.")
    assert reads(ruths, "/guest/thanks/") == few


# ---- saying thank you


@pytest.mark.parametrize("way", WAYS)
def test_thanks_lead_to_the_page_where_they_hang(ruths, form, ruth, mara, way):
    for _ in range(2):  # by a finger that came down twice
        answer = ruths.post("/guest/thanks/", data=form, headers=way)
        assert answer.status_code == (303 if way is PLAIN else 200)
        assert answer.headers["Location" if way is PLAIN else "HX-Redirect"] == "/guest/thanks/"
    (thanks,) = given()
    assert (thanks.by, thanks.to, thanks.did, thanks.audience) == (ruth, [mara], "You <drove> me.", "named")
    assert "Only Mara can read it." in seen(ruths.get("/guest/thanks/"))


def test_ready_words_come_before_ones_own_and_nothing_else_is_taken(ruths, form):
    picked = {"acts": [ready_thanks()[1], ready_thanks()[0], "You owe me."], "picked": [sayings()[0], "You are mad."]}
    ruths.post("/guest/thanks/", data=form | picked)
    ruths.post("/guest/thanks/", data=form | {"did": "", "acts": ready_thanks()[2]})
    assert [(one.did, one.says) for one in given()] == [
        (f"{ready_thanks()[0]} {ready_thanks()[1]} You <drove> me.", sayings()[0]),
        (ready_thanks()[2], ""),
    ]


def test_every_ready_sentence_names_what_somebody_did():
    """Care rule 15."""
    assert all(sentence.startswith("You ") for sentence in ready_thanks())


def test_who_can_be_thanked_is_the_family(ruths, cast, lena):
    page = seen(ruths.get("/guest/thanks/new"))
    assert [f"<span>{name}</span>" in page for name in ("Mara", "Jon", "Ida", "Theo", "Lena", "Ruth")] == [
        *[True] * 4, False, False,
    ]  # fmt: skip
    assert "A child you thank sees and hears your words. The family can read them, too." in page


def test_what_a_guest_says_to_a_child_its_family_can_read(ruths, as_, cast, form):
    ruths.post("/guest/thanks/", data=form | {"to": [cast.theo.key], "did": "You drew me a cat."})
    (thanks,) = given()
    assert (thanks.to, thanks.audience) == ([cast.theo], "home")
    assert thanks in policy.visible_thanks(cast.mara) and "You drew me a cat." in as_(cast.mara).get("/thanks/").text
    theos, idas = (as_(child).get(f"/kid/{child.key}/thanks/").text for child in (cast.theo, cast.ida))
    assert "Ruth says thank you." in theos and "You drew me a cat." in theos
    assert "Ruth said thank you to Theo." in idas and "You drew me a cat." not in idas
    ruths.post("/guest/thanks/", data=form | {"once": "another"})
    assert given()[-1].audience == "named", "between grown-ups it stays as chosen"


def test_thanks_for_a_need_start_with_whoever_had_a_part_in_it(ruths, ruth, mara, jon):
    lift = Need.ask(by=ruth, word="ride", audience="partners")
    lift.claim(by=jon)
    lift.meet(by=ruth)
    page = seen(ruths.get(f"/guest/thanks/new?need={lift.key}"))
    assert checked(page, "to") == [jon.key] and "asked for" in page and "Thank Jon" in page
    assert f'href="/guest/needs/{lift.key}"' in page
    ruths.post("/guest/thanks/", data={"to": jon.key, "need": lift.key, "did": "You drove me."})
    assert given()[0].need == lift
    assert checked(ruths.get(f"/guest/thanks/new?to={mara.key}").text, "to") == [mara.key]
    assert not checked(ruths.get("/guest/thanks/new?to=nobody").text, "to")


def test_whoever_helped_can_thank_for_asking(ruths, ruth, mara, meal):
    meal.claim(by=ruth)
    brave = "You asked for a good meal. That was brave of you."
    assert brave in seen(ruths.get(f"/guest/thanks/new?need={meal.key}"))
    ruths.post("/guest/thanks/", data={"to": mara.key, "need": meal.key, "picked": brave})
    assert given()[0].says == brave


WHO, WORDS = "Choose who you would like to thank.", "Pick some words, or write a word or two."
MISTAKES = [
    ({"to": ""}, WHO),
    ({"to": "nobody-at-all"}, WHO),
    ({"to": "\x00"}, WHO),
    ({"did": ""}, WORDS),
    ({"did": " ", "acts": "You owe me.", "picked": "You are mad."}, WORDS),
    ({"did": "x" * 2_001}, "That is too long: up to 2000 letters fit here."),
    ({"did": "\ufffd"}, "Some letters did not arrive whole. Please type them again."),
    ({"says": "x" * 2_001}, "That is too long: up to 2000 letters fit here."),
    ({"audience": "orbit"}, "Choose who may read it."),
    ({"audience": "everyone"}, "Choose who may read it."),
    ({"audience": ""}, "Choose who may read it."),
]


@pytest.mark.parametrize("way", WAYS)
def test_a_mistake_is_named_and_nothing_typed_is_lost(ruths, form, way):
    for sent, sentence in MISTAKES:
        typed = form | sent
        answer = ruths.post("/guest/thanks/", data=typed, headers=way)
        page = seen(answer)
        assert (answer.status_code, sentence in page) == (422, True), sent
        assert f">{typed['did'].strip()}</textarea>" in page and 'value="this-page"' in page, sent
        if "acts" not in sent and "did" not in sent:
            page = seen(ruths.post("/guest/thanks/", data=typed | {"acts": ready_thanks()[0], "picked": sayings()[0]}))
            assert checked(page, "acts") == [ready_thanks()[0]] and checked(page, "picked") == [sayings()[0]]
    assert given() == []


def test_nobody_is_thanked_by_the_key_of_somebody_whom_a_guest_does_not_thank(ruths, ruth, lena, form):
    for who in (ruth, lena):
        answer = ruths.post("/guest/thanks/", data=form | {"to": who.key})
        assert (answer.status_code, WHO in answer.text, "Lena" in answer.text) == (422, True, False)
    assert given() == []


def test_thanks_for_a_need_that_is_hidden_are_not_given_and_come_back(ruths, quiet, form):
    for key in (quiet.key, "nothing", "\x00"):
        assert ruths.get("/guest/thanks/new", query_string={"need": key}).status_code == 404
        answer = ruths.post("/guest/thanks/", data=form | {"need": key})
        assert answer.status_code == 404 and form["did"] in seen(answer)
    assert given() == []


@pytest.mark.parametrize("way", WAYS)
def test_thanks_can_be_taken_back_by_whoever_gave_them(ruths, ruth, mara, jon, way):
    mine = Thanks.give(by=ruth, to=[mara], did="You drove me.")
    others = Thanks.give(by=mara, to=[ruth], did="You came.")
    hidden = Thanks.give(by=mara, to=[jon], did="You hid.")
    assert ruths.post(f"/guest/thanks/{others.key}/take-back", headers=way).status_code == 403
    for key in (hidden.key, "nothing"):
        assert ruths.post(f"/guest/thanks/{key}/take-back", headers=way).status_code == 404
    answer = ruths.post(f"/guest/thanks/{mine.key}/take-back", headers=way)
    assert (answer.status_code, answer.location, given()) == (303, "/guest/thanks/", [others, hidden])
    assert ruths.post(f"/guest/thanks/{mine.key}/take-back", headers=way).status_code == 404


def test_whoever_is_signed_out_while_typing_keeps_every_word(stranger, cast, form):
    answer = stranger.post("/guest/thanks/", data=form)
    assert answer.status_code == 401 and form["did"] in seen(answer) and given() == []


def test_what_the_partners_read_names_them(as_, ruth, mara):
    Thanks.give(by=ruth, to=[mara], did="You came.", audience="partners")
    page = as_(ruth).get("/guest/thanks/").text
    assert "Mara and Jon can read it." in page and "The partners" not in page
