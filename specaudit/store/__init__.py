"""Run records and the content-addressed call store."""
