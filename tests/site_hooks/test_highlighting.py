from typing import cast

import markdown
import pytest
from mkdocs.config.defaults import MkDocsConfig
from site_hooks import highlighting

EXTENSIONS = ["pymdownx.highlight", "pymdownx.superfences"]
SETTINGS = {"pymdownx.highlight": {"anchor_linenums": False, "pygments_lang_class": True}}
CODE = """```python
x = 1
```

```python hl_lines="1"
x = 1
```

```bash
x = 1
```
"""


def html(config: MkDocsConfig) -> str:
    extensions = cast("list[str]", config["markdown_extensions"])
    settings = cast("dict[str, dict[str, object]]", config["mdx_configs"])
    return markdown.markdown(CODE, extensions=extensions, extension_configs=settings)


@pytest.fixture
def config(monkeypatch: pytest.MonkeyPatch) -> MkDocsConfig:
    monkeypatch.setattr(highlighting, "_known", {})
    config = cast(MkDocsConfig, MkDocsConfig())
    config["markdown_extensions"], config["mdx_configs"] = [*EXTENSIONS], {**SETTINGS}
    return config


def test_code_looks_as_pymdownx_makes_it_look(config: MkDocsConfig) -> None:
    expected = html(config)
    highlighting.on_config(config)
    assert html(config) == html(config) == expected
    assert expected.count("<pre>") == 3


def test_the_same_code_is_coloured_once(config: MkDocsConfig, monkeypatch: pytest.MonkeyPatch) -> None:
    highlighting.on_config(config)
    first = html(config)

    def other(*_: object, **__: object) -> str:
        return "<pre>other</pre>"

    monkeypatch.setattr("pymdownx.highlight.highlight", other)
    assert html(config) == first
    monkeypatch.setattr(highlighting, "_known", {})
    assert "other" in html(config)
