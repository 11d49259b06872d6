"""What pages hold goes when their language is written, and what is asked of them later is still there."""

from xml.etree import ElementTree

import pytest
from mkdocs.config.defaults import MkDocsConfig
from site_hooks.building import build_site
from site_hooks.languages import site_languages
from site_hooks.site_configuration import load

from .conftest import ADDRESS, LANGUAGES, PAGES, Handbook


@pytest.fixture
def built(handbook: Handbook) -> MkDocsConfig:
    """The configuration of a site, which still has its files when it is built."""
    config = load(handbook.root, handbook.site, None, ADDRESS)
    assert build_site(config) == []
    return config


def test_pages_hold_nothing_when_the_site_is_written(built: MkDocsConfig, handbook: Handbook) -> None:
    files = [it for each in site_languages(built).i18n_files_per_language.values() for it in each]
    pages = [file.page for file in files if file.page]
    assert len(pages) == len(LANGUAGES) * (len(PAGES) + 2)
    assert [page for page in pages if page.content or page.markdown or page.toc.items or page.meta] == []
    listed = ElementTree.parse(handbook.site / "sitemap.xml").getroot()
    assert len(listed) == len(pages) - 1  # one is not translated
