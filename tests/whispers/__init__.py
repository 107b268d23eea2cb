"""The two whispers: how well they judge, and that nothing of a draft leaves the device."""
