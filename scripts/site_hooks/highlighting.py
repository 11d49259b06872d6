"""Colours a snippet once, however many languages and builds show it: the same code is the same HTML."""

from collections.abc import Callable
from typing import Any, cast

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority
from pymdownx.highlight import Highlight, HighlightExtension

_EXTENSION = "pymdownx.highlight"
_MOST = 4096
_known: dict[str, str] = {}


class _Once(Highlight):
    def highlight(self, src: str, language: str, *given: Any, **named: Any) -> Any:
        """Return the HTML of some code; what would differ from one place to the next is made each time."""
        highlighted = cast("Callable[..., Any]", super().highlight)  # pyright: ignore[reportUnknownMemberType]
        if named.get("inline") or named.get("title") or self.line_spans or self.line_anchors:
            return highlighted(src, language, *given, **named)
        asked = {name: value for name, value in named.items() if name != "code_block_count"}
        key = repr((src, language, given, asked))
        if key not in _known:
            if len(_known) >= _MOST:
                _known.clear()
            _known[key] = highlighted(src, language, *given, **named)
        return _known[key]


class _OnceExtension(HighlightExtension):
    def get_pymdownx_highlighter(self) -> type[Highlight]:
        """Return what the other extensions of pymdownx colour code with."""
        return _Once


@event_priority(0)
def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Put the extension in the place of pymdownx's own, with its settings."""
    extensions = cast("list[object]", config["markdown_extensions"])
    if _EXTENSION in extensions:
        settings = cast("dict[str, dict[str, Any]]", config["mdx_configs"]).get(_EXTENSION, {})
        extensions[extensions.index(_EXTENSION)] = _OnceExtension(**settings)
    return config
