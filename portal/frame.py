"""What the frame of every page needs: the city, the switches, the staff menu."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from portal.language import LARGE, TYPE_COOKIE


def frame(request: HttpRequest) -> dict[str, Any]:
    return {
        "city": settings.CITY,
        "public_host": settings.PUBLIC_URL.split("://", 1)[-1],
        "large_type": request.COOKIES.get(TYPE_COOKIE) == LARGE,
    }
