"""Takes from each page what is loaded and never seen: indentation, idle marks, escapes, namespaces."""

import json
import re

from mkdocs.plugins import event_priority

_PARTS = re.compile(
    r"(?P<verbatim><(?P<tag>pre|script|style|textarea)\b.*?</(?P=tag)>)"
    r'|(?P<drawing><svg\b[^>]*?) xmlns="http://www\.w3\.org/2000/svg"'
    r"|[ \t]*\n\s*",
    re.DOTALL,
)
"""What is verbatim, drawings, and breaks.

A drawing inside of HTML needs no namespace (MDN, SVG reference, element `svg`: its note on `xmlns`).
"""
_SETTINGS = re.compile(
    r'(?P<tag><script id="__config" type="application/json">)(?P<json>.*?)</script>', re.DOTALL
)
_EMPTY = "<span></span>"
_COLOURLESS = re.compile(r'<span class="(?:n|o|p|w)">([^<]*)</span>')
"""Pygments' names, operators, punctuation and blanks: they look as code does without a mark."""
_SAME_AGAIN = re.compile(
    r'<span class="(?P<mark>\w+)">[^<]*(?:</span>\s*<span class="(?P=mark)">[^<]*)+</span>'
)
"""One colour in several marks, as of a text and of its quotes."""
_BETWEEN = re.compile(r'</span>(\s*)<span class="\w+">')


@event_priority(-200)  # when nobody looks for anything in a page any more
def on_post_page(output: str, **_: object) -> str:
    """Return a page that says and shows the same with fewer bytes."""
    return _PARTS.sub(_leaner, output)


def _leaner(part: re.Match[str]) -> str:
    verbatim: str | None = part["verbatim"]
    if verbatim is None:
        return part["drawing"] or "\n"
    if part["tag"] == "pre":
        coloured = _COLOURLESS.sub(r"\1", verbatim.replace(_EMPTY, ""))
        return _SAME_AGAIN.sub(lambda same: _BETWEEN.sub(r"\1", same[0]), coloured)
    return _SETTINGS.sub(_readable, verbatim)


def _readable(settings: re.Match[str]) -> str:
    """The theme's settings with letters as they are; `<` stays escaped, for it could end the script."""
    text = json.dumps(json.loads(settings["json"]), ensure_ascii=False, separators=(",", ":"))
    return settings["tag"] + text.replace("<", "\\u003c") + "</script>"
