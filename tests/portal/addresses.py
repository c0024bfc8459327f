"""Which addresses there are, by the names that the table of roles (`matrix`) is to hold."""

from django.urls import URLPattern, URLResolver, get_resolver


def addresses() -> set[str]:
    """The names of all addresses that are ours; Wagtail's own stand behind one door, /cms/, whose
    tests are tests/portal/accounts/test_cms_logins.py."""
    return set(_names(get_resolver(), ""))


def _names(resolver: URLResolver, before: str) -> list[str]:
    found = []
    for entry in resolver.url_patterns:
        address = f"{before}{entry.pattern}"
        if isinstance(entry, URLPattern):
            if not _of_wagtail(entry, address) and entry.name:
                found.append(entry.name)
        else:
            found += _names(entry, address)
    return found


def _of_wagtail(entry: URLPattern, address: str) -> bool:
    return address.startswith(("cms/", "_util/")) or entry.callback.__module__.startswith("wagtail")
