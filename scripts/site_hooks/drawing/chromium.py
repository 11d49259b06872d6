"""Lets Chromium lay out Mermaid sources: only a browser knows how wide a text is."""

import html
import json
import re
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import cast

from site_hooks.errors import SiteError

NAMES = (
    "chromium-headless-shell",  # the same engine without the windows around it: a third of the processor time
    "chromium",
    "chromium-browser",
    "google-chrome",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)
FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--allow-file-access-from-files",
    "--host-resolver-rules=MAP * ~NOTFOUND",  # drawing needs no network
    "--virtual-time-budget=60000",
)
# Wider than the fonts that most readers have, so that a label fits its box on their screens too.
FONTS = '"DejaVu Sans", "Noto Sans CJK TC", sans-serif'
SETTINGS = {
    "startOnLoad": False,
    "theme": "base",
    "look": "classic",
    "htmlLabels": False,
    "flowchart": {
        "htmlLabels": False,
        "useMaxWidth": False,
        "wrappingWidth": 200,
        "minNodeWidth": 40,
        "padding": 12,
        "nodeSpacing": 30,
        "rankSpacing": 36,
    },
    "deterministicIds": True,
    "handDrawnSeed": 1,
    "securityLevel": "strict",
    "fontFamily": FONTS,
    "fontSize": 16,
}
PAGE = """<!doctype html><meta charset="utf-8"><body><script src="{script}"></script><script>
(async () => {{
  mermaid.initialize({settings})
  const drawn = {{}}
  for (const [name, source] of Object.entries({sources})) {{
    try {{ drawn[name] = (await mermaid.render("d" + name, source)).svg }}
    catch (error) {{ drawn[name] = "error: " + error.message }}
  }}
  document.body.textContent = JSON.stringify(drawn)
}})()
</script>"""


def find_browser() -> str:
    """Return a browser that can lay out the diagrams."""
    for name in NAMES:
        if found := shutil.which(name):
            return found
    raise SiteError(
        "drawing needs Chromium: apt-get install chromium-headless-shell fonts-dejavu-core fonts-noto-cjk,"
        " or Google Chrome"
    )


def draw(sources: Mapping[str, str], mermaid: Path) -> dict[str, str]:
    """Return the SVG, or what Mermaid says is wrong with it, for each named source."""
    page = PAGE.format(script=mermaid.as_uri(), settings=json.dumps(SETTINGS), sources=_embedded(sources))
    with tempfile.TemporaryDirectory(prefix="handbook-drawing-") as folder:
        file = Path(folder, "page.html")
        file.write_text(page, encoding="utf-8")
        document = _document(file, Path(folder, "profile"))
    found = re.search(r"<body>(\{.*\})</body>", document, re.DOTALL)
    if not found:
        raise SiteError(
            "Chromium returned no drawing; is the Mermaid package whole? Delete scripts/node/node_modules"
        )
    return cast(dict[str, str], json.loads(html.unescape(found[1])))


def _embedded(sources: Mapping[str, str]) -> str:
    return json.dumps(dict(sources)).replace("<", "\\u003c")


def _document(file: Path, profile: Path) -> str:
    command = [find_browser(), *FLAGS, f"--user-data-dir={profile}", "--dump-dom", file.as_uri()]
    finished = subprocess.run(command, capture_output=True, text=True, timeout=120)
    if finished.returncode:
        raise SiteError(f"Chromium ended with {finished.returncode}:\n{finished.stderr.strip()}")
    return finished.stdout
