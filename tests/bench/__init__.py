"""What the house costs, beside what it may: `python -m tests.bench` prints every figure next to its aim.

Time is told as a ratio to G, the server's CPU for one answer of a bare WSGI hello under the same settings of gunicorn
in the same run, so that a figure means the same on every machine. Bytes and seconds are told as they are.
"""
