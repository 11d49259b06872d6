"""Reads the texts that translators brought along: the TMX files in `i18n/memory/`, of any tool."""

from dataclasses import dataclass

from markdown_pages import Block

from translation_drift.errors import ConfigurationError
from translation_drift.exchange.frames import framed
from translation_drift.exchange.inline import tokens
from translation_drift.exchange.tmx import one_line, read_tmx
from translation_drift.normalisation import RULES_VERSION, normal
from translation_drift.project import Project
from translation_drift.units import Unit


@dataclass(frozen=True)
class FileText:
    """A text and its translation in a file, both without the marks around a block."""

    path: str
    source: str
    translation: Unit
    """As a paragraph at its line of the file."""

    def in_place_of(self, source: Unit) -> Unit | None:
        """The translation as the block that the source has; None if it lost what has to be carried over."""
        parts, said = framed(source), self.translation.block
        if parts is None or tokens(said.text) != tokens(parts.body):
            return None
        return _unit(source.block._replace(text=parts.frame.around(said.text)), said.line)


def read_memory_files(project: Project, language: str) -> list[FileText]:
    """The texts of all files of memory in a language; raises DriftError with the line of one that is none."""
    found: list[FileText] = []
    for path in sorted((project.metadata / "memory").glob("*.tmx")):
        shown = project.relative(path)
        try:
            pairs = read_tmx(path.read_bytes(), shown, project.source, language)
        except OSError as error:
            raise ConfigurationError(f"cannot be read: {error.strerror}", shown) from error
        for pair in pairs:
            said = _unit(Block("paragraph", None, pair.line, pair.line, pair.target), pair.line)
            found.append(FileText(shown, pair.source, said))
    return found


def words_of(source: Unit) -> str:
    """What a file of memory would have of a block."""
    parts = framed(source)
    return one_line(parts.body) if parts else ""


def _unit(block: Block, line: int) -> Unit:
    block = block._replace(line=line, end_line=line + block.text.count("\n"))
    return Unit(block, normal(block.text, block.kind, RULES_VERSION))
