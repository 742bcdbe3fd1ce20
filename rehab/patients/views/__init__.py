"""The pages of a patient's record."""
