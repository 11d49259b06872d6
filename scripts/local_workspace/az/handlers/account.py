"""`az login`, `az logout` and `az account`: who is signed in, and to which subscription."""

# pyright: basic

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import datetime
from typing import Any

from azure.identity import ClientSecretCredential

from local_workspace.az.errors import AzError
from local_workspace.az.registry import command
from local_workspace.az.session import MANAGEMENT, Session
from local_workspace.az.settings import Account

_LOGGER = logging.getLogger(__name__)
_USAGE = "usage error: --service-principal --username NAME --password SECRET --tenant TENANT"


@command("login")
def log_in(session: Session) -> list[dict[str, Any]]:
    """Sign in as the service principal that is given, or as the identity of the environment variables."""
    if session["service_principal"]:
        _log_in_as_service_principal(session)
    elif session["username"] or session["password"]:
        raise AzError("The local workspace knows no users with passwords. " + _USAGE)
    else:
        session.settings.save_account(Account())
        _LOGGER.warning(
            "No browser is opened: the local workspace signs in the service principal %s, whose id and "
            "secret are in AZURE_CLIENT_ID and AZURE_CLIENT_SECRET. On Azure, `az login` opens a browser.",
            session.credential and session.client_id,
        )
    return list_accounts(session)


def _log_in_as_service_principal(session: Session) -> None:
    tenant, client, secret = session["tenant"], session["username"], session["password"]
    if not (tenant and client and secret):
        raise AzError(_USAGE)
    ClientSecretCredential(tenant, client, secret).get_token(f"{MANAGEMENT}/.default")
    session.settings.save_account(Account(tenant, client, secret))


@command("logout")
def log_out(session: Session) -> None:
    """Sign out: later commands are refused until `az login`."""
    session.settings.save_account(Account(signed_out=True))


@command("account show")
def show_account(session: Session) -> dict[str, Any]:
    """The active subscription."""
    return _describe(session, session.subscription)


@command("account list")
def list_accounts(session: Session) -> list[dict[str, Any]]:
    """All subscriptions that the identity sees."""
    accounts = [_describe(session, each) for each in session.subscriptions]
    # In lists az calls the cloud by another name: azure/cli/command_modules/profile/custom.py.
    return [account | {"cloudName": account.pop("environmentName")} for account in accounts]


@command("account set")
def set_account(session: Session) -> None:
    """Choose the active subscription."""
    chosen = session.find_subscription(session["subscription"])["subscriptionId"]
    session.settings.save_account(replace(session.settings.account, subscription=chosen))


@command("account get-access-token")
def get_access_token(session: Session) -> dict[str, Any]:
    """A token for the resource or scope that is asked for, by default for Azure Resource Manager."""
    if session["scope"] and session["resource"]:
        raise AzError("resource and scopes can't be provided at the same time.")
    resource = (session["resource"] or MANAGEMENT).rstrip("/")
    token = session.credential.get_token(*(session["scope"] or [f"{resource}/.default"]))
    expires = datetime.fromtimestamp(token.expires_on)
    return {
        "accessToken": token.token,
        "expiresOn": expires.strftime("%Y-%m-%d %H:%M:%S.%f"),
        "expires_on": token.expires_on,
        "subscription": session.subscription["subscriptionId"],
        "tenant": session.subscription["tenantId"],
        "tokenType": "Bearer",
    }


def _describe(session: Session, subscription: dict[str, Any]) -> dict[str, Any]:
    active = session.settings.account.subscription or session.subscriptions[0]["subscriptionId"]
    return {
        "environmentName": "AzureCloud",
        "homeTenantId": subscription["tenantId"],
        "id": subscription["subscriptionId"],
        "isDefault": subscription["subscriptionId"] == active,
        "managedByTenants": subscription.get("managedByTenants", []),
        "name": subscription["displayName"],
        "state": subscription["state"],
        "tenantId": subscription["tenantId"],
        "user": {"name": session.client_id, "type": "servicePrincipal"},
    }
