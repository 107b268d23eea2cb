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


# ---- a warm start: the writer's own sentence, as far as it is kind, and no more of a promise than they made

TURNED = {
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
}
WARM = """([rules, drafts]) => {
  const { read, turn } = window.Reading(JSON.parse(rules))
  return drafts.map(text => turn('reply', text, read('reply', text) || {}).text)
}"""


def test_a_warm_start_is_the_writers_own_and_says_no_more_than_they_did(browser):
    page = browser.new_page()
    page.add_script_tag(content=READING)
    there = page.evaluate(WARM, [json.dumps(rules("en")), list(TURNED)])
    page.close()
    assert dict(zip(TURNED, there, strict=True)) == TURNED
