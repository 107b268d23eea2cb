"""The words that someone looks for. They stand in the address, and nowhere else."""

from wtforms import Form

from household.models.folding import Sought
from household.web.forms import Words

LONGEST = 80  # letters


class SearchForm(Form):
    q = Words(longest=LONGEST)

    @property
    def sought(self) -> Sought | None:
        """None where nothing is looked for."""
        return Sought(self.q.data) if self.q.data else None
