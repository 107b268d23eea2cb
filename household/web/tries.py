"""What may be tried how often: passphrases, codes, PINs, buttons, and whatever writes to the family."""

from household.web.throttle import DAY, FEW, MINUTE, QUARTER, Throttle


def may_try_passphrase(throttle: Throttle, account: str, address: str, device: str | None = None) -> bool:
    """Whether someone may try the passphrase of `account`; ask before hashing.

    A device that has been in before, named by its key, has tries of its own: nobody can use them up from
    elsewhere. A stranger's address comes first, so that one that is out of tries can't use up an account's.
    """
    if device:
        return throttle.allow(f"device {device}", FEW, FEW * MINUTE)
    return (
        throttle.allow(f"address {address}", 20, QUARTER)
        and throttle.allow(f"account {account}", FEW, FEW * MINUTE)
        and throttle.allow("strangers", 60, MINUTE)
    )


def may_send_test(throttle: Throttle, person: str) -> bool:
    """Whether this person may let the house send one more test: nobody else's mailbox shall be filled."""
    return throttle.allow(f"tests of {person}", 10, QUARTER)


def may_try_code(throttle: Throttle, address: str) -> bool:
    """Whether an invitation's or a card's words may be tried: five a minute in all, and one address not all of them."""
    return throttle.allow(f"codes from {address}", FEW, FEW * MINUTE) and throttle.allow("codes", FEW, MINUTE)


def may_show_letters(throttle: Throttle, address: str) -> bool:
    """Whether another tablet may show letters and wait: a kitchen has one or two, and each that waits takes room.

    In all there is room for many, so that a few who call for ever keep no tablet out; none waits for long.
    """
    return throttle.allow(f"letters for {address}", 20, QUARTER) and throttle.allow("letters", 600, QUARTER)


def may_try_letters(throttle: Throttle, device: str) -> bool:
    """Whether the letters of a tablet may be typed on this device, named by its key: nobody can use up its tries."""
    return throttle.allow(f"letters on {device}", FEW, FEW * MINUTE)


def letters_were_right(throttle: Throttle, device: str) -> None:
    throttle.forgive(f"letters on {device}", FEW, FEW * MINUTE)


def code_was_right(throttle: Throttle, address: str) -> None:
    """A right code is no guess: whoever has it may come back to its page as often as they need."""
    throttle.forgive(f"codes from {address}", FEW, FEW * MINUTE)
    throttle.forgive("codes", FEW, MINUTE)


def may_try_pin(throttle: Throttle, whose: str) -> bool:
    """Whether somebody may try the PIN of this person, or at this tablet one of the partners': few, and ten a day."""
    return all(throttle.allow(*limit) for limit in of_pins(whose))


def pin_was_right(throttle: Throttle, whose: str) -> None:
    """Who knows it comes as often as they like."""
    for limit in of_pins(whose):
        throttle.forgive(*limit)


def of_pins(whose: str) -> tuple[tuple[str, int, int], ...]:
    return (f"pin of {whose}", FEW, FEW * MINUTE), (f"pins of {whose}", 10, DAY)


def may_try_button(throttle: Throttle, address: str) -> bool:
    """Whether another link that is no button's may be tried. Nobody guesses one: this ends what goes on by mistake."""
    return throttle.allow(f"buttons from {address}", 20, QUARTER)


def may_knock(throttle: Throttle, card: str, address: str) -> bool:
    """Whether one more phone may ask to come in with this card: each is a line on the family's pages."""
    return throttle.allow(f"knocks from {address}", FEW, QUARTER) and throttle.allow(
        f"knocks with {card}", FEW, QUARTER
    )


def may_try_recovery(throttle: Throttle, account: str, address: str, device: str | None = None) -> bool:
    """Whether a recovery code of `account` may be tried: like codes, and like passphrases five for each account.

    A device that has been in before has tries of its own, so that nobody can use up those of the owner.
    """
    if device:
        return throttle.allow(f"recovery on {device}", FEW, FEW * MINUTE)
    return may_try_code(throttle, address) and throttle.allow(f"recovery of {account}", FEW, FEW * MINUTE)


def recovery_was_right(throttle: Throttle, account: str, address: str, device: str | None = None) -> None:
    """A right code is no guess: whoever has it may take their time to choose a new passphrase."""
    if device:
        throttle.forgive(f"recovery on {device}", FEW, FEW * MINUTE)
    else:
        code_was_right(throttle, address)
        throttle.forgive(f"recovery of {account}", FEW, FEW * MINUTE)
