"""What ends a line, for the parser and for every editor; `str.splitlines` knows more."""

import re

LINE_END = re.compile(r"\r\n|\r|\n")
"""The end of a line in a text of any origin."""


def lines_of(text: str) -> list[str]:
    """Return the lines of a text without their ends."""
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
