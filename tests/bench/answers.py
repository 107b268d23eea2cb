"""What an answer costs, in G: the table, a claim, “nothing changed”, and the same in a very full notebook."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from itertools import count
from pathlib import Path
from types import SimpleNamespace
from typing import NamedTuple

from household import create_app, database
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
            small, *large = costs(path, few, met, waiting)
            yield Figure(f"{name}, 50 needs: queries", small.queries, "queries")
            for kind, one in zip(("met", "waiting"), large, strict=True):
                more = f"{name}, 100,000 more that are {kind}"
                yield Figure(more, one.cpu / small.cpu, "x CPU", 1.15)
                yield Figure(f"{more}: other bytes", abs(one.size - small.size), "bytes", 100)
                yield Figure(f"{more}: other queries", abs(one.queries - small.queries), "queries", 0)


class Cost(NamedTuple):
    """Of one page: ms of CPU, bytes unpacked, and statements that it runs."""

    cpu: float
    size: int
    queries: int


def costs(path: str | None, *houses: SimpleNamespace) -> list[Cost]:
    """What this page costs in each of these houses, for Jon; turn by turn, so that what disturbs one disturbs all."""
    with ExitStack() as stack:
        asks = [asking(house, path or f"/needs/{a_key(house)}", stack) for house in houses]
        least = work.beside(*(one[0] for one in asks), rounds=5)
        sizes = [one[1]() for one in asks]
    queries = [queries_of(house, path or f"/needs/{a_key(house)}") for house in houses]
    return [Cost(*one) for one in zip(least, sizes, queries, strict=True)]


def asking(house: SimpleNamespace, where: str, stack: ExitStack) -> tuple[Callable[[], float], Callable[[], int]]:
    """How its CPU for this page is measured, and its bytes."""
    phone = stack.enter_context(work.line(house.port, **house.phone, **{"Accept-Encoding": "identity"}))
    return (
        lambda: work.each(house.process.pid, phone, lambda _: phone.ask(where), 30),
        lambda: len(phone.ask(where)[1]),
    )


def queries_of(house: SimpleNamespace, where: str) -> int:
    """How many statements this page runs, drawn anew in this process: nobody sees into that of the house."""
    seen: list[str] = []
    url = f"sqlite:///{house.data / 'household.db'}"
    client = create_app(DATA=house.data, DATABASE=url, URL="", HOSTS=()).test_client(use_cookies=False)
    database.db.obj.query_hooks.append(lambda one: seen.append(one.sql))
    for turn in range(2):  # the first also opens the notebook
        seen.clear()
        with client.get(f"{where}?{turn}", headers=house.phone) as answer:
            assert answer.status_code == 200
    database.db.close()
    return len(seen)
