"""The public interface under /api/v1/, described at /api/v1/openapi.json. Routers are named as
strings."""

from ninja import NinjaAPI

api = NinjaAPI(
    title="Hezhong",
    version="1.0.0",
    urls_namespace="api",
    openapi_url="/openapi.json",
    docs_url=None,
)
api.add_router("/certificates/", "certificates.api.router")
