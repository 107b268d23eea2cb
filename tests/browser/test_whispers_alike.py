"""The browser comes to the same verdict as the test runner, for every example there is."""

import json

import pytest

from household.config import ROOT

from ..whispers.examples import FILES, PARTS, drafts
from ..whispers.reading import read, rules

READING = (ROOT / "static" / "js" / "whispers" / "reading.js").read_text()
ALL = """([rules, drafts]) => {
  const { read } = window.Reading(JSON.parse(rules))
  return drafts.map(([kind, text, touch]) => {
    const found = read(kind, text, touch)
    return found && [found.id, found.hint]
  })
}"""
ODD = [
    "", " ", "...", "🙂🙂", "no", "NO!!!", "x" * 3000, "🙂" * 900 + " sorry to bother you",
    "İSTANBUL, sorry to bother you", "ﬁne, whatever", "sorry\u00a0to bother you", "SORRY TO BOTHER YOU",
    "Sorry to bother you\r\n\r\nmilk?", "sooooo sorry to bother you", "“You never call,” she said. Tea?",
    "I’m such a mess—sorry", "Straße, Größe, naïve: sorry to bother you",
]  # fmt: skip


@pytest.mark.parametrize("each", [pytest.param(1, marks=pytest.mark.long, id="all"), pytest.param(4, id="a part")])
def test_every_example_is_judged_alike(browser, each):
    written = ((kind, drafts(part, name)) for part in PARTS for name, (kind, _) in FILES.items())
    examples = [(kind, draft.text) for kind, some in written for draft in some[::each]]
    examples += [(kind, text) for kind in ("ask", "reply") for text in ODD]
    asked = [(*one, at % 5 == 0) for at, one in enumerate(examples)]  # some as under an ask for touch
    page = browser.new_page()
    page.add_script_tag(content=READING)
    there = page.evaluate(ALL, [json.dumps(rules("en")), asked])
    page.close()
    here = [(found := read(*one)) and [found["id"], found["hint"]] for one in asked]
    assert len(asked) > 20_000 / each
    assert [(one, a, b) for one, a, b in zip(asked, here, there, strict=True) if a != b] == []


# ---- turned round: the writer's own sentence, as far as it is kind, and nothing that they did not mean

TURNED = {
    "ask": {
        "Don't worry if you can't be bothered but I'd love a cup of tea": "I'd love a cup of tea.",
        "I've managed for years, but I would so like some company.": "I would so like some company.",
        "I hate asking your mum but could she have the kids on Tuesday?": "Could she have the kids on Tuesday?",
        "I promise I'll do the whole weekend if you let me sleep in tomorrow": "Could I sleep in tomorrow?",
        "I'll stop nagging if you fix the tap this weekend.": "Could you fix the tap this weekend?",
        "I did the school run three times so I think it's fair if you do Thursday.": "Could you do Thursday?",
        "Would it kill you to text me back?": "Could you text me back?",
        "I was going to ask you to hold me but forget it, you're busy.": "Could you hold me?",
        "I've been good all month. So can I please have Sunday to myself?": "Can I please have Sunday to myself?",
        "I'm no use. But if you could take Finn swimming I might get some rest.": "Could you take Finn swimming?",
        "It's my age, but I can't open the jar. Could you do it?": "I can't open the jar. Could you do it?",
        "Jon, you never do the lunchboxes. They stink. Please do it tonight.": "Please do it tonight.",
        "Take me dancing and I promise I won't mention your mother till June.": "Take me dancing.",
        "Could you possibly, only if it's no bother at all, run me to the station?": "Could you run me to the station?",
        "Is one evening really too much?": "I would love one evening.",
        # and where no sentence of theirs is an ask that can stand alone, they begin it themselves
        "I don't deserve it but. Tea?": "I need ",
        "I wouldn't ask if I could lift him by myself.": "I need ",
        "You got your golf weekend. I want mine.": "I need ",
        "I see the sofa has been tested, would you like to test the hoover next?": "I need ",
        "It's not like I'm asking you to donate a kidney.": "I need ",
    },
    "reply": {
        "I'll come, but don't expect me to enjoy it.": "I hear you. I'll come.",
        "Fine, I'll turn it off then.": "Yes, I'll turn it off.",
        "Yeah, but I'm dying to watch the finale. But yeah, we can connect.": "Yes, we can connect.",
        "Yeah, but I'm tired.": "I hear you. I'm tired.",
        "Yeah but I did the school run all week": "I hear you. ",
        "I love you, but you make it really hard sometimes.": "I love you.",
        "I'm sorry I was short, but you did ask me as I walked in the door": "I'm sorry I was short.",
        "Thanks for telling me, but honestly it's all in your head.": "Thanks for telling me.",
        "Yep will do, but you owe me one": "Will do.",
        "Can do Sat but you lot always leave it to the last minute.": "Can do Sat.",
        "Course I'll come. Surprised you asked me and not your mum": "Course I'll come.",
        "I'll do it, but not until Sunday, you always leave it late": "I hear you. I'll do it, but not until Sunday.",
        "Yes, I can fetch her, since nobody else in this family has a clock.": "Yes, I can fetch her.",
        "I'll come when you say sorry": "I hear you. ",
        "Sure, I'll drop everything. As usual.": "I hear you. ",
        "Sure, let's be honest, you'll be asleep by nine anyway.": "I hear you. ",
        "I would, but I'm busy.": "I hear you. What I can do is ",
        "Calm down.": "I am here. ",
    },
}
TURN = """([rules, kind, drafts]) => {
  const { read, turn } = window.Reading(JSON.parse(rules))
  return drafts.map(text => turn(kind, text, read(kind, text) || {}).text)
}"""


@pytest.mark.parametrize("kind", TURNED)
def test_a_start_is_of_the_writers_own_words_and_says_no_more_than_they_did(browser, kind):
    page = browser.new_page()
    page.add_script_tag(content=READING)
    there = page.evaluate(TURN, [json.dumps(rules("en")), kind, list(TURNED[kind])])
    page.close()
    assert dict(zip(TURNED[kind], there, strict=True)) == TURNED[kind]
