"""Checks the files that a page shows: the SDK must load them, and something that runs must use them."""

import json
import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path, PurePosixPath
from typing import Any, cast

import jinja2
import yaml
from markdown_pages import Region

from snippets.outcomes import SnippetFailedError

Load = Callable[[Path, str], Mapping[str, Any]]
"""Loads a YAML file with a function of the SDK, in the page's Python process."""

SDK = "azure-ai-ml"

FUNCTIONS = (
    (r"mltable", "entities._data.mltable_metadata.MLTableMetadata.load"),
    (r"batch\w*endpoint", "load_batch_endpoint"),
    (r"modelbatchdeployment", "entities._load_functions.load_model_batch_deployment"),
    (r"componentbatchdeployment", "entities._load_functions.load_pipeline_component_batch_deployment"),
    (r"batchdeployment", "load_batch_deployment"),
    (r"endpoint", "load_online_endpoint"),
    (r"deployment", "load_online_deployment"),
    (r"component", "load_component"),
    (r"job", "load_job"),
    (r"compute", "load_compute"),
    (r"datastore|azureblob|azurefile|adlsgen|onelake", "load_datastore"),
    (r"environment", "load_environment"),
    (r"connection", "load_connection"),
    (r"registry", "load_registry"),
    (r"workspace|hub|project", "load_workspace"),
    (r"model", "load_model"),
    (r"data", "load_data"),
    (r"^flow$", "promptflow.client:load_flow"),
)
"""What a schema's name holds → what in `azure.ai.ml` reads such a file (some by nothing public).

A name with a colon stands for itself: the package whose file it is.
"""

WITHOUT_SCHEMA = (("training_data", "load_job"), ("model_id", "load_serverless_endpoint"))
"""A key of the files for which Microsoft publishes no schema → what in `azure.ai.ml` reads them.

MicrosoftDocs/azure-ai-docs, articles/ai-foundry/how-to/fine-tune-serverless.md ("Sample CLI") for fine-tuning
jobs, articles/machine-learning/how-to-deploy-models-serverless.md for endpoints (both read 2026-11-21).
"""


def check_yaml(region: Region, path: Path, load: Load) -> str:
    """Load a YAML file as its schema asks; a conda file, which has none, is checked by its own rules.

    Returns what loaded it.
    """
    content = _parse(region, path)
    schema = content.get("$schema")
    function = function_of(content)
    if schema is None and function is None:
        _check_conda(region, path, content)
        return SDK
    if function is None:
        raise SnippetFailedError(f"schema {schema!r} is not known", region, node_line(path, ["$schema"]))
    answer = load(path, function)
    if not answer["ok"]:
        line = _line_of_error(path, str(answer["message"]))
        raise SnippetFailedError(f"{function} refuses it", region, line, trace=str(answer["message"]))
    return re.split(r"[.:]", function)[0] if ":" in function else SDK


def check_template(region: Region, path: Path) -> None:
    """Parse a template, or a prompty, whose head is text to Jinja."""
    try:
        jinja2.Environment(autoescape=True).parse(path.read_text("utf-8"))
    except jinja2.TemplateSyntaxError as error:
        raise SnippetFailedError(f"is not a Jinja template: {error.message}", region, error.lineno) from error


def check_json(region: Region) -> None:
    """Parse a JSON sample."""
    try:
        json.loads(region.text)
    except json.JSONDecodeError as error:
        raise SnippetFailedError(
            f"is not JSON: {error.msg}", region, region.line_numbers[error.lineno - 1]
        ) from error


def check_python(region: Region, path: Path) -> None:
    """Compile a program that a job runs."""
    try:
        compile(path.read_text("utf-8"), str(path), "exec")
    except SyntaxError as error:
        raise SnippetFailedError(f"is not Python: {error.msg}", region, error.lineno) from error


def function_for(schema: str) -> str | None:
    """Return the function of the SDK that loads files of a schema."""
    name = PurePosixPath(schema).name.lower().partition(".schema")[0]
    return next((function for pattern, function in FUNCTIONS if re.search(pattern, name)), None)


def function_of(content: Mapping[str, Any]) -> str | None:
    """Return the function of the SDK that loads a file: as its schema says, else as its keys tell."""
    if schema := content.get("$schema"):
        return function_for(str(schema))
    return next((function for key, function in WITHOUT_SCHEMA if key in content), None)


def users(sample: str, texts: Mapping[str, str]) -> list[str]:
    """Return which of the texts name a sample's file, from anywhere, or a folder that it lies in.

    A folder directly in samples/ is a topic, and too common a word to mean its files.
    """
    path = PurePosixPath(sample)
    folders = [each.as_posix() for each in path.parents if len(each.parts) > 1]
    named = "|".join([rf"{re.escape(path.name)}(?![\w-])", *(rf"{re.escape(f)}(?![\w/-])" for f in folders)])
    pattern = re.compile(rf"(?<![\w.-])(?:{named})")
    return [name for name, text in texts.items() if name != sample and pattern.search(text)]


def is_used(sample: str, commands: Mapping[str, str], files: Mapping[str, str]) -> bool:
    """Whether a command that runs names a file, or a file does that is itself used."""
    seen = {sample}
    waiting = [sample]
    while waiting:
        current = waiting.pop()
        if users(current, commands):
            return True
        waiting += [name for name in users(current, files) if name not in seen]
        seen.update(waiting)
    return False


def node_line(path: Path, keys: Iterable[str]) -> int | None:
    """Return the line of the deepest node that a path of keys leads to; unknown keys are passed over."""
    node: Any = cast("Any", yaml).compose(path.read_text("utf-8"), Loader=yaml.SafeLoader)
    line = None
    for key in keys:
        found = _child(node, key)
        if found is not None:
            line, node = found
    return line


def _child(node: Any, key: str) -> tuple[int, Any] | None:
    if isinstance(node, yaml.MappingNode):
        for name, value in cast("Any", node).value:
            if name.value == key:
                return name.start_mark.line + 1, value
    if isinstance(node, yaml.SequenceNode) and key.isdigit() and int(key) < len(cast("Any", node).value):
        item = cast("Any", node).value[int(key)]
        return item.start_mark.line + 1, item
    return None


def _parse(region: Region, path: Path) -> dict[str, Any]:
    try:
        content = yaml.safe_load(path.read_text("utf-8"))
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else None
        raise SnippetFailedError(f"is not YAML: {error.problem}", region, line) from error
    if not isinstance(content, dict):
        raise SnippetFailedError("is not a YAML mapping", region)
    return cast("dict[str, Any]", content)


def _check_conda(region: Region, path: Path, content: Mapping[str, Any]) -> None:
    if "dependencies" not in content:
        raise SnippetFailedError("names no $schema and is no conda file; say what it is", region)
    entries = content["dependencies"]
    if not isinstance(entries, list):
        raise SnippetFailedError("dependencies must be a list", region, node_line(path, ["dependencies"]))
    for number, entry in enumerate(cast("list[Any]", entries)):
        pip = cast("dict[str, Any]", entry).get("pip") if isinstance(entry, dict) else None
        if not isinstance(entry, str) and not isinstance(pip, list):
            line = node_line(path, ["dependencies", str(number)])
            raise SnippetFailedError(
                f"dependency {entry!r} is neither a package nor a list `pip:`", region, line
            )


def _line_of_error(path: Path, message: str) -> int | None:
    """The line that the SDK's validation means: its errors name a path of keys, inside JSON inside text."""
    for keys in _error_paths(message):
        line = node_line(path, keys)
        if line is not None:
            return line
    location = re.search(r"line (\d+)", message)
    return int(location[1]) if location else None


def _error_paths(message: str) -> list[list[str]]:
    start = message.find("{")
    if start < 0:
        return []
    try:
        content, _ = json.JSONDecoder().raw_decode(message[start:])
    except json.JSONDecodeError:
        return []
    if not isinstance(content, dict):
        return []
    errors = cast("dict[str, Any]", content).get("errors")
    if not isinstance(errors, list):
        return list(_leaves(content, []))
    found: list[list[str]] = []
    for error in cast("list[dict[str, Any]]", errors):
        found += [str(error.get("path", "")).split("."), *_error_paths(str(error.get("message", "")))]
    return found


def _leaves(content: Any, keys: list[str]) -> list[list[str]]:
    if isinstance(content, dict):
        items = cast("dict[str, Any]", content).items()
        return [leaf for key, value in items for leaf in _leaves(value, [*keys, key])]
    if isinstance(content, list) and any(isinstance(item, dict) for item in cast("list[Any]", content)):
        return [leaf for item in cast("list[Any]", content) for leaf in _leaves(item, keys)]
    return [keys]
