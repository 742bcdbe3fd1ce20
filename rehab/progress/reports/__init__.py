"""Reports of a programme's course: to the patient, to whoever referred them, and at discharge."""
