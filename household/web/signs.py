"""Signs that somebody is still there, at the kitchen tablet with their face touched."""

from flask import Request

from household.models import Device
from household.web.answers import by_htmx


def notice_sign(device: Device, request: Request) -> None:
    if device.who_touched and by_hand(request):
        device.notice_touch()


def by_hand(request: Request) -> bool:
    """Whether somebody surely did this: sent a form, or came from another page. Pages keep themselves fresh, too."""
    if request.method == "POST":
        return True
    before, here = (request.referrer or "").split("#")[0], request.full_path.rstrip("?")
    return bool(before) and not (by_htmx() or request.blueprint == "live" or before.endswith(here))
