"""What someone may not see takes as much work to miss as what never was: nobody can tell them apart by a watch."""

import random
import time
from statistics import median

import pytest

from household.models import Need

pytestmark = pytest.mark.long

PAIRS = 500
PATHS = ("/needs/KEY", "/needs/KEY/not-now", "/thanks/new?need=KEY", "/needs/new?like=KEY")
ALIKE = 0.05  # the two middles may lie so far apart
EVEN = (0.3, 0.7)  # of the pairs, the hidden one may take longer in so many
# (to find a row and refuse it is a few microseconds, which no network lets anybody measure)


def work(client, path: str) -> float:
    """Seconds of this thread's own work for one answer, whatever else the machine does."""
    began = time.thread_time()
    client.get(path)
    return time.thread_time() - began


@pytest.mark.parametrize("path", PATHS)
def test_a_hidden_need_and_a_missing_one_take_the_same(as_, mara, jon, ruth, path):
    hidden = [Need.ask(by=mara, own="Sit with me?", audience="named", named=[ruth]).key for _ in range(20)]
    client, luck, took = as_(jon), random.Random(3), {"hidden": [], "missing": []}
    for number in range(PAIRS + 20):
        key = luck.choice(hidden)
        pair = [("hidden", key), ("missing", key[:-1] + ("a" if key[-1] != "a" else "b"))]
        luck.shuffle(pair)
        for which, one in pair:
            spent = work(client, path.replace("KEY", one))
            if number >= 20:  # the first ones warm up
                took[which].append(spent)
    middle = {which: median(spent) for which, spent in took.items()}
    longer = sum(a > b for a, b in zip(took["hidden"], took["missing"], strict=True)) / PAIRS
    assert abs(middle["hidden"] / middle["missing"] - 1) < ALIKE, middle
    assert EVEN[0] < longer < EVEN[1], longer
