"""The pass of a paper: the page of a delivered paper carries it, whoever sends answers shows it.

It stands for the session, which need not be looked up at every answer, and outlives it: an answer
is not lost because somebody was signed out meanwhile. It opens one paper for answers and nothing
else, until that paper is handed in. (Decision 19.)
"""

from django.core import signing
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

SALT = "exams.paper"
PLAIN = "form"
DIGITS = 12


def pass_of(attempt_id: int) -> str:
    return signing.Signer(salt=SALT).sign(str(attempt_id)).partition(":")[2]


def opens(attempt_id: int, shown: str) -> bool:
    """Is this the pass of that paper?"""
    try:
        signing.Signer(salt=SALT).unsign(f"{attempt_id}:{shown}")
    except signing.BadSignature:
        return False
    return True


def plain_window(request: HttpRequest) -> str:
    """What names a browser that sends plain forms: its session, unreadable."""
    session = request.session.session_key or ""
    return PLAIN + salted_hmac(SALT, session, algorithm="sha256").hexdigest()[:DIGITS]
