"""What somebody does about a block or a page in some state: the same words in every command."""

from translation_drift.states import BlockState, PageState

BLOCK_ADVICE = {
    BlockState.STALE: "say what the source says now",
    BlockState.MISSING: "translate it and put it in",
    BlockState.EXTRA: "remove it: the source no longer says it",
    BlockState.UNTRANSLATED: "translate it: it still repeats the source",
    BlockState.UNACCEPTED: "look it over and accept it",
    BlockState.EDITED: "look it over and accept it again",
    BlockState.MOVED: "move it to where the source has it now",
    BlockState.COSMETIC: "nothing: the next acceptance of the page refreshes it",
    BlockState.FRESH: "nothing",
}
PAGE_ADVICE = {
    PageState.MISSING: "translate the page",
    PageState.ORPHANED: "rename it after its source, or remove it",
    PageState.UNTRACKED: "look the page over and accept it",
    PageState.BEHIND: "settle its blocks",
    PageState.FRESH: "nothing",
}


def block_command(state: BlockState, page: str, language: str, line: int | None) -> str:
    """The command that helps with a block; `line` is that of the translation, if it has one."""
    if state in (BlockState.UNACCEPTED, BlockState.EDITED) and line:
        return f"i18n accept '{page}#L{line}' --lang {language}"
    return f"i18n diff {page} --lang {language}"


def page_command(state: PageState, page: str, language: str) -> str:
    """The command that helps with a page as a whole."""
    return {
        PageState.MISSING: f"i18n start {page} --lang {language}",
        PageState.ORPHANED: f"i18n mv {page} NEW",
        PageState.UNTRACKED: f"i18n accept {page} --lang {language}",
    }.get(state, f"i18n diff {page} --lang {language}")
