"""What stands on the page of a repair, for each of its two people."""

from typing import Any

from household import content, policy
from household.models import Need, Person, Repair, Reply
from household.routes.forms.pausing import PauseForm
from household.routes.forms.repair_words import MAY_HELP, break_said, feelings_said, hard_feelings, offered, openers
from household.routes.forms.repair_words import replies as all_replies
from household.routes.forms.repairing import PARTS, SayForm, TellForm
from household.routes.forms.replying import still_to_come
from household.routes.forms.story_page import kids_know
from household.web.access import can, find_or_404, home, me, or_404
from household.web.times import with_time
from household.web.unchanged import turns_at


def find_repair(key: str) -> Repair:
    """The one with this key, if it is one of the reader's own; else 404."""
    found: Repair = find_or_404(policy.visible_repairs(me()), key)
    return found


def about(args: Any) -> dict[str, Any]:
    """Whom it is to be told, or None, and the need or the reply that hurt, by the keys in an address or a form."""
    beside = {person.key: person for person in policy.partners_beside(me())}
    to, need, reply = beside.get(args.get("to") or ""), None, None
    if args.get("need"):
        need = or_404(policy.one_need(me(), home(), args["need"]))
    if need and args.get("reply"):
        reply = find_or_404(policy.visible_replies(me(), need), args["reply"])
    return {"to": to, "need": need, "reply": reply}


def about_this(repair: Repair) -> dict[str, Any]:
    """The same of what was told, as far as this reader sees it."""
    need = policy.visible_needs(me()).where(Need.id == repair.need_id).get_or_none() if repair.need_id else None
    if need is None:
        return {"need": None, "reply": None}
    return {"need": need, "reply": policy.visible_replies(me(), need).where(Reply.id == repair.reply_id).get_or_none()}


def tell_page(form: TellForm, to: Person, need: Need | None, reply: Reply | None, **more: Any) -> dict[str, Any]:
    """What hurt, to be told: all that is asked, or one part of it for whoever goes slowly."""
    if me().slow and form.part.data not in PARTS:
        form.part.data = PARTS[0]
    return {
        "form": form, "to": to, "need": need, "reply": reply, "parts": [form.part.data] if me().slow else PARTS,
        "openers": openers(whole=me().slow), "feelings": hard_feelings(),
        "may_help": [content.words()[id] for id in MAY_HELP], "welcome": all_replies(),
        "repair": None, **to_lean_on(), **more,
    }  # fmt: skip


def to_lean_on() -> dict[str, Any]:
    """What the partners have promised each other for such moments, and what they stay for."""
    return {"promises": policy.promises_for(me(), "repair"), "our_why": policy.our_why_lines(me())}


def repair_page(repair: Repair, form: Any = None, passed: bool = False) -> dict[str, Any]:
    """`passed`: the phone of the one who was hurt is in the other's hands."""
    if repair.resting:
        turns_at(repair.back_at)
    if repair.beside(me()).left_at:
        return left_page(repair)
    if repair.stage == "tell":
        if form and not isinstance(form, TellForm):
            raise repair.late()  # nobody answers or pauses what was not told
        return tell_page(form or TellForm.of(repair), repair.to, repair=repair, **about_this(repair))
    returns = said_return(repair) if repair.resting else ""
    other = repair.beside(me())
    goes_on = not repair.resting and other.left_at is None
    says = can("lend", repair) if passed else repair.is_turn_of(me())
    return {
        "repair": repair,
        "form": form
        if isinstance(form, SayForm)
        else SayForm(repair, repair.stage, data={"words": said_so_far(repair)}),
        "pause": form if isinstance(form, PauseForm) else PauseForm(),
        "other": other,
        "passed": passed,
        "goes_on": goes_on,
        "says": says and goes_on,
        "phrases": offered(repair, repair.stage),
        "felt": feelings_said(repair.feelings.split()),
        "returns": returns,
        "a_break": break_said(repair, returns) if returns else "",
        "moments": still_to_come(),
        "notice": next(iter(form.mistakes), "") if form else "",  # above what the house keeps fresh
        **to_lean_on(),
        **about_this(repair),
        **kids_know(repair),
    }


def left_page(repair: Repair) -> dict[str, Any]:
    """What there is of it where the other of the two is in the house no more."""
    return {
        "repair": repair, "other": repair.beside(me()), "felt": feelings_said(repair.feelings.split()),
        "promises": [], "our_why": [], **about_this(repair),
    }  # fmt: skip


def said_so_far(repair: Repair) -> str:
    """What the other said at this step before, to go on from."""
    return str(getattr(repair, {"hear": "heard", "own": "owns", "mend": "mends"}.get(repair.stage, ""), ""))


def said_return(repair: Repair) -> str:
    """When whoever paused is back, as a day and a time on the clock: nothing that runs down."""
    here = home()
    local = here.local(repair.back_at)
    return with_time(local.date(), local.time().replace(second=0, microsecond=0), here)
