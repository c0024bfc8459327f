"""Keeping questions on changed law out of papers until a person has looked at them."""

from collections.abc import Collection, Iterable

from django.db.models import F
from django.utils.translation import gettext as _
from django.utils.translation import override

from courses.statutes.articles import shelf
from courses.statutes.citations import Finder
from courses.statutes.events import events_of
from courses.statutes.models import Statute
from courses.statutes.numerals import typed_number
from exams import bank
from exams.choices import ItemState
from exams.models import ItemVersion
from exams.recalling import recall_all
from exams.verifying import cites_of, texts_of
from exams.wording import Wording

Key = tuple[int, int]


def citing(slug: str, articles: Collection[Key]) -> list[int]:
    """The live questions whose version in use cites one of these articles of the statute, in its
    list or in its words. Goes through the whole bank: ask before a transaction that writes."""
    names = {name: found for name, found in shelf().names.items() if found == slug}
    in_use = (
        ItemVersion.objects.filter(item__state=ItemState.LIVE)
        .filter(n=F("item__approved_n"))
        .order_by("item_id")
    )
    versions, changed = list(in_use.select_related("item")), frozenset(articles)
    read = zip(versions, recall_all(versions), strict=True)
    return [version.item_id for version, words in read if _cites(words, slug, changed, names)]


def hold(item_ids: Iterable[int], *, law: str) -> int:
    """Suspend the questions; how many. No paper draws them until a person makes them live again
    (`bank.move`); `law` names the version that changed the articles in the reason of the act."""
    with override("zh-hans"):  # the trail is read in the city
        reason = _("It cites articles that a new version has changed: %(law)s") % {"law": law}
    return sum(
        bank.move(item_id, ItemState.SUSPENDED, actor_id=None, reason=reason)
        for item_id in item_ids
    )


def changed_since(version: ItemVersion, wording: Wording) -> list[str]:
    """The versions of laws that changed, since this version was written, an article it cites: for
    drafts and what waits for review, which `citing` has no paper to keep out of."""
    names = dict(shelf().names)
    cited = {slug for slug, _number in cites_of(wording)}
    cited |= {row.slug for row in Finder(names).find("\n".join(texts_of(wording)))}
    found: list[str] = []
    for slug, statute_id in Statute.objects.filter(slug__in=cited).values_list("slug", "pk"):
        ours = {name: to for name, to in names.items() if to == slug}
        for event in events_of(statute_id):
            keys = {one.key for one in event.touched if one.moment > version.recorded_at}
            if keys and _cites(wording, slug, frozenset(keys), ours):
                found.append(str(event.version))
    return found


def _cites(wording: Wording, slug: str, articles: frozenset[Key], names: dict[str, str]) -> bool:
    for cited, number in cites_of(wording):
        if cited == slug and typed_number(number) in articles:
            return True
    return any(
        (row.number, row.sub) in articles
        or any(row.number < number <= row.through for number, _sub in articles)
        for row in Finder(names).find("\n".join(texts_of(wording)))
    )
