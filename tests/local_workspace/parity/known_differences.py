"""Where we knowingly answer otherwise than the recordings of 2022-23, and why; and what is not served."""

from __future__ import annotations

_NO_CONTAINER_REGISTRY = (
    "seen once; a workspace has none until an image is built: "
    "https://learn.microsoft.com/azure/machine-learning/concept-workspace"
)
_ABSENT_CONTAINER = (
    "no recording asks for an absent one; the SDK counts on 404 to begin with version 1: "
    "azure-ai-ml 1.35.2, _utils/_asset_utils.py _get_next_version_from_container"
)
_SAME_AGAIN = "no recording puts the same version twice; as data, models and components answer there"
_CONTAINER = "no recording reads one that is there; as data, models and components answer there"
_NULL_LINK = "seen once, as null; the other lists leave nextLink out at the end, and clients take both alike"

_OLDER_ENVELOPE = (
    "seen with api-version 2023-04-01-preview, from a front end of its own; azure-ai-ml 1.35.2 asks with "
    "2024-04-01-preview and reads code and message only, which are the same"
)

KNOWN: dict[tuple[str, str], str] = {
    (
        "GET {arm}/subscriptions/{s}/resourceGroups/{rg}/providers/Microsoft.MachineLearningServices"
        "/workspaces",
        "field value[].properties.containerRegistry",
    ): _NO_CONTAINER_REGISTRY,
    ("GET {workspace}/data/{name}", "status 404"): _ABSENT_CONTAINER,
    ("PUT {workspace}/environments/{environment}/versions/{v}", "status 200"): _SAME_AGAIN,
    ("GET {workspace}/environments/{environment}", "status 200"): _CONTAINER,
    ("GET {workspace}/models", "field nextLink"): _NULL_LINK,
    **{
        ("GET {workspace}/connections/{connection}", f"field {path}"): _OLDER_ENVELOPE
        for path in (
            *(
                "componentName",
                "correlation.operation",
                "correlation.request",
                "environment",
                "location",
                "time",
            ),
            *("error.debugInfo", "error.detailsUri", "error.innerError.code", "error.innerError.innerError"),
            *("error.messageFormat", "error.messageParameters", "error.referenceCode", "error.severity"),
            "error.target",
        )
    },
    ("GET {workspace}/connections/{connection}", "inner code NotFoundError"): _OLDER_ENVELOPE,
}
"""(operation, difference) -> the newer or better source."""

NOT_SERVED = frozenset(
    {
        "POST {arm}/providers/Microsoft.ResourceGraph/resources",
        *(
            f"{method} {{arm}}/subscriptions/{{s}}/resourceGroups/{{rg}}/providers/{kind}"
            for method, kind in (
                ("GET", "Microsoft.MachineLearningServices/virtualClusters/{virtualcluster}"),
                ("GET", "Microsoft.MachineLearningServices/virtualclusters/{virtualcluster}"),
                ("GET", "Microsoft.ManagedIdentity/userAssignedIdentities/{name}"),
            )
        ),
        "POST {arm}/subscriptions/{s}/resourcegroups/{rg}/providers/Microsoft.Resources"
        "/deployments/{deployment}/validate",
        "POST {workspace}/diagnose",
        "GET {workspace}/featuresets/{featureset}/versions/{v}",
        "PUT {workspace}/featuresets/{featureset}/versions/{v}",
        "POST {workspace}/featuresets/{featureset}/versions/{v}/backfill",
        "POST {workspace}/featuresets/{featureset}/versions/{v}/listMaterializationJobs",
        "GET {workspace}/featurestoreEntities/{entity}/versions/{v}",
        "PUT {workspace}/featurestoreEntities/{entity}/versions/{v}",
        "GET {workspace}/outboundRules",
        "DELETE {workspace}/outboundRules/{outboundrule}",
        "GET {workspace}/outboundRules/{outboundrule}",
        "POST {workspace}/provisionManagedNetwork",
        "GET {workspace}/schedules",
        *(f"{method} {{workspace}}/schedules/{{schedule}}" for method in ("DELETE", "GET", "PUT")),
        "POST {api}/execution/v1.0{scope}/experiments/{experiment}/startlocalrun",
        "GET {api}/mferp/managementfrontend{scope}/codes/{code}/versions",
        "GET {api}/mferp/managementfrontend{scope}/codes/{code}/versions/{v}",
        "POST {api}/ux/v1.0/entities/crossRegion",
    }
)
"""What answers 501 and names the operation."""

HOSTS_REFUSED = ("https://{account}.dfs.core.windows.net",)
"""Hosts that the proxy does not let through: Data Lake storage."""

NO_OWN_OPERATION = {
    "PUT {blob}/{container}?restype=container": "kept for storage accounts' own containers; see blobs' tests",
}
"""What is served but cannot be reached by a client yet: operation -> why."""
