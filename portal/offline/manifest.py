"""How the platform looks as an app on the home screen of a phone."""

from typing import Any

from django.conf import settings
from django.templatetags.static import static
from django.utils.translation import get_language, pgettext

# The tokens `sunken` and `paper` of portal/static/portal/tokens.css.
THEME, GROUND = "#f5f4ef", "#fdfdfb"
ICONS = (("192", "any"), ("512", "any"), ("512", "maskable"))


def manifest() -> dict[str, Any]:
    """In the language that is active (W3C, Web Application Manifest)."""
    name = pgettext("app", "Hezhong")
    return {
        "id": "/",
        "name": f"{name} · {settings.CITY['name']}",
        "short_name": name,
        "description": str(settings.CITY["hosts"]),
        "lang": get_language(),
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
        "theme_color": THEME,
        "background_color": GROUND,
        "icons": [_icon(size, purpose) for size, purpose in ICONS],
    }


def _icon(size: str, purpose: str) -> dict[str, str]:
    name = f"{size}-maskable" if purpose == "maskable" else size
    return {
        "src": static(f"portal/app/{name}.png"),
        "sizes": f"{size}x{size}",
        "type": "image/png",
        "purpose": purpose,
    }
