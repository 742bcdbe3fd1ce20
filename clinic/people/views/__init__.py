"""The pages of the lead on the people of the clinic, and the page that an invitation opens."""
