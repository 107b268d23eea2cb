"""Looking after the house: one copy running, a sound notebook, and backups that were checked."""
