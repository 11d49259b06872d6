import os
from collections.abc import Sequence
from pathlib import Path

import pytest
from local_workspace.certificates import CertificateAuthority
from local_workspace.environment import (
    BEFORE,
    CREDENTIALS,
    MARK,
    VARIABLES,
    Connection,
    connect,
    disconnect,
    without_credentials,
)
from local_workspace.settings import Identity

PAST_US: list[tuple[dict[str, str], list[str]]] = [
    ({"NO_PROXY": "intra.example"}, []),
    ({}, ["other.example"]),
]
"""How a program reaches other hosts, too: by the user's exceptions, or let through by the proxy."""


def _connect(state: Path, user: dict[str, str] | None = None, passed: Sequence[str] = ()) -> Connection:
    authority = CertificateAuthority(state / "certificates")
    return connect(state, Identity(), authority, 4711, user or {}, passed)


def test_exactly_the_listed_variables_are_set(tmp_path: Path) -> None:
    connection = _connect(tmp_path)
    assert tuple(connection.variables) == VARIABLES
    assert (
        connection.variables["HTTPS_PROXY"] == connection.variables["https_proxy"] == "http://127.0.0.1:4711"
    )
    assert connection.variables[MARK] == str(tmp_path)


def test_no_credential_of_the_user_is_passed_on(tmp_path: Path) -> None:
    user = {name: f"real {name}" for name in CREDENTIALS} | {"HOME": "/elsewhere/u"}
    connected = _connect(tmp_path).apply(user)
    assert not any("real" in value for value in connected.values())
    assert connected["HOME"] == "/elsewhere/u"
    assert without_credentials(user) == {"HOME": "/elsewhere/u"}
    assert connected["AZURE_CONFIG_DIR"].startswith(str(tmp_path))


def test_the_users_exceptions_are_kept_unless_they_lead_past_us(tmp_path: Path) -> None:
    exceptions = "intra.example, .blob.core.windows.net, azure.com,*.azureml.ms,*, localhost,.example.org"
    direct = _connect(tmp_path, {"NO_PROXY": exceptions}).variables["NO_PROXY"]
    assert direct == "intra.example,.example.org,127.0.0.1,localhost"


@pytest.mark.parametrize(("user", "passed"), PAST_US)
def test_for_other_hosts_the_users_authorities_stay_trusted(
    tmp_path: Path, user: dict[str, str], passed: list[str]
) -> None:
    own = tmp_path / "company.pem"
    own.write_text("-----BEGIN CERTIFICATE-----\ncompany\n-----END CERTIFICATE-----\n")
    bundle = _connect(tmp_path, user | {"SSL_CERT_FILE": str(own)}, passed).variables["REQUESTS_CA_BUNDLE"]
    text = Path(bundle).read_text()
    assert text.startswith(own.read_text().rstrip())
    assert text.count("BEGIN CERTIFICATE") == 2
    assert os.stat(bundle).st_mode & 0o777 == 0o600


@pytest.mark.parametrize(("user", "passed"), PAST_US)
def test_without_authorities_of_the_user_the_public_ones_are_trusted(
    tmp_path: Path, user: dict[str, str], passed: list[str]
) -> None:
    variables = _connect(tmp_path, user | {"SSL_CERT_FILE": "/does/not/exist"}, passed).variables
    bundle = variables["SSL_CERT_FILE"]
    assert Path(bundle).read_text().count("BEGIN CERTIFICATE") > 50


def test_where_no_other_host_is_reached_ours_alone_is_read(tmp_path: Path) -> None:
    user = {"NO_PROXY": "localhost,.blob.core.windows.net"}
    bundle = _connect(tmp_path, user).variables["CURL_CA_BUNDLE"]
    assert Path(bundle).read_bytes() == (tmp_path / "certificates" / "ca.pem").read_bytes()


def test_a_connected_program_finds_the_users_environment_again(tmp_path: Path) -> None:
    user = {"HTTPS_PROXY": "http://company:1", "NO_PROXY": "x", "PATH": "/bin", "AZURE_CLIENT_SECRET": "real"}
    connected = _connect(tmp_path, user).apply(user)
    assert connected["HTTPS_PROXY"] == "http://127.0.0.1:4711"
    assert "real" not in connected[BEFORE]
    expected = {name: value for name, value in user.items() if name != "AZURE_CLIENT_SECRET"}
    assert disconnect(connected) == expected
    again = _connect(tmp_path / "other").apply(connected)
    assert disconnect(again) == expected


@pytest.mark.parametrize("environment", [{}, {"HTTPS_PROXY": "http://company:1"}])
def test_an_unconnected_environment_is_left_alone(environment: dict[str, str]) -> None:
    assert disconnect(environment) == environment
