"""Scenarios, and the committee's answers to them."""
