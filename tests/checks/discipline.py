"""One clock, one reader of the environment, scopes in views, a handler for every job."""

import ast
from collections.abc import Iterable, Iterator

from tests.checks.source import Fault, Source, called, python

CLOCKS = {
    "date.today",
    "datetime.date.today",
    "datetime.datetime.now",
    "datetime.datetime.utcnow",
    "datetime.now",
    "datetime.today",
    "datetime.utcnow",
    "time.time",
    "timezone.localdate",
    "timezone.localtime",
    "timezone.now",
}
ENVIRONMENT_READER = "portal/settings/env.py"
READERS = {"os.environ", "os.getenv"}
STARTS = {"manage.py", "portal/celery.py", "portal/wsgi.py"}
VIEW_FILES = {"desk.py", "api.py", "wagtail_hooks.py"}
VIEW_ENDINGS = ("views.py", "forms.py")
SCREENS = ("/views/", "portal/desk/")
RINGS = {"handler", "daily", "hourly"}


def server_clock(sources: Iterable[Source]) -> Iterator[Fault]:
    """`portal.clock` is the only source of time; standing elsewhere is for demo data and tests."""
    for source in python(sources):
        if not source.is_ours or source.path == "portal/clock.py":
            continue
        for call in source.calls:
            name = called(call)
            if name in CLOCKS:
                yield Fault(source.path, call.lineno, f"{name}: ask portal.clock")
            if name in {"clock.at", "portal.clock.at"} and source.name != "demo.py":
                yield Fault(source.path, call.lineno, "clock.at is for demo.py and tests")


def environment(sources: Iterable[Source]) -> Iterator[Fault]:
    """Every variable the platform knows is named in one file."""
    for source in python(sources):
        if not (source.is_ours or source.path == "manage.py"):
            continue
        if source.path == ENVIRONMENT_READER:
            continue
        excused = _setdefaults(source) if source.path in STARTS else set()
        for node in source.nodes:
            if not isinstance(node, ast.Attribute) or node in excused:
                continue
            if ast.unparse(node) in READERS:
                yield Fault(source.path, node.lineno, "settings/env.py reads the environment")


def _setdefaults(source: Source) -> set[ast.AST]:
    """`os.environ` in `os.environ.setdefault(…)`: how a program names its settings."""
    return {
        call.func.value
        for call in source.calls
        if isinstance(call.func, ast.Attribute) and call.func.attr == "setdefault"
    }


def _is_view(source: Source) -> bool:
    """What answers requests: by its file's name, or because it lies among screens."""
    named = source.name in VIEW_FILES or source.name.endswith(VIEW_ENDINGS)
    return source.is_ours and (named or any(place in source.path for place in SCREENS))


def _empty(source: Source) -> set[ast.expr]:
    """`Attempt.every` in `Attempt.every.none()`: no rows at all."""
    return {
        call.func.value
        for call in source.calls
        if isinstance(call.func, ast.Attribute) and call.func.attr == "none"
    }


def views_are_scoped(sources: Iterable[Source]) -> Iterator[Fault]:
    """Views reach rows of people through `.scoped(request_scope(request))` only."""
    for source in python(sources):
        if not _is_view(source):
            continue
        empty = _empty(source)
        for node in source.nodes:
            if not isinstance(node, ast.Attribute) or node in empty:
                continue
            if node.attr in {"every", "unscoped"}:
                what = f".{node.attr} in a view: use .scoped(request_scope(request))"
                yield Fault(source.path, node.lineno, what)


def pages_answer_head(sources: Iterable[Source]) -> Iterator[Fault]:
    """A page that answers GET answers HEAD too: link checkers and proxies ask so."""
    for source in python(sources):
        if not source.is_ours:
            continue
        for node in source.nodes:
            name = getattr(node, "id", getattr(node, "attr", ""))
            if isinstance(node, ast.Name | ast.Attribute) and name == "require_GET":
                yield Fault(source.path, node.lineno, "require_GET refuses HEAD: require_safe")


def all_rows_with_a_reason(sources: Iterable[Source]) -> Iterator[Fault]:
    """`every` is Django's own default manager; code says `.objects.unscoped("why")`."""
    for source in python(sources):
        if not source.is_ours or source.name == "models.py" or "/models/" in source.path:
            continue
        empty = _empty(source)
        for node in source.nodes:
            if isinstance(node, ast.Attribute) and node.attr == "every" and node not in empty:
                what = '.every outside models: .objects.unscoped("why no scope applies")'
                yield Fault(source.path, node.lineno, what)


def _constants(source: Source) -> dict[str, str]:
    """Module constants that hold a text: `KIND = "certificate.issue"`."""
    found = {}
    for node in source.tree.body:
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant):
            for target in node.targets:
                if isinstance(target, ast.Name) and isinstance(node.value.value, str):
                    found[target.id] = node.value.value
    return found


def _kind(argument: ast.expr, names: dict[str, str]) -> str | None:
    if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
        return argument.value
    written = ast.unparse(argument).rpartition(".")[2]
    return names.get(written)


def jobs_have_handlers(sources: Iterable[Source]) -> Iterator[Fault]:
    """What somebody enqueues, somebody does."""
    ours = [source for source in python(sources) if source.is_ours]
    names = {name: kind for source in ours for name, kind in _constants(source).items()}
    handled: set[str | None] = set()
    asked: list[tuple[Source, ast.Call, str | None]] = []
    for source in ours:
        for call in source.calls:
            name = called(call).rpartition(".")[2]
            if not call.args:
                continue
            if name in RINGS:
                handled.add(_kind(call.args[0], names))
            elif name == "enqueue" and source.room + "/jobs" not in source.path:
                asked.append((source, call, _kind(call.args[0], names)))
    for source, call, kind in asked:
        if kind is None:
            what = "the kind of a job is a text or a module constant"
            yield Fault(source.path, call.lineno, what)
        elif kind not in handled:
            yield Fault(source.path, call.lineno, f"nobody handles jobs of kind {kind}")


RULES = (
    server_clock,
    environment,
    views_are_scoped,
    pages_answer_head,
    all_rows_with_a_reason,
    jobs_have_handlers,
)
