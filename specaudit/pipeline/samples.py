"""The sample spec that ships with the package."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from specaudit.domain.errors import OutputError
from specaudit.store.runs import write_atomically

SPEC, GAPS = "marlow.md", "marlow.gaps.json"


def read(name: str) -> str:
    """Return a sample's text, from the package or from the checkout it runs from."""
    packaged = files("specaudit").joinpath("_specs", name)
    if packaged.is_file():
        return packaged.read_text("utf-8")
    return (Path(__file__).parents[2] / "specs" / name).read_text("utf-8")


def unpack(folder: Path) -> tuple[Path, Path]:
    """Write the sample spec and the list of its deliberate gaps into a folder.

    Raises:
        OutputError: where the folder cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"cannot create {folder}: {error.strerror}") from None
    for name in (SPEC, GAPS):
        write_atomically(folder / name, read(name))
    return folder / SPEC, folder / GAPS
