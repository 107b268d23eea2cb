"""What somebody wrote between the partners, or for whom they choose: our why, repairs, the care note, and more."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from household.content import checking_in, why
from household.content.finding import feelings_by_id
from household.models import Agreement, CareNote, CheckInAnswer, CheckInKept, Weather, WhyAnswer, WhyLine
from household.models.care_note import WORDS
from household.policy.agreeing import visible_agreements
from household.policy.checking_in import visible_check_in_answers, visible_kept_answers
from household.policy.our_why import our_why_lines, visible_why_answers, visible_why_lines
from household.policy.own.piece import Piece
from household.policy.repairing import visible_repairs

SAID_HURT, SAID_OTHER = ("landed", "feels", "asks", "more"), ("heard", "owns", "mends")


class Answered(NamedTuple):
    """Words, and the question that they answer."""

    question: str
    words: str


def why_answers(who: Any) -> Iterator[Piece]:
    """What they answered, whether it is open yet or not."""
    questions = why.questions()
    for one in visible_why_answers(who).where(WhyAnswer.by == who.id, WhyAnswer.words != ""):
        said = Answered(questions[one.opening.question].text, one.words)
        yield Piece("why_answers", one.key, one.at, said, said._asdict() | {"at": one.at})


def why_lines(who: Any) -> Iterator[Piece]:
    """The lines that they proposed."""
    for one in visible_why_lines(who).where(WhyLine.by == who.id):
        yield Piece("why_lines", one.key, one.at, one.words, {"words": one.words, "at": one.at})


def repairs(who: Any) -> Iterator[Piece]:
    """What they said in a repair, with whom; not a word of the other's, nor what the other wrote for them."""
    for one in visible_repairs(who):
        lent = one.lent.split()
        names = SAID_HURT if one.by_id == who.id else [name for name in SAID_OTHER if name not in lent]
        words = {name: getattr(one, name) for name in names if getattr(one, name)}
        feelings = one.feelings.split() if one.by_id == who.id else []
        felt = [known.word for id, known in feelings_by_id().items() if id in feelings]
        if words or felt:
            told = {"with": one.beside(who).name, "felt": felt, "words": words, "at": one.at}
            yield Piece("repairs", one.key, one.at, told, told)


def kept_answers(who: Any) -> Iterator[Piece]:
    """What they kept of a check-in."""
    questions = checking_in.questions()
    for one in visible_kept_answers(who).where(CheckInKept.by == who.id):
        said = Answered(questions.get(one.question, ""), one.words)
        yield Piece("kept_answers", one.key, None, said, said._asdict())


def check_in_answers(who: Any) -> Iterator[Piece]:
    """What they said at the check-in of this evening, opened or not; the night takes it away."""
    questions = checking_in.questions()
    mine = (CheckInAnswer.by == who.id) & (CheckInAnswer.words != "") & ~CheckInAnswer.kept
    for one in visible_check_in_answers(who).where(mine):
        said = Answered(questions.get(one.question, ""), one.words)
        yield Piece("check_in_answers", one.key, None, said, said._asdict())


def care_note(who: Any) -> Iterator[Piece]:
    note = CareNote.of(who)
    if note:
        yield Piece("care_note", note.key, None, note, {name: getattr(note, name) for name in WORDS})


def weather(who: Any) -> Iterator[Piece]:
    """Today's; there is no other."""
    for one in Weather.today().where(Weather.person == who.id):
        yield Piece("weather", who.key, None, one, {"sky": one.sky, "words": one.words})


def our_agreement(who: Any) -> Iterator[Piece]:
    """The page that all share, while it is in force."""
    for one in Agreement.whole(visible_agreements(who).where(Agreement.state == "standing")):
        if one.in_force:
            yield Piece("our_agreement", one.key, None, one, promised(one))


def promises(who: Any) -> Iterator[Piece]:
    """Words for it that they proposed, and that hold nobody: not yet, or not now."""
    for one in Agreement.whole(visible_agreements(who).where(Agreement.by == who.id)):
        if not one.in_force:
            yield Piece("promises", one.key, one.at, one, promised(one) | {"at": one.at})


def promised(agreement: Agreement) -> dict[str, Any]:
    names = ("text", "slip", "kid_words")
    return {"promises": [{name: getattr(one, name) for name in names} for one in agreement.promises]}


def our_why(who: Any) -> Iterator[Piece]:
    """The lines that all keep, on one page."""
    lines = [one.words for one in our_why_lines(who)]
    if lines:
        yield Piece("our_why", who.key, None, lines, {"lines": lines})
