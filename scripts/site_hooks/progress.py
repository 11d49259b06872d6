"""Says on a terminal which language is being built; MkDocs itself is silent for as long as a build takes."""

import sys

from mkdocs.config.defaults import MkDocsConfig

from site_hooks.languages import current_language, current_settings, site_languages


def on_pre_build(config: MkDocsConfig) -> None:
    """Name the language whose build begins."""
    if sys.stderr.isatty():
        languages = site_languages(config)
        place = languages.build_languages.index(current_language(config)) + 1
        name = current_settings(config).name
        print(f"building {name} ({place}/{len(languages.build_languages)}) …", file=sys.stderr)  # noqa: T201
