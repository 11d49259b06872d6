"""Keeps templates as Jinja has compiled them, for all builds of a process."""

import jinja2
from jinja2.bccache import Bucket


class CompiledTemplates(jinja2.BytecodeCache):
    """The last compiled template of each name; Jinja compares the checksum of its source."""

    def __init__(self) -> None:
        self._compiled: dict[str, bytes] = {}

    def get_cache_key(self, name: str, filename: str | None = None) -> str:  # noqa: ARG002 - Jinja gives it
        """Return the name alone: the same source says the same wherever it is."""
        return name

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill in a template that has been compiled."""
        if bucket.key in self._compiled:
            bucket.bytecode_from_string(self._compiled[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a template."""
        self._compiled[bucket.key] = bucket.bytecode_to_string()


compiled_templates = CompiledTemplates()
