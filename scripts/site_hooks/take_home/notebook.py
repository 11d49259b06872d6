"""Makes a notebook of a page: its text in the reader's language, and cells of the code that its tests run.

The tabs of a page do the same by other means, so only the Python of a page runs, and the shell commands
that stand outside of tabs; the commands of the other tabs are there to be read. The notebook holds no
results: what the page shows as output is marked as such in the text.

The format is nbformat 4.5 (its JSON schema: nbformat/v4/nbformat.v4.5.schema.json), written here because
nbformat checks each cell that it makes; the tests check the whole with it.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from markdown_pages import Page, SampleTree
from snippets.steps import Step

from site_hooks.take_home.awaiting import awaiting
from site_hooks.take_home.page_parts import Box, Code, Part, Text, parts_of
from site_hooks.take_home.prose import Address, fenced, folded, indented, prose, quoted
from site_hooks.take_home.shell_programs import runnable

_METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}


@dataclass(frozen=True)
class Words:
    """What a notebook says besides its page, in the language of the page."""

    output: str
    not_run: str
    """With a place for `{reason}`."""
    notes: Mapping[str, str]
    """Titles of notes without one, by their type."""


@dataclass
class Cells:
    """The cells of a notebook; text is gathered until code follows."""

    made: list[dict[str, Any]] = field(default_factory=list[dict[str, Any]])
    _waiting: list[str] = field(default_factory=list[str])

    def text(self, markdown: str) -> None:
        """Add Markdown."""
        if markdown:
            self._waiting.append(markdown)

    def code(self, source: str, sample: str) -> None:
        """Add a cell that runs; `sample` says what it was made of."""
        self.close()
        metadata = {"handbook": {"sample": sample}} if sample else {}
        self._add("code", source, metadata, execution_count=None, outputs=[])

    def close(self) -> None:
        """Make a cell of the text that waits."""
        if self._waiting:
            self._add("markdown", "\n\n".join(self._waiting), {})
            self._waiting = []

    def _add(self, kind: str, source: str, metadata: dict[str, Any], **more: object) -> None:
        lines = source.rstrip("\n").splitlines(keepends=True)
        name = f"cell-{len(self.made) + 1:03}"
        self.made.append({"cell_type": kind, "id": name, "metadata": metadata, "source": lines, **more})


def runs_in_notebook(step: Step, inside: Sequence[Box]) -> bool:
    """Tell whether a step of a page is a cell that runs; `inside` is what it lies in."""
    if step.kind != "run":
        return False
    return step.language == "python" or not any(box.kind == "tab" for box in inside)


def notebook_of(
    page: Page,
    steps: Sequence[Step],
    tree: SampleTree,
    words: Words,
    address: Address,
    start: tuple[str, str],
) -> str:
    """Return the notebook of a page as text; `start` says, and does, what comes right below the title."""
    cells = Cells()
    writer = _Writer(tree, words, address)
    for number, part in enumerate(parts_of(page, steps)):
        if number == 0 and isinstance(part, Text):
            part = _opening(part, cells, start)
        writer.write(part, cells, ())
    cells.close()
    content = {"cells": cells.made, "metadata": _METADATA, "nbformat": 4, "nbformat_minor": 5}
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def _opening(part: Text, cells: Cells, start: tuple[str, str]) -> Text:
    """Write a page's title and what comes first; return what is left of the page's first text."""
    title = next((place for place, line in enumerate(part.lines) if line.startswith("# ")), None)
    if title is not None:
        cells.text(part.lines[title])
    cells.text(start[0])
    cells.code(start[1], "")
    return Text(part.lines[title + 1 :] if title is not None else part.lines)


@dataclass(frozen=True)
class _Writer:
    tree: SampleTree
    words: Words
    address: Address

    def write(self, part: Part, cells: Cells, inside: tuple[Box, ...]) -> None:
        """Write a part of a page as cells."""
        if isinstance(part, Code) and runs_in_notebook(part.step, inside):
            cells.code(self._cell(part.step), str(part.step.embed))
        elif isinstance(part, Box) and _has_cells(part, inside):
            cells.text(f"**{self._title(part)}**")
            for inner in part.parts:
                self.write(inner, cells, (*inside, part))
        else:
            cells.text(self._markdown(part))

    def _cell(self, step: Step) -> str:
        assert step.embed is not None
        region = self.tree.resolve(step.embed)
        return (
            awaiting(region.text) if step.language == "python" else f"%%bash\n{runnable(region, self.tree)}"
        )

    def _markdown(self, part: Part) -> str:
        if isinstance(part, Text):
            return prose(part.lines, self.address)
        if isinstance(part, Code):
            return indented(self._shown(part), part.indent)
        inner = "\n\n".join(filter(None, map(self._markdown, part.parts)))
        if part.kind == "tab":
            return folded(self._title(part), inner)
        return quoted(f"**{self._title(part)}**\n\n{inner}")

    def _shown(self, part: Code) -> str:
        """A fence that does not run here; of a hidden run nothing."""
        step = part.step
        if step.hidden:
            return ""
        text = part.source if step.embed is None else self.tree.resolve(step.embed).text
        if step.kind == "output":
            return f"*{self.words.output}*\n\n{fenced(text, 'text')}"
        if step.kind == "file":
            assert step.embed is not None
            return f"`{step.embed.sample}`\n\n{fenced(text, step.language)}"
        if step.kind == "no-run":
            return f"{fenced(text, step.language)}\n\n*{self.words.not_run.format(reason=step.note)}*"
        return fenced(text, step.language)

    def _title(self, box: Box) -> str:
        return box.title or self.words.notes.get(box.type, box.type.capitalize())


def _has_cells(box: Box, inside: tuple[Box, ...]) -> bool:
    here = (*inside, box)
    return any(
        _has_cells(part, here) if isinstance(part, Box) else runs_in_notebook(part.step, here)
        for part in box.parts
        if not isinstance(part, Text)
    )
