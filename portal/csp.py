"""The content security policy header, with a looser one for Wagtail's admin only."""

from csp.middleware import CSPMiddleware, PolicyParts
from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

CMS_PREFIX = "/cms/"


class ContentSecurityPolicy(CSPMiddleware):
    def get_policy_parts(
        self, request: HttpRequest, response: HttpResponseBase, report_only: bool = False
    ) -> PolicyParts:
        parts = super().get_policy_parts(request, response, report_only)
        if not report_only and request.path_info.startswith(CMS_PREFIX):
            parts.config = settings.CMS_CONTENT_SECURITY_POLICY
        return parts
