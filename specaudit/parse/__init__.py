"""Markdown documents to specs."""
