"""The whispers: what a device itself looks for in a draft, for each language that has a file in `whispers/`.

Beside it may lie `<language>.weighed.json`, made of examples by tests/whispers/weighing.py: words, each with how far it
tips a draft. A language does without it until somebody has written enough of them.
"""

import json
import re
import tomllib
from pathlib import Path
from typing import Any

from household.content import HERE

FILES = HERE / "whispers"
NAMED = re.compile(r"<([a-z_]+)>")
UNREAD = ("example",)  # what is in a file for its readers alone


def languages() -> list[str]:
    return sorted(path.stem for path in FILES.glob("*.toml"))


def rules(language: str) -> dict[str, Any]:
    """The file of this language with the words that its patterns name put into them, and nothing a device can't use."""
    table = read(FILES / f"{language}.toml")
    named: dict[str, str] = {}
    for name, words in table.pop("words").items():
        named[name] = f"(?:{filled(words, named)})"
    whole: dict[str, Any] = put_in(table, named)
    weighed = FILES / f"{language}.weighed.json"
    for kind, scale in json.loads(weighed.read_text()).items() if weighed.exists() else ():
        whole[kind]["weighed"] = scale
    return whole


def read(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text())


def filled(text: str, named: dict[str, str]) -> str:
    return NAMED.sub(lambda name: named[name[1]], text)


def put_in(value: Any, named: dict[str, str]) -> Any:
    if isinstance(value, dict):
        return {key: put_in(one, named) for key, one in value.items() if key not in UNREAD}
    if isinstance(value, list):
        return [put_in(one, named) for one in value]
    return filled(value, named) if isinstance(value, str) else value
