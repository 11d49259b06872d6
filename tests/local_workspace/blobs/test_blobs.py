# pyright: basic
"""Blobs, through azure-storage-blob and as plain calls."""

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
from local_workspace.workspace_server import LocalWorkspace

from ..rest import STORAGE, Rest, storage_code

if TYPE_CHECKING:
    from azure.storage.blob import ContainerClient


@pytest.fixture
def container(
    rest: Rest, connected: LocalWorkspace, request: pytest.FixtureRequest
) -> "Iterator[ContainerClient]":
    """A container of its own, used with the account's key."""
    from azure.storage.blob import BlobServiceClient

    secrets = rest("POST", "datastores/workspaceblobstore/listSecrets?api-version=1").json()
    account = rest("GET", "datastores/workspaceblobstore?api-version=1").json()["properties"]["accountName"]
    service = BlobServiceClient(f"https://{account}.blob.core.windows.net", credential=secrets["key"])
    client = service.create_container(f"c-{uuid4()}")
    yield client
    client.delete_container()


def test_a_blob_comes_back_with_what_was_said_about_it(container: "ContainerClient") -> None:
    from azure.storage.blob import ContentSettings

    settings = ContentSettings(content_type="text/plain", cache_control="no-cache")
    metadata = {"name": "n", "upload_status": "completed"}
    blob = container.upload_blob("a/ü b%20+.txt", "héllo", metadata=metadata, content_settings=settings)
    properties = blob.get_blob_properties()
    assert properties.size == 6
    assert properties.metadata == metadata
    assert properties.content_settings.content_type == "text/plain"
    assert properties.content_settings.cache_control == "no-cache"
    assert blob.download_blob().readall().decode() == "héllo"
    blob.set_blob_metadata({"other": "1"})
    assert blob.get_blob_properties().metadata == {"other": "1"}
    assert blob.get_blob_properties().etag != properties.etag


def test_a_large_blob_is_written_in_blocks_and_read_in_ranges(container: "ContainerClient") -> None:
    content = bytes(range(256)) * 4096 * 9  # 9 MiB
    blob = container.get_blob_client("large")
    blob._config.max_single_put_size = 1 << 20
    blob._config.max_block_size = 1 << 20
    blob.upload_blob(content)
    assert hashlib.sha256(blob.download_blob().readall()).digest() == hashlib.sha256(content).digest()
    assert blob.download_blob(offset=1000, length=500).readall() == content[1000:1500]
    assert blob.download_blob(offset=len(content) - 10, length=500).readall() == content[-10:]


def test_a_file_larger_than_memory_buffers_is_sent_in_one_piece(
    container: "ContainerClient", tmp_path: Path
) -> None:
    file = tmp_path / "big"
    file.write_bytes(b"0123456789abcdef" * (1 << 20))  # 16 MiB, in one PUT
    with file.open("rb") as source:
        container.upload_blob("big", source)
    with (tmp_path / "down").open("wb") as target:
        container.download_blob("big").readinto(target)
    assert (tmp_path / "down").read_bytes() == file.read_bytes()


def test_an_empty_blob_can_be_read(container: "ContainerClient") -> None:
    container.upload_blob("empty", b"")
    assert container.download_blob("empty").readall() == b""


def test_what_is_missing_is_refused_with_its_code(container: "ContainerClient") -> None:
    from azure.core.exceptions import ResourceExistsError, ResourceNotFoundError

    with pytest.raises(ResourceNotFoundError) as missing:
        container.get_blob_client("none").get_blob_properties()
    assert storage_code(missing.value) == "BlobNotFound"
    assert not container.get_blob_client("none").exists()
    container.upload_blob("there", b"1")
    with pytest.raises(ResourceExistsError) as taken:
        container.upload_blob("there", b"2")
    assert storage_code(taken.value) == "BlobAlreadyExists"
    container.upload_blob("there", b"2", overwrite=True)
    assert container.download_blob("there").readall() == b"2"
    with pytest.raises(ResourceExistsError) as again:
        container.create_container()
    assert storage_code(again.value) == "ContainerAlreadyExists"


def test_a_range_beyond_the_end_is_refused(rest: Rest) -> None:
    rest.put_blob("short", b"abc")
    beyond = rest.blob("GET", "short", Range="bytes=3-9")
    assert (beyond.status_code, beyond.headers["x-ms-error-code"]) == (416, "InvalidRange")
    assert beyond.headers["Content-Range"] == "bytes */3"
    part = rest.blob("GET", "short", x_ms_range="bytes=1-")
    assert (part.status_code, part.content, part.headers["Content-Range"]) == (206, b"bc", "bytes 1-2/3")


def test_conditions_are_kept(container: "ContainerClient") -> None:
    from azure.core import MatchConditions
    from azure.core.exceptions import HttpResponseError, ResourceModifiedError

    blob = container.upload_blob("x", b"1")
    etag = blob.get_blob_properties().etag
    blob.upload_blob(b"2", overwrite=True, etag=etag, match_condition=MatchConditions.IfNotModified)
    with pytest.raises(ResourceModifiedError):
        blob.upload_blob(b"3", overwrite=True, etag=etag, match_condition=MatchConditions.IfNotModified)
    with pytest.raises(HttpResponseError):
        blob.download_blob(etag=etag, match_condition=MatchConditions.IfNotModified)
    assert blob.download_blob().readall() == b"2"


def test_content_that_does_not_match_its_digest_is_refused(rest: Rest) -> None:
    answer = rest.blob("PUT", "x", b"1", x_ms_blob_type="BlockBlob", Content_MD5="AAAAAAAAAAAAAAAAAAAAAA==")
    assert (answer.status_code, answer.headers["x-ms-error-code"]) == (400, "Md5Mismatch")


def test_lists_have_levels_pages_and_metadata(container: "ContainerClient") -> None:
    for name in ("a/1", "a/2", "b/1", "c", "<&>"):
        container.upload_blob(name, b"x", metadata={"of": name.replace("<&>", "odd")})
    assert [each.name for each in container.list_blobs()] == ["<&>", "a/1", "a/2", "b/1", "c"]
    assert [each.name for each in container.list_blobs(name_starts_with="a/")] == ["a/1", "a/2"]
    pages = [[each.name for each in page] for page in container.list_blobs(results_per_page=2).by_page()]
    assert pages == [["<&>", "a/1"], ["a/2", "b/1"], ["c"]]
    assert {each.name: each.metadata for each in container.list_blobs(include=["metadata"])}["a/1"] == {
        "of": "a/1"
    }
    assert {each.name for each in container.walk_blobs(delimiter="/")} == {"<&>", "a/", "b/", "c"}
    walked = container.walk_blobs(delimiter="/", results_per_page=1).by_page()
    assert [[each.name for each in page] for page in walked] == [["<&>"], ["a/"], ["b/"], ["c"]]


def test_a_deleted_blob_is_gone(container: "ContainerClient") -> None:
    container.upload_blob("x", b"1")
    container.delete_blob("x")
    assert list(container.list_blobs()) == []


@pytest.mark.parametrize(
    "name", ["../../identity.json", "a/%2e%2e/%2e%2e/%2e%2e/identity.json", "..%2f..%2fx"]
)
def test_no_address_leads_out_of_a_container(rest: Rest, name: str) -> None:
    import requests

    account = rest("GET", "datastores/workspaceblobstore?api-version=1").json()["properties"]["accountName"]
    url = f"https://{account}.blob.core.windows.net/azureml/{name}"
    headers = {"Authorization": f"Bearer {rest.token(STORAGE)}", "x-ms-blob-type": "BlockBlob"}
    for method in ("GET", "PUT", "DELETE"):
        call = requests.Request(method, url, headers=headers).prepare()
        call.url = url  # as it is: requests would take the dots out
        answer = rest.session.send(call, proxies=rest.session.proxies, verify=rest.session.verify)
        assert answer.status_code in (400, 404), answer.text
    assert (rest.workspace.state / "identity.json").read_text().startswith("{")


@pytest.mark.parametrize(
    ("method", "query", "headers"),
    [
        ("PUT", "", {"x_ms_blob_type": "AppendBlob"}),
        ("PUT", "", {"x_ms_blob_type": "BlockBlob", "x_ms_copy_source": "https://x"}),
        ("PUT", "?comp=appendblock", {}),
        ("PUT", "?comp=lease", {}),
    ],
)
def test_what_is_not_served_says_so(rest: Rest, method: str, query: str, headers: dict[str, str]) -> None:
    answer = rest.blob(method, f"x{query}", b"", **headers)
    assert (answer.status_code, answer.headers["x-ms-error-code"]) == (501, "NotImplemented")
