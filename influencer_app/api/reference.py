"""Renders the API reference from the OpenAPI schema, without scripts or external resources."""

from html import escape
from typing import Any


def reference_page(schema: dict[str, Any], base_url: str) -> str:
    """HTML of an OpenAPI 3.1 schema; ``base_url`` is where examples are sent to."""
    base_url = escape(base_url)
    title = escape(schema["info"]["title"])
    rows = []
    for path, methods in schema["paths"].items():
        for method, operation in methods.items():
            words = escape(operation.get("description", operation.get("summary", "")))
            takes = escape(", ".join(p["name"] for p in operation.get("parameters", [])) or _body(operation))
            rows.append(
                f"<tr><th scope=row>{method.upper()}</th><td><code>{escape(path)}</code></td>"
                f"<td>{takes}</td><td>{words}</td></tr>"
            )
    return (
        f"<!doctype html><html lang=en><meta charset=utf-8><title>{title}</title>"
        f"<meta name=viewport content='width=device-width'><link rel=stylesheet href=/css/plain.css>"
        f"<main><h1>{title}</h1>"
        "<p>The machine-readable form is <a href=/api/openapi.json>openapi.json</a>.</p>"
        "<p>Make an API key in <a href='/dashboard/settings?tab=keys'>Settings</a> and send it where the"
        " description names a scope, or sign in with <code>POST /api/auth/signin</code> and keep the"
        f" cookie.</p><pre>curl {base_url}/api/user/credits -H 'Authorization: Bearer em_...'</pre>"
        "<p><a href='/dashboard/settings?tab=webhooks'>Webhooks</a> tell a server of yours what has happened,"
        " signed as <a href=https://www.standardwebhooks.com rel=noreferrer>Standard Webhooks</a>. Keys,"
        " webhooks and how to verify them: <code>docs/api.md</code> in the source.</p>"
        "<table><thead><tr><th scope=col>Method<th scope=col>Path<th scope=col>Takes<th scope=col>Does</tr>"
        f"</thead><tbody>{''.join(rows)}</tbody></table></main></html>"
    )


def _body(operation: dict[str, Any]) -> str:
    content = operation.get("requestBody", {}).get("content", {})
    for kind in content.values():
        return str(kind.get("schema", {}).get("$ref", "")).rsplit("/", 1)[-1]
    return ""
