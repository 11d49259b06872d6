from urllib.parse import parse_qsl, urlsplit

from local_workspace.store import Database, ResourceStore
from local_workspace.store.shared_access import StorageAccounts


def _accounts(secret: bytes = b"s") -> StorageAccounts:
    from pathlib import Path

    return StorageAccounts(secret, ResourceStore(Database(Path(":memory:"))))


def test_every_account_and_every_workspace_has_keys_of_its_own() -> None:
    mine, yours = _accounts(), _accounts(b"other")
    keys = {mine.key("a"), mine.key("b"), mine.key("a", "key2"), yours.key("a")}
    assert len(keys) == 4
    assert mine.key("a") == _accounts().key("a")


def test_a_signed_address_names_the_blob_and_ends() -> None:
    url = _accounts().signed_url("acc", "c", "a/ü +.txt", permissions="rw")
    parts = urlsplit(url)
    query = dict(parse_qsl(parts.query))
    assert parts.path == "/c/a/%C3%BC%20%2B.txt"
    assert (query["sr"], query["sp"], query["spr"]) == ("b", "rw", "https")
    assert query["st"] < query["se"]
    assert "sr=c" in _accounts().signed_url("acc", "c")
