"""Every page of the kids fits: small phones, large letters, either way of reading, names of any length."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page

from household.demo import move_in
from household.models import KidView, Need, Person

WIDTHS = (390, 320, 1280)
LONG = (
    "Grandmother-of-the-whole-street",
    "Wolfeschlegelsteinhausenberger",
    "أمي الغالية جدا جدا",
    "Theodore Bartholomew the Third",
)
# What stands beyond the edge, read either way; and what is tapped but under 96 px in one direction.
WRONG = """smallest => ['ltr', 'rtl'].flatMap(reading => {
  document.documentElement.dir = reading
  const over = document.documentElement.scrollWidth - innerWidth
  const small = [...document.querySelectorAll('a[href], button, input:not([type=hidden]), textarea')]
    .filter(e => e.checkVisibility() && !e.matches('.skip')).map(e => [e.getBoundingClientRect(), e])
    .filter(([box]) => box.width < smallest || box.height < smallest)
  return [
    ...(over > 0 ? [`${reading}: ${over} px sideways`] : []),
    ...small.map(([box, e]) => `${reading}: ${box.width} x ${box.height} ${e.outerHTML.slice(0, 80)}`),
  ]
})"""


@pytest.mark.long
@pytest.mark.parametrize("letters", [16, 32], ids=["letters as they are", "letters twice as large"])
@pytest.mark.parametrize("named", [(), LONG], ids=["short names", "long names"])
def test_each_page_fits_and_each_target_is_large_enough(phone, app, letters, named):
    move_in()
    mara, jon, _, theo = people = [Person.get(Person.name == name) for name in ("Mara", "Jon", "Ida", "Theo")]
    KidView.of(theo).let_write(by=mara)
    for word, who in (("kid_hug", jon), ("kid_drink", mara)):
        need = Need.ask_now(by=theo, word=word, named=[who])
    need.claim(by=mara)
    for person, name in zip(people, named, strict=False):
        Person.update(name=name, kids_say=name).where(Person.id == person.id).execute()
    page = phone(theo)
    page.context.new_cdp_session(page).send("Page.setFontSizes", {"fontSizes": {"standard": letters, "fixed": letters}})
    wrong = []
    for path in walk(page, f"/kid/{theo.key}/"):
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 844})
            wrong += [f"{path} at {width}, {one}" for one in page.evaluate(WRONG, 95.5)]
    assert wrong == [] and page.troubles == []


def walk(page: Page, start: str) -> Iterator[str]:
    """Each page that a tap leads to, one of each kind; it is open when it is named."""
    found, kinds = [start], {kind(start)}
    for path in found:
        page.goto(path)
        links: Any = page.locator(f"a[href^='{start}']").evaluate_all("all => all.map(e => e.getAttribute('href'))")
        for link in links:
            if kind(link) not in kinds:
                kinds.add(kind(link))
                found.append(link)
        yield path
    assert len(found) > 14


def kind(path: str) -> str:
    return re.sub(r"/[\w-]{12}(?=/|$)", "/*", path)
