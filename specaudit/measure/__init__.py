"""From answers and verdicts to estimates and typed verdicts."""
