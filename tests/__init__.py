"""What must hold, in sentences."""
