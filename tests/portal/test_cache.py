"""The embedded cache keeps the counters of the rate limits."""

from django.core.cache import cache


def test_many_counters_do_not_push_each_other_out() -> None:
    names = [f"counter-{number}" for number in range(400)]
    for name in names:
        cache.set(name, 1, 60)
    assert all(cache.get(name) == 1 for name in names)
