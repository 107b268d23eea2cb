"""The pages: each view, with and without htmx."""
