"""The forms of a programme: starting it, deciding about it, changing what is prescribed."""
