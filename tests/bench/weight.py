"""What a page weighs: bytes over the network and requests, at the first view and again."""

import re
from collections.abc import Iterator
from pathlib import Path

from . import houses, work
from .figures import Figure, figure


@figure
def weight(folder: Path, seconds: int) -> Iterator[Figure]:
    """The table of 50 needs with all it calls for, as a browser does; fonts apart, which stay for a year."""
    with houses.house(folder / "house") as house, work.line(house.port, **house.phone) as phone:
        page, html = len(phone.ask("/")[1]), phone.ask("/", **{"Accept-Encoding": "identity"})[1].decode()
        files = {one.split("#")[0] for one in re.findall(r'(?:src|href)="(/(?:assets|static)/[^"]+)"', html)}
        style = next(one for one in files if one.endswith("site.css"))
        sheet = phone.ask(style, **{"Accept-Encoding": "identity"})[1].decode()
        fonts = set(re.findall(r"url\(['\"]?(/[^)'\"]+\.woff2)", sheet)) | {one for one in files if "woff2" in one}
        sizes = {one: len(phone.ask(one)[1]) for one in {*files, *fonts}}
        plain = {one: size for one, size in sizes.items() if one not in fonts}
        kept = [phone.ask(one)[2]["Cache-Control"] for one in plain]
    assert all("immutable" in one for one in kept), "asked for once"
    yield Figure("first view without fonts", (page + sum(plain.values())) / 1000, "kB", 40)
    yield Figure("first view without fonts: requests", 1 + len(plain), "requests", 8)
    yield Figure("first view with fonts", (page + sum(sizes.values())) / 1000, "kB", 100)
    yield Figure("again", page / 1000, "kB", 8)
