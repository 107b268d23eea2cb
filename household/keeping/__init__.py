"""Looking after the house: one copy running, a sound notebook, and backups that prove themselves."""


class Trouble(Exception):
    """It can't be done; the sentence says why, and what to do.

    `detail` is for a terminal alone, never for the log or the notebook: an error's own words may be somebody's.
    """

    def __init__(self, sentence: str, detail: str = "") -> None:
        super().__init__(sentence)
        self.detail = detail
