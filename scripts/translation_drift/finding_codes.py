"""What each code of a finding means and what to do about it, for formats that carry the help with them."""

from dataclasses import dataclass

_CHECKS = {
    "bad-suppression": (
        "An `i18n-ignore` remark names no known lint, or gives no reason.",
        "Write `<!-- i18n-ignore code: why -->`; `i18n lint --list` names the codes.",
    ),
    "lock-behind": (
        "A translated block was changed, or written, and nobody has accepted it.",
        "Run `i18n accept PAGE --lang LANGUAGE`, or apply the patch that `i18n check --lock-patch` writes.",
    ),
    "lock-broken": (
        "A lock is not as this tool writes it.",
        "Restore it from git, or accept the page again; locks are never edited by hand.",
    ),
    "lock-missing": (
        "A translated page has no lock: nobody has accepted it.",
        "Compare it with its source, then run `i18n accept PAGE --lang LANGUAGE`.",
    ),
    "lock-orphaned": ("A lock has no page.", "Remove the lock together with the page."),
    "not-changed": (
        "A block is to be accepted whose source has changed while the translation has not.",
        "Translate the change, or say with `--unchanged WHY` why nothing had to be changed.",
    ),
    "no-translation": ("There is no translated page to accept.", "Write the page first."),
    "page-missing": ("A page is not translated into this language.", "Translate it when somebody can."),
    "page-orphaned": (
        "A translated page has no source page.",
        "Remove it, or rename it as the source page was renamed.",
    ),
    "page-untracked": ("Nobody has accepted this translated page.", "Run `i18n accept` on it."),
    "stale": (
        "The source of a block has changed since its translation was accepted.",
        "`i18n diff PAGE` shows both texts; translate the change, then run `i18n accept`.",
    ),
    "missing": ("The translation lacks a block of the source.", "Translate it, then run `i18n accept`."),
    "extra": ("The source no longer has this block.", "Remove it, then run `i18n accept`."),
    "moved": ("The source has this block in another place.", "Move it, then run `i18n accept`."),
    "untranslated": ("A block repeats the words of the source.", "Translate it, then run `i18n accept`."),
    "edited": ("A translated block was changed since it was accepted.", "Run `i18n accept` on it."),
    "unaccepted": ("Nobody has accepted this translated block.", "Run `i18n accept` on it."),
}


@dataclass(frozen=True)
class Meaning:
    """What a finding says, and what to do."""

    summary: str
    advice: str


def meaning(code: str) -> Meaning:
    """The meaning of the code of a lint, a check or a state; of a code that is none, the code itself."""
    from translation_drift.registry import rules

    if code in _CHECKS:
        return Meaning(*_CHECKS[code])
    if code in rules():
        return Meaning(rules()[code].summary, rules()[code].explanation)
    return Meaning(code, "See `i18n --help`.")
