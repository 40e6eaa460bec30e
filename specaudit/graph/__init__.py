"""The principle graph."""
