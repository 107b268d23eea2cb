"""Going out at once: this device is signed out, in whatever state the notebook is; and cookies are taken back."""

from flask import Response, request

from household import database, policy
from household.web.access import cookie_rules, device, keep


def leave(answer: Response) -> Response:
    """Sign this device out; where that can't be written down, its browser forgets who it was."""
    try:
        database.ready()
        found = device()
        held = found is not None and policy.admits(found) and policy.may_sign_out(found.holder)
        return keep(answer, found.sign_out()) if found and held else answer
    except Exception:  # whatever is wrong with the notebook, nobody who leaves is told of it
        return forget(answer)


def forget(answer: Response) -> Response:
    """Without the notebook nobody knows which cookie it is: every one that is a house's on this host goes."""
    for name in request.cookies:
        if "household-" in name:
            drop(answer, name)
    return answer


def drop(answer: Response, name: str) -> Response:
    """Take this cookie back: by the same rules, or a browser keeps what was given to it over HTTPS."""
    answer.set_cookie(name, "", **cookie_rules() | {"max_age": 0})
    return answer
