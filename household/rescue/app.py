"""The WSGI entry point of the one page."""

from household.rescue import create_rescue

app = create_rescue()
