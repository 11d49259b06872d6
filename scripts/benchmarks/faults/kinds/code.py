"""Code, tabs and hidden runs, which are the same in all languages."""

import re
from random import Random

from benchmarks.faults.fault import Fault, TranslatedPage, fault, shuffled

_EMBED = re.compile(r'(--8<-- "[^":]+:)(\w+)(")')
_LABEL = {"ja": "環境", "zh-TW": "環境", "pl": "Środowisko", "ru": "Среда"}


@fault("other sample")
def other_sample(page: TranslatedPage, random: Random) -> Fault | None:
    """A code block shows another region of its sample."""
    for _, unit in shuffled(page.of_kind("code"), random):
        if _EMBED.search(unit.block.text):
            text = _EMBED.sub(r"\1\2_old\3", unit.block.text, count=1)
            return page.edited(unit, text, "code-differs embed-missing")
    return None


@fault("literal code")
def literal_code(page: TranslatedPage, random: Random) -> Fault | None:
    """A code block has code of its own in place of the sample."""
    for _, unit in shuffled(page.of_kind("code"), random):
        if unit.fence and unit.fence.embeds:
            text = re.sub(r'--8<-- ".*"', "print('done')", unit.block.text, count=1)
            return page.edited(unit, text, "code-differs")
    return None


@fault("other language of a fence")
def other_fence(page: TranslatedPage, random: Random) -> Fault | None:
    """A code block says that it is in another language."""
    for _, unit in shuffled(page.of_kind("code"), random):
        if unit.fence and unit.fence.language in ("python", "bash", "yaml"):
            text = unit.block.text.replace(unit.fence.language, "text", 1)
            return page.edited(unit, text, "code-differs")
    return None


@fault("changed arrow of a diagram")
def changed_arrow(page: TranslatedPage, random: Random) -> Fault | None:
    """An arrow of a diagram points elsewhere."""
    for _, unit in shuffled(page.of_kind("code"), random):
        if unit.fence and unit.fence.language == "mermaid":
            places = [n for n in range(unit.line, unit.block.end_line) if "-->" in page.lines[n - 1]]
            if places:
                place = random.choice(places)
                text = page.lines[place - 1].replace("-->", "---", 1)
                return page.spoiled(place, place + 1, [text], "code-differs")
    return None


@fault("translated tab label")
def tab_label(page: TranslatedPage, random: Random) -> Fault | None:
    """A tab was renamed."""
    for _, unit in shuffled(page.of_kind("tab_label"), random):
        text = re.sub(r'"[^"]*"', f'"{_LABEL[page.language]}"', unit.block.text)
        return page.edited(unit, text, "tab-label-differs")
    return None


@fault("lost hidden run")
def hidden_run(page: TranslatedPage, random: Random) -> Fault | None:
    """A sample that runs without being shown does not run."""
    for run in shuffled(page.bitext.target.hidden_runs, random):
        others = [other.line for other in page.bitext.target.hidden_runs if other.line > run.line]
        line = min(others) - 1 if others else max(block.end_line for block in page.bitext.target.blocks) - 1
        return page.spoiled(run.line, run.line + 1, [], "hidden-run-differs", line)
    return None
