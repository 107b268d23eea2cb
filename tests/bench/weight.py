"""What a page weighs: bytes over the network and requests, at the first view and again."""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urljoin

from . import houses, work
from .figures import Figure, figure


@figure
def weight(folder: Path, seconds: int) -> Iterator[Figure]:
    """The table of 50 needs with all it calls for, as a browser does; and what it asks for when it comes back."""
    with houses.house(folder / "house") as house, work.line(house.port, **house.phone) as phone:
        page, html = len(phone.ask("/")[1]), phone.ask("/", **{"Accept-Encoding": "identity"})[1].decode()
        shown = re.sub(r'<link rel="apple-touch-icon"[^>]*>', "", html)  # fetched only for a home screen
        files = {one.split("#")[0] for one in re.findall(r'(?:src|href)="(/assets/[^"]+)"', shown)}
        style = next(one for one in files if one.endswith("site.css"))
        sheet = phone.ask(style, **{"Accept-Encoding": "identity"})[1].decode()
        files |= {urljoin(style, one) for one in re.findall(r"url\(['\"]?([^)'\"]+)", sheet) if "data:" not in one}
        answers = {one: phone.ask(one) for one in files}
    assert {status for status, _, _ in answers.values()} == {200}
    sizes = {one: len(body) for one, (_, body, _) in answers.items()}
    plain = [size for one, size in sizes.items() if not one.endswith(".woff2")]
    assert len(sizes) - len(plain) == 2, "both typefaces are weighed"
    again = {one: sizes[one] for one, (_, _, said) in answers.items() if "immutable" not in said["Cache-Control"]}
    yield Figure("first view without fonts", (page + sum(plain)) / 1000, "kB", 40)
    yield Figure("first view without fonts: requests", 1 + len(plain), "requests", 8)
    yield Figure("first view with fonts", (page + sum(sizes.values())) / 1000, "kB", 100)
    yield Figure("again", (page + sum(again.values())) / 1000, "kB", 8)
    yield Figure("again: requests besides the stream", 1 + len(again), "requests", 1)
