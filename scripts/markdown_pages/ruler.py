"""Asks of each line only the rules that a line with its first character can be the beginning of.

markdown-it tries every rule of a chain on every line. Most lines begin with a letter, and most rules with a
mark of their own: they would all say no.
"""

from collections.abc import Sequence

from markdown_it.parser_block import RuleFuncBlockType
from markdown_it.ruler import Ruler
from markdown_it.rules_block import StateBlock

_MARKS = {
    "fence": "`~",
    "indented_container": "!?=",
    "blockquote": ">",
    "hr": "*-_",
    "list": "*-+0123456789",
    "footnote_def": "[",
    "html_block": "<",
    "heading": "#",
}
"""By rule: the characters of which one stands first on each line that it takes; others take any line."""
_FIRST_LINE_ONLY = "front_matter"


class FirstCharacterRuler(Ruler[RuleFuncBlockType]):
    """The rules of a finished grammar, each chain of them as one rule that asks the fitting ones."""

    def __init__(self, ruler: Ruler[RuleFuncBlockType]) -> None:
        super().__init__()
        self._ruler = ruler
        self._names = dict(zip(ruler.getRules(), ruler.get_active_rules(), strict=True))
        self._chains: dict[str, list[RuleFuncBlockType]] = {}

    def get_active_rules(self) -> list[str]:
        """Return the names of the rules, as of any ruler."""
        return self._ruler.get_active_rules()

    def getRules(self, chainName: str = "") -> list[RuleFuncBlockType]:  # noqa: N802, N803
        """Return the one rule that stands for a chain."""
        if chainName not in self._chains:
            self._chains[chainName] = [self._one_of(self._ruler.getRules(chainName))]
        return self._chains[chainName]

    def _one_of(self, rules: Sequence[RuleFuncBlockType]) -> RuleFuncBlockType:
        later = [rule for rule in rules if self._names[rule] != _FIRST_LINE_ONLY]
        others = [rule for rule in later if self._names[rule] not in _MARKS]
        by_mark = {
            mark: [rule for rule in later if mark in _MARKS.get(self._names[rule], mark)]
            for mark in "".join(_MARKS.values())
        }

        def one_of(state: StateBlock, line: int, end: int, silent: bool) -> bool:
            start = state.bMarks[line] + state.tShift[line]
            fitting = by_mark.get(state.src[start : start + 1], others) if line else rules
            for rule in fitting:  # noqa: SIM110 - a generator for each line takes longer than most rules
                if rule(state, line, end, silent):
                    return True
            return False

        return one_of
