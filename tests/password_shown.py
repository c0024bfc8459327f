"""What a session holds of somebody who has just shown the password (allauth's records)."""

import time
from typing import Any


def password_shown(user_id: int) -> dict[str, Any]:
    """Keys and values of the session."""
    return {
        "account_authentication_methods": [{"method": "password", "at": time.time()}],
        "account_authentication_methods_user": str(user_id),
    }
