import json
import re

from site_hooks.lean_pages import on_post_page

from .conftest import Handbook


def test_indentation_and_empty_lines_go() -> None:
    assert on_post_page("<p>\n    a  b\n\n  <i>c</i> \n</p>") == "<p>\na  b\n<i>c</i>\n</p>"


def test_code_and_scripts_stay_as_they_are() -> None:
    for text in ("<pre>a\n\n    b\n</pre>", "<script>\n  `a\n  b`</script>", "<textarea>\n  a</textarea>"):
        assert on_post_page(text) == text


def test_marks_of_names_and_blanks_go_and_others_stay() -> None:
    code = '<pre><span class="n">x</span><span class="w"> </span>'
    code += '<span class="k">if</span><span class="o">-</span></pre>'
    assert on_post_page(code) == '<pre>x <span class="k">if</span>-</pre>'


def test_marks_of_one_colour_become_one() -> None:
    code = '<pre><span class="s2">"</span><span class="s2">a</span> <span class="s2">"</span>'
    code += '<span class="si">{</span><span class="s2">b</span></pre>'
    joined = '<pre><span class="s2">"a "</span><span class="si">{</span><span class="s2">b</span></pre>'
    assert on_post_page(code) == joined


def test_drawings_have_no_namespace_and_text_about_them_has() -> None:
    name = 'xmlns="http://www.w3.org/2000/svg"'
    assert (
        on_post_page(f'<svg id="a" {name} width="1"><path/></svg>') == '<svg id="a" width="1"><path/></svg>'
    )
    for text in (f"<pre>&lt;svg {name}></pre>", f"<p>&lt;svg {name}></p>", f"<math {name}></math>"):
        assert on_post_page(text) == text


def test_pages_are_written_so(plain: Handbook) -> None:
    html = plain.html_path("en", "first-job").read_text(encoding="utf-8")
    assert re.search(r"\n\s+<(div|li|nav|a)", html) is None
    assert '<span class="w">' not in html
    assert '<span class="k">def</span>' in html


def test_the_settings_of_the_theme_say_the_same_without_escapes() -> None:
    settings = {"copied": "Скопировано", "tag": "</script>"}
    tag = '<script id="__config" type="application/json">'
    page = on_post_page(f"{tag}{json.dumps(settings).replace('<', chr(92) + 'u003c')}</script>")
    text = page.removeprefix(tag).removesuffix("</script>")
    assert json.loads(text) == settings
    assert "Скопировано" in text
    assert "<" not in text
