"""Rules on label selectors, peers and rules of policies in Kubernetes' own form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from todo_k8s.helm.content import each
from todo_k8s.helm.functions import matches, not_, to_json
from todo_k8s.helm.model import Check, KubernetesObject

_TEXT = r'"[^"\\]*"'
_TEXT_OR_NUMBER = rf"({_TEXT}|-?[0-9]+)"

# What each consists of, whatever its texts and numbers say. All is the JSON of it: its keys come in
# order, and it has no comma at the end.


def _selector(labels: str, expression: str) -> str:
    expressions = rf"\[({expression},?)*\]"
    return rf'\{{("matchExpressions":{expressions},?)?("matchLabels":{labels})?\}}'


def _peer(selector: str, block: str) -> str:
    return rf'\{{("ipBlock":{block}|("(namespace|pod)Selector":{selector},?)+)\}}'


def _egress(port: str, peer: str) -> str:
    return rf'\{{("ports":\[({port},?)*\],?)?("to":\[({peer},?)*\])?\}}'


_SELECTOR = _selector(
    labels=rf"\{{({_TEXT}:{_TEXT},?)*\}}",
    expression=rf'\{{"key":{_TEXT},"operator":{_TEXT}(,"values":\[[^\]]*\])?\}}',
)
_BLOCK = rf'\{{"cidr":{_TEXT}(,"except":\[[^\]]*\])?\}}'
_PORT = rf'\{{("endPort":{_TEXT_OR_NUMBER},?)?("port":{_TEXT_OR_NUMBER},?)?("protocol":{_TEXT})?\}}'
_PEER = _peer(_SELECTOR, _BLOCK)

# What Kubernetes refuses of them, where they consist of that.

_WRONG_SELECTOR = (
    r'"operator":("(In|NotIn)"(\}|,"values":\[\])|"(Exists|DoesNotExist)","values":\["|'
    r'"(D[^o]|E[^x]|I[^n]|N[^o]|[^DEIN]))'
    r'|"matchLabels":\{([^}]*[^-A-Za-z0-9_./:,"}]|([^}]*[,:])?"[-_./])'
)
_WRONG_BLOCK = (
    r'("cidr":|"except":\[([^\]]*,)?)"([^"/]*"|[0-9.]*([3-9][0-9]{2}|2[6-9][0-9]|25[6-9])'
    r'|[0-9.]*/(3[3-9]|[4-9][0-9])|[^"]*/([2-9][0-9]{2}|1[3-9][0-9]|129)|[^"]*[^0-9A-Fa-f.:/"])'
)
_TOO_LARGE = "([0-9]{6}|[7-9][0-9]{4}|6[6-9][0-9]{3}|65[6-9][0-9]{2}|655[4-9][0-9]|6553[6-9])"
_WRONG_PORT = (
    rf'"(endPort|port)":("[^a-z"]*"|"[^"]*[^-a-z0-9"]|0|-|{_TOO_LARGE})'
    r'|"endPort":[0-9]+(\}|,"port":"|,"protocol")|"protocol":"(T[^C]|U[^D]|S[^C]|[^STU])'
)

_OF_SELECTORS = (
    "selects by a label or an operator that Kubernetes refuses; use labels of at most 63 letters, "
    "digits, '-', '_' and '.', with a letter or digit at both ends, and the operators In and NotIn "
    "with values, Exists and DoesNotExist without"
)
_OF_BLOCKS = "has a block of addresses that is none; use one such as 10.0.0.0/8 or 2001:db8::/32"
_OF_PORTS = (
    "has a port that Kubernetes refuses; use a number from 1 to 65535 without quotes, or a name "
    "with a letter in it, an endPort only beside a number, and the protocol TCP, UDP or SCTP"
)
_IN_PEERS = {_WRONG_SELECTOR: _OF_SELECTORS, _WRONG_BLOCK: _OF_BLOCKS}
_IN_RULES = {**_IN_PEERS, _WRONG_PORT: _OF_PORTS}
_EXAMPLE = "{matchLabels: {app: redis}}"


def is_selector(selector: KubernetesObject, field: str) -> list[Check]:
    """Return the checks that an object is a Kubernetes ``LabelSelector``, or empty.

    The API server drops a label that stands beside ``matchLabels``, and then selects all pods.
    """
    whole = Check(
        matches(to_json(selector), f"^{_SELECTOR}$"),
        f"must be a label selector, as in {_EXAMPLE}",
        field,
    )
    return [whole, *_not_wrong(selector, field, {_WRONG_SELECTOR: _OF_SELECTORS})]


def are_peers(peers: Sequence[KubernetesObject], field: str) -> Any:
    """Return the checks that each item is a Kubernetes ``NetworkPolicyPeer``."""

    def checks(index: int, peer: KubernetesObject) -> list[Check]:
        whole = Check(
            matches(to_json(peer), f"^{_PEER}$"),
            "must be a peer: podSelector, namespaceSelector or both, as in "
            f"{{podSelector: {_EXAMPLE}}}, or an ipBlock, as in {{ipBlock: {{cidr: 10.0.0.0/8}}}}",
            f"{field}[{index}]",
        )
        return [whole, *_not_wrong(peer, f"{field}[{index}]", _IN_PEERS)]

    return each(peers, checks)


def are_egress_rules(rules: Sequence[KubernetesObject], field: str) -> Any:
    """Return the checks that each item is a Kubernetes ``NetworkPolicyEgressRule``.

    The API server drops other fields: a rule without ``to`` is then for all addresses.
    """

    def checks(index: int, item: KubernetesObject) -> list[Check]:
        whole = Check(
            matches(to_json(item), f"^{_egress(_PORT, _PEER)}$"),
            f"must be an egress rule, as in {{to: [{{podSelector: {_EXAMPLE}}}], ports: [{{port: "
            "6379}]}",
            f"{field}[{index}]",
        )
        return [whole, *_not_wrong(item, f"{field}[{index}]", _IN_RULES)]

    return each(rules, checks)


def _not_wrong(item: KubernetesObject, field: str, wrong: Mapping[str, str]) -> list[Check]:
    """Return the checks that nothing is wrong: the pattern of what is, and what is said of it."""
    said = to_json(item)
    return [Check(not_(matches(said, form)), message, field) for form, message in wrong.items()]
