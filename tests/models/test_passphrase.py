"""Passphrases: what a guesser tries first is refused kindly, and only a hash is kept."""

from household.models import passphrase
from household.models.base import Refused

COMMON = "Many people use that one, so a guesser tries it first. Four words of your own are safer."
SHORT = "Twelve letters or more, please. Four words you like are easy to keep in mind."
LONG = "That is longer than we can keep. Up to 256 letters, please."

TABLE = {
    # what is tried                       what is said
    "four quiet herons wading": "",
    "vier stille Reiher waten": "",
    "четыре тихие цапли": "",
    "四羽の静かな鷺が池の中を歩く": "",
    "🦆🐢🌲🌧️ am Teich 🪁🫖": "",
    "correcthorsebatterystaple9!": "",
    " leading and trailing ": "",
    "x" * 5 + "yzab" * 2 + "plume": "",
    "": SHORT,
    "herons": SHORT,
    "elevenchars": SHORT,
    "           ": SHORT,
    "            ": COMMON,
    "password1234": COMMON,
    "Password12345!": COMMON,
    "123456789012": COMMON,
    "987654321098": COMMON,
    "aaaaaaaaaaaa": COMMON,
    "abababababab": COMMON,
    "abcabcabcabc": COMMON,
    "AbCaBcAbCaBc": COMMON,
    "sesamesesame": COMMON,
    "abcdefghijklm": COMMON,
    "zyxwvutsrqpon": COMMON,
    "qwertyuiop123": COMMON,
    "!!!!!!!!!!!!????": COMMON,
    "Annemargarethe": COMMON,
    "Anne-Margarethe 2026": COMMON,
    "theblue door!": COMMON,
    "a heron wades " * 20: LONG,
    "鷺" * 40 + "が静かな池の中を歩いている" * 4: LONG,
}


def said(tried: str) -> str:
    try:
        passphrase.require_good(tried, "Anne Margarethe", "The blue door")
    except Refused as refusal:
        return str(refusal)
    return ""


def test_what_a_guesser_would_try_first_is_refused_kindly():
    assert {tried: said(tried) for tried in TABLE} == TABLE


def test_twelve_letters_are_enough_and_256_bytes_are_not_too_many():
    heron = "heron wades!"
    assert (len(heron), said(heron), said(heron[:11])) == (12, "", SHORT)
    full = ("a heron wades in the pond behind our house; " * 6)[:256]
    assert (said(full), said(full + "é")) == ("", LONG)


def test_names_that_are_not_there_forbid_nothing():
    passphrase.require_good("four quiet herons wading", "", " ")


def test_it_opens_for_the_one_and_for_no_other():
    for words in ("four quiet herons wading", "четыре тихие цапли", "a\x00b" * 9):
        sealed = passphrase.seal(words)
        assert passphrase.opens(words, sealed)
        assert not any(passphrase.opens(other, sealed) for other in (words[:-1], words.upper() + "!", ""))


def test_only_a_salted_hash_is_kept():
    first, second = (passphrase.seal("four quiet herons wading") for _ in range(2))
    assert first != second
    assert first.startswith("$argon2id$v=19$m=19456,t=2,p=1$") and "heron" not in first


def test_nothing_opens_a_door_without_a_good_lock():
    for sealed in ("", "no hash", "$argon2id$v=19$m=19456,t=2,p=1$broken"):
        assert not any(passphrase.opens(tried, sealed) for tried in ("", "nobody has this one", sealed))


def test_a_million_letters_are_answered_too():
    assert not passphrase.opens("x" * 1_000_000, passphrase.seal("four quiet herons wading"))
