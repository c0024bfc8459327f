"""The cache in Redis, asked in few steps."""

from typing import Any

import pytest
from django.core.cache import cache

from tests.environment import OUTSIDE

pytestmark = pytest.mark.skipif(not OUTSIDE.get("REDIS_URL"), reason="needs Redis")


def client_of(key: str, **how: bool) -> Any:
    held: Any = cache
    return held._cache.get_client(key, **how)


def test_what_is_not_there_is_not_counted_up() -> None:
    with pytest.raises(ValueError, match="no "):
        cache.incr("never")
    assert cache.get("never") is None


def test_counting_up_keeps_the_end_of_a_counter() -> None:
    cache.set("tries", 1, 60)
    assert (cache.incr("tries"), cache.incr("tries", 5)) == (2, 7)
    client = client_of("tries", write=True)
    assert 0 < client.ttl(cache.make_key("tries")) <= 60
    assert cache.get("tries") == 7


def test_a_client_is_made_once() -> None:
    first = client_of("one")
    assert client_of("other") is first


def test_a_script_that_the_server_forgot_is_told_again() -> None:
    cache.set("tries", 1, 60)
    cache.incr("tries")
    client_of("tries", write=True).script_flush()
    assert cache.incr("tries") == 3
