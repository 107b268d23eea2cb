"""What opens a door once: a secret for a link, and four words to read out on the telephone. Only hashes are kept."""

import re
import secrets

from household.content import code_words
from household.models.device import hashed


def fresh_secrets() -> tuple[tuple[str, str], dict[str, str]]:
    """((a secret, four words), what of them is kept)."""
    token, words = secrets.token_urlsafe(16), "-".join(secrets.choice(code_words()) for _ in range(4))
    return (token, words), {"token_hash": hashed(token), "words_hash": hashed(words)}


def hashed_words(words: str) -> str:
    """The same hash, however the words are written."""
    return hashed("-".join(re.findall(r"[a-z]+", words.casefold())))
