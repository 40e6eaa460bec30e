"""Errors a user can act on. The command line prints them as one line and exits 2 (or 3)."""

from __future__ import annotations


class SpecauditError(Exception):
    """What went wrong, where, and what to do, in one line without secrets."""

    exit_code = 2


class InputError(SpecauditError):
    """A document, run or baseline cannot be read."""


class ConfigError(SpecauditError):
    """Configuration or options cannot be used."""


class KeyMissingError(SpecauditError):
    """A model needs a key that is not set, or the provider rejected it."""


class UnreachableError(SpecauditError):
    """A model's host cannot be reached."""


class OutputError(SpecauditError):
    """A result cannot be written."""


class IncompleteError(SpecauditError):
    """A cap or provider failures stopped the work; what is done is saved and can be resumed."""

    exit_code = 3
