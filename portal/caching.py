"""Django's cache in Redis, asked in fewer steps: one client for each pool of connections instead of
a new one for each question, and counting up in one go, so that no counter begins anew without an
end when its time runs out between looking and counting."""

from typing import Any

from django.core.cache.backends.redis import RedisCache, RedisCacheClient

COUNT_UP = """
if redis.call("EXISTS", KEYS[1]) == 0 then return false end
return redis.call("INCRBY", KEYS[1], ARGV[1])
"""


class LastingClient(RedisCacheClient):
    def __init__(self, *servers: Any, **options: Any) -> None:
        super().__init__(*servers, **options)
        self._clients: dict[Any, Any] = {}
        self._count_up: Any = None

    def get_client(self, key: Any = None, *, write: bool = False) -> Any:
        inside: Any = self  # the types of Django's own client name no more than its methods
        pool = inside._get_connection_pool(write)  # noqa: SLF001
        if pool not in self._clients:
            self._clients[pool] = super().get_client(key, write=write)
        return self._clients[pool]

    def incr(self, key: Any, delta: int) -> int:
        """Raises ValueError for a key that is not there."""
        client = self.get_client(key, write=True)
        if self._count_up is None:
            self._count_up = client.register_script(COUNT_UP)
        counted = self._count_up(keys=[key], args=[delta], client=client)
        if counted is None:
            raise ValueError(f"no {key} to count up")
        return int(counted)


class LastingRedis(RedisCache):
    def __init__(self, server: Any, params: dict[str, Any]) -> None:
        super().__init__(server, params)
        self._class = LastingClient
