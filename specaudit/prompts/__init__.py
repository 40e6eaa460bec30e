"""Versioned prompt files and their loader."""

from __future__ import annotations

from specaudit.prompts.loader import Prompt, load

__all__ = ["Prompt", "load"]
