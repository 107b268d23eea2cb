"""Looking after the house: one copy running, a sound notebook, and backups that prove themselves."""


class Trouble(Exception):
    """It can't be done; the sentence says why, and what to do."""
