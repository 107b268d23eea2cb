"""How a page is asked for: by a plain form, by htmx for a part, by htmx for a whole page."""

from html import unescape
from typing import Any

PLAIN: dict[str, str] = {}
PART = {"HX-Request": "true", "HX-Request-Type": "partial"}
WHOLE = {"HX-Request": "true", "HX-Request-Type": "full"}
WAYS = (PLAIN, PART, WHOLE)


def seen(response: Any) -> str:
    """The page with its entities as people see them."""
    return unescape(response.text)
