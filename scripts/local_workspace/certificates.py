"""A private certificate authority, so that the real host names can be served on 127.0.0.1 over TLS."""

import os
import ssl
from functools import cached_property
from pathlib import Path

import trustme

PROTOCOLS = ["http/1.1"]


class CertificateAuthority:
    """The state folder's own authority: only programs that are given its certificate trust it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._contexts: dict[str, ssl.SSLContext] = {}

    @cached_property
    def _authority(self) -> trustme.CA:
        certificate, key = self._folder / "ca.pem", self._folder / "ca-key.pem"
        if certificate.exists() and key.exists():
            return trustme.CA.from_pem(certificate.read_bytes(), key.read_bytes())
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        authority = trustme.CA(organization_name="Local Azure ML workspace")
        _write_private(key, authority.private_key_pem.bytes())
        _write_private(certificate, authority.cert_pem.bytes())
        return authority

    def bundle(self, trusted: Path | None = None) -> Path:
        """A file with the authorities in ``trusted``, if any, and ours.

        ``REQUESTS_CA_BUNDLE`` and its like replace what a program trusts, so a program that reaches other
        hosts, too, has to be given theirs. Otherwise ours alone: OpenSSL reads all of them for each
        connection, and with the hundred of a system this takes longer than a call.
        """
        before = trusted.read_bytes() if trusted else b""
        bundle = self._folder / "bundle.pem"
        own = self._authority.cert_pem.bytes()
        if own not in before:
            before = before.rstrip() + b"\n" + own
        _write_private(bundle, before.lstrip())
        return bundle

    def server_context(self) -> ssl.SSLContext:
        """TLS for any host name: the certificate is made for the name that the client asks for."""
        context = self._context("localhost")
        context.sni_callback = self._choose
        return context

    def _choose(self, connection: ssl.SSLObject, name: str | None, _: ssl.SSLContext) -> None:
        if name:
            connection.context = self._context(_wildcard(name))

    def _context(self, name: str) -> ssl.SSLContext:
        if name not in self._contexts:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.minimum_version = ssl.TLSVersion.TLSv1_2
            context.set_alpn_protocols(PROTOCOLS)
            self._authority.issue_cert(name).configure_cert(context)  # pyright: ignore[reportUnknownMemberType]
            self._contexts[name] = context
        return self._contexts[name]


def _wildcard(name: str) -> str:
    """One certificate serves all names that differ in the first label only (accounts, regions, endpoints)."""
    first, _, rest = name.partition(".")
    return f"*.{rest}" if rest.count(".") >= 2 and first else name


def _write_private(path: Path, content: bytes) -> None:
    """Replace a file whole, readable by its owner only."""
    temporary = path.with_name(f"{path.name}.{os.getpid()}")
    temporary.unlink(missing_ok=True)
    with os.fdopen(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
    temporary.replace(path)
