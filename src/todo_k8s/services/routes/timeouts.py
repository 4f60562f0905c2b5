"""How long a request of an HTTPRoute may take."""

from todo_k8s.helm.functions import any_of, equals, is_set, milliseconds
from todo_k8s.helm.model import ChartValues, Check, rule
from todo_k8s.services.types.numbers import OptionalDuration


class RouteTimeouts(ChartValues):
    """How long a request of an HTTPRoute may take."""

    request: OptionalDuration = ""
    """How long an answer may take as a whole, such as 60s; 0s for no limit, such as for streamed
    answers of an AI API. Empty for the Gateway's own limit (Envoy: 15s)."""

    backend_request: OptionalDuration = ""
    """How long each try of the Gateway may take, at most `request`; empty for no limit of its
    own."""

    @rule
    def tries_end_in_time(self) -> Check:
        """The Gateway API refuses tries that may take longer than the request.

        References:
            https://gateway-api.sigs.k8s.io/reference/spec/#httproutetimeouts
        """
        longest, one = milliseconds(self.request), milliseconds(self.backend_request)
        return Check(
            any_of(equals(longest, 0), one <= longest),
            f"{self.backend_request} is longer than request ({self.request}); lower it, or raise "
            "request (0s for no limit)",
            "backendRequest",
        )

    @property
    def any(self) -> bool:
        """Whether one of them is set."""
        return any_of(is_set(self.request), is_set(self.backend_request))
