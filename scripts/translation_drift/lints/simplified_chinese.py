"""Simplified characters or words of the mainland in a Traditional Chinese page.

Characters are those that neither Big5 nor Taiwan's use knows; words are those for which OpenCC has another
word in Taiwan and which mean nothing else there. Write what the finding proposes.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from translation_drift.bitext import Bitext
from translation_drift.glossary import read_glossary
from translation_drift.prose_lines import prose_lines
from translation_drift.registry import Place, rule

_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]")
_SIMPLIFIED_IN_BIG5 = frozenset("与优体儿听坏复宁庄异怀惊扑扰机构洁离网触赶万价确种极适")
"""Big5 has these characters, with meanings that a modern text does not use."""
_MAINLAND = re.compile(
    "軟件|硬件|網絡|(?<!大)數據(?!機)|信息|服務器|文件夾|文件名|默認|用戶(?!端)|程序員|編程|視頻|音頻|鼠標|屏幕|"
    "硬盤|磁盤|內存|緩存|線程|字符串|字節|字段|數組|變量|隊列|集[群羣]|鏈接|導入|導出|創建|加載|異步|遠程|"
    "正則表達式|操作系統|命令行|源代碼|源碼|人工智能|雲計算|對話框|虛擬機(?!器)|調試|調用|運行|訪問|設置|優化|搜索|"
    "博客|黑客|端口|密鑰|性價比|默認值|插件|菜單|芯片|主板|互聯網|哈希|嵌套|帶寬|布爾|可視化"
)
_TAIWAN = {"集群": "叢集", "源碼": "原始碼", "數據": "資料"}


@rule("simplified-chinese", languages=("zh-TW", "zh-Hant"))
def find(bitext: Bitext) -> Iterator[Place]:
    """Finds Simplified characters and mainland words in Traditional Chinese."""
    terms = read_glossary(bitext.project.glossary_path(bitext.language))
    avoided = [avoid.pattern for term in terms for avoid in term.avoid]  # avoid-term reports these
    for line, text in prose_lines(bitext):
        wrong = dict.fromkeys(character for character in _HAN.findall(text) if _is_simplified(character))
        for character in wrong:
            yield line, f"{character!r} is not a Traditional character; write {_converted(character)!r}"
        for word in dict.fromkeys(_MAINLAND.findall(text)):
            if not any(pattern.search(word) for pattern in avoided):
                yield line, f"{word!r} is not said in Taiwan; write {_TAIWAN.get(word) or _converted(word)!r}"


@cache
def _is_simplified(character: str) -> bool:
    if character in _SIMPLIFIED_IN_BIG5:
        return True
    try:
        character.encode("cp950")
    except UnicodeEncodeError:
        return True
    return False


@cache
def _converted(text: str) -> str:
    return str(_converter().convert(text))


@cache
def _converter() -> Any:
    from opencc import OpenCC

    return OpenCC("s2twp")
