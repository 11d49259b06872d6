"""The clouds that Azure Resource Manager names: clients learn from them where to log in and where blobs are.

Asked by azureml-mlflow 1.62.0.post6 (_common/_cloud/cloud.py:17) and azure-ai-ml 1.35.2
(_azure_environments.py). Only the public cloud: the local workspace emulates no other.
"""

from local_workspace.arm import Json
from local_workspace.routing import ARM, LOGIN, Request, Response, Route

_SUFFIXES = {
    "acrLoginServer": "azurecr.io",
    "azureDataLakeAnalyticsCatalogAndJob": "azuredatalakeanalytics.net",
    "azureDataLakeStoreFileSystem": "azuredatalakestore.net",
    "keyVaultDns": "vault.azure.net",
    "sqlServerHostname": "database.windows.net",
    "storage": "core.windows.net",
}


def get_clouds(_: Request) -> Response:
    """The public cloud, in the form of api-version 2019-05-01."""
    login = f"https://{LOGIN}/"
    audiences = ["https://management.core.windows.net/", f"https://{ARM}/"]
    cloud: Json = {
        "activeDirectoryDataLake": "https://datalake.azure.net/",
        "authentication": {
            "audiences": audiences,
            "identityProvider": "AAD",
            "loginEndpoint": login,
            "tenant": "common",
        },
        "batch": "https://batch.core.windows.net/",
        "gallery": "https://gallery.azure.com/",
        "graph": "https://graph.windows.net/",
        "graphAudience": "https://graph.windows.net/",
        "media": "https://rest.media.azure.net",
        "name": "AzureCloud",
        "portal": "https://portal.azure.com",
        "resourceManager": f"https://{ARM}/",
        "sqlManagement": "https://management.core.windows.net:8443/",
        "suffixes": _SUFFIXES,
        "vmImageAliasDoc": "https://raw.githubusercontent.com/Azure/azure-rest-api-specs/master/arm-compute/quickstart-templates/aliases.json",
    }
    return Response(200, [cloud])


ROUTES = [Route("GET", ARM, "/metadata/endpoints", get_clouds, authenticated=False)]
