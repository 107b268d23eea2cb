"""“Nothing changed” is said only when the page would be the same to the letter, and tells nobody of others' changes."""

from datetime import timedelta
from typing import Any

import pytest

from household.models import Device, Event, Mark, Need, Reply, Thanks
from household.models.clock import stopped
from household.models.need.when import When


class Reader:
    """A page that asks again by the token it has."""

    def __init__(self, client: Any, path: str = "/") -> None:
        self.client, self.path, self.token = client, path, ""

    def look(self) -> bool:
        """Whether there is something new; nothing new has no body."""
        answer = self.client.get(self.path, headers={"If-None-Match": self.token})
        assert answer.headers["Cache-Control"] == "no-store"
        if answer.status_code == 304:
            assert answer.data == b""
            return False
        assert answer.status_code == 200
        self.token, self.page = answer.headers["ETag"], answer.text
        assert f"data-token={self.token}" in answer.text
        return True


@pytest.fixture
def reader(as_: Any) -> Any:
    return lambda who, path="/": Reader(as_(who), path)


def test_the_same_page_is_sent_once(reader, quiet, jon):
    for path in ("/", f"/needs/{quiet.key}"):
        page = reader(jon, path)
        assert [page.look(), page.look(), page.look()] == [True, False, False]


def test_whatever_changes_what_someone_sees_is_news_to_them(reader, quiet, mara, jon, ruth, home):
    table, need = reader(jon), reader(jon, f"/needs/{quiet.key}")
    table.look(), need.look()
    for change in (
        lambda: Reply.write_under(quiet, by=mara, words="No hurry."),
        lambda: quiet.claim(by=jon),
        lambda: quiet.hand_back(by=jon),
        lambda: Thanks.give(by=mara, to=[jon], did="You came."),
        lambda: mara.change(by=mara, name="Maria", kids_say="", face=dict(shape="egg", ink="sage", hair="bun")),
        lambda: ruth.change(by=ruth, name="Ruth", kids_say="", face=dict(shape="egg", ink="sage", hair="bun")),
        lambda: home.change(by=mara, name="The green door", zone="Europe/Berlin"),
        lambda: quiet.take_back(by=mara),
    ):
        change()
        assert (table.look(), need.look()) == (True, True)
        assert (table.look(), need.look()) == (False, False)


def test_what_others_do_among_themselves_is_no_news(reader, mara, jon, ruth, ida):
    page = reader(jon)
    page.look()
    between = Need.ask(by=mara, own="Drive me?", audience="named", named=[ruth])
    Reply.write_under(between, by=ruth, words="At ten.")
    between.claim(by=ruth)
    Thanks.give(by=mara, to=[ida], did="You came.")
    Device.revoke_all(mara)
    assert not page.look()


def test_a_token_never_comes_back_for_another_page_though_events_are_forgotten(reader, mara, jon, clock):
    tokens, page = set(), reader(jon)
    for day in (0, 2, 4):
        with stopped(clock + timedelta(days=day)):
            client_token, page.token = page.token, ""
            page.look()
            assert page.token not in tokens
            tokens.add(page.token)
            Need.ask(by=mara, word="quiet").take_back(by=mara)
            Event.delete().execute()  # as after a day
            assert page.look() and page.token not in tokens | {client_token}
            tokens.add(page.token)
    page.token = next(iter(tokens))
    assert page.look(), "a clock that went back brings nothing back"


def test_words_of_time_turn_though_nothing_happens(reader, mara, jon, clock, home):
    Need.ask(by=mara, word="ride", audience="partners", when=When("now", home.today))
    page, fresh = reader(jon), reader(jon)
    page.look()
    for minute in range(0, 24 * 60, 7):
        with stopped(clock + timedelta(minutes=minute)):
            page.look()
            fresh.token = ""
            fresh.look()
            assert without_token(page) == without_token(fresh), minute


def without_token(reader: Reader) -> str:
    return reader.page.replace(reader.token, "")


def test_two_people_two_lights_and_two_languages_never_share_a_token(as_, mara, jon):
    one, other = as_(mara), as_(jon)
    tokens = [one.get("/").headers["ETag"], other.get("/").headers["ETag"]]
    one.set_cookie("theme", "dark")
    tokens += [one.get("/").headers["ETag"], one.get("/?before=").headers["ETag"]]
    assert len(set(tokens)) == 4
    for token in tokens[1:]:
        assert as_(mara).get("/", headers={"If-None-Match": token}).status_code == 200


def test_a_token_that_is_none_is_no_trouble(as_, mara):
    client = as_(mara)
    for token in ("*", "x", '"a-b-c"', '"' + "f" * 900 + '-f-f"', "--", "-1-ffffffffffffffff-0"):
        assert client.get("/", headers={"If-None-Match": token}).status_code == 200


def test_a_mark_counts_nothing(cast, mara, jon):
    before = dict(Mark.of({"partners", jon.key}))
    Need.ask(by=mara, word="quiet", audience="partners")
    after = dict(Mark.of({"partners", jon.key}))
    assert after["partners"] != before["partners"] and len(after["partners"]) == 12
    assert Mark.of(set()) == []


def test_what_happens_under_a_need_whose_day_has_passed_is_news_to_its_asker_alone(reader, mara, jon, home):
    yesterday = When("today", home.today - timedelta(days=1))
    need = Need.ask(by=mara, word="good_food", audience="home", when=yesterday)
    maras, jons = reader(mara, f"/needs/{need.key}"), reader(jon)
    maras.look(), jons.look()
    said = Reply.write_under(need, by=mara, words="Perhaps on Sunday.")
    assert (maras.look(), jons.look()) == (True, False)
    said.take_back(by=mara)
    assert (maras.look(), jons.look()) == (True, False)
    need.rest(by=mara)
    assert maras.look()


@pytest.mark.parametrize("token", ["0-" + "f" * 3700 + "-x", "--", "1-2", "x" * 81, '"', "W/", "-1-ff-a"])
def test_what_is_no_token_of_ours_gets_the_page(as_, mara, token):
    assert as_(mara).get("/", headers={"If-None-Match": token}).status_code == 200
