"""The forms of the house, one module for each thing people do."""
