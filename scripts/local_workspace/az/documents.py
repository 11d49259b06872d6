"""Makes the SDK's documents what `az ml` prints."""

# pyright: basic

from __future__ import annotations

import re
from enum import Enum
from typing import Any

from azure.ai.ml._restclient.arm_ml_service import models

_MEMBER = re.compile(r"(?P<kind>[A-Z]\w+)\.(?P<member>[A-Z][A-Z0-9_]*)")


def plain(document: Any) -> Any:
    """The document with Azure's own words where the SDK writes the names of its enumerations.

    azure-ai-ml 1.35 writes `ProvisioningState.SUCCEEDED` where Azure said `Succeeded`; the ml extension of az
    pins 1.34.0, which does not (azure-cli-extensions, azext_mlv2/manual/requirements.txt, read 2026-11-21).
    """
    if isinstance(document, dict):
        return {name: each if name == "tags" else plain(each) for name, each in document.items()}
    if isinstance(document, list):
        return [plain(each) for each in document]
    match = _MEMBER.fullmatch(document) if isinstance(document, str) else None
    kind = getattr(models, match["kind"], None) if match else None
    if match and isinstance(kind, type) and issubclass(kind, Enum) and match["member"] in kind.__members__:
        return kind[match["member"]].value
    return document


def keys_document(keys: Any) -> dict[str, str]:
    """The two keys of an endpoint under the names of the REST API, which az keeps."""
    return {"primaryKey": keys.primary_key, "secondaryKey": keys.secondary_key}
