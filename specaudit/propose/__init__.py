"""Candidates: pairs and statements that may be gaps."""
