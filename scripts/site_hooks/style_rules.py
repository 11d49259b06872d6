"""Leaves out of a style sheet what no page of a site and no script of it can ask for.

It stays unless a name that its selector cannot do without occurs nowhere: no tag has it, no script says so.
What a selector says in `:not()` and the like never decides.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TypeAlias, cast

import tinycss2
from tinycss2 import ast

Token: TypeAlias = ast.Node
_WORD = re.compile(r"[\w-]+")
_VARIABLE = re.compile(r"var\(\s*(--[\w-]+)")
_TAB = re.compile(r"\.tabbed-set>input:nth-child\((\d+)\)")
_LINE_BREAK = re.compile(r"\s*\n\s*")
_GROUPS = ("media", "supports", "layer", "container")
_NO_NAME = "\0"


@dataclass(frozen=True)
class Names:
    """Everything that a selector can find."""

    words: frozenset[str]
    """Of the tags (their names, attributes, classes, ids) and of the scripts."""
    beginnings: tuple[str, ...] = ()
    """What scripts make names of that they do not say as a whole: `md-tag--`."""
    most_tabs: int = 0
    """The theme has rules for twenty tabs beside each other."""
    unwanted: tuple[str, ...] = ()
    """Parts of selectors that go although there may be something that they find."""

    def has(self, name: str) -> bool:
        """Tell whether anything may have a name."""
        return name in self.words or name.startswith(self.beginnings)


@dataclass(frozen=True)
class _Rule:
    prelude: str
    declarations: tuple[tuple[str, str], ...] = ()
    """Names and texts; a text stands as it is when there are no names."""
    inner: tuple["_Rule", ...] = ()
    selectors: tuple[Sequence[Token], ...] = ()
    """What the prelude is made of, where that is selectors."""

    def text(self, used: frozenset[str] | None = None) -> str:
        """The rule as CSS, without variables that are not among those used; empty if nothing remains."""
        kept = [
            said
            for name, said in self.declarations
            if not (name.startswith("--") and used is not None and name not in used)
        ]
        if not self.declarations and not self.inner:
            return self.prelude
        body = ";".join(kept) + "".join(rule.text(used) for rule in self.inner)
        return f"{self.prelude}{{{body}}}" if body else ""


def kept(css: str, names: Names) -> str:
    """Return a style sheet without the rules and variables that nothing asks for."""
    rules = [*_asked_for(_parsed(css), names)]
    text, last = "".join(rule.text() for rule in rules), ""
    while text != last:  # what only a variable used that is gone now is not used any more
        last, used = text, names.words | {*_VARIABLE.findall(text)}
        text = "".join(rule.text(used) for rule in rules)
    return text


def _asked_for(rules: Iterable[_Rule], names: Names) -> Iterator[_Rule]:
    for rule in rules:
        if rule.selectors:
            selectors = [it for it in rule.selectors if _possible(it, names)]
            if selectors:
                yield replace(rule, prelude=",".join(_said(it) for it in selectors))
        elif rule.inner:
            inner = (*_asked_for(rule.inner, names),)
            if inner:
                yield replace(rule, inner=inner)
        else:
            yield rule


@lru_cache(maxsize=1)
def _parsed(css: str) -> tuple[_Rule, ...]:
    """All rules of a style sheet: the same one for every build of a process, and slow to read."""
    parsed = cast(list[Token], tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True))
    return (*_rules(parsed),)


def _rules(parsed: Iterable[Token]) -> Iterator[_Rule]:
    for node in parsed:
        if isinstance(node, ast.QualifiedRule):
            yield _Rule("", (*_declarations(node.content),), selectors=(*_parts(node.prelude),))
        elif isinstance(node, ast.AtRule) and node.content and node.lower_at_keyword in _GROUPS:
            inner = tinycss2.parse_rule_list(node.content, skip_comments=True, skip_whitespace=True)
            if rules := (*_rules(inner),):
                yield _Rule(f"@{node.at_keyword} {_said(node.prelude)}", inner=rules)
        elif isinstance(node, ast.AtRule) and node.lower_at_keyword == "charset":
            continue  # the file as a whole has one
        else:
            yield _Rule(node.serialize())


def _declarations(content: Sequence[Token]) -> Iterator[tuple[str, str]]:
    parsed = tinycss2.parse_blocks_contents(content, skip_comments=True, skip_whitespace=True)
    for node in parsed:
        name = node.name if isinstance(node, ast.Declaration) else ""
        yield name, _said([node]).removesuffix(";")


def _said(tokens: Iterable[Token]) -> str:
    text = tinycss2.serialize(tokens).strip()
    return _LINE_BREAK.sub(" ", text)


def _parts(tokens: Iterable[Token]) -> list[list[Token]]:
    """The selectors of a list."""
    parts: list[list[Token]] = [[]]
    for token in tokens:
        if _is_sign(token, ","):
            parts.append([])
        else:
            parts[-1].append(token)
    return parts


def _possible(selector: Sequence[Token], names: Names) -> bool:
    text = tinycss2.serialize(selector)
    tabs = [int(number) for number in _TAB.findall(text)]
    if max(tabs, default=0) > names.most_tabs or any(part in text for part in names.unwanted):
        return False
    return all(map(names.has, _needed(selector, names)))


def _needed(selector: Sequence[Token], names: Names) -> Iterator[str]:
    """The names that a selector cannot do without; one that is nowhere, if it has no possible alternative."""
    before: Token | None = None
    for token in selector:
        match token:
            case ast.IdentToken() if not _is_sign(before, ":"):
                yield token.value
            case ast.HashToken():
                yield token.value
            case ast.SquareBracketsBlock():
                yield from _attribute(token)
            case ast.FunctionBlock(lower_name="is" | "where" | "has"):
                if not any(_possible(it, names) for it in _parts(token.arguments)):
                    yield _NO_NAME
            case _:
                pass
        before = token


def _is_sign(token: Token | None, *signs: str) -> bool:
    return isinstance(token, ast.LiteralToken) and token.value in signs


def _attribute(block: ast.SquareBracketsBlock) -> Iterator[str]:
    """The name of an attribute, and the words of its value unless only a part of that is asked for."""
    said = [it for it in block.content if isinstance(it, ast.IdentToken | ast.StringToken)]
    yield said[0].value
    if len(said) > 1 and any(_is_sign(it, "=", "~=") for it in block.content):
        yield from _WORD.findall(said[1].value)
