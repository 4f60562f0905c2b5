"""Names and selectors of cdk8s-plus' own objects, which say of which release they are.

cdk8s-plus derives both from the path of constructs, which is the same in each release: two releases
in a namespace would take each other's objects and select each other's pods.

References:
    https://cdk8s.io/docs/latest/plus/cdk8s-plus-27/pod/
"""

from __future__ import annotations

from typing import Any

import cdk8s

from todo_k8s.helm.plain.deep import any_depth
from todo_k8s.helm.plain.shapes import is_list, is_map

_ADDRESS = "cdk8s.io/metadata.addr"
"""The label by which cdk8s-plus selects the pods of a construct."""

_HASH = 8
"""So many characters at the end of an address are the hash of its path."""

_LONGEST = 40


def name_of(item: cdk8s.ApiObject, release: str) -> str:
    """Return the name of an object that was given none: the release, and where the object is."""
    return f"{release}-{cdk8s.Names.to_dns_label(item, max_len=_LONGEST)}"


@any_depth
def of_release(manifest: Any, release: str) -> Any:
    """Return a manifest whose addresses are those of a release.

    Args:
        manifest: What cdk8s gives for an object.
        release: The release's name.
    """
    if is_map(manifest):
        return {
            key: f"{value[-_HASH:]}-{release}"
            if key == _ADDRESS and isinstance(value, str)
            else of_release(value, release)
            for key, value in manifest.items()
        }
    return [of_release(item, release) for item in manifest] if is_list(manifest) else manifest
