"""A child says how it feels: nine faces, one grown-up or nobody, and nothing that is kept."""

import re
from datetime import timedelta

import pytest

from household import policy
from household.content.kids import faces
from household.models import Channel, KidFeeling, Need, Notice, Person
from household.models.clock import stopped
from household.models.kid_view import code_of
from household.told import said

from .manners import seen

COMFORT = "If it feels bad, tell a big person you trust."
SEEN = "Only you see this."


@pytest.fixture
def theos(as_, theo):
    return as_(theo)


@pytest.fixture
def at(theo):
    """The address of a page of his."""
    return lambda page="": f"/kid/{theo.key}/feel/{page}"


def tell(client, theo, to, feeling="sad"):
    return client.post(f"/kid/{theo.key}/feel/{code_of(theo, feeling)}/tell", data={"grown_up": to.key})


def kept() -> list[tuple]:
    return [(one.by.name, one.to.name, one.feeling) for one in KidFeeling.select().order_by(KidFeeling.id)]


def test_nine_faces_each_with_its_word_and_an_address_that_says_nothing(theos, theo, at):
    page = seen(theos.get(at()))
    links = re.findall(rf'href="({at()}\w+)" data-say="([^"]+)"', page)
    assert len(links) == len(dict(links)) == 9
    assert [words for _, words in links][4] == "I feel sad." and links[8][1] == "I am not sure."
    assert not [link for link, _ in links if re.search("happy|calm|proud|loved|sad|mad|angry|scared|tired|sure", link)]


def test_a_tap_says_it_and_asks_who_shall_know(theos, theo, at):
    page = seen(theos.get(at(code_of(theo, "sad"))))
    assert page.index("I feel sad.") < page.index("Who do you want to tell?") < page.index(">Mama<")
    assert ">Papa<" in page and ">Nobody<" in page and ">Ida<" not in page and "Ruth" not in page
    assert "<title>How I feel" in page


def test_one_is_told_and_one_goes_and_tells_them_too(theos, theo, mara, at):
    answer = tell(theos, theo, mara)
    (feeling,) = KidFeeling.select()
    assert (answer.status_code, answer.location) == (303, at(f"told/{feeling.key}")) and kept() == [
        ("Theo", "Mara", "sad")
    ]
    page = seen(theos.get(answer.location))
    for words in ("You told Mama.", "Go and tell Mama too.", COMFORT, "Just Mama can see it.", "Take it back"):
        assert words in page
    assert 'data-read="You told Mama. Go and tell Mama too.' in page
    page = seen(theos.get(at()))
    assert "You told Mama." in page and answer.location in page


@pytest.mark.parametrize("face", faces(), ids=lambda face: face.id or "unsure")
def test_whom_to_go_to_is_said_where_it_is_hard(theos, theo, mara, at, face):
    told = seen(theos.get(tell(theos, theo, mara, face.id).location))
    nobody = seen(theos.get(at(f"{code_of(theo, face.id)}/nobody")))
    assert (COMFORT in told) is (COMFORT in nobody) is (face.word in ("sad", "mad", "scared"))


def test_nobody_is_told_and_that_is_okay(theos, theo, at):
    page = seen(theos.get(at(f"{code_of(theo, 'calm')}/nobody")))
    assert "That is okay." in page and at(code_of(theo, "calm")) in page and kept() == []


def test_it_can_be_taken_back(theos, theo, mara, at):
    told = tell(theos, theo, mara).location
    answer = theos.post(f"{told}/take-back")
    assert (answer.status_code, answer.location, kept()) == (303, at(), [])
    assert theos.post(f"{told}/take-back").status_code == theos.get(told).status_code == 404
    assert "You told" not in seen(theos.get(at()))


def test_whoever_may_not_hear_is_not_told(theos, theo, ida, ruth, at):
    for key in (ida.key, ruth.key, theo.key, "", "nobody", "\x00"):
        answer = theos.post(at(f"{code_of(theo, 'sad')}/tell"), data={"grown_up": key})
        assert (answer.status_code, "Choose who you want to tell." in seen(answer)) == (422, True), key
    assert theos.post(at("nothing/tell"), data={"grown_up": "x"}).status_code == 404 and kept() == []


def test_who_was_told_sees_it_on_the_table_and_nobody_else(as_, theo, mara, jon):
    KidFeeling.tell(by=theo, to=mara, feeling="sad")
    page = seen(as_(mara).get("/"))
    assert "<bdi>Theo</bdi></b> feels sad." in page and SEEN in page and "It is gone tomorrow." in page
    assert page.index('id="table"') < page.index("feels sad.") < page.index("Ask for something")
    assert "feels sad" not in seen(as_(jon).get("/")) and SEEN not in seen(as_(jon).get("/"))
    KidFeeling.tell(by=theo, to=mara, feeling="")
    assert "Theo</bdi></b> feels something, and is not sure what." in seen(as_(mara).get("/"))


def test_the_table_is_fresh_with_every_word_and_stale_at_midnight(as_, theo, mara, clock):
    client = as_(mara)
    Need.ask(by=mara, word="quiet", audience="partners")
    empty = client.get("/")
    feeling = KidFeeling.tell(by=theo, to=mara, feeling="sad")
    told = client.get("/", headers={"If-None-Match": empty.headers["ETag"]})
    assert told.status_code == 200 and "feels sad" in seen(told)
    assert client.get("/", headers={"If-None-Match": told.headers["ETag"]}).status_code == 304
    with stopped(clock + timedelta(hours=4, minutes=30)):
        late = client.get("/", headers={"If-None-Match": told.headers["ETag"]})
        assert late.status_code == 200 and "feels sad" not in seen(late)
    feeling.take_back(by=theo)
    assert "feels sad" not in seen(client.get("/", headers={"If-None-Match": told.headers["ETag"]}))


def test_who_goes_slowly_opens_it_when_ready(as_, theo, mara):
    Person.update(slow=True).where(Person.id == mara.id).execute()
    KidFeeling.tell(by=theo, to=mara, feeling="sad")
    page = seen(as_(mara).get("/"))
    assert page.index("From Theo. Open it when you are ready") < page.index("feels sad")


def test_word_of_it_reaches_the_one_who_was_told_and_never_says_which(app, as_, theo, mara, jon):
    KidFeeling.tell(by=theo, to=mara, feeling="sad")
    page = seen(as_(mara).get("/notices/"))
    assert "<bdi>Theo</bdi></b> told you about a feeling." in page and "sad" not in page and 'href="/"' in page
    assert "feeling" not in seen(as_(jon).get("/notices/"))
    channel = Channel.add("mail", by=mara, address={"to": "x@mail.example"}, language="en", house="")
    notices = policy.worth_telling(mara, Notice.standing())
    with app.app_context():
        assert said(app, channel, notices).text == "Something for you at home"
        channel.choose(by=mara, kinds=["feeling"], tells_words=True)
        told = said(app, channel, notices)
    assert told.text == "Theo told you about a feeling." and told.url == "http://localhost/"


def test_what_is_taken_back_or_over_is_told_nobody(theo, mara, clock):
    feeling = KidFeeling.tell(by=theo, to=mara, feeling="sad")
    assert [one.verb for one in policy.worth_telling(mara, Notice.standing())] == ["feel"]
    with stopped(clock + timedelta(hours=5)):
        assert policy.worth_telling(mara, Notice.standing()) == []
    feeling.take_back(by=theo)
    assert policy.worth_telling(mara, Notice.standing()) == []
