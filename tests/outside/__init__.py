"""What reaches out of the house."""
