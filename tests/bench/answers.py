"""What an answer costs, in G: the table, a claim, “nothing changed”, and the same in a very full notebook."""

from collections.abc import Iterator
from itertools import count
from pathlib import Path
from types import SimpleNamespace

from household.models import Need

from . import houses, work
from .figures import Figure, figure

FULL = 100_000
CLAIMS = 40


@figure
def answers(folder: Path, seconds: int) -> Iterator[Figure]:
    """The table with 50 needs, as kept and drawn anew; “nothing changed”; a claim by htmx."""
    with (
        houses.hello(folder / "hello") as hello,
        houses.house(folder / "house") as house,
        work.line(hello.port) as plain,
        work.line(house.port, **house.phone) as phone,
    ):
        token = {"If-None-Match": phone.ask("/")[2]["ETag"]}
        need = f"/needs/{a_key(house)}"
        fresh = count()  # an address that was not asked for before, so that nothing is kept for it
        assert phone.ask("/", **token)[0] == 304
        g, table, same, anew, page = work.beside(
            lambda: work.each(hello.process.pid, plain, lambda _: plain.ask("/")),
            lambda: work.each(house.process.pid, phone, lambda _: phone.ask("/")),
            lambda: work.each(house.process.pid, phone, lambda _: phone.ask("/", **token)),
            lambda: work.each(house.process.pid, phone, lambda _: phone.ask(f"/?{next(fresh)}"), 10),
            lambda: work.each(house.process.pid, phone, lambda _: phone.ask(need), 20),
        )
        claim = min(claims(house, phone) for _ in range(4))
    yield Figure("G, one answer of a bare hello", g, "ms")
    yield Figure("table, 50 needs, signed in (aim 14)", table / g, "G", 20)
    yield Figure("table drawn anew, 50 needs", anew / g, "G")
    yield Figure("“nothing changed”", same / g, "G", 4)
    yield Figure("claim by htmx", claim / g, "G", 10)
    yield Figure("the page of a need", page / g, "G")


def a_key(house: SimpleNamespace) -> str:
    with houses.notebook(house):
        return Need.select().order_by(Need.id.desc()).get().key


def claims(house: SimpleNamespace, phone: work.Line) -> float:
    """Jon takes what Mara asked, one need after the other; then all of them are open again."""
    with houses.notebook(house):
        needs = houses.lay(house.mara, house.jon, 2 * CLAIMS)[::2]
    by_htmx = {"HX-Request": "true", "HX-Request-Type": "partial"}

    def claim(number: int) -> None:
        form = f"wording={needs[number].wording}"
        status, _, _ = phone.ask(f"/needs/{needs[number].key}/claim", form, **by_htmx)
        assert status == 200

    try:
        return work.each(house.process.pid, phone, claim, CLAIMS)
    finally:
        with houses.notebook(house):
            Need.delete().where(Need.id > 50).execute()


@figure
def growth(folder: Path, seconds: int) -> Iterator[Figure]:
    """A notebook of 50 needs beside one with 100,000 more, met long ago or still waiting."""
    with (
        houses.house(folder / "few") as few,
        houses.house(folder / "met") as met,
        houses.house(folder / "waiting") as waiting,
    ):
        for house, still in ((met, False), (waiting, True)):
            with houses.notebook(house):
                houses.fill(house.mara, house.jon, FULL, waiting=still)
        for name, path in (("table", "/"), ("need page", None), ("asking", "/needs/new")):
            small = cost(few, path)
            for kind, house in (("met", met), ("waiting", waiting)):
                large = cost(house, path)
                yield Figure(f"{name}, 100,000 more that are {kind}", large[0] / small[0], "x CPU", 1.15)
                yield Figure(f"{name}, 100,000 more that are {kind}: more bytes", large[1] - small[1], "bytes", 100)


def cost(house: SimpleNamespace, path: str | None) -> tuple[float, int]:
    """(ms of CPU, bytes unpacked) of this page for Jon."""
    where = path or f"/needs/{a_key(house)}"
    with work.line(house.port, **house.phone, **{"Accept-Encoding": "identity"}) as phone:
        (least,) = work.beside(lambda: work.each(house.process.pid, phone, lambda _: phone.ask(where), 30), rounds=4)
        return least, len(phone.ask(where)[1])
