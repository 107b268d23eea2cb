"""What was asked and given, the newest first, and the search in it: over what someone may see, and nothing else."""

from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from functools import partial
from itertools import islice
from typing import Any, NamedTuple

from household.content import kids
from household.models import Home, Need, Reply, Thanks
from household.models.folding import Sought
from household.policy.seeing import visible_needs, visible_replies_under, visible_thanks

__all__ = ["Back", "Told", "look_back", "one_told"]

MOST = 30  # told on one page
BATCH, READ = 500, 2_000  # rows that a search reads at once, and about as many for one page
EVER = datetime(1, 1, 1, tzinfo=UTC)
SAID = 3  # replies shown under a need in which words were found


class Row(NamedTuple):
    """One thing that can be told, with its words. `at` is when it was over: None while it is still open."""

    at: datetime | None
    kind: str
    id: int
    key: str
    words: str


class Told(NamedTuple):
    """A need, with the replies in which words were found, or thanks: `kind` says which."""

    at: datetime | None
    kind: str
    thing: Need | Thanks
    replies: list[Reply]


class Back(NamedTuple):
    """`further` is the key of the last thing that was looked at, if there may be more behind it."""

    told: list[Told]
    further: str


def look_back(who: Any, here: Home, after: Row | None = None, sought: Sought | None = None) -> Back:
    """One page of what was met and of thanks, after a thing; or where the sought words stand, in whatever is seen."""
    found: list[Row] = []
    read = 0
    for rows in passes(who, here, after, sought) if sought != () else ():
        said = words_under(who, rows) if sought is not None else {}
        read += len(rows) + sum(map(len, said.values()))
        for row in rows:
            if sought is not None and not sought.all_in("\n".join((row.words, *said.get(row[1:3], ())))):
                continue
            if len(found) == MOST:
                return Back(tell(who, here, found, sought), found[-1].key)
            found.append(row)
        if read >= READ:
            return Back(tell(who, here, found, sought), rows[-1].key)
    return Back(tell(who, here, found, sought), "")


def one_told(who: Any, here: Home, key: str) -> Row | None:
    """The thing with this key, from which one looks further back."""
    needs = need_rows(visible_needs(who, here.today).where(Need.key == key))
    return next(iter(needs or thanks_rows(visible_thanks(who).where(Thanks.key == key))), None)


def passes(who: Any, here: Home, after: Row | None, sought: Sought | None) -> Iterator[list[Row]]:
    """So many rows at a time: for a search first what is still open, then what was, week after week."""
    is_open = after is not None and after.at is None
    if sought is not None and (after is None or is_open):
        yield from steps(partial(still_open, who, here, BATCH), after, BATCH)
    many = MOST + 1 if sought is None else BATCH
    yield from steps(partial(over, who, here, many, sought is None), None if is_open else after, many)


def steps(read: Callable[[Row | None], list[Row]], after: Row | None, many: int) -> Iterator[list[Row]]:
    rows = read(after)
    while rows:
        yield rows
        rows = read(rows[-1]) if len(rows) == many else []


def still_open(who: Any, here: Home, many: int, after: Row | None) -> list[Row]:
    needs = visible_needs(who, here.today).where(Need.closed_at.is_null())
    # reckoning with the id keeps SQLite from walking all needs by it, as for the table
    return need_rows((needs.where(Need.id + 0 < after.id) if after else needs).limit(many))


def over(who: Any, here: Home, many: int, only_met: bool, after: Row | None) -> list[Row]:
    """Of both kinds, in one order: thanks given in the same instant are the newer."""
    # a last day and a first let SQLite go through the index of closed_at, in its order
    past = beyond(Need.closed_at, Need.id, "need", after) & (Need.closed_at >= (who.joined_at or EVER))
    needs = visible_needs(who, here.today).where(past & (Need.closed_as == "met") if only_met else past)
    thanks = visible_thanks(who).where(beyond(Thanks.at, Thanks.id, "thanks", after))
    rows = [
        *need_rows(needs.order_by(Need.closed_at.desc(), Need.id.desc()).limit(many)),
        *thanks_rows(thanks.order_by(Thanks.at.desc(), Thanks.id.desc()).limit(many)),
    ]
    return sorted(rows, key=lambda row: row[:3], reverse=True)[:many]


def beyond(at: Any, one: Any, kind: str, after: Row | None) -> Any:
    """The condition for what comes after a row; one that an index can start from."""
    if after is None:
        return at.is_null(False)
    if kind == after.kind:
        return (at <= after.at) & ((at < after.at) | (one < after.id))
    return at <= after.at if kind < after.kind else at < after.at


def need_rows(needs: Any) -> list[Row]:
    rows = needs.select(Need.closed_at, Need.id, Need.key, Need.word, Need.own).tuples()
    return [Row(at, "need", one, key, f"{called(word)}\n{own}") for at, one, key, word, own in rows]


def called(word: str) -> str:
    """How a chosen need is called when one asks, and when it is told."""
    chosen = kids.chosen(word)
    return f"{chosen.label}\n{chosen.told}" if chosen else ""


def thanks_rows(thanks: Any) -> list[Row]:
    rows = thanks.select(Thanks.at, Thanks.id, Thanks.key, Thanks.did, Thanks.says, Thanks.picture).tuples()
    return [Row(at, "thanks", one, key, "\n".join(words)) for at, one, key, *words in rows]


def words_under(who: Any, rows: list[Row]) -> dict[tuple[str, int], list[str]]:
    """What is said under the needs among these, by the kind and id of each."""
    said: dict[tuple[str, int], list[str]] = {}
    needs = [row.id for row in rows if row.kind == "need"]
    for need, words in visible_replies_under(who, needs).select(Reply.need, Reply.words).tuples() if needs else ():
        said.setdefault(("need", need), []).append(words)
    return said


def tell(who: Any, here: Home, rows: list[Row], sought: Sought | None) -> list[Told]:
    """The things of these rows as they are now, in the same order."""
    if not rows:
        return []
    ids = {kind: [row.id for row in rows if row.kind == kind] for kind in ("need", "thanks")}
    needs = visible_needs(who, here.today).where(Need.id << ids["need"])
    thanks = Thanks.with_people(visible_thanks(who).where(Thanks.id << ids["thanks"]))
    things = {("need", need.id): need for need in needs} | {("thanks", one.id): one for one in thanks}
    said: dict[tuple[str, int], list[Reply]] = {}
    for reply in visible_replies_under(who, ids["need"]) if sought else ():
        said.setdefault(("need", reply.need_id), []).append(reply)
    kept = [(row, row[1:3]) for row in rows if row[1:3] in things]
    return [Told(row.at, row.kind, things[one], said_in(said.get(one, ()), sought)) for row, one in kept]


def said_in(replies: Iterable[Reply], sought: Sought | None) -> list[Reply]:
    """A few of those in which one of the words stands."""
    return list(islice((one for one in replies if sought and sought.any_in(one.words)), SAID))
