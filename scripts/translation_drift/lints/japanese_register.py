# ruff: noqa: RUF001
"""A sentence in the plain form (だ・である, する。) in a page that is written in です・ます.

Paragraphs end their sentences in です・ます. Items of lists, cells, headings and what stands in brackets may
end in a noun or in the plain form.
"""

import re
from collections.abc import Iterator

from translation_drift.bitext import Bitext
from translation_drift.prose_lines import line_of
from translation_drift.registry import Place, rule

_IN_BRACKETS = re.compile(r"[「『（(][^「」『』（）()]*[」』）)]|(?<!`)(`+)(?!`).+?(?<!`)\1(?!`)", re.DOTALL)
_SENTENCE = re.compile(r"[^。\n]*(?:\n[^。\n]+)*。")
_POLITE = re.compile(
    r"(?:です|ます|でした|ました|ません|ませんでした|でしょう|ましょう|ください|下さい|ありませんか|なさい|ございます)"
    r"(?:か|ね|よ|が|から|けれど)?\**。\Z"
)
_PLAIN = re.compile(
    r"(?:である|だ|だった|であった|だろう|のだ|[ぁ-ん一-龠](?:る|た|い|う|く|す|つ|ぬ|ぶ|む|ぐ))\**。\Z"
)


@rule("japanese-register", languages=("ja",))
def find(bitext: Bitext) -> Iterator[Place]:
    """Finds sentences that are not in the polite form."""
    for block in bitext.target.blocks:
        if block.kind != "paragraph":
            continue
        text = _IN_BRACKETS.sub(lambda part: re.sub(r"[^\n]", "　", part[0]), block.text)
        for sentence in _SENTENCE.finditer(text):
            ending = sentence.group().rstrip("　 ")
            if not _POLITE.search(ending) and _PLAIN.search(ending):
                yield (
                    line_of(block, sentence.end() - 1),
                    f"ends in the plain form: …{ending[-12:]}; use です・ます",
                )
