"""What came of an errand, written down: it went, it is tried again later, or nobody knows."""

from household.models import Channel, Delivery
from household.outside.errand import Errand

FINAL = ("refused", "forbidden", "bad", "missing")  # asking there once more would say the same


def settle(errand: Errand, went: str) -> None:
    """`went` is what Errand.done says."""
    channel = Channel.get_or_none(Channel.id == errand.channel.id)
    if channel is None:
        return
    if went == "gone":
        channel.close(by=None)
    elif errand.trial:
        channel.end_trial("" if went == "sent" else went)
    elif went in ("sent", "there"):
        Delivery.end(errand.message, "gone")
        channel.was_reached()
    elif errand.asks and went in FINAL:
        Delivery.end(errand.message, "gone")  # it may well have arrived: rather not twice
    elif went == "absent":
        Delivery.take_back(errand.message)
    elif went == "silent" or errand.asks:
        Delivery.end(errand.message, "unknown")
        channel.was_not_reached("silent")
    else:
        Delivery.take_back(errand.message)
        channel.was_not_reached(went)
