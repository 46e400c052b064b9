"""A program that uses the API, and what a refusal looks like."""

from __future__ import annotations


class Api:
    """A program with a token of somebody."""

    def __init__(self, site, by, scopes=None) -> None:
        scopes = scopes or {scope.value for scope in site.services.tokens.scopes(by)}
        self.secret = site.services.tokens.make(by, "Sample", scopes, 30)
        self.client = site.app.test_client()

    def ask(self, method, path, *, key="", **options):
        headers = {"Authorization": f"Bearer {self.secret}"} | ({"Idempotency-Key": key} if key else {})
        return self.client.open(f"/api/v1{path}", method=method, headers=headers, **options)


def problem(answer, status):
    """Return the code of a refusal."""
    assert answer.status_code == status
    assert answer.content_type == "application/problem+json"
    assert set(answer.json) == {"type", "title", "status", "detail", "code"}
    return answer.json["code"]
