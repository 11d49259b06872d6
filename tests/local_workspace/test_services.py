import pytest
from local_workspace.services import Services


class Named:
    pass


def test_an_object_is_found_by_its_type() -> None:
    named = Named()
    services = Services(named)
    assert services.get(Named) is services.find(Named) is named
    assert Services().find(Named) is None


def test_all_parts_are_stopped_last_first_even_when_one_fails(caplog: pytest.LogCaptureFixture) -> None:
    services, stopped = Services(), list[str]()

    def fail() -> None:
        raise RuntimeError

    services.on_close(lambda: stopped.append("first"))
    services.on_close(fail)
    services.on_close(lambda: stopped.append("last"))
    services.close()
    assert stopped == ["last", "first"]
    assert "did not stop cleanly" in caplog.text
