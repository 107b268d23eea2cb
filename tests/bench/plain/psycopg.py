"""Stands before the real one, which only homes with PostgreSQL install: peewee imports it wherever it is."""

raise ImportError
