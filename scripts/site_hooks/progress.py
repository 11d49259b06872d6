"""Says on a terminal which language is being built; MkDocs itself is silent for as long as a build takes."""

import sys

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority

from site_hooks.languages import current_language, current_settings, site_languages


def on_pre_build(config: MkDocsConfig) -> None:
    """Name the language whose build begins."""
    if sys.stderr.isatty():
        languages = site_languages(config)
        place = languages.build_languages.index(current_language(config)) + 1
        name = current_settings(config).name
        print(f"building {name} ({place}/{len(languages.build_languages)}) …", file=sys.stderr)  # noqa: T201


@event_priority(-150)  # after static-i18n, which builds the other languages, and before the index is made
def on_post_build(config: MkDocsConfig) -> None:
    """Say that only the search is missing."""
    if sys.stderr.isatty() and not site_languages(config).building:
        print("indexing the pages for the search …", file=sys.stderr)  # noqa: T201
