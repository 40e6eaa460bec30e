"""Static rules: no model, no key, no network.

The package can be called: ``specaudit.lint("spec.md")`` is `specaudit.api.lint`. Importing any of
its modules binds ``specaudit.lint`` to the package, and the call must work all the same.
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import Any


class _Callable(ModuleType):
    def __call__(self, *paths: Any, **settings: Any) -> Any:
        return import_module("specaudit.api").lint(*paths, **settings)


sys.modules[__name__].__class__ = _Callable
