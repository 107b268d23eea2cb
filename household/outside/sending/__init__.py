"""Sends one message on one channel, in a process of its own that is short and knows nothing else of the house."""
