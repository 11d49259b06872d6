import os
import socket
import ssl
import threading
from pathlib import Path

import pytest
from local_workspace.certificates import CertificateAuthority


def _handshake(server: ssl.SSLContext, client: ssl.SSLContext, name: str) -> None:
    here, there = socket.socketpair()

    def answer() -> None:
        try:
            with server.wrap_socket(there, server_side=True) as connection:
                connection.recv(1)
        except ssl.SSLError:
            there.close()

    thread = threading.Thread(target=answer)
    thread.start()
    try:
        with client.wrap_socket(here, server_hostname=name) as connection:
            connection.send(b"x")
    finally:
        here.close()
        thread.join()


@pytest.mark.parametrize(
    "name",
    [
        "management.azure.com",
        "login.microsoftonline.com",
        "westeurope.api.azureml.ms",
        "acc123.blob.core.windows.net",
        "my-endpoint.eastus2.inference.ml.azure.com",
    ],
)
def test_every_host_is_answered_with_a_certificate_for_it(tmp_path: Path, name: str) -> None:
    authority = CertificateAuthority(tmp_path / "certificates")
    client = ssl.create_default_context(cafile=str(authority.bundle()))
    client.verify_flags |= ssl.VERIFY_X509_STRICT  # the default from Python 3.13 on
    _handshake(authority.server_context(), client, name)


def test_a_program_that_was_not_given_the_authority_does_not_trust_it(tmp_path: Path) -> None:
    server = CertificateAuthority(tmp_path / "certificates").server_context()
    with pytest.raises(ssl.SSLCertVerificationError):
        _handshake(server, ssl.create_default_context(), "management.azure.com")


def test_the_authority_survives_a_restart_and_its_key_is_private(tmp_path: Path) -> None:
    folder = tmp_path / "certificates"
    bundle = CertificateAuthority(folder).bundle().read_bytes()
    assert CertificateAuthority(folder).bundle().read_bytes() == bundle
    assert os.stat(folder / "ca-key.pem").st_mode & 0o777 == 0o600
    assert os.stat(folder).st_mode & 0o077 == 0
    client = ssl.create_default_context(cafile=str(folder / "bundle.pem"))
    _handshake(CertificateAuthority(folder).server_context(), client, "management.azure.com")
