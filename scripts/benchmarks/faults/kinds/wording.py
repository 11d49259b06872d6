# ruff: noqa: RUF001
"""Wrong words, letters and forms of the languages themselves."""

import re
from random import Random
from typing import Any, cast

from translation_drift.units import Unit

from benchmarks.faults.fault import Fault, TranslatedPage, fault, shuffled

_PROSE = ("paragraph", "list_item", "table_row")
_SKIPPED = re.compile(r"`[^`\n]*`|\]\([^)\n]*\)|\{#[^}\n]*\}|<[^>\n]*>|https?://\S+")
_HAN = re.compile(r"[\u4e00-\u9fff]")

_HOMOPHONES = {
    "機械": "機会", "学習": "学週", "環境": "環況", "評価": "表価", "登録": "投録", "実行": "実効",
    "構成": "公正", "対象": "対称", "精度": "制度", "変換": "返還", "指定": "師弟", "機能": "帰納",
    "検証": "憲章", "生成": "精製", "回帰": "怪奇", "関数": "巻数", "定義": "提議", "資産": "試算",
    "監視": "環視", "推論": "水論", "応答": "応等", "追跡": "追籍", "既定": "規程", "承認": "証人",
    "認証": "人証", "確率": "確立", "容量": "用量", "処理": "処利", "系列": "経列", "計算": "計参",
}  # fmt: skip
"""Words that an input method offers for the same reading, and misspellings of the same kind."""

_SAME_READING = dict(
    zip(
        "械習学環境管配資産価登録実行参照認証定義構成識別像装置推論",
        "会集額間況官敗試算化投緑執効惨紹忍章提儀公生式列象層値水輪",
        strict=True,
    )
)
"""Characters with another one of the same Sino-Japanese reading."""

_MAINLAND = {
    "資料": "數據", "檔案": "文件", "預設": "默認", "程式": "程序", "伺服器": "服務器", "網路": "網絡",
    "軟體": "軟件", "資訊": "信息", "使用者": "用戶", "記憶體": "內存", "字串": "字符串", "變數": "變量",
    "建立": "創建", "執行": "運行", "設定": "設置", "存取": "訪問", "搜尋": "搜索", "最佳化": "優化",
    "迴圈": "循環", "資料夾": "文件夾", "品質": "質量", "支援": "支持", "列印": "打印", "連結": "鏈接",
}  # fmt: skip
"""Words of Taiwan with what the mainland says, in Traditional characters."""


def _open(text: str) -> str:
    """The text with what is not prose blanked out, every character in its place."""
    return _SKIPPED.sub(lambda part: re.sub(r"[^\n]", " ", part[0]), text)


def _put(page: TranslatedPage, unit: Unit, start: int, end: int, new: str, codes: str) -> Fault:
    text = unit.block.text
    line = unit.line + text.count("\n", 0, start)
    return page.edited(unit, text[:start] + new + text[end:], codes, line)


def _swap_word(page: TranslatedPage, random: Random, words: dict[str, str], codes: str) -> Fault | None:
    for _, target in shuffled(page.of_kind(*_PROSE), random):
        plain = _open(target.block.text)
        found = [word for word in words if word in plain]
        if found:
            word = random.choice(found)
            at = plain.index(word)
            return _put(page, target, at, at + len(word), words[word], codes)
    return None


@fault("homophone of any word", languages=("ja",))
def homophone(page: TranslatedPage, random: Random) -> Fault | None:
    """A word was written with the characters of another of the same reading."""
    return _swap_word(page, random, _HOMOPHONES, "wrong-kanji avoid-term term-missing")


@fault("homophone kanji in a term", languages=("ja",))
def kanji_in_term(page: TranslatedPage, random: Random) -> Fault | None:
    """In a term of the glossary stands another character of the same reading."""
    for source, target in shuffled(page.of_kind(*_PROSE), random):
        plain = _open(target.block.text)
        for term in shuffled(page.terms, random):
            word = re.search(rf"(?<![\w-]){re.escape(term.term)}s?(?![\w-])", source.block.text)
            places = [i for i, c in enumerate(term.target) if c in _SAME_READING]
            if word and places and plain.count(term.target) == 1:
                at = plain.index(term.target) + random.choice(places)
                return _put(
                    page, target, at, at + 1, _SAME_READING[plain[at]], "wrong-kanji avoid-term term-missing"
                )
    return None


@fault("word of the mainland", languages=("zh-TW",))
def mainland(page: TranslatedPage, random: Random) -> Fault | None:
    """A word of the mainland in Traditional characters."""
    return _swap_word(page, random, _MAINLAND, "simplified-chinese avoid-term term-missing")


@fault("simplified characters", languages=("zh-TW", "ja"))
def simplified(page: TranslatedPage, random: Random) -> Fault | None:
    """A clause was written with the characters of the mainland."""
    for _, target in shuffled(page.of_kind("paragraph", "list_item"), random):
        plain = _open(target.block.text)
        clauses = list(re.finditer(r"[\u3041-\u30ff\u4e00-\u9fff]{6,}", plain))
        for clause in shuffled(clauses, random):
            new = _in_simplified(clause[0])
            changed = sum(a != b for a, b in zip(clause[0], new, strict=False))
            if changed >= 2 and len(new) == len(clause[0]):
                codes = "simplified-chinese" if page.language == "zh-TW" else "japanese-glyph"
                return _put(page, target, *clause.span(), new, codes)
    return None


def _in_simplified(text: str) -> str:
    from opencc import OpenCC

    return str(cast("Any", OpenCC("t2s")).convert(text))


@fault("full-width latin", languages=("ja", "zh-TW"))
def full_width(page: TranslatedPage, random: Random) -> Fault | None:
    """A name or a number was typed in full-width letters."""
    for _, target in shuffled(page.of_kind("paragraph", "list_item"), random):
        found = list(re.finditer(r"[A-Za-z]{2,}|\d{2,}", _open(target.block.text)))
        if found:
            match = random.choice(found)
            wide = "".join(chr(ord(character) + 0xFEE0) for character in match[0])
            return _put(page, target, *match.span(), wide, "character-width")
    return None


@fault("half-width punctuation", languages=("ja", "zh-TW"))
def half_width(page: TranslatedPage, random: Random) -> Fault | None:
    """A mark between two clauses is the one of English."""
    marks = {"、": ",", "。": "."} if page.language == "ja" else {"，": ",", "；": ";", "：": ":"}
    for _, target in shuffled(page.of_kind("paragraph", "list_item"), random):
        plain = _open(target.block.text)
        found = [
            m for m in re.finditer("[" + "".join(marks) + "]", plain) if _HAN.match(plain[m.start() - 1])
        ]
        if found:
            match = random.choice(found)
            return _put(page, target, *match.span(), marks[match[0]], "character-width")
    return None


@fault("half-width katakana", languages=("ja",))
def half_width_katakana(page: TranslatedPage, random: Random) -> Fault | None:
    """A word was typed in half-width katakana."""
    for _, target in shuffled(page.of_kind(*_PROSE), random):
        if "データ" in _open(target.block.text):
            at = _open(target.block.text).index("データ")
            return _put(page, target, at, at + 3, "ﾃﾞｰﾀ", "character-width")
    return None


@fault("plain form", languages=("ja",))
def plain_form(page: TranslatedPage, random: Random) -> Fault | None:
    """A sentence ends in the form of another register."""
    endings = {"します。": "する。", "です。": "である。", "きます。": "く。", "ています。": "ている。"}
    for _, target in shuffled(page.of_kind("paragraph"), random):
        plain = _open(target.block.text)
        found = [ending for ending in endings if ending in plain]
        if found:
            ending = random.choice(found)
            at = plain.index(ending)
            return _put(page, target, at, at + len(ending), endings[ending], "japanese-register")
    return None


@fault("letter of another alphabet", languages=("ru", "pl"))
def homoglyph(page: TranslatedPage, random: Random) -> Fault | None:
    """A letter that looks right is one of another alphabet."""
    alike = dict(zip("аеосрху", "aeocpxy", strict=True))
    if page.language == "pl":
        alike = {latin: cyrillic for cyrillic, latin in alike.items()}
    pattern = re.compile(rf"(?<=\w)[{''.join(alike)}](?=\w)")
    for _, target in shuffled(page.of_kind(*_PROSE), random):
        found = list(pattern.finditer(_open(target.block.text)))
        if found:
            match = random.choice(found)
            return _put(page, target, *match.span(), alike[match[0]], "mixed-script")
    return None


@fault("loan word", languages=("pl", "ru"))
def loan_word(page: TranslatedPage, random: Random) -> Fault | None:
    """In place of a term stands a wrong variant that its glossary entry lists, inflected."""
    for source, target in shuffled(page.of_kind(*_PROSE), random):
        for term in shuffled(page.terms, random):
            if not term.avoid or not re.search(
                rf"\b{re.escape(term.term)}", source.block.text, re.IGNORECASE
            ):
                continue
            word = _instance(random.choice(term.avoid).pattern.pattern, random)
            for form in term.forms:
                match = form.search(_open(target.block.text))
                if match and word:
                    return _put(page, target, *match.span(), word, "avoid-term")
    return None


@fault("another word for a term")
def other_word(page: TranslatedPage, random: Random) -> Fault | None:
    """In place of a term stands the word of another term, in all places of the block."""
    targets = sorted({term.target for term in page.terms})
    for source, target in shuffled(page.of_kind("paragraph", "list_item"), random):
        plain = _open(target.block.text)
        for term in shuffled(page.terms, random):
            if " " not in term.term or not re.search(rf"\b{re.escape(term.term)}s?\b", source.block.text):
                continue
            matches = [match for form in term.forms for match in form.finditer(plain)]
            if len(matches) == 1 and source.block.text.count(term.term) == 1:
                return _put(page, target, *matches[0].span(), random.choice(targets), "term-missing")
    return None


_ENDINGS = {"pl": ("em", "ie", "ów", "ami"), "ru": ("ом", "е", "ов", "ами")}


def _instance(pattern: str, random: Random) -> str | None:
    """A word that a pattern of the glossary matches, or None for a pattern of another kind."""
    cyrillic = re.search(r"[\u0400-\u04ff]", pattern) is not None
    body = pattern.removeprefix(r"(?<!\w)")
    body = body.removeprefix("(?:").removesuffix(")")
    body = re.sub(r"\(\?:([^()]*)\)\??", lambda group: random.choice(group[1].split("|")), body)
    body = random.choice(body.split("|"))
    body = re.sub(r"\[([^\]]*)\][+*?]?", lambda letters: random.choice(letters[1]), body)
    ending = random.choice(_ENDINGS["ru" if cyrillic else "pl"])
    body = re.sub(r"\\w[+*]", ending, body).replace(r"\b", "").replace("?", "")
    return body if re.search(pattern, body, re.IGNORECASE) and not re.search(r"[\\()\[\]|]", body) else None
