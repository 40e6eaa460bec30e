"""Lint a spec, plan an audit, run it with simulated models, and read the result.

Run from the checkout's root: python examples/python/audit_offline.py [FOLDER]
Takes seconds; needs no key and no network. The run is kept in FOLDER, if one is named.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import specaudit

SPECS = Path("specs")


def main(folder: Path) -> None:
    """Audit the sample spec with a committee whose truth is known."""
    world = f"scripted/gaps@{SPECS / 'marlow.gaps.json'}"
    settings: specaudit.AuditSettings = {
        "models": [f"{world}:{member}" for member in "abcd"],
        "judges": [f"{world}:judge-{n}" for n in (1, 2, 3)],
        "generator": f"{world}:generator",
        "queries": 7,
        "max_gaps": 3,
        "run_dir": str(folder / "runs"),
    }
    planned = specaudit.plan(SPECS / "marlow.md", engine="pattern", **settings)
    print(f"planned: about {planned.calls()} calls")
    report = specaudit.audit(SPECS / "marlow.md", engine="pattern", **settings)
    print(f"static findings: {len(report.findings)}")
    for gap in report.gaps:
        print(f"{gap.rank}. {gap.candidate.id} {gap.verdict}: {gap.candidate.claim}")


if __name__ == "__main__":
    if len(sys.argv) > 1:
        main(Path(sys.argv[1]))
    else:
        with tempfile.TemporaryDirectory() as temporary:
            main(Path(temporary))
