"""One block on its way to a translation tool, and on its way back."""

import hashlib
from dataclasses import dataclass

from translation_drift.lock import Review


@dataclass(frozen=True)
class ExchangeUnit:
    """What a translator is given of one block."""

    block: str
    """Id of the block, unique on its page."""
    kind: str
    state: str
    """State of the block, as `i18n status` names it."""
    source: str
    target: str
    """Empty where nothing is translated yet."""
    pending: bool
    """Whether somebody has to look at the translation."""
    review: Review | None
    source_hash: str
    target_hash: str
    source_place: str
    """Path and line of the source block."""
    previous: str | None = None
    """The source that the translation was accepted against, when it has changed since."""

    @property
    def hashes(self) -> str:
        """Recognises at the import that nothing has happened to the block since."""
        return f"{self.source_hash}/{self.target_hash}"


@dataclass(frozen=True)
class ExchangePage:
    """The blocks of one page in one language."""

    page: str
    source_path: str
    source_language: str
    language: str
    date: str
    """Newest date of the page's lock."""
    units: tuple[ExchangeUnit, ...]


@dataclass(frozen=True)
class ReturnedUnit:
    """What came back of one block."""

    path: str
    line: int
    """Where the unit stands in the file that came back."""
    language: str
    page: str
    block: str
    target: str
    pending: bool
    """Whether the translator says that it is not done."""
    review: Review | None
    hashes: str

    @property
    def name(self) -> str:
        """The unit as messages call it."""
        return f"{self.page}#{self.block}"


def text_hash(text: str) -> str:
    """Recognises the text of a block; line ends and blanks before them do not count."""
    return hashlib.sha256(comparable(text).encode()).hexdigest()[:12]


def comparable(text: str) -> str:
    """A text as far as tools give it back: they change line ends, and some drop blanks before them."""
    return "\n".join(line.rstrip() for line in text.replace("\r\n", "\n").strip().split("\n"))
