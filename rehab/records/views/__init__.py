"""The pages of the clinic's lead: who did what, and a whole record to take away."""
