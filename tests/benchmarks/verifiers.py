"""Who asks the register in a benchmark, in a process of their own: what they cost is not counted.

`python -m tests.benchmarks.verifiers` takes a line of JSON with port, origin and key, then one for
each step: `{"step": "page", "asked": [...]}`, and answers with what came of it.
"""

import http.client
import json
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from urllib.parse import urlsplit

AT_ONCE = 8
SECONDS = 60
API = "/api/v1/certificates/"


class Verifier:
    """A line of its own for each thread."""

    def __init__(self, port: int, origin: str, key: str) -> None:
        self.port, self.key = port, key
        self.host = urlsplit(origin).netloc
        self.lines = threading.local()

    def _ask(self, method: str, path: str, body: str = "", **headers: str) -> str:
        if not hasattr(self.lines, "line"):
            self.lines.line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=SECONDS)
        line = self.lines.line
        known = {"Host": self.host, "X-Forwarded-Proto": "https", "Accept": "text/html"}
        line.request(method, path, body.encode() or None, known | headers)
        answer = line.getresponse()
        text = str(answer.read().decode())
        if answer.status != http.HTTPStatus.OK:
            raise RuntimeError(f"{method} {path}: {answer.status} {text[:300]}")
        return text

    def _with_key(self, method: str, path: str, body: Any = None) -> Any:
        headers = {"Authorization": f"Bearer {self.key}", "Content-Type": "application/json"}
        text = self._ask(method, API + path, json.dumps(body) if body else "", **headers)
        return json.loads(text)

    def page(self, code: str) -> bool:
        return "verdict--valid" in self._ask("GET", f"/v/{code}")

    def key_by_code(self, code: str) -> bool:
        return bool(self._with_key("GET", code)["standing"] == "valid")

    def key_one(self, question: dict[str, str]) -> bool:
        return bool(self._with_key("POST", "verify", question)["standing"] == "valid")

    def key_many(self, questions: list[dict[str, str]]) -> bool:
        answers = self._with_key("POST", "verify-many", {"questions": questions})["answers"]
        return all(one["standing"] == "valid" for one in answers)


def each(act: Callable[[Any], bool], asked: list[Any]) -> dict[str, Any]:
    """Everything once, eight at a time; how many were not answered as they should be."""

    def tried(one: Any) -> str:
        try:
            return "" if act(one) else "another answer"
        except (RuntimeError, OSError, http.client.HTTPException) as error:
            return str(error) or type(error).__name__

    with ThreadPoolExecutor(AT_ONCE) as pool:
        errors = [error for error in pool.map(tried, asked) if error]
    first = errors[0] if errors else ""
    return {"operations": len(asked), "errors": len(errors), "first_error": first}


def main() -> None:
    given = json.loads(next(sys.stdin))
    verifier = Verifier(given["port"], given["origin"], given["key"])
    for line in sys.stdin:
        order = json.loads(line)
        came = each(getattr(verifier, order["step"]), order["asked"])
        sys.stdout.write(json.dumps(came) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
