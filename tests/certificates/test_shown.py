"""How a verdict is shown: the page that a process keeps is the page that its template draws."""

import re
from dataclasses import replace
from datetime import date

import pytest
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory
from django.utils import translation

from certificates.choices import NO_END, CertificateKind, Standing
from certificates.verification import Printed, Verdict
from certificates.views import public
from portal import clock, drawn
from portal.language import LARGE, TYPE_COOKIE

PAGE = "certificates/verdict.html"
TOKEN = re.compile(r'(?<=name="csrfmiddlewaretoken" value=")\w+')
ZHOU = Printed(
    name="周桂芳",
    title={"zh": "人民调解员上岗证", "en": "People's mediator post certificate"},
    number="99010120260000017",
    organisation="柳河村人民调解委员会",
    issued_on=date(2026, 11, 23),
    valid_from=date(2026, 11, 23),
    valid_until=date(2029, 11, 22),
    authority={"zh": "示例市司法局", "en": "Shili City Justice Bureau"},
)
LI = replace(ZHOU, name="李<b>&秀'英", organisation='"柳"河', number="99010120260000024")
KINDS = [
    (CertificateKind.POST, date(2029, 11, 22)),
    (CertificateKind.TRAINING, NO_END),
    (CertificateKind.GRADE, NO_END),
]


@pytest.fixture(autouse=True)
def _nothing_kept() -> None:
    drawn._kept.clear()


def page(printed: Printed, standing: Standing, since: date | None = None, **cookies: str) -> str:
    verdict = Verdict(standing, clock.now(), "HY-261123-ABCDE", printed, since, 7)
    request = RequestFactory().get("/v/ABCD/?from=wechat")
    request.user = AnonymousUser()
    request.COOKIES.update(cookies)
    with clock.at(verdict.asked_at):
        shown = drawn.page(request, PAGE, public.shape(verdict), public.words(verdict))
    return re.sub(r"\d\d:\d\d:\d\d", "…", TOKEN.sub("…", shown.content.decode()))


@pytest.mark.parametrize("standing", [one for one in Standing if one != Standing.NOT_FOUND])
@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("size", ["", LARGE])
def test_a_kept_page_is_the_page_that_its_template_draws(
    standing: Standing, language: str, size: str
) -> None:
    since = date(2027, 1, 4)
    with translation.override(language):
        for kind, until in KINDS:
            shown = [replace(one, kind=kind, valid_until=until) for one in (ZHOU, LI)]
            page(shown[0], standing, since, **{TYPE_COOKIE: size})
            kept = page(shown[1], standing, since, **{TYPE_COOKIE: size})
            own = {TYPE_COOKIE: size, settings.SESSION_COOKIE_NAME: "0" * 32}
            assert kept == page(shown[1], standing, since, **own)
            assert "李&lt;b&gt;&amp;秀&#x27;英" in kept
            assert ("周桂芳" in kept, "\ue0f5" in kept, "李<b>" in kept) == (False, False, False)
    assert len(drawn._kept) == len(KINDS)


def test_a_word_that_looks_like_a_hole_is_none() -> None:
    page(ZHOU, Standing.VALID)
    shown = page(replace(ZHOU, name=drawn.HOLE.format("query")), Standing.VALID)
    assert shown.count("HY-261123-ABCDE") == 1
