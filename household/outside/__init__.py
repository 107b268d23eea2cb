"""What reaches out of the house: word of what happened, to phones and mailboxes, and calendars."""
