"""The API put together: its routes, limits, problems and description."""

from typing import Any

from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema

from wotu import __version__
from wotu.api.caller import Nobody
from wotu.api.limits import ByAddress, ByToken
from wotu.api.problems import MEDIA_TYPE, TITLES, Problem, handle_problems
from wotu.api.routes import cases, desk_cases, facts, firms, me, measures

WITHOUT_TOKEN, WITH_TOKEN = "60/min", "600/min"
_ALWAYS = (400, 422, 429)
_WITH_TOKEN = (401, 403, 404)


class Api(NinjaAPI):
    """Ninja's API, with its problems described as they are sent."""

    def get_openapi_schema(self, *args: Any, **kwargs: Any) -> OpenAPISchema:
        """Return the description in OpenAPI 3.1."""
        schema = super().get_openapi_schema(*args, **kwargs)
        schema["components"]["schemas"]["Problem"] = Problem.model_json_schema(
            ref_template="#/components/schemas/{model}"
        )
        schema["components"]["schemas"] |= schema["components"]["schemas"]["Problem"].pop("$defs", {})
        schema["components"]["securitySchemes"] = {"BearerToken": {"type": "http", "scheme": "bearer"}}
        for path in schema["paths"].values():
            for operation in path.values():
                _describe(operation)
        return schema


def _describe(operation: dict[str, Any]) -> None:
    """Add the problems an operation may answer with, and say what its token must be good for."""
    schemes = [name for need in operation.get("security", []) for name in need]
    if "Anybody" in schemes:
        operation["security"] = [{}, {"BearerToken": []}]
    problem = {"content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}}
    for status in (*_ALWAYS, *_WITH_TOKEN):
        operation["responses"].setdefault(status, {"description": TITLES[status].en} | problem)
    if "requestBody" in operation:
        operation["responses"].setdefault(409, {"description": TITLES[409].en} | problem)
        operation.setdefault("parameters", []).append(
            {
                "in": "header", "name": "Idempotency-Key", "required": True,
                "schema": {"type": "string", "minLength": 1, "maxLength": 100, "pattern": "^[!-~]+$"},
                "description": "new for every write; the same key again answers the same and writes nothing",
            }
        )  # fmt: skip


def make() -> Api:
    """Return the API."""
    api = Api(
        title="Wotu 沃土", version=__version__, docs_url=None, urls_namespace="api", auth=Nobody(),
        throttle=[ByAddress(WITHOUT_TOKEN), ByToken(WITH_TOKEN)],
        description="Measures of development zones, what enterprises are entitled to under them, and why.",
    )  # fmt: skip
    handle_problems(api)
    for part in (me, measures, firms, facts, cases, desk_cases):
        api.add_router("", part.router)
    return api


api = make()


def operations() -> dict[str, Any]:
    """Return the paths of the description, for the reference page."""
    return dict(api.get_openapi_schema(path_prefix="/api/v1/")["paths"])
