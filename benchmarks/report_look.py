"""How the HTML report looks: screenshots at 1440 and 390 px in both colour schemes, and axe.

Run: ``python -m benchmarks.report_look FOLDER [--report report.json] [--axe axe.min.js]``. Needs
Chromium on the path. Names do not resolve while the page is open: nothing may be loaded.
Exits 1 where axe finds a violation or the page writes to the console.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
from html import unescape
from pathlib import Path

from specaudit import report as reports
from tests.report import samples

BROWSER = (
    "chromium",
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--hide-scrollbars",
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--enable-logging=stderr",
)
SCHEMES = {"light": "1", "dark": "0"}
CHECK = (
    "<script>document.querySelectorAll('details').forEach(d=>d.open=true);"
    "axe.run().then(r=>{const p=document.createElement('pre');p.id='axe-says';"
    "p.textContent=r.violations.map(v=>v.id+' '+v.nodes[0].html).join('\\n');"
    "document.body.append(p);});</script>"
)


def browse(page: Path, scheme: str, *options: str) -> subprocess.CompletedProcess[str]:
    scheme_option = f"--blink-settings=preferredColorScheme={SCHEMES[scheme]}"
    command = [*BROWSER, scheme_option, *options, page.resolve().as_uri()]
    return subprocess.run(command, capture_output=True, text=True, check=True, timeout=180)


def violations(text: str, folder: Path, axe: Path, scheme: str) -> str:
    """Say what axe finds with every part of the page opened; empty where it finds nothing."""
    page = folder / "axe.html"
    source = axe.read_text("utf-8").replace("</script", "<\\/script")
    page.write_text(
        text.replace("</body>", f"<script>{source}</script>{CHECK}</body>"), encoding="utf-8"
    )
    done = browse(page, scheme, "--virtual-time-budget=60000", "--dump-dom").stdout
    page.unlink()
    said = re.search(r'<pre id="axe-says">(.*?)</pre>', done, re.DOTALL)
    return unescape(said.group(1)) if said else "axe did not run"


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("folder", type=Path)
    options.add_argument("--report", type=Path)
    options.add_argument("--axe", type=Path)
    given = options.parse_args()
    shown = reports.load(given.report.read_text("utf-8")) if given.report else samples.report()
    text = reports.render(shown, "html")
    page = given.folder / "report.html"
    page.write_text(text, encoding="utf-8")
    bad = False
    for scheme in SCHEMES:
        for width, height in ((1440, 3200), (390, 3000)):
            target = given.folder / f"{scheme}-{width}.png"
            done = browse(page, scheme, f"--screenshot={target}", f"--window-size={width},{height}")
            console = [line for line in done.stderr.splitlines() if "CONSOLE" in line]
            bad = bad or bool(console)
            print(f"{target}: {len(console)} console messages", *console, sep="\n  ")
        if given.axe:
            found = violations(text, given.folder, given.axe, scheme)
            bad = bad or bool(found)
            print(f"axe, {scheme}: {found or '0 violations'}")
    sys.exit(int(bad))


if __name__ == "__main__":
    main()
