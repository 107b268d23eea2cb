"""The WSGI entry point of the one page."""

import os

from household.rescue import create_rescue

app = create_rescue(os.environ["HOUSEHOLD_SHUT"])
