"""`az account`, `az login`, `az configure` and `az group`: as azure-cli 2.91.0 did on the same server."""

import httpx
from local_workspace.workspace_server import LocalWorkspace

from .conftest import Az


def test_one_is_signed_in_from_the_start(connected_az: Az, local_workspace: LocalWorkspace) -> None:
    identity = local_workspace.identity
    shown = connected_az.ok("account", "show")
    assert shown == {
        "environmentName": "AzureCloud",
        "homeTenantId": identity.tenant,
        "id": identity.subscription,
        "isDefault": True,
        "managedByTenants": [],
        "name": shown["name"],
        "state": "Enabled",
        "tenantId": identity.tenant,
        "user": {"name": identity.client_id, "type": "servicePrincipal"},
    }


def test_login_explains_itself_and_lists_the_subscriptions(
    connected_az: Az, local_workspace: LocalWorkspace
) -> None:
    run = connected_az("login", "--query", "[].[cloudName, id]", "-o", "tsv")
    assert run.stdout == f"AzureCloud\t{local_workspace.identity.subscription}\n"
    assert "No browser is opened" in run.stderr


def test_a_service_principal_signs_in_with_its_secret_only(
    connected_az: Az, local_workspace: LocalWorkspace
) -> None:
    identity = local_workspace.identity
    login = ["login", "--service-principal", "-u", identity.client_id, "--tenant", identity.tenant, "-p"]
    assert connected_az.fails(*login, "wrong", code=1).startswith(
        "ERROR: AADSTS7000215: Invalid client secret provided."
    )
    connected_az.environment["AZURE_CLIENT_SECRET"] = "wrong"
    assert "AADSTS7000215" in connected_az.fails("account", "show", code=1)
    connected_az.ok(*login, identity.client_secret)
    assert connected_az.ok("account", "show")["id"] == identity.subscription


def test_after_logout_one_is_asked_to_log_in(connected_az: Az) -> None:
    connected_az.ok("logout")
    assert connected_az.fails("group", "list", code=1) == "ERROR: Please run 'az login' to setup account.\n"
    connected_az.ok("login", "-o", "json")
    connected_az.ok("group", "list")


def test_the_subscription_is_chosen_by_name_or_id(connected_az: Az, local_workspace: LocalWorkspace) -> None:
    name = connected_az.ok("account", "show")["name"]
    connected_az.ok("account", "set", "--subscription", name)
    connected_az.ok("account", "set", "-s", local_workspace.identity.subscription)
    expected = "ERROR: The subscription of 'nope' doesn't exist in cloud 'AzureCloud'.\n"
    assert connected_az.fails("account", "set", "-s", "nope", code=1) == expected
    assert connected_az.fails("group", "list", "--subscription", "nope", code=1) == expected


def test_a_token_opens_the_rest_api(connected_az: Az, local_workspace: LocalWorkspace) -> None:
    words = ["account", "get-access-token", "--resource", "https://management.azure.com/"]
    token = connected_az(*words, "--query", "accessToken", "-o", "tsv").stdout.strip()
    variables = local_workspace.facts["variables"]
    with httpx.Client(
        proxy=variables["HTTPS_PROXY"], verify=variables["SSL_CERT_FILE"], trust_env=False
    ) as client:
        address = f"{local_workspace.url}?api-version=2024-04-01"
        assert client.get(address, headers={"Authorization": f"Bearer {token}"}).status_code == 200
    document = connected_az.ok("account", "get-access-token")
    assert set(document) == {"accessToken", "expiresOn", "expires_on", "subscription", "tenant", "tokenType"}


def test_a_resource_group_comes_and_goes(connected_az: Az) -> None:
    created = connected_az.ok("group", "create", "--name", "az-test", "-l", "eastus", "--tags", "a=b", "c")
    assert created["properties"] == {"provisioningState": "Succeeded"}
    assert created["tags"] == {"a": "b", "c": ""}
    assert connected_az.ok("group", "exists", "-n", "az-test") is True
    assert "az-test" in connected_az("group", "list", "-o", "table").stdout
    connected_az.ok("group", "delete", "-n", "az-test", "--yes")
    assert connected_az.ok("group", "exists", "-n", "az-test") is False


def test_what_is_not_there_ends_with_3(connected_az: Az) -> None:
    error = connected_az.fails("group", "show", "-n", "absent", code=3)
    message = "Resource group 'absent' could not be found."
    assert (
        error
        == f"ERROR: (ResourceGroupNotFound) {message}\nCode: ResourceGroupNotFound\nMessage: {message}\n"
    )


def test_defaults_are_kept_and_used(connected_az: Az) -> None:
    for name in ("AZURE_DEFAULTS_GROUP", "AZURE_DEFAULTS_WORKSPACE"):
        del connected_az.environment[name]
    assert "the following arguments are required" in connected_az.fails("ml", "datastore", "list", code=2)
    connected_az.ok("configure", "--defaults", "group=local", "workspace=absent")
    assert [entry["value"] for entry in connected_az.ok("configure", "--list-defaults")] == [
        "local",
        "absent",
    ]
    assert "absent" in connected_az.fails("ml", "workspace", "show", code=3)
    connected_az.ok("configure", "-d", "workspace=")
    assert "--workspace-name/-w" in connected_az.fails("ml", "datastore", "list", code=2)


def test_settings_are_read_and_written(connected_az: Az) -> None:
    connected_az.ok("config", "set", "core.output=table", "defaults.group=g")
    assert connected_az.ok("config", "get", "core.output")["value"] == "table"
    connected_az.ok("config", "unset", "core.output")
    assert connected_az.fails("config", "get", "core.output", code=1).startswith(
        "ERROR: Configuration 'core.output'"
    )


def test_the_ml_extension_is_built_in(connected_az: Az) -> None:
    run = connected_az("extension", "add", "--name", "ml")
    assert (run.returncode, run.stdout) == (0, "")
    assert "built into" in run.stderr
    assert [each["name"] for each in connected_az.ok("extension", "list")] == ["ml"]
    assert "no extension 'k8s'" in connected_az.fails("extension", "add", "-n", "k8s", code=1)
