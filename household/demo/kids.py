"""What the made-up children asked for, helped with and said, and what they were told."""

from household.demo.times import at, when
from household.models import KidFeeling, KidView, Need, Person, Story, Thanks
from household.models.clock import stopped


def the_kids(mara: Person, jon: Person, ida: Person, theo: Person) -> None:
    """Call it when the family is there, before what lies on the table today."""
    KidView.of(theo).let_hear([ida], by=mara)
    KidView.of(ida).let_write(by=jon)
    with stopped(at(3, 17)):
        hug = Need.ask(by=mara, word="hug", feeling="tired", audience="partners")
        hug.claim(by=jon)
        hug.meet(by=mara)
        Story.tell_kids(hug, by=mara, when="done_feeling")
    with stopped(at(2, 16)):
        tidy = Need.ask(by=mara, word="tidy_help", audience="home", kids_can_help=True)
        tidy.claim(by=theo)
        tidy.meet(by=theo)
        Thanks.give(by=mara, to=[theo], need=tidy, did="You put the blocks away with me.", says="You are kind.")
        Story.tell_kids(tidy, by=mara, when="child_helped")
    with stopped(at(1, 18)):
        read = Need.ask(by=theo, word="kid_story", audience="named", named=[jon], when=when("now"))
        read.claim(by=jon)
        read.meet(by=theo)
        Thanks.give(by=theo, to=[jon], picture="dino", audience="home")
        Thanks.give(by=ida, to=[mara], picture="rainbow", says="Thank you, Mama. You are kind.", audience="home")
    with stopped(at(0, 9)):
        KidFeeling.tell(by=theo, to=mara, feeling="sad")
        Need.ask(
            by=jon, own="Will you carry the bread home with me?", audience="named", named=[theo], when=when("today")
        )
