"""The Python client, written from the API's own description: `make docs` writes it, a test compares.

One data class for each schema, one method for each operation; nothing but the standard library, so that
it can be copied into any program. Lists that come in pages are iterators.
"""

import re
from collections.abc import Iterator
from typing import Any

from wotu.api.site import api

Json = dict[str, Any]
HEAD = '''"""A client of the API of Wotu 沃土, written by `make docs` from its OpenAPI description.

    from wotu_client import Wotu
    wotu = Wotu("http://127.0.0.1:8000", token="wotu_…")
    for firm in wotu.list_firms(zone="nanchang"):
        print(firm.name, wotu.check_up(firm.slug).findings)
"""

from __future__ import annotations

import dataclasses
import json
import types
import typing
import urllib.error
import urllib.parse
import urllib.request
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal, TypeVar

T = TypeVar("T")


class Refused(Exception):
    """The API answered with a problem; `status`, `detail` and `errors` say which."""

    def __init__(self, status: int, body: dict[str, Any]) -> None:
        self.status, self.detail, self.errors = status, body.get("detail", ""), body.get("errors", [])
        super().__init__(f"{status}: {self.detail} {self.errors or ''}".strip())

'''
BODY = '''
class Wotu:
    """The API at one address, with one token (or none, for what is public)."""

    def __init__(self, address: str, token: str = "", timeout: float = 30) -> None:
        self.address, self.token, self.timeout = address.rstrip("/"), token, timeout

'''
TAIL = '''
    def _call(self, method: str, path: str, query: dict[str, Any], body: Any = None, key: str = "") -> Any:
        known = {name: value for name, value in query.items() if value is not None}
        address = self.address + path
        if known:
            address += "?" + urllib.parse.urlencode(known)
        headers = {"Accept": "application/json"}
        if self.token:
            headers["Authorization"] = f"Bearer {self.token}"
        data = None
        if body is not None:
            data = json.dumps(dataclasses.asdict(body)).encode()
            headers |= {"Content-Type": "application/json", "Idempotency-Key": key or str(uuid.uuid4())}
        request = urllib.request.Request(address, data=data, headers=headers, method=method)  # noqa: S310
        try:
            with urllib.request.urlopen(request, timeout=self.timeout) as answer:  # noqa: S310
                return json.load(answer)
        except urllib.error.HTTPError as error:
            with error:
                text = error.read().decode()
            try:
                raise Refused(error.code, json.loads(text)) from None
            except ValueError:
                raise Refused(error.code, {"detail": text[:200]}) from None

    def _pages(self, path: str, query: dict[str, Any], kind: type[T]) -> Iterator[T]:
        page = self._call("GET", path, query)
        while True:
            yield from (_read(kind, each) for each in page["results"])
            if not page["next"]:
                return
            # never to another host, whatever the answer says: the token goes along
            there = urllib.parse.urlsplit(page["next"])
            page = self._call("GET", f"{there.path}?{there.query}", {})


def _read(kind: Any, value: Any) -> Any:
    """Make an object of `kind` of what JSON has; fields a newer server adds are left out."""
    if typing.get_origin(kind) is list:
        return [_read(typing.get_args(kind)[0], each) for each in value]
    if typing.get_origin(kind) is types.UnionType:
        first = next(each for each in typing.get_args(kind) if each is not type(None))
        return None if value is None else _read(first, value)
    if dataclasses.is_dataclass(kind) and isinstance(kind, type):
        hints = typing.get_type_hints(kind)
        return kind(**{name: _read(hint, value[name]) for name, hint in hints.items() if name in value})
    return value


def _part(text: str) -> str:
    """Return a text as one part of a path."""
    return urllib.parse.quote(text, safe="")
'''


def client() -> str:
    """Return the text of the client's module."""
    description: Json = dict(api.get_openapi_schema(path_prefix="/api/v1/"))
    schemas = {name: each for name, each in description["components"]["schemas"].items() if _is_ours(name)}
    parts = [HEAD, *(_data_class(name, schemas[name]) for name in schemas), BODY]
    parts.append("\n".join(_methods(description["paths"])))
    return "".join([*parts, TAIL])


def _is_ours(name: str) -> bool:
    return name not in {"Input", "Problem", "FieldProblem"} and not name.startswith("Paged")


def _data_class(name: str, schema: Json) -> str:
    lines = ["", "@dataclass(frozen=True)", f"class {name}:", f'    """{_doc(schema)}"""', ""]
    required = set(schema.get("required", ()))
    for field in sorted(schema["properties"], key=lambda each: each not in required):
        about = schema["properties"][field]
        default = "" if field in required else f" = {about.get('default')!r}"
        lines.append(f"    {field}: {_type(about)}{default}")
    return "\n".join([*lines, "", ""])


def _methods(paths: Json) -> Iterator[str]:
    for path, operations in paths.items():
        for method, operation in operations.items():
            yield _method(path, method.upper(), operation)


def _method(path: str, method: str, operation: Json) -> str:
    parameters = [each for each in operation.get("parameters", []) if each["in"] != "header"]
    names = [each["name"] for each in parameters if each["in"] == "path"]
    query = [each for each in parameters if each["in"] == "query" and each["name"] != "cursor"]
    answer = next(each for status, each in operation["responses"].items() if str(status).startswith("2"))
    kind, paged = _answer(answer["content"]["application/json"]["schema"])
    takes = ["self", *(f"{name}: str" for name in names)]
    body = operation.get("requestBody")
    if body:
        takes.append(f"body: {_type(body['content']['application/json']['schema'])}")
    takes += ["*"] * bool(query or body)
    takes += [f"{each['name']}: {_optional(_type(each['schema']))} = None" for each in query]
    takes += ['key: str = ""'] * bool(body)
    where = "f" * bool(names) + '"' + re.sub(r"\{(\w+)\}", r"{_part(\1)}", path) + '"'
    sent = "{" + ", ".join(f'"{each["name"]}": {each["name"]}' for each in query) + "}"
    returns = f"Iterator[{kind}]" if paged else kind
    if paged:
        does = f"return self._pages({where}, {sent}, {kind})"
    else:
        extra = ", body, key" * bool(body)
        call = f'self._call("{method}", {where}, {sent}{extra})'
        does = f"found: {kind} = _read({kind}, {call})\n        return found"
    head = f"    def {operation['operationId']}({', '.join(takes)}) -> {returns}:"
    return f'{head}\n        """{_doc(operation)}"""\n        {does}\n'


def _answer(schema: Json) -> tuple[str, bool]:
    """Return what an operation answers, and whether in pages."""
    name = str(schema.get("$ref", "")).rpartition("/")[2]
    if name.startswith("Paged"):
        return name.removeprefix("Paged"), True
    return _type(schema), False


def _type(schema: Json) -> str:
    if "$ref" in schema:
        return str(schema["$ref"]).rpartition("/")[2]
    if "enum" in schema:
        return f"Literal[{', '.join(map(repr, schema['enum']))}]"
    if "anyOf" in schema:
        return " | ".join(dict.fromkeys(_type(each) for each in schema["anyOf"]))
    if schema.get("type") == "array":
        return f"list[{_type(schema['items'])}]"
    return {"string": "str", "integer": "int", "boolean": "bool", "null": "None"}[schema["type"]]


def _optional(kind: str) -> str:
    return kind if "None" in kind else f"{kind} | None"


def _doc(schema: Json) -> str:
    text = " ".join(str(schema.get("description", "")).split()).replace('"', "'")
    first = text.partition(". ")[0].rstrip(".")
    return f"{first}."
