"""People around us: what they would love, what they can see, and their cards; and who would love to be asked."""

from datetime import timedelta
from typing import Any

import pytest

from household.models import AccessEntry, Card, Device, Home, Need, Person, Reply, Thanks
from household.models.clock import stopped
from household.models.person import READY_FACES

from .manners import WAYS, seen


@pytest.fixture
def maras(as_: Any, mara: Person) -> Any:
    return as_(mara)


@pytest.fixture
def lena(mara: Person) -> Person:
    card, _, _ = Card.make(by=mara, name="Lena")
    lena: Person = card.take_up(name="Lena", face=READY_FACES["egg-clay-bun"])
    Person.update(likes="ride good_food", likes_own="I drive anywhere.").where(Person.id == lena.id).execute()
    return lena


def test_people_are_told_as_people_with_what_they_would_love(maras, lena, mara):
    Card.make(by=mara, name="Noor")
    page = seen(maras.get("/guests/"))
    assert "Lena" in page and "I drive anywhere." in page and "Noor" in page
    assert "The card works until you end it." in page
    assert "a good meal" in page and "Nobody has used" not in page


def test_where_there_is_nobody_yet_the_page_says_what_it_is_for(maras, ruth):
    Person.delete().where(Person.id == ruth.id).execute()
    page = seen(maras.get("/guests/"))
    assert "people like to be needed" in page and "know of each other" not in page


@pytest.mark.parametrize("way", WAYS)
def test_a_card_gets_another_last_day(maras, lena, home, way):
    said = {"lasts": "day", "day": (home.today + timedelta(days=3)).isoformat(), "phone": "030 123"}
    assert maras.post(f"/guests/{lena.key}/change", data=said, headers=way).status_code in (200, 303)
    assert Person.get_by_id(lena.id).until == home.today + timedelta(days=3)
    assert Card.get(Card.person == lena).phone == "030 123"
    assert "The card works until 20 June 2026." in seen(maras.get(f"/guests/{lena.key}"))


@pytest.mark.parametrize(
    "said", [{"lasts": "day", "day": "2001-01-01"}, {"lasts": "day", "day": "x"}, {"phone": "abc"}]
)
def test_what_can_not_be_is_said_and_comes_back(maras, lena, said):
    answer = maras.post(f"/guests/{lena.key}/change", data={"lasts": "open"} | said)
    assert answer.status_code == 422 and 'aria-invalid="true"' in answer.text
    assert Person.get_by_id(lena.id).until is None


def test_one_tap_ends_it_at_once_everywhere_and_another_day_opens_it_again(app, maras, lena, home, as_):
    hers = as_(lena)
    assert hers.get("/guest/").status_code == 200
    assert maras.post(f"/guests/{lena.key}/end").location == "/guests/"
    assert hers.get("/guest/").location.startswith("/sign-in")
    assert AccessEntry.select().where(AccessEntry.verb == "end_card").count() == 1
    assert "The card is over." in seen(maras.get("/guests/"))
    maras.post(f"/guests/{lena.key}/change", data={"lasts": "open"})
    assert not Person.get_by_id(lena.id).has_ended
    assert hers.get("/guest/").location.startswith("/sign-in"), "a phone that was out stays out until it is let in"


def test_a_card_that_nobody_used_is_taken_back(maras, mara):
    card, secret, _ = Card.make(by=mara, name="Noor")
    maras.post(f"/guests/cards/{card.key}/end")
    assert Card.with_secret(secret) is None and "Noor" not in maras.get("/guests/").text


def test_a_guest_without_a_card_can_be_asked_and_removed_and_no_more(maras, ruth):
    page = seen(maras.get(f"/guests/{ruth.key}"))
    assert "Remove Ruth from this home" in page and "End the card now" not in page


def test_whoever_cannot_come_in_is_not_offered_to_be_taken_at_their_word_asked_thanked_or_named(maras, mara, lena):
    need = Need.ask(by=mara, word="ride", audience="named", named=[lena])
    offer = Reply.say_not_now(need, by=lena, words="I can on Sunday.", offer="else")
    before = maras.get(f"/needs/{need.key}").text
    assert "Yes, let’s do that" in before and "Thank Lena" in before and "Just the two of you" in before
    Card.get(Card.person == lena).end(by=mara)
    after = maras.get(f"/needs/{need.key}").text
    assert "I can on Sunday." in after and "Yes, let’s do that" not in after and "Thank Lena" not in after
    assert "Only you see this now" in after
    assert maras.post(f"/needs/{need.key}/replies/{offer.key}/take-up").status_code == 403
    assert Need.get_by_id(need.id).waiting


def test_a_card_whose_last_day_passed_unused_is_not_printed_anew(maras, mara, home):
    card, _, _ = Card.make(by=mara, name="Noor", until=home.today)
    renew = f'action="/guests/cards/{card.key}/renew"'
    assert renew in maras.get("/guests/").text
    Card.update(until=home.today - timedelta(days=1)).execute()
    page = maras.get("/guests/").text
    assert "Its last day is over." in page and renew not in page and "Take it back" in page


def test_the_page_asks_no_more_of_the_notebook_the_more_people_come(maras, mara, home, reads):
    def more(some: int) -> int:
        for number in range(some):
            Card.make(by=mara, name=f"Noor {number}", until=home.today)
            for name in ("Kim", "Ada"):
                card, _, _ = Card.make(by=mara, name=f"{name} {number}", until=home.today)
                card.take_up(name=card.name, face=READY_FACES["egg-clay-bun"])
            Card.of_everyone().where(Card.id == card.id).get().end(by=mara)
        return reads(maras, "/guests/")

    assert more(1) == more(4)


# ---- whether guests know of each other


def test_guests_know_of_each_other_only_where_a_partner_lets_them(maras, as_, ruth, lena, meal, mara):
    meal.claim(by=lena)
    hers = Need.ask(by=lena, own="A chair?", audience="orbit")
    thanks = Thanks.give(by=mara, to=[lena], did="You drove me.", audience="orbit")
    ruths = as_(ruth)

    def knows() -> bool:
        pages = [ruths.get(path).text for path in ("/guest/", f"/guest/needs/{meal.key}", "/guest/thanks/")]
        found = ruths.get(f"/guest/needs/{hers.key}").status_code == 200
        named = "Lena" in "".join(pages)
        assert named is found and (thanks.did in pages[2]) is found
        return found

    assert not knows()
    maras.post("/guests/of-each-other/let-meet")
    assert Home.current().guests_meet and knows()
    maras.post("/guests/of-each-other/keep-apart")
    assert not knows()


def test_what_a_guest_asks_of_the_circle_is_for_the_family_where_guests_are_apart(as_, ruth, lena, home):
    from household import policy

    assert policy.audiences(lena) == ("named", "partners", "home")
    home.let_guests_meet(by=None)
    assert policy.audiences(lena) == ("named", "partners", "orbit")


# ---- who would love to be asked


def loved(client: Any, need: Need) -> bool:
    return "Who would love to be asked?" in client.get(f"/needs/{need.key}").text


def test_when_an_ask_goes_unclaimed_the_asker_reads_who_would_love_to_be_asked(maras, as_, mara, jon, lena, clock):
    need = Need.ask(by=mara, word="ride", audience="named", named=[jon])
    assert not loved(maras, need)
    with stopped(clock + timedelta(hours=3)):
        page = seen(maras.get(f"/needs/{need.key}"))
        assert "Who would love to be asked?" in page and "I drive anywhere." in page and "Ruth" not in page
        assert f'/needs/{need.key}/change?beside={lena.key}#who"' in page
        assert not loved(as_(jon), need), "the asker alone"
        need.claim(by=jon)
        assert not loved(maras, need)


def test_nobody_is_named_who_is_asked_already_has_gone_or_said_nothing(maras, mara, lena, clock):
    everybody = Need.ask(by=mara, word="ride", audience="orbit")
    other = Need.ask(by=mara, word="hug", audience="named", named=[Person.get(Person.name == "Jon")])
    with stopped(clock + timedelta(hours=3)):
        assert not loved(maras, everybody) and not loved(maras, other)
        Card.get(Card.person == lena).end(by=mara)
        assert not loved(maras, Need.ask(by=mara, word="ride", audience="named", named=[other.named[0]]))


def test_a_link_to_ask_somebody_opens_the_ask_page_with_that_name(maras, lena):
    page = maras.get(f"/needs/new?word=&who={lena.key}").text
    assert f'name="people" value="{lena.key}" checked' in page and 'value="named" data-reader="They" checked' in page


def test_guests_devices_stay_theirs(maras, lena):
    Device.enter(lena, "Lenas phone")
    assert "Lenas phone" not in maras.get("/devices/").text + maras.get(f"/guests/{lena.key}").text
