"""Compiles the theme's templates once for all languages, each of which MkDocs gives a fresh environment."""

import jinja2
from jinja2.bccache import Bucket
from mkdocs.plugins import event_priority


class _InMemory(jinja2.BytecodeCache):
    def __init__(self) -> None:
        self._compiled: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill in a template that has been compiled; Jinja compares the checksum of its source."""
        if bucket.key in self._compiled:
            bucket.bytecode_from_string(self._compiled[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a template."""
        self._compiled[bucket.key] = bucket.bytecode_to_string()


_cache = _InMemory()


@event_priority(200)  # before anything of the environment is asked for
def on_env(env: jinja2.Environment, **_: object) -> jinja2.Environment:
    """Give the environment what others have compiled."""
    env.bytecode_cache = _cache
    return env
