"""How the house speaks HTTP."""
