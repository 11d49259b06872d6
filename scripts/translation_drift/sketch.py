"""Tells how alike two versions of a text are when the older text itself is no longer at hand.

A sketch is a MinHash of the words: eight bytes, kept in the lock. It tells a sentence that was edited from
one that was inserted beside it, without any history.
"""

import hashlib
import re

_WORDS = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|\w+")
_HASHES = 8


def sketch(text: str) -> str:
    """Sixteen hexadecimal digits that texts with mostly the same words mostly share."""
    words = {word.encode() for word in _WORDS.findall(text.casefold())} or {b""}
    return "".join(f"{_smallest(words, salt):02x}" for salt in range(_HASHES))


def similarity(left: str, right: str) -> float:
    """The estimated share of common words of the two sketched texts, 0 to 1."""
    same = sum(left[i : i + 2] == right[i : i + 2] for i in range(0, 2 * _HASHES, 2))
    return same / _HASHES


def _smallest(words: set[bytes], salt: int) -> int:
    key = bytes([salt])
    return min(hashlib.blake2b(word, digest_size=8, key=key).digest() for word in words)[-1]
