"""How alike two keys are: which one is meant by one that is misspelt.

The templates measure alike, see `todo_k8s.helm.write.unknown_keys`, and so does the page.
"""

from __future__ import annotations

import re

SAME, SAME_LETTERS, BEGUN = 100, 90, 75
"""How alike two keys are, in hundredths: the same but for case, dashes and underscores; the same
letters in another order; at least, where the one begins with the other."""
CLOSE = 60
"""How alike keys are, in hundredths, of which one may be meant by one beside it."""
LONGEST = 40
"""So many characters of a key are compared."""
SHORTEST = 3
"""With so many letters, a key may be the start of a longer one."""


def likeness(word: str, candidate: str) -> int:
    """Return how alike two different keys are, in hundredths: by the pairs of letters in both."""
    if sorted(word) == sorted(candidate):
        return SAME_LETTERS
    edged, whole = f"^{word}$", f"^{candidate}$"
    pairs = [edged[start : start + 2] for start in range(len(word) + 1)]
    score = 200 * sum(pair in whole for pair in pairs) // (len(pairs) + len(candidate) + 1)
    begun = len(word) >= SHORTEST and candidate.startswith(word)
    return max(score, BEGUN) if begun else score


def compared(key: str) -> str:
    """Return what of a key is compared."""
    return re.sub("[^A-Za-z0-9]", "", key).lower()[:LONGEST]
