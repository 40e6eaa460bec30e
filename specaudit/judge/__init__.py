"""Rubrics, scores, compliance verdicts and the instrument check."""
