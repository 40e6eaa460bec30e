"""Markdown with no conventions beyond headings, lists and prose."""

from __future__ import annotations

from specaudit.parse.dialects.base import Dialect

DIALECT = Dialect("plain", likely=lambda text: 0.5)
