"""Results that are taken again while nothing that they came from has changed."""

from kept_results.cache import ResultCache
from kept_results.fingerprint import LeftOut, files_fingerprint, fingerprint, surroundings_fingerprint

__all__ = ["LeftOut", "ResultCache", "files_fingerprint", "fingerprint", "surroundings_fingerprint"]
