"""specaudit: find where a model spec contradicts itself, and prove it with an experiment."""

__version__ = "0.1.0"
