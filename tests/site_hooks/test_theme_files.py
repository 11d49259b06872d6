"""A hidden file of the theme is found by who names it, and not listed for MkDocs, which copies none."""

from pathlib import Path

import jinja2
from mkdocs.structure.files import Files
from site_hooks.compiled import CompiledTemplates
from site_hooks.site_configuration import load
from site_hooks.theme_files import ShownFiles, on_config

from .conftest import Handbook


def test_mkdocs_copies_the_files_that_it_would_copy_of_all(handbook: Handbook) -> None:
    config = load(handbook.root, handbook.site)
    found: list[list[str]] = []
    for _ in range(2):
        files = Files([])
        files.add_files_from_theme(config.theme.get_env(), config)
        found.append([file.src_uri for file in files])
        on_config(config)
    assert isinstance(config.theme.get_env().loader, ShownFiles)
    assert found[0] == found[1]
    assert len(found[0]) > 50


def test_a_template_may_name_a_hidden_file(tmp_path: Path) -> None:
    (tmp_path / ".icons").mkdir()
    (tmp_path / ".icons/sun.svg").write_text("<svg/>")
    (tmp_path / "main.html").write_text('{% include ".icons/sun.svg" %}')
    environment = jinja2.Environment(loader=ShownFiles(tmp_path))
    assert environment.list_templates() == ["main.html"]
    assert environment.get_template("main.html").render() == "<svg/>"


def test_a_template_of_another_text_is_compiled_again(tmp_path: Path) -> None:
    cache, said = CompiledTemplates(), list[str]()
    for number, text in enumerate(("one", "two", "two")):
        folder = tmp_path / str(number)
        folder.mkdir()
        (folder / "main.html").write_text(text)
        environment = jinja2.Environment(loader=ShownFiles(folder), bytecode_cache=cache)
        said.append(environment.get_template("main.html").render())
    assert said == ["one", "two", "two"]
