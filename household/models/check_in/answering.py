"""Answering in private: all answers to a question open at once, when everyone has answered it or skipped it."""

from typing import Any

from household.database import db
from household.models.base import Refused, TooLate
from household.models.event import Event
from household.models.person import Person


class Answering:
    """The verbs at a question. Before it opens nobody else can tell what somebody did, or that they did."""

    def answer(self: Any, *, by: Person, question: str, words: str) -> None:
        """Say it in writing. The same form sent twice is one answer."""
        if not words:
            raise Refused("Write a word or two first, or skip this one.")
        self._give(by, question, words)

    def pass_over(self: Any, *, by: Person, question: str) -> None:
        """Skip it, for oneself alone."""
        self._give(by, question, "")

    def _give(self: Any, by: Person, question: str, words: str) -> None:
        with db.atomic():
            held = self.hold()
            said = held.said_by(by, question)
            if said and said.given and said.words == words:
                return
            if question != held.question or by not in held.people:
                raise TooLate("It has gone on by now. Your words are still here.")
            if said and said.given:
                raise TooLate("You have answered this one already. Your words are still here.")
            answer = held.answers.model
            if said:
                answer.update(words=words, given=True).where(answer.id == said.id).execute()
            else:
                answer.create(check_in=held, by=by, question=question, words=words)
            if held.open_if_all_said(question):
                Event.record(held, "open", held.circle, held.circle)

    def said_by(self: Any, person: Person, question: str) -> Any:
        """Their answer, given or not; None where there is none, or no such question."""
        answer = self.answers.model
        mine = self.answers.where(answer.by == person, answer.question == question)
        return mine.get_or_none() if question in self.questions else None

    def open_if_all_said(self: Any, question: str) -> bool:
        """Whether that was the last one."""
        answer = self.answers.model
        said = self.answers.where(answer.question == question, answer.given, answer.by << self.people)
        if said.count() < len(self.people):
            return False
        answer.update(opened=True).where(answer.check_in == self.id, answer.question == question).execute()
        return True

    def opened(self: Any, question: str) -> bool:
        answer = self.answers.model
        return bool(self.answers.where(answer.question == question, answer.opened).exists())

    def forget_words_of(self: Any, person: Person) -> None:
        answer = self.answers.model
        answer.delete().where(answer.check_in == self.id, answer.by == person).execute()
