"""Builds the site once and collects every problem of every language, where MkDocs stops at the first."""

import logging
import traceback

from mkdocs.commands.build import build
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from pymdownx.snippets import SnippetMissingError  # pyright: ignore[reportMissingTypeStubs]


class Problems(logging.Handler):
    """Keeps each warning and error once: a page that four languages fall back to is built five times."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a record."""
        self.add(record.getMessage())

    def add(self, message: str) -> None:
        """Keep a message unless it is there already."""
        if message not in self.messages:
            self.messages.append(message)


def build_site(config: MkDocsConfig) -> list[str]:
    """Build all languages of a configuration and return what is wrong with them."""
    problems = Problems()
    logger = logging.getLogger()
    logger.addHandler(problems)
    try:
        config.plugins.on_startup(command="build", dirty=False)
        build(config)
    except (Abort, SnippetMissingError) as error:
        problems.add(str(error))
    except Exception:  # a plugin's bug: all that is known about it
        problems.add(traceback.format_exc())
    finally:
        config.plugins.on_shutdown()
        logger.removeHandler(problems)
    return problems.messages
