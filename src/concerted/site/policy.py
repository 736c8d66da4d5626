"""The Content-Security-Policy of every answer, put into words once."""

from __future__ import annotations

from dataclasses import asdict
from functools import cached_property

from csp.middleware import CSPMiddleware
from csp.utils import build_policy
from django.http import HttpRequest, HttpResponseBase

HEADER = "Content-Security-Policy"
OWN = ("_csp_config", "_csp_update", "_csp_replace", "_csp_exempt")
"""What a view's decorators leave on an answer that has a policy of its own."""


class Policy(CSPMiddleware):
    """As ``django-csp``, which builds the policy anew for each answer; here only where a view asks for its own."""

    def process_request(self, request: HttpRequest) -> None:
        """Nothing inline is ever allowed, hence no nonce."""

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        if any(name in response.__dict__ for name in OWN):
            return super().process_response(request, response)
        response.headers.setdefault(HEADER, self._usual)
        return response

    @cached_property
    def _usual(self) -> str:
        parts = self.get_policy_parts(request=HttpRequest(), response=HttpResponseBase())
        return build_policy(**asdict(parts))
