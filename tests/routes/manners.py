"""How a page is asked for: by a plain form, by htmx for a part, by htmx for a whole page."""

from html import unescape
from typing import Any
from urllib.parse import urlencode

PLAIN: dict[str, str] = {}
PART = {"HX-Request": "true", "HX-Request-Type": "partial"}
WHOLE = {"HX-Request": "true", "HX-Request-Type": "full"}
WAYS = (PLAIN, PART, WHOLE)


def seen(response: Any) -> str:
    """The page with its entities as people see them."""
    return unescape(response.text)


def raw(client: Any, url: str, form: dict[str, Any], **more: bytes) -> Any:
    """A form whose `more` fields are bytes as they are, whole letters or not."""
    return client.post(url, data=urlencode({**form, **more}), content_type="application/x-www-form-urlencoded")
