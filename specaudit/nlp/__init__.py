"""Norm extraction behind one interface."""
