"""A page is called the same in the navigation of a language and at its head."""

from typing import Any

import pytest
from site_hooks.site_configuration import load

from .conftest import LANGUAGES, ROOT


@pytest.fixture(scope="module")
def configuration(tmp_path_factory: pytest.TempPathFactory) -> Any:
    return load(ROOT, tmp_path_factory.mktemp("site"), None, None)


def translations(configuration: Any, language: str) -> dict[str, str]:
    (found,) = (each for each in configuration.plugins["i18n"].config.languages if each.locale == language)
    return found.nav_translations or {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_navigation_and_heading_agree(configuration: Any, language: str) -> None:
    entries = [next(iter(entry.items())) for entry in configuration.nav]
    assert ("Train your first model", "first-job.md") in entries
    names = translations(configuration, language)
    for name, page in entries:
        first = (ROOT / "docs" / language / page).read_text(encoding="utf-8").splitlines()[0]
        if page != "index.md":
            assert first == f"# {names.get(name, name)}", (
                f"mkdocs.yml, nav_translations of {language}: {name}"
            )


@pytest.mark.parametrize("language", LANGUAGES)
def test_only_entries_of_the_navigation_are_translated_and_each_once(
    configuration: Any, language: str
) -> None:
    names = {next(iter(entry)) for entry in configuration.nav}
    assert set(translations(configuration, language)) == (names if language != "en" else set())
    text = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    for name in names:
        assert text.count(f"            {name}: ") == len(LANGUAGES) - 1
