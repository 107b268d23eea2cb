"""Every page of the kids: what it is made of, what it tells of who sees it, and names of every kind."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

import pytest

from household.demo import move_in
from household.models import Device, Home, Need, Person

ODD = (
    'O’Brien\'s "Bo"',
    "100 % %(name)s {feel} %",
    "<b>Mum</b> & Co",
    "أمي",
)
ALIKE = 12  # of the pages of one kind: as many as there are tiles


class Tags(HTMLParser):
    """The headings of a page, what can be pressed there without a word to be heard, and its words."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.headings: list[int] = []
        self.silent: list[str] = []
        self.landmarks: list[str] = []
        self.words = ""
        self.feed(page[page.index("<body") :])

    def handle_starttag(self, tag: str, attrs: list) -> None:
        has = dict(attrs)
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if tag in ("header", "main", "nav", "footer"):
            self.landmarks.append(tag)
        pressed = tag == "a" or (tag == "button" and "hidden" not in has)
        if pressed and not (has.get("data-say") or {*(has.get("class") or "").split()} & {"skip", "out"}):
            self.silent.append(str(attrs))

    def handle_data(self, data: str) -> None:
        self.words += data


@pytest.fixture
def made_up(app: Any) -> dict[str, Person]:
    move_in()
    people = {person.name: person for person in Person.here()}
    theo = people["Theo"]
    for word, who in (("kid_hug", "Jon"), ("kid_drink", "Mara")):
        need = Need.ask_now(by=theo, word=word, named=[people[who]])
    need.claim(by=people["Mara"])
    return people


def walk(app: Any, who: Person) -> Iterator[tuple[str, str]]:
    """All that can be reached by tapping, and some of the pages that are alike."""
    client = app.test_client()
    client.set_cookie(f"household-{Home.current().key}", Device.enter(who, "test")[1])
    start = f"/kid/{who.key}"
    found, kinds = [f"{start}/"], {}
    for path in found:
        answer = client.get(path)
        assert answer.status_code == 200, path
        yield path.removeprefix(start), answer.text
        for link in re.findall(rf'href="({start}/[^"]*)"', answer.text):
            kind = re.sub(r"/[\w-]{12}(?=/|$)", "/*", link)
            if link not in found and len(kinds.setdefault(kind, [])) < ALIKE:
                kinds[kind].append(link)
                found.append(link)


def test_each_page_has_one_heading_over_all_in_order_its_landmarks_and_a_word_for_all_that_is_pressed(app, made_up):
    for name in ("Theo", "Ida"):
        pages = dict(walk(app, made_up[name]))
        assert len(pages) > 30
        for path, page in pages.items():
            tags = Tags(page)
            assert tags.headings.count(1) == 1 and tags.headings[0] == 1, path
            assert all(after - before <= 1 for before, after in zip(tags.headings, tags.headings[1:], strict=False)), (
                path
            )
            assert tags.landmarks == ["header", "main", "nav", "footer"], path
            assert tags.silent == [], path
            assert not re.search(r"[\d!]", re.sub(r"<svg.*?</svg>", "", tags.words)), path
            assert page.count('class="seen"') <= 1, path
            there = re.findall(r'<a class="places__place" href="/kid/[^/]+(/[^"]*)"[^>]* aria-current="page"', page)
            place = "/" if path == "/" or path.startswith("/ask") else f"/{path.split('/')[1]}/"
            assert there == ([] if place == "/stories/" else [place]), path


SEEN = {
    r"/|/asked/.*": "Mama, Papa, and Ida can see what you ask them.",
    r"/ask/.*": "Just the one you pick can see this.|Mama and Papa can see this.",
    r"/feel/|/feel/[^/]+": "Just the one you tell can see how you feel.",
    r"/feel/.+/nobody": "Nobody can see how you feel.",
    r"/help/": "All who see it can see if you help.",
    r"/help/.+": "Papa can see if you help.|All who see it can see if you help.",
    r"/thanks/|/thanks/to/.*": "All at home can see your thank you.",
    r"/stories/|/stories/promises": "Nobody can see what you look at here.",
    r"/stories/(?!promises).+": "Nobody can see which face you tap.",
}


def test_each_page_says_truly_who_can_see_what_is_done_there(app, made_up):
    found: dict[str, set[str]] = {kind: set() for kind in SEEN}
    for path, page in walk(app, made_up["Theo"]):
        for kind in SEEN:
            if re.fullmatch(kind, path):
                found[kind] |= {*re.findall(r'class="seen" data-say="([^"]+)"', page)}
    assert {kind: {*said.split("|")} for kind, said in SEEN.items()} == found


def test_names_of_any_kind_are_shown_as_they_are(app, made_up):
    for person, odd in zip(made_up.values(), ODD, strict=False):
        Person.update(name=odd, kids_say=odd).where(Person.id == person.id).execute()
    pages = dict(walk(app, Person.get_by_id(made_up["Theo"].id)))
    words = " ".join(Tags(page).words for page in pages.values())
    assert [odd for odd in ODD if odd not in words] == []
    assert not any(re.search("<b>Mum|&amp;(lt|#39);", page) for page in pages.values())
