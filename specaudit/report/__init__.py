"""Renders reports; no counting, no I/O."""
