"""What is said of an import: what was judged, carried, not carried, and made safer."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Key:
    """A key that the Secret needs, never with its value.

    Args:
        secret: The Secret's name.
        key: The key.
        source: Where the credential is now.
    """

    secret: str
    key: str
    source: str


@dataclass
class Notes:
    """What is said of an import; each list has a line once.

    Args:
        judged: What was taken for what, and why.
        not_carried: What the values do not reproduce.
        safer: What the chart adds or changes for safety.
        to_do: What the operator must do besides.
        keys: The keys that must be in Secrets.
        env_files: The files that Secrets are made of, by the Secret's name.
    """

    judged: list[str] = field(default_factory=list[str])
    not_carried: list[str] = field(default_factory=list[str])
    safer: list[str] = field(default_factory=list[str])
    to_do: list[str] = field(default_factory=list[str])
    keys: list[Key] = field(default_factory=list[Key])
    env_files: dict[str, str] = field(default_factory=dict[str, str])

    def judge(self, line: str) -> None:
        """Add what was judged."""
        _add(self.judged, line)

    def lose(self, line: str) -> None:
        """Add what is not carried."""
        _add(self.not_carried, line)

    def secure(self, line: str) -> None:
        """Add what is made safer."""
        _add(self.safer, line)

    def ask(self, line: str) -> None:
        """Add what is to be done."""
        _add(self.to_do, line)

    def forget(self, sources: Collection[str]) -> None:
        """Remove the keys that were found first in something that is not carried."""
        self.keys[:] = [key for key in self.keys if key.source.partition(",")[0] not in sources]

    def need(self, key: Key) -> None:
        """Add a key of a Secret; the first source of it counts."""
        if not any((one.secret, one.key) == (key.secret, key.key) for one in self.keys):
            self.keys.append(key)


def _add(lines: list[str], line: str) -> None:
    if line not in lines:
        lines.append(line)
