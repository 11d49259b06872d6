"""Gives each page a description in its own language: the first sentences of its first paragraph.

Search engines show it below the title, and `llms.txt` beside the link. A page says otherwise with
`description:` in its front matter.
"""

import re
from html import unescape
from unicodedata import east_asian_width

from mkdocs.plugins import event_priority
from mkdocs.structure.pages import Page

LONGEST = 200
"""Columns of a description, beyond which search engines cut it anyway."""
_PARAGRAPH = re.compile(r"<p>(?P<text>.*?)</p>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+|(?<=[。！？])")  # noqa: RUF001 - the ends of sentences in ja and zh-TW


@event_priority(-50)  # after the site's own notes are in the page: they are paragraphs with a class
def on_page_content(html: str, page: Page, **_: object) -> str:
    """Describe a page that does not do so itself."""
    if not page.meta.get("description") and (paragraph := _PARAGRAPH.search(html)):
        page.meta["description"] = shortened(plain(paragraph["text"]))
    return html


def plain(html: str) -> str:
    """Return HTML as text on one line."""
    return " ".join(unescape(_TAG.sub("", html)).split())


def shortened(text: str, longest: int = LONGEST) -> str:
    """Return as many whole sentences as fit; if that is not even half of it, as many words."""
    if width(text) <= longest:
        return text
    fitting = [text[: end.start()] for end in _SENTENCE_END.finditer(text)]
    fitting = [part for part in fitting if longest / 2 <= width(part) <= longest]
    return fitting[-1] if fitting else _cut(text, longest)


def width(text: str) -> int:
    """Return the columns of a text: a Chinese or Japanese character takes two."""
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in text)


def _cut(text: str, longest: int) -> str:
    while width(text) >= longest:
        text = text[:-1]
    return (text.rsplit(" ", 1)[0] if " " in text else text).rstrip(" ,.:;、。，") + "…"  # noqa: RUF001
