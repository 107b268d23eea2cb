"""How long the house's own copies still hold what was erased from the notebook."""

from datetime import date, timedelta

from household import database
from household.keeping.backup import DAYS, WEEKS


def gone_by(today: date) -> date | None:
    """By when the last daily copy from before is thrown away, in a house that is open each day.

    That is one of fourteen days first, and then the last of its week until eight newer weeks have come that far back.
    None where the notebook is not the house's to copy.
    """
    return today + timedelta(days=DAYS + 7 * (WEEKS - 1) + 1) if database.embedded() else None
