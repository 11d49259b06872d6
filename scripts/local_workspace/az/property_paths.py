"""The small languages of az's arguments: tags, `--set a.b=c`, `--add` and `--remove`.

Source: azure-cli 2.91.0, azure/cli/core/commands/arm.py.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Any, cast

from local_workspace.az.errors import AzError

_INDEX = re.compile(r"\[(\d+)\]")


def read_tags(words: Sequence[str] | None) -> dict[str, str] | None:
    """Tags from `key=value` words; a word without `=` is a tag with an empty value."""
    if words is None:
        return None
    return {key: value for key, _, value in (word.partition("=") for word in words if word)}


def read_overrides(words: Sequence[str] | None) -> list[dict[str, Any]]:
    """The overrides of `--set`, in the form that the SDK's load functions take."""
    overrides: list[dict[str, Any]] = []
    for word in words or ():
        key, separator, value = word.partition("=")
        if not separator or not key:
            raise AzError(f"usage error: --set takes property1.property2=value, and not '{word}'.")
        overrides.append({key: value})
    return overrides


def edit(document: dict[str, Any], arguments: Any) -> dict[str, Any]:
    """The document after `--set`, `--add` and `--remove`, in that order."""
    literal = arguments["force_string"]
    for word in arguments["set"] or ():
        _set(document, word, literal=literal)
    if arguments["add"]:
        _add(document, arguments["add"], literal=literal)
    if arguments["remove"]:
        _remove(document, arguments["remove"])
    return document


def _set(document: dict[str, Any], word: str, *, literal: bool) -> None:
    path, separator, text = word.partition("=")
    if not separator or not path.strip():
        raise AzError("usage error: Empty key in --set. Correct syntax: --set KEY=VALUE [KEY=VALUE ...]")
    parent, name = _find_parent(document, path)
    _assign(parent, name, text if literal else _load_json(text), path)


def _assign(parent: Any, name: str, value: Any, path: str) -> None:
    index = _INDEX.fullmatch(name)
    try:
        parent[int(index[1]) if index else name] = value
    except IndexError:
        raise AzError(f"index {name[1:-1]} doesn't exist on {path.rpartition('[')[0]}") from None
    except TypeError:
        raise AzError(f"Couldn't find '{name}' in '{path.rpartition('.')[0]}'.") from None


def _add(document: dict[str, Any], words: Sequence[str], *, literal: bool) -> None:
    parent, name = _find_parent(document, words[0])
    target = parent.setdefault(name, [])
    if not isinstance(target, list):
        raise AzError("usage error: --add <object> <property> <key=value>")
    pairs = dict(word.split("=", 1) for word in words[1:] if "=" in word)
    values = [word if literal else _load_json(word) for word in words[1:] if "=" not in word]
    cast(list[Any], target).extend([*values, pairs] if pairs else values)


def _remove(document: dict[str, Any], words: Sequence[str]) -> None:
    parent, name = _find_parent(document, words[0])
    try:
        if len(words) > 1:
            parent[name].pop(int(words[1]))
        else:
            del parent[name]
    except (KeyError, IndexError, TypeError, ValueError):
        raise AzError(f"Couldn't find '{' '.join(words)}' to remove.") from None


def _find_parent(document: dict[str, Any], path: str) -> tuple[Any, str]:
    *parents, name = path.replace("[", ".[").split(".")
    found: Any = document
    for part in parents:
        index = _INDEX.fullmatch(part)
        try:
            if not index and found.get(part) is None:
                found[part] = {}
            found = found[int(index[1]) if index else part]
        except (AttributeError, IndexError, TypeError):
            raise AzError(f"Couldn't find '{part}' in '{path}'.") from None
    return found, name


def _load_json(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return text
