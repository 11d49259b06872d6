"""Compiles the theme's templates once for all languages, each of which MkDocs gives a fresh environment."""

import jinja2
from mkdocs.plugins import event_priority

from site_hooks.compiled import compiled_templates


@event_priority(200)  # before anything of the environment is asked for
def on_env(env: jinja2.Environment, **_: object) -> jinja2.Environment:
    """Give the environment what others have compiled."""
    env.bytecode_cache = compiled_templates
    return env
