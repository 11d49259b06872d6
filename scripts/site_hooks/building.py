"""Builds the site once and collects every problem of every language, where MkDocs stops at the first."""

import logging
import traceback
from pathlib import Path
from typing import Any, Literal, cast

from markdown_pages import MarkdownPagesError
from mkdocs.commands.build import build
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from pymdownx.snippets import SnippetMissingError  # pyright: ignore[reportMissingTypeStubs]

from site_hooks.embeds import broken_embeds
from site_hooks.errors import SiteError
from site_hooks.languages import site_languages


class Problems(logging.Handler):
    """Keeps each warning and error once: a page that four languages fall back to is built five times."""

    def __init__(self, root: Path) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []
        self._prefix = f"{root}/"

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a record."""
        self.add(record.getMessage())

    def add(self, message: str) -> None:
        """Keep a message unless a kept one says the same."""
        message = message.replace(self._prefix, "").strip()
        if not any(message in known for known in self.messages):
            self.messages.append(message)


def build_site(config: MkDocsConfig, command: Literal["build", "serve"] = "build") -> list[str]:
    """Build the languages of a configuration and return what is wrong with them.

    The hooks hear of the command (`on_startup`): a site that is served is built again on each change, and
    lacks what its writer need not wait for: the index of the search, and the style sheet of the whole site.
    """
    root = Path(config.config_file_path).parent
    problems = Problems(root)
    languages = site_languages(config)
    locales = dict.fromkeys([languages.default_language, *languages.build_languages])
    for message in broken_embeds(Path(config.docs_dir), root / "samples", locales):
        problems.add(message)
    # What is broken has just been said; the build can go on to say the rest.
    cast(dict[str, Any], config["mdx_configs"])["pymdownx.snippets"]["check_paths"] = not problems.messages
    _build(config, problems, command)
    return problems.messages


def _build(config: MkDocsConfig, problems: Problems, command: Literal["build", "serve"]) -> None:
    logger = logging.getLogger()
    logger.addHandler(problems)
    try:
        config.plugins.on_startup(command=command, dirty=False)
        build(config)
    except (Abort, MarkdownPagesError, SiteError, SnippetMissingError) as error:
        problems.add(str(error))
    except Exception:  # a bug in a plugin or in this package: all that is known about it
        problems.add(traceback.format_exc())
    finally:
        config.plugins.on_shutdown()
        logger.removeHandler(problems)
