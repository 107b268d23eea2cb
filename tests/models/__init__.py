"""The house itself, without the web."""
