"""Tells which values are secrets: those that Secrets hold, and those that look or are named so.

A report says that such a value is there or has changed, and nothing of what it holds: neither its
length nor a checksum, from which a short secret could be guessed.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterable, Iterator
from typing import Any

from todo_k8s.helm.plain.deep import any_depth
from todo_k8s.helm.plain.shapes import entries_of, is_list, is_map
from todo_k8s.manifests.objects import Manifest, at
from todo_k8s.masking.places import Step, Steps, is_checksum, place_at
from todo_k8s.masking.texts import looks_secret

SECRET = "(secret)"  # noqa: S105  # what is shown in place of one
CHECKSUM = "(checksum)"

_SHORTEST = 6
_SHORTEST_WITHIN = 12
"""A value of a Secret is one wherever it stands alone, and a longer one within other text too."""


class Masking:
    """Tells which values are secrets, in some manifests and in the values that they come from.

    Args:
        manifests: All that is told of: what a Secret among them holds is a secret everywhere.
    """

    def __init__(self, manifests: Iterable[Manifest]) -> None:
        known = {text for each in manifests for text in _secrets_of(each)}
        self._alone = frozenset(text for text in known if len(text) >= _SHORTEST)
        within = sorted(text for text in known if len(text) >= _SHORTEST_WITHIN)
        self._within = re.compile("|".join(map(re.escape, within))) if within else None

    def hides(self, root: Any, path: Steps, value: Any) -> bool:
        """Tell whether a scalar must not be shown.

        Args:
            root: The manifest that it is in, or all values.
            path: Where in that.
            value: The scalar.
        """
        if is_checksum(path) or self.is_known(value):
            return True
        return place_at(root, path).holds_secret(value)

    def is_known(self, value: Any) -> bool:
        """Tell whether a scalar is what a Secret holds, or has that in it."""
        if isinstance(value, bool) or not isinstance(value, str | int | float):
            return False
        text = str(value)
        return text in self._alone or (
            self._within is not None and self._within.search(text) is not None
        )

    def hides_key(self, key: str) -> bool:
        """Tell whether even the key of a map, or what identifies an item, is a secret."""
        return self.is_known(key) or looks_secret(key)

    def cleaned(self, text: str) -> str:
        """Return a text without what Secrets hold."""
        return text if self._within is None else self._within.sub(SECRET, text)

    def masked(self, root: Any, path: Steps, content: Any) -> Any:
        """Return content with a word in place of each secret.

        Args:
            root: The manifest or the values that it is in.
            path: Where in that.
            content: What is there.
        """
        return self._masked(root, tuple(path), content)

    @any_depth
    def _masked(self, root: Any, path: tuple[Step, ...], content: Any) -> Any:
        if is_map(content):
            return {
                SECRET if self.hides_key(str(key)) else key: self._masked(root, (*path, key), item)
                for key, item in content.items()
            }
        if is_list(content):
            return [self._masked(root, (*path, key), item) for key, item in entries_of(content)]
        if not self.hides(root, path, content):
            return content
        return CHECKSUM if is_checksum(path) else SECRET


def _secrets_of(manifest: Manifest) -> Iterator[str]:
    """Yield what a Secret holds, plain and in base64."""
    if manifest.get("kind") != "Secret":
        return
    for value in at(manifest, "stringData").values():
        yield str(value)
        yield base64.b64encode(str(value).encode()).decode()
    for value in at(manifest, "data").values():
        yield str(value)
        try:
            yield base64.b64decode(str(value), validate=True).decode()
        except (binascii.Error, UnicodeDecodeError):
            continue
