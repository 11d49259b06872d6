import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from local_workspace.errors import ArmError
from local_workspace.store import BlobStore, Database


@pytest.fixture
def store(tmp_path: Path) -> Iterator[BlobStore]:
    database = Database(tmp_path / "test.sqlite")
    blobs = BlobStore(tmp_path / "blobs", database)
    blobs.create_container("acc", "c")
    yield blobs
    database.close()


def test_a_blob_is_a_plain_file_with_what_was_said_about_it(store: BlobStore) -> None:
    put = store.put(
        "acc", "c", "a/b.txt", io.BytesIO(b"hello"), headers={"Content-Type": "x"}, metadata={"m": "1"}
    )
    assert put.path.read_bytes() == b"hello"
    found = store.find("acc", "c", "a/b.txt")
    assert found == put
    assert (put.size, put.headers, put.metadata) == (5, {"Content-Type": "x"}, {"m": "1"})


def test_a_file_that_a_job_wrote_is_a_blob(store: BlobStore) -> None:
    path = store.path("acc", "c", "outputs/model.pkl")
    path.parent.mkdir(parents=True)
    path.write_bytes(b"12")
    first = store.find("acc", "c", "outputs/model.pkl")
    assert first is not None
    assert first.size == 2
    path.write_bytes(b"1234")
    second = store.find("acc", "c", "outputs/model.pkl")
    assert second is not None
    assert second.size == 4
    assert second.etag != first.etag


@pytest.mark.parametrize(
    "name", ["../x", "a/../../x", "a/..", ".", "./x", "/etc/passwd", "a\\..\\..\\x", "a\0b"]
)
def test_no_name_leads_out_of_the_container(store: BlobStore, name: str) -> None:
    for action in (lambda: store.put("acc", "c", name, b""), lambda: store.find("acc", "c", name)):
        with pytest.raises(ArmError) as refusal:
            action()
        assert refusal.value.status == 400


@pytest.mark.parametrize(("account", "container"), [("..", "c"), ("acc", ".."), ("acc", "a/b"), ("", "c")])
def test_no_account_or_container_leads_out_of_the_store(
    store: BlobStore, account: str, container: str
) -> None:
    with pytest.raises(ArmError):
        store.put(account, container, "x", b"")


def test_symbolic_links_are_neither_followed_nor_listed(store: BlobStore, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.mkdir()
    (secret / "key").write_text("k")
    folder = store.folder("acc", "c")
    (folder / "link").symlink_to(secret)
    (folder / "file").symlink_to(secret / "key")
    assert list(store.list("acc", "c")) == []
    for name in ("link/key", "file"):
        with pytest.raises(ArmError):
            store.find("acc", "c", name)
        with pytest.raises(ArmError):
            store.put("acc", "c", name, b"overwritten")
    assert (secret / "key").read_text() == "k"


def test_only_the_first_may_create(store: BlobStore) -> None:
    store.put("acc", "c", "x", b"1", if_absent=True)
    with pytest.raises(ArmError) as refusal:
        store.put("acc", "c", "x", b"2", if_absent=True)
    assert (refusal.value.status, refusal.value.code) == (409, "BlobAlreadyExists")
    assert store.path("acc", "c", "x").read_bytes() == b"1"


def test_a_file_and_a_folder_cannot_share_a_name(store: BlobStore) -> None:
    store.put("acc", "c", "x", b"1")
    with pytest.raises(ArmError, match="share a name"):
        store.put("acc", "c", "x/y", b"2")


def test_blobs_are_listed_by_prefix_in_order(store: BlobStore) -> None:
    for name in ("b/2", "b/1", "a", "b2"):
        store.put("acc", "c", name, b"")
    assert [blob.name for blob in store.list("acc", "c")] == ["a", "b/1", "b/2", "b2"]
    assert [blob.name for blob in store.list("acc", "c", "b/")] == ["b/1", "b/2"]
    assert [blob.name for blob in store.list("acc", "c", "b")] == ["b/1", "b/2", "b2"]
    assert list(store.list("acc", "c", "zzz/")) == []


def test_blocks_make_a_blob_in_the_order_of_the_list(store: BlobStore) -> None:
    store.stage("acc", "c", "x", "Mg==", io.BytesIO(b"two"))
    store.stage("acc", "c", "x", "MQ==", io.BytesIO(b"one"))
    assert store.find("acc", "c", "x") is None
    with pytest.raises(ArmError, match="block list"):
        store.commit("acc", "c", "x", ["MQ==", "Mw=="])
    assert store.commit("acc", "c", "x", ["MQ==", "Mg=="]).path.read_bytes() == b"onetwo"
    with pytest.raises(ArmError, match="block list"):
        store.commit("acc", "c", "x", ["MQ=="])


def test_deleting_leaves_no_empty_folders(store: BlobStore) -> None:
    store.put("acc", "c", "a/b/c", b"")
    assert store.delete("acc", "c", "a/b/c")
    assert not store.delete("acc", "c", "a/b/c")
    assert list(store.folder("acc", "c").iterdir()) == []
    assert store.has_container("acc", "c")


def test_uploads_that_a_killed_server_left_are_removed(store: BlobStore, tmp_path: Path) -> None:
    left = store.receive(b"half")
    again = Database(tmp_path / "other.sqlite")
    BlobStore(store.root, again)
    again.close()
    assert not left.exists()
