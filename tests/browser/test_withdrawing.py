"""The page of a rule of which a version is announced: withdrawn by mouse, without a fault."""

import pytest
from playwright.sync_api import Page

from tests.browser.test_pages import Axe, SignIn, faults_here, sign_in_as
from tests.stack import Stack

pytestmark = pytest.mark.browser
RULE = "/desk/policy/quiz.minutes/"
ANNOUNCE = """
from datetime import timedelta
from portal import clock
from portal.accounts.models import User
from portal.policy.setting import set_rule
admin, since = User.objects.get(username='admin'), clock.today() + timedelta(days=30)
set_rule('quiz.minutes', 25, since=since, basis='本市', reason='更宽', actor_id=admin.pk)
"""


def test_an_announced_version_is_withdrawn(
    shaped: Page, real_stack: Stack, sign_in: SignIn, axe: Axe
) -> None:
    sign_in_as(shaped, sign_in, "admin")
    real_stack.manage("shell", "--no-imports", "-c", ANNOUNCE)
    shaped.goto(RULE)
    drawer = shaped.locator(".timeline details")
    drawer.locator("summary").click()
    assert faults_here(shaped, axe, RULE) == []
    drawer.locator("[name=reason]").fill("暂缓执行")
    drawer.locator("[type=submit]").click()
    assert drawer.count() == 0
    assert "暂缓执行" in shaped.locator(".timeline").inner_text()
    assert faults_here(shaped, axe, RULE) == []
