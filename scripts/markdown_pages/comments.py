"""Finds the comments of a sample, exchanges them, and tells whether two texts are the same program.

A comment that a tool reads (`# noqa`, `# isort: split`, the marker of a region, a first line `#!`), or that
the site reads (`# (1)!`), says nothing to readers and is none here.
"""

import ast
import io
import re
import tokenize
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import Any, cast

import yaml

from markdown_pages.errors import MarkdownPagesError
from markdown_pages.line_ends import LINE_END
from markdown_pages.reading import read_text
from markdown_pages.samples import Region

_SAMPLES_KEPT = 512
_MAY_SAY_SOMETHING = re.compile(r"#(?![ \t]*(?:isort:|-+8<-)|!)")
_COMMENT = re.compile(r"(?P<mark>#+[ \t]*)(?P<text>.*?)[ \t]*")
_FOR_TOOLS = re.compile(
    r"!|.*-+8<-+|(?:.*\#[ ]*)?(?:noqa|type:|isort:|fmt:|pyright:|mypy:|ruff:|pylint:|pragma:|nosec|shellcheck"
    r"|yaml-language-server:|-\*-|\(\d+\)!?(?:\s|$))",
    re.VERBOSE,
)
_Place = tuple[int, str]
"""A line, and a comment that ends it, with its mark."""


@dataclass(frozen=True)
class Comment:
    """What a line of a sample says to those who read it."""

    line: int
    text: str
    """Without mark and blanks around it."""
    written: str
    """As it stands at the end of its line."""

    def saying(self, text: str) -> str:
        """Return the comment as it would stand there with another text."""
        mark = cast("re.Match[str]", _COMMENT.fullmatch(self.written))["mark"]
        return f"{mark}{text}"


def read_comments(sample: str, path: Path) -> list[Comment]:
    """Return the comments of a sample that readers can read, from top to bottom.

    Raises:
        MarkdownPagesError: the file cannot be read as what its name says.
    """
    return comments(sample, read_text(path), path)


def comments(sample: str, text: str, path: Path | None = None) -> list[Comment]:
    """Return the comments in the text of a sample; the path is for messages."""
    return [*_found(sample, text, path)]


@lru_cache(_SAMPLES_KEPT)
def _found(sample: str, text: str, path: Path | None) -> tuple[Comment, ...]:
    find = _kind(sample).places
    if not _MAY_SAY_SOMETHING.search(text):
        return ()
    try:
        places = [*find(text)]
    except (SyntaxError, tokenize.TokenError, yaml.YAMLError) as error:
        raise MarkdownPagesError(f"its comments cannot be found: {error}", path or sample) from error
    found = (_comment(line, written) for line, written in places)
    return tuple(comment for comment in found if comment.text and not for_tools(comment.text))


def for_tools(text: str) -> bool:
    """Whether a tool or the site would read a comment as meant for it."""
    return _FOR_TOOLS.match(text) is not None


def with_comments(region: Region, said: Mapping[str, str]) -> str:
    """Return what a region shows, its comments exchanged for what is said instead of them."""
    return _exchanged(region.text, region.line_numbers, read_comments(region.sample, region.path), said)


def rewritten(sample: str, text: str, said: Mapping[str, str]) -> str:
    """Return the text of a sample, its comments exchanged for what is said instead of them."""
    lines = range(1, len(LINE_END.split(text)) + 1)
    return _exchanged(text, lines, comments(sample, text), said)


def same_program(sample: str, one: str, other: str) -> bool:
    """Whether two texts of a sample differ in comments only.

    Compared are the tree of Python, the tokens of YAML, and the text around the comments of others.
    """
    program = _kind(sample).program
    try:
        return program(one) == program(other)
    except (SyntaxError, ValueError, yaml.YAMLError):
        return False


@dataclass(frozen=True)
class _Kind:
    """How the comments of one kind of file are found, and what is left of it without them."""

    places: Callable[[str], Iterator[_Place]]
    program: Callable[[str], object]


def _exchanged(text: str, numbers: Iterable[int], found: Iterable[Comment], said: Mapping[str, str]) -> str:
    """`numbers` are the lines of the sample that the lines of the text are."""
    in_lines = {comment.line: comment for comment in found}
    lines = LINE_END.split(text)
    for place, number in enumerate(numbers):
        if (comment := in_lines.get(number)) and (translation := said.get(comment.text)):
            lines[place] = lines[place].removesuffix(comment.written) + comment.saying(translation)
    return "\n".join(lines)


def _comment(line: int, written: str) -> Comment:
    match = _COMMENT.fullmatch(written)
    return Comment(line, match["text"] if match else "", written)


def _in_python(text: str) -> Iterator[_Place]:
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type == tokenize.COMMENT:
            yield token.start[0], token.string


def _python(text: str) -> str:
    return ast.dump(ast.parse(text))


def _in_shell(text: str) -> Iterator[_Place]:
    """Where bash begins a comment: only at the beginning of a word, which Pygments does not ask."""
    from pygments.lexers.shell import BashLexer  # few samples are scripts of the shell
    from pygments.token import Comment as CommentToken

    for start, kind, value in BashLexer().get_tokens_unprocessed(text):
        if kind in CommentToken and (start == 0 or text[start - 1] in " \t\n;&|()"):
            yield text.count("\n", 0, start) + 1, value.rstrip("\n")


def _shell(text: str) -> str:
    lines = text.split("\n")
    for line, written in _in_shell(text):
        lines[line - 1] = lines[line - 1].removesuffix(written)
    return "\n".join(lines)


def _in_yaml(text: str) -> Iterator[_Place]:
    """What stands between two tokens of YAML is blank or a comment."""
    end = 0
    for token in _yaml_tokens(text):
        between = text[end : token.start_mark.index]
        for found in re.finditer(r"#.*", between):
            yield text.count("\n", 0, end + found.start()) + 1, found[0]
        end = token.end_mark.index


def _yaml(text: str) -> list[tuple[type, object]]:
    return [(type(token), getattr(token, "value", None)) for token in _yaml_tokens(text)]


def _yaml_tokens(text: str) -> Iterator[Any]:
    return cast("Any", yaml).scan(text, Loader=yaml.SafeLoader)


def _without_comments(_text: str) -> Iterator[_Place]:
    return iter(())


_YAML = _Kind(_in_yaml, _yaml)
_KINDS = {".py": _Kind(_in_python, _python), ".sh": _Kind(_in_shell, _shell), ".yml": _YAML, ".yaml": _YAML}
_NAMES = {"MLTable": _YAML}


def _kind(sample: str) -> _Kind:
    path = PurePosixPath(sample)
    return _NAMES.get(path.name) or _KINDS.get(path.suffix) or _Kind(_without_comments, str)
