"""How word reaches somebody: adding a way, trying it, choosing what it tells, quiet hours, and machines at home."""

import re
from datetime import time, timedelta

import pytest

from household.models import Channel, Delivery, Need, Neighbour, Notice, Quiet, Thanks
from household.models.need.when import When
from household.routes.forms.channels import machine

from ..conftest import WEDNESDAY_EVENING

GOOD = {
    "ntfy": {"server": "https://ntfy.sh/", "topic": "home-1", "token": ""},
    "mail": {"to": "mara@mail.example"},
    "apprise": {"url": "tgram://token/chat"},
    "webhook": {"url": "http://192.168.1.30:8123/api/webhook/x"},
    "push": {"endpoint": "https://push.example/7", "p256dh": "B" * 87, "auth": "a" * 22},
}
BAD = [
    ("ntfy", {"server": "ntfy.sh", "topic": "home-1"}),
    ("ntfy", {"server": "https://user:word@ntfy.sh", "topic": "home-1"}),
    ("ntfy", {"server": "https://ntfy.sh", "topic": "two words"}),
    ("ntfy", {"server": "http://[::1", "topic": "home-1"}),
    ("ntfy", {"server": "http://a:99999", "topic": "home-1"}),
    ("mail", {"to": "mara"}),
    ("mail", {"to": "mara@mail.example Bcc: jon@mail.example"}),
    ("mail", {"to": "x" * 300 + "@mail.example"}),
    ("apprise", {"url": "telegram"}),
    ("webhook", {"url": "file:///etc/passwd"}),
    ("webhook", {"url": "https://a b"}),
    ("webhook", {"url": "https://" + "a" * 1_000}),
    ("push", {"endpoint": "http://push.example/7", "p256dh": "B" * 87, "auth": "a" * 22}),
    ("push", {"endpoint": "https://push.example/7", "p256dh": "", "auth": ""}),
]


@pytest.mark.parametrize("kind", GOOD)
def test_a_way_is_added_and_a_try_is_on_its_way(as_, mara, kind):
    client = as_(mara)
    answer = client.post("/channels/", data={"kind": kind, **GOOD[kind]})
    channel = Channel.get()
    assert (answer.status_code, answer.location) == (303, f"/channels/{channel.key}")
    assert (channel.person, channel.kind, channel.trial) == (mara, kind, "asked")
    assert channel.house.startswith("http://") and channel.house.endswith(":8000")
    assert {**channel.to, "secret": ""}.items() >= {name: one.rstrip("/") for name, one in GOOD[kind].items()}.items()
    assert "A test is on its way." in client.get(answer.location).text
    assert client.get("/channels/").text.count("Not tested yet.") == 1


@pytest.mark.parametrize(("kind", "sent"), BAD)
def test_an_address_that_cannot_be_is_said_so_and_comes_back_as_typed(as_, mara, kind, sent):
    answer = as_(mara).post("/channels/", data={"kind": kind, **sent})
    assert answer.status_code == 422 and Channel.select().count() == 0
    if kind != "push":
        assert any(said in answer.text for said in ("Please look at it once more.", "A topic has", "That is too long"))
        assert max(sent.values(), key=len).split("\n")[0] in answer.text


def test_the_page_says_plainly_how_the_try_went(as_, mara):
    client, way = as_(mara), {"kind": "webhook", **GOOD["webhook"]}
    page = client.post("/channels/", data=way).location
    channel = Channel.get()
    channel.begin_trial()
    channel.end_trial("")
    text = client.get(page).text
    assert "The test has left the house. Did it come?" in text and "Yes, it came" in text
    assert client.post(f"{page}/arrived").status_code == 303
    assert "Yes, you said that it came." in client.get(page).text and "It works." in client.get("/channels/").text
    client.post(f"{page}/try-out")
    channel.begin_trial()
    channel.end_trial("")
    assert "No, nothing came" in client.get(page).text, "each test asks anew"
    for trouble in ("unreachable", "forbidden", "refused", "busy", "silent", "missing", "bad"):
        assert client.post(f"{page}/try-out").status_code == 303
        channel.begin_trial()
        channel.end_trial(trouble)
        text = client.get(page).text
        assert "Yes, it came" not in text and "Send a test" in text
        assert ("Let the house send there" in text) is (trouble == "forbidden")


def test_nothing_came_means_that_it_does_not_work(as_, mara):
    client = as_(mara)
    page = client.post("/channels/", data={"kind": "mail", **GOOD["mail"]}).location
    channel = Channel.get()
    channel.begin_trial()
    channel.end_trial("")
    client.post(f"{page}/did-not-arrive")
    assert "It left the house, and nothing came." in client.get(page).text
    assert not Channel.get().works


def test_a_partner_lets_the_house_send_to_a_machine_at_home_and_every_partner_can_end_it(as_, mara, jon):
    client = as_(mara)
    page = client.post("/channels/", data={"kind": "webhook", **GOOD["webhook"]}).location
    assert client.post(f"{page}/let-send").status_code == 422 and list(Neighbour.select()) == [], (
        "nobody asked for that"
    )
    Channel.get().begin_trial()
    Channel.get().end_trial("forbidden")
    assert client.post(f"{page}/let-send").status_code == 303
    assert [(one.host, one.port) for one in list(Neighbour.select())] == [("192.168.1.30", 8123)]
    jons = as_(jon).get("/channels/").text
    assert "192.168.1.30:8123" in jons
    gone = re.search(r"/neighbours/[^\"]+", jons)[0]
    assert as_(jon).post(gone).status_code == 303 and list(Neighbour.select()) == []


MACHINES = [
    ({"server": "https://ntfy.sh"}, ("ntfy.sh", 443)),
    ({"server": "http://ntfy.lan:8080"}, ("ntfy.lan", 8080)),
    ({"url": "http://[fd00::1]/x"}, ("fd00::1", 80)),
    ({"url": "gotify://10.0.0.3:8080/token"}, ("10.0.0.3", 8080)),
    ({"url": "tgram://token/chat"}, None),
    ({"url": "http://../x"}, None),
    ({"url": f"http://{'a' * 300}/x"}, None),
    ({"to": "mara@mail.example"}, None),
    ({"url": "http://[::1"}, None),
]


@pytest.mark.parametrize(("address", "found"), MACHINES)
def test_which_machine_an_address_leads_to(address, found):
    assert machine(address) == found


def test_what_is_told_is_chosen_for_each_way_and_for_the_page(as_, mara):
    client = as_(mara)
    page = client.post("/channels/", data={"kind": "mail", **GOOD["mail"]}).location
    client.post(f"{page}/choose", data={"kinds": ["ask", "nudge"], "tells_words": "y"})
    channel = Channel.get()
    assert (channel.tells, channel.tells_words) == ({"ask", "nudge"}, True)
    assert client.post(f"{page}/choose", data={"kinds": ["ask", "secrets"]}).status_code == 422
    answer = client.post("/channels/my/page", data={"kinds": ["ask"], "sound": "y"})
    assert "sound=on" in answer.headers["Set-Cookie"]
    assert 'data-sound="on"' in client.get("/channels/").text
    assert Channel.page_of(mara).tells == {"ask"}


def test_quiet_hours_are_kept_and_a_mistake_comes_back(as_, mara):
    client = as_(mara)
    assert client.post("/quiet/keep", data={"begins": "21:30", "ends": "06:00"}).status_code == 303
    kept = Quiet.of(mara)
    assert (str(kept.begins), str(kept.ends), kept.woken_by_now) == ("21:30:00", "06:00:00", False)
    answer = client.post("/quiet/keep", data={"begins": "late", "ends": "06:15", "woken_by_now": "y"})
    assert (
        answer.status_code == 422
        and "Please say both, from and until." in answer.text
        and 'value="06:15"' in answer.text
    )
    assert str(Quiet.of(mara).ends) == "06:00:00"


def test_a_way_is_closed_at_once(as_, mara):
    client = as_(mara)
    page = client.post("/channels/", data={"kind": "mail", **GOOD["mail"]}).location
    assert client.post(f"{page}/close").status_code == 303
    assert client.get(page).status_code == 404 and Channel.select().count() == 0


# ---- what is new, where a page is open


def test_what_is_new_is_told_until_it_is_seen(as_, mara, jon, quiet):
    client = as_(jon)
    page = client.get("/notices/").text
    key = Notice.get().key
    assert "Mara</bdi></b> asks for" in page and f'href="/needs/{quiet.key}"' in page and key in page
    assert client.post("/notices/see", data={"keys": "nothing"}).status_code == 303
    assert key in client.get("/notices/").text
    assert client.post("/notices/see", data={"keys": key}).status_code == 303
    assert "Nothing new just now." in client.get("/notices/").text
    assert as_(mara).get("/notices/").text.count("data-key") == 0


def test_what_is_seen_is_seen_with_all_that_was_about_it(as_, mara, jon, quiet, home):
    quiet.claim(by=jon)
    quiet.move(by=jon, starts_at=None)
    client = as_(mara)
    page = client.get("/notices/").text
    assert page.count("data-key") == 1 and "Jon has this." in page
    client.post("/notices/see", data={"keys": Notice.get(Notice.verb == "move").key})
    assert "Nothing new just now." in client.get("/notices/").text


def test_several_days_asked_for_are_told_as_one(as_, mara, jon, home):
    days = [When("pick", home.today + timedelta(days=more)) for more in (2, 1, 3)]
    Need.ask_run(by=mara, own="Soup?", audience="partners", whens=days)
    client = as_(jon)
    page = client.get("/notices/").text
    assert page.count("data-key") == 1 and "Mara</bdi></b> asks, tomorrow:" in page and "And on other days." in page
    client.post("/notices/see", data={"keys": re.search('data-key="([^"]+)', page)[1]})
    assert "Nothing new just now." in client.get("/notices/").text


def test_over_another_page_three_things_are_said_and_all_are_seen(as_, mara, jon):
    for number in range(5):
        Need.ask(by=mara, own=f"Tea {number}?", audience="partners")
    page = as_(jon).get("/notices/?brief=1").text
    assert page.count("data-key") == 5 and page.count("<p hidden>") == 2 and "There is more to see." in page


def test_in_quiet_hours_nothing_comes_up_over_a_page_and_the_table_makes_no_sound_of_it(as_, jon, theo, quiet):
    Quiet.keep(by=jon, begins=time(19), ends=time(7), woken_by_now=False)
    client = as_(jon)
    assert "data-key" not in client.get("/notices/?brief=1").text
    assert " data-quiet>" in client.get("/notices/?said=1").text
    assert client.get("/notices/").text.count("data-key") == 1, "who goes there reads it all"
    Need.ask(by=theo, word="kid_hurts", audience="named", named=[jon])
    assert client.get("/notices/?brief=1").text.count("data-key") == 1


def test_nobody_sees_for_somebody_else(as_, mara, jon, ruth):
    Need.ask(by=mara, own="Drive me?", audience="named", named=[ruth])
    as_(jon).post("/notices/see", data={"keys": Notice.get().key})
    assert Delivery.select().count() == 0


def test_a_page_tells_what_was_wished_for(as_, mara, jon, quiet):
    Thanks.give(by=mara, to=[jon], did="You came.")
    client = as_(jon)
    assert client.get("/notices/").text.count("data-key") == 2
    client.post("/channels/my/page", data={"kinds": ["thanks"]})
    page = client.get("/notices/").text
    assert page.count("data-key") == 1 and "says thank you." in page and 'href="/thanks/"' in page


# ---- what the one who asks is told


def test_who_asks_is_told_whether_word_goes_out(as_, mara, jon):
    client = as_(mara)

    def asked(**more: str) -> str:
        return client.get(client.post("/needs/", data={"own": "Tea?", "who": jon.key, **more}).location).text

    assert "Jon will see it at the table." in asked() and "Tell Jon?" in asked()
    channel = Channel.add("mail", by=jon, address={"to": "x@mail.example"}, language="en", house="")
    assert "Tell Jon?" in asked(), "until it works"
    Channel.update(works=True).where(Channel.id == channel.id).execute()
    page = asked()
    assert "Word of it goes out, or comes after" in page and "Tell Jon?" not in page
    page = asked(tells="quiet")
    assert (
        "Nobody is called." in page
        and "Tell Jon?" not in page
        and Need.select().order_by(Need.id.desc()).get().tells == "quiet"
    )


def test_an_ask_says_how_word_of_it_goes_out_and_nothing_else(as_, mara, jon):
    client = as_(mara)
    sent = {"own": "Tea?", "who": jon.key, "tells": "shout"}
    answer = client.post("/needs/", data=sent)
    assert answer.status_code == 422 and "Choose how they hear of it." in answer.text and "Tea?" in answer.text
    client.post("/needs/", data=sent | {"tells": "wakes", "when": "now"})
    assert Notice.get().wakes and Notice.get().at == WEDNESDAY_EVENING
