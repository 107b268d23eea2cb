"""The browser comes to the same verdict as the test runner, for every example there is."""

import json

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


def test_every_example_is_judged_alike(browser):
    examples = [
        (kind, draft.text) for part in PARTS for name, (kind, _) in FILES.items() for draft in drafts(part, name)
    ]
    examples += [(kind, text) for kind in ("ask", "reply") for text in ODD]
    asked = [(*one, at % 5 == 0) for at, one in enumerate(examples)]  # some as under an ask for touch
    page = browser.new_page()
    page.add_script_tag(content=READING)
    there = page.evaluate(ALL, [json.dumps(rules("en")), asked])
    page.close()
    here = [(found := read(*one)) and [found["id"], found["hint"]] for one in asked]
    assert len(asked) > 15_000
    assert [(one, a, b) for one, a, b in zip(asked, here, there, strict=True) if a != b] == []
