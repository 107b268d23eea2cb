"""Every setting the house reads from its environment, with its default and its meaning."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote

PACKAGE = Path(__file__).resolve().parent
ROOT = PACKAGE if (PACKAGE / "templates").is_dir() else PACKAGE.parent
BODY = 1_048_576  # bytes that may be sent at once
ADDRESS = re.compile(r"https?://([\w.-]+|\[[0-9a-fA-F:.]+\])(:[0-9]{1,5})?(/(?!\.)[A-Za-z0-9._~-]+)*/?")
MAIL = re.compile(r"(smtps?)://(?:([^\s:@/?#]+):([^\s:@/?#]+)@)?([A-Za-z0-9.-]+|\[[0-9a-fA-F:.]+\]):([0-9]{1,5})/?")
EMAIL = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*")
EXTRAS = ("notify", "push")  # as in pyproject.toml


@dataclass(frozen=True)
class Setting:
    """One variable of the environment. `meaning` stands word for word in deploy/README.md."""

    variable: str
    default: str
    meaning: str


SETTINGS = (
    Setting("HOUSEHOLD_PORT", "8000", "The port the site listens on."),
    Setting("HOUSEHOLD_DATA", "~/.local/share/household", "The folder that holds the notebook and its backups."),
    Setting("HOUSEHOLD_URL", "", "The one address people use, such as https://home.example. It rules every link."),
    Setting("HOUSEHOLD_HOSTS", "", "More names the site may be called by, with commas between them."),
    Setting("HOUSEHOLD_LINES", "64", "How many connections one address may hold open at a time; 0 for any number."),
    Setting("HOUSEHOLD_MAIL", "", "The server that takes mail, such as smtps://name:password@mail.example:465."),
    Setting("HOUSEHOLD_MAIL_FROM", "", "The address that mail comes from, if the name above is not the one."),
    Setting("HOUSEHOLD_EXTRAS", "", "What deploy/install adds, with a comma between: notify, push."),
    Setting("DATABASE_URL", "", "A PostgreSQL address, for homes that outgrow one machine. Empty means SQLite."),
    Setting("HOUSEHOLD_DEMO", "", "Set by --demo alone: the made-up family in a folder that is thrown away."),
)


def settings(env: Mapping[str, str] = os.environ) -> dict:
    """The settings as Flask wants them; raises ValueError with a plain sentence for a bad value."""
    values = {setting.variable: env.get(setting.variable) or setting.default for setting in SETTINGS}
    data = Path(values["HOUSEHOLD_DATA"]).expanduser()
    return {
        "PORT": _port(values["HOUSEHOLD_PORT"]),
        "DATA": data,
        "URL": _url(values["HOUSEHOLD_URL"]),
        "HOSTS": tuple(name.strip().lower() for name in values["HOUSEHOLD_HOSTS"].split(",") if name.strip()),
        "LINES": _number("HOUSEHOLD_LINES", values["HOUSEHOLD_LINES"]),
        "MAIL": mail_server(values["HOUSEHOLD_MAIL"]) and values["HOUSEHOLD_MAIL"],
        "MAIL_FROM": _email(values["HOUSEHOLD_MAIL_FROM"]),
        "EXTRAS": _extras(values["HOUSEHOLD_EXTRAS"]),
        "DATABASE": _database(values["DATABASE_URL"]) or f"sqlite:///{data / 'household.db'}",
        "DEMO": bool(values["HOUSEHOLD_DEMO"]),
    }


def _port(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= 65535:
        raise ValueError(f"The port must be a number from 1 to 65535, not “{text}”.")
    return int(text)


def _number(name: str, text: str) -> int:
    if not text.isascii() or not text.isdigit() or len(text) > 6:
        raise ValueError(f"{name} must be a number, not “{text}”.")
    return int(text)


def _url(text: str) -> str:
    if text and not ADDRESS.fullmatch(text):
        raise ValueError(f"HOUSEHOLD_URL must look like https://home.example, not “{text}”.")
    return text.rstrip("/")


def _database(text: str) -> str:
    if text and not text.startswith(("postgresql://", "postgres://")):
        raise ValueError("DATABASE_URL must look like postgresql://name:word@host/database, or be left empty.")
    return text


class MailServer(NamedTuple):
    """Who takes mail: `safe` from the first byte, or else once STARTTLS was asked for."""

    safe: bool
    user: str
    password: str
    host: str
    port: int

    @property
    def sender(self) -> str:
        """Where mail comes from when nothing else is said: most servers take it from one's own address only."""
        return self.user if EMAIL.fullmatch(self.user) else f"household@{self.host}"


def mail_server(text: str) -> MailServer | None:
    """None for the empty text. The text has a password in it, so no error repeats it."""
    if not text:
        return None
    found = MAIL.fullmatch(text)
    if not found or not 1 <= int(found[5]) <= 65535:
        raise ValueError(
            "HOUSEHOLD_MAIL must look like smtps://name:password@mail.example:465. "
            "In name and password, %40 is an @, %3A a colon and %2F a slash."
        )
    user, password = unquote(found[2] or ""), unquote(found[3] or "")
    return MailServer(found[1] == "smtps", user, password, found[4].strip("[]"), int(found[5]))


def _email(text: str) -> str:
    if text and not EMAIL.fullmatch(text):
        raise ValueError(f"HOUSEHOLD_MAIL_FROM must look like house@mail.example, not “{text}”.")
    return text


def _extras(text: str) -> tuple[str, ...]:
    extras = tuple(name.strip() for name in text.split(",") if name.strip())
    if set(extras) - set(EXTRAS):
        raise ValueError(f"HOUSEHOLD_EXTRAS must look like {','.join(EXTRAS)}, not “{text}”.")
    return extras
