"""What a notice says to somebody who has no page open, and where a tap leads."""

from typing import Any

from household import policy, told
from household.models import Channel, Need, Notice, Thanks

HOUSE = "http://10.0.0.5:8000"


def message(app: Any, person: Any, **more: Any) -> told.Said:
    """What goes to them of all that there is to tell."""
    channel = Channel(person=person, kind="mail", language="en", house=HOUSE, **more)
    with app.app_context():
        return told.said(app, channel, policy.worth_telling(person, Notice.standing()))


def test_word_to_a_guest_leads_to_pages_of_their_own_and_says_no_more_than_these(app, cast, mara, jon, ruth):
    need = Need.ask(by=mara, own="Drive me?", audience="named", named=[ruth])
    Need.ask(by=mara, own="Partnerium", audience="partners")
    assert message(app, ruth, tells_words=True)[:2] == ("Mara asks: “Drive me?”", f"{HOUSE}/guest/needs/{need.key}")
    assert message(app, jon, tells_words=True).url.startswith(f"{HOUSE}/needs/")
    assert message(app, ruth) == ("Something for you at home", "", ""), "unless she wishes for more"
    Thanks.give(by=jon, to=[ruth], did="You came.")
    both = message(app, ruth, tells_words=True)
    assert both.text == "Mara asks: “Drive me?”\nJon says thank you." and both.url == f"{HOUSE}/guest/"
    need.rest(by=mara)
    assert message(app, ruth, tells_words=True).url == f"{HOUSE}/guest/thanks/"


def test_word_of_many_things_leads_to_the_page_that_opens_first(app, cast, mara, jon, ruth):
    for words in ("Bread?", "Milk?", "Eggs?", "Soup?"):
        Need.ask(by=mara, own=words, audience="orbit")
    for who, front in ((ruth, "/guest/"), (jon, "/")):
        said = message(app, who, tells_words=True)
        assert said.url == HOUSE + front and said.text.endswith("There is more to see.")
