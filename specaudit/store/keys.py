"""Canonical JSON and tagged hashes: the identity of everything that is stored."""

from __future__ import annotations

import hashlib
import json

_ENCODER = json.JSONEncoder(
    sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
)


def canonical_json(value: object) -> str:
    """Serialise plain JSON data so that equal data gives equal text (sorted keys, no spaces).

    Raises:
        ValueError: for NaN or infinite numbers, which have no JSON form.
    """
    return _ENCODER.encode(value)


def tagged_hash(value: object, size: int = 16) -> str:
    """Hash plain JSON data; the tag names the algorithm so that it can change later.

    Args:
        value: JSON data (dicts, lists, strings, numbers, booleans, None).
        size: Digest size in bytes.

    Returns:
        ``b2:`` and the BLAKE2b digest of the canonical JSON in hex.
    """
    data = canonical_json(value).encode("utf-8", "surrogatepass")
    return "b2:" + hashlib.blake2b(data, digest_size=size).hexdigest()
