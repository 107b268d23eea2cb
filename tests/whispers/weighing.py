"""Weigh the words of the known examples anew: `python -m tests.whispers.weighing` writes en.weighed.json.

Needs scikit-learn. What is weighed are words and what stands side by side, up to three, by how much more often they
stand in drafts that argue or take themselves back than in plain ones: logistic regression on their log-count ratios
(Wang and Manning, Baselines and Bigrams, 2012). Only what several voices
say counts; no names, and no feelings: those are welcome. The examples kept apart are never read here.
"""

import json
import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable

from scipy.sparse import csr_matrix, diags
from sklearn.linear_model import LogisticRegression

from household import content
from household.content import whispering

from . import reading
from .examples import FILES, drafts, our_own

VOICES, OFTEN = 2, 3  # by how many voices, and in how many drafts, something must be said
MOST = 4_000  # of one kind; more say hardly more
SILENT = {"ask": 0.975, "reply": 0.98}  # of the plain drafts of voices that were not learned from
STRENGTH, SMOOTH = 10.0, 0.5


class Scale:
    """The weights learned from some drafts: pairs of what is said in one, and whether something should be said."""

    def __init__(self, learned: list[tuple[set[str], bool]], words: list[str]) -> None:
        self.place = {word: at for at, word in enumerate(words)}
        tips = diags(self.log_ratios(learned))
        model = LogisticRegression(C=STRENGTH, solver="liblinear", max_iter=1000)
        model.fit(self.rows(said for said, _ in learned) @ tips, [argues for _, argues in learned])
        weights = tips @ model.coef_[0]
        self.weights = {word: round(100 * weights[at]) for word, at in self.place.items()}
        self.base = round(100 * float(model.intercept_[0]))
        self.used = Counter(word for said, _ in learned for word in said)

    def log_ratios(self, learned: list[tuple[set[str], bool]]) -> list[float]:
        """How much more often each word stands in the ones than in the others."""
        counts = [
            Counter(word for said, argues in learned if argues is side for word in said) for side in (True, False)
        ]
        totals = [sum(SMOOTH + count[word] for word in self.place) for count in counts]
        shares = [
            [(SMOOTH + count[word]) / total for word in self.place] for count, total in zip(counts, totals, strict=True)
        ]
        return [math.log(one / other) for one, other in zip(*shares, strict=True)]

    def rows(self, all_said: Iterable[set[str]]) -> csr_matrix:
        values, columns, starts = [], [], [0]
        for said in all_said:
            here = sorted(self.place[word] for word in said if word in self.place)
            values += [len(here) ** -0.5 for _ in here]
            columns += here
            starts.append(len(columns))
        return csr_matrix((values, columns, starts), shape=(len(starts) - 1, len(self.place)))

    def weigh(self, said: set[str]) -> float:
        found = [self.weights[word] for word in said if word in self.weights]
        return sum(found) / math.sqrt(len(found)) + self.base if found else self.base

    def heaviest(self) -> list[str]:
        return sorted(sorted(self.place, key=lambda word: -abs(self.weights[word]) * math.sqrt(self.used[word]))[:MOST])


def main(language: str = "en") -> None:
    learned = {kind: learn(kind) for kind in ("ask", "reply")}
    file = {
        kind: {"base": scale.base - shift, "words": {word: weight for word, weight in scale.weights.items() if weight}}
        for kind, (scale, shift) in learned.items()
    }
    (whispering.FILES / f"{language}.weighed.json").write_text(json.dumps(file, indent=0, ensure_ascii=False) + "\n")


def learn(kind: str) -> tuple[Scale, int]:
    """The scale of this kind, and by how much it must be shifted to be silent enough on voices it never heard."""
    unsaid = names() | {word for feeling in content.feelings() for word in feeling.split()}
    written = [
        (*draft, argues) for name, (of, argues) in FILES.items() if of == kind for draft in drafts("known", name)
    ]
    written += [(text, "the house itself", False) for text in our_own(kind)]
    said = [
        (
            {one for one in reading.groups(reading.plain(text, quotes=False)) if not unsaid & {*one.split()}},
            argues,
            voice,
        )
        for text, voice, argues in written
    ]
    voices = sorted({voice for *_, voice in said})
    plain: list[float] = []
    for held in (voices[at::4] for at in range(4)):
        scale = pruned([one for one in said if one[2] not in held])
        plain += [scale.weigh(words) for words, argues, voice in said if voice in held and not argues]
    plain.sort()
    return pruned(said), math.ceil(plain[int(SILENT[kind] * len(plain))])


def pruned(said: list[tuple[set[str], bool, str]]) -> Scale:
    often, voices = Counter(), defaultdict(set)
    for words, _, voice in said:
        for word in words:
            often[word] += 1
            voices[word].add(voice)
    common = sorted(word for word in often if often[word] >= OFTEN and len(voices[word]) >= VOICES)
    learned = [(words, argues) for words, argues, _ in said]
    return Scale(learned, Scale(learned, common).heaviest())


def names() -> set[str]:
    """Words that are written large in the middle of a sentence nearly always."""
    large, all_of = Counter(), Counter()
    for name in FILES:
        for text, _ in drafts("known", name):
            for word in re.findall(r"(?<=[a-z,] )[A-Za-z]+", text):
                all_of[word.lower()] += 1
                large[word.lower()] += word[0].isupper()
    return {word for word in large if large[word] > 0.7 * all_of[word] and word != "i" and len(word) > 2}


if __name__ == "__main__":
    main()
