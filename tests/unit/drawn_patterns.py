"""Patterns and texts drawn at random, for the comparison of Python's engine with Helm's."""

from __future__ import annotations

from random import Random

from todo_k8s.errors import TemplateError
from todo_k8s.helm.fields import pattern_replacing

CHARACTERS = ["a", "b", "k", "K", "s", "S", "_", "0", "9", " ", "-", "é", "~", "&", "#", "/", "\n"]
AWKWARD: list[str] = [*"\u017f\u212a\u0663\u00a0\v\r\u2028Éßİ\u0131Ω\U0001d49c\t[]"]
"""What engines differ on: letters that fold to ASCII, other digits and spaces, brackets."""

POSIX = "alnum alpha ascii blank cntrl digit graph lower print punct space upper word xdigit"
SETS = [
    r"\d", r"\D", r"\s", r"\S", r"\w", r"\W", ".", "[a-c]", "[^k]", "[^a-z]", "[S-]", "[-k]",
    r"[\w.-]", r"[\D\t]", r"[^\W_]", r"[\[\]]", r"[\-&~]", "[#&~ -]", r"[\x41-\x5A]", "[^\n]",
    r"[^\x00-\x7f]", r"[\x{80}-\x{10FFFF}]", r"[\\^]", r"[\s\S]", r"[^\s\S]",
    *(f"[[:{name}:]]" for name in POSIX.split()), *(f"[[:^{name}:]é]" for name in POSIX.split()),
]  # fmt: skip
ESCAPES = [r"\.", r"\*", r"\_", r"\/", r"\<", r"\ ", r"\n", r"\t", r"\a", r"\x6b", r"\x{53}", r"\-"]
WIDE = [
    ".",
    r"\w",
    r"\s",
    r"\D",
    r"\S",
    "[^k]",
    "[^a-z]",
    r"[\w.-]",
    "[a-ckK]",
    r"[\x{80}-\x{FFFFF}]",
]
ANCHORS = ["^", "$", r"\A", r"\z", r"\b", r"\B"]
REPEATS = ["*", "+", "?", "{2}", "{0}", "{1,}", "{0,2}", "{2,3}", "*?", "+?", "??", "{1,2}?"]
FLAGS = ["(?i)", "(?s)", "(?m)", "(?U)", "(?-i)", "(?im)", "(?i-s)"]
GROUPS = ["(", "(?:", "(?i:", "(?s-i:", "(?m:", "(?-i:"]
REFUSED = [
    "{", "}", "]", "[", "[]a]", "[^]", "[a[b]]", "[a&&b]", "[a--b]", "[a~~b]", "[a-c-e]", "[z-a]",
    "**", "a{,2}", "a{01}", "a{1001}", "(a{40}){40}", r"\pL", r"\PL", r"\p{Greek}", r"\1", r"\07",
    r"\u0041", r"\U00000041", r"\Z", r"\C", r"\G", r"\R", r"\h", "(?=a)", "(?!a)", "(?<=a)",
    "(?<!a)", "(?>a)", "(?P<n>a)", "(?<n>a)", "(?x) a", "(?R)a$", "(?u)a", "(?#c)", "(?ii)", "(?)",
    "a++", "^*", "*", "(?i)é", "(?i)[^é]", r"\x{D800}", r"\x{110000}", r"\xg", "\\", "(", ")",
    r"\b{start}", "[[:nope:]]", "[[=a=]]", r"[\b]", r"\é", r"\E",
]  # fmt: skip
"""What RE2 lacks, or what Rust reads otherwise; some of it is taken in a place where both agree."""


def pattern(rng: Random, depth: int = 3) -> str:
    """Return a pattern that is mostly one of RE2's; one in ten has a part that is refused."""
    branches = ["".join(_part(rng, depth) for _ in range(rng.randint(0, 4)))]
    while rng.random() < 0.2:
        branches.append("".join(_part(rng, depth) for _ in range(rng.randint(0, 2))))
    return "|".join(branches)


def _part(rng: Random, depth: int) -> str:
    kind = rng.random()
    if kind < 0.12:
        return rng.choice(ANCHORS)
    if kind < 0.18:
        return rng.choice(FLAGS)
    if kind < 0.2:
        return rng.choice(REFUSED)
    return _atom(rng, depth) + (rng.choice(REPEATS) if rng.random() < 0.35 else "")


def _atom(rng: Random, depth: int) -> str:
    kind = rng.random()
    if kind < 0.2 and depth:
        return f"{rng.choice(GROUPS)}{pattern(rng, depth - 1)})"
    if kind < 0.45:
        return rng.choice(SETS)
    if kind < 0.55:
        return rng.choice(ESCAPES)
    if kind < 0.58:
        return rf"\Q{rng.choice(['a.', 'k', '[', ''])}\E"
    return rng.choice(CHARACTERS if rng.random() < 0.9 else AWKWARD)


def replaceable(rng: Random) -> str:
    """Return a pattern whose matches can be replaced."""
    draw = rng.choice([pattern, _likely, _likely])
    while not _is_replaceable(drawn := draw(rng)):
        pass
    return drawn


def _likely(rng: Random) -> str:
    """Return a pattern that matches in many texts."""
    start, end = rng.choice(["", "", "^"]), rng.choice(["", "", "$"])
    branches = ["".join(_wide(rng) for _ in range(rng.randint(1, 3))) for _ in range(3)]
    group = f"(?:{branches[1]}|{branches[2]})" if rng.random() < 0.4 else rng.choice(["", r"\b"])
    return f"{start}{branches[0]}{group}{end}" + rng.choice(["", f"|{branches[2]}"])


def _wide(rng: Random) -> str:
    atom = rng.choice(WIDE if rng.random() < 0.6 else CHARACTERS)
    return atom + (rng.choice(REPEATS) if rng.random() < 0.4 else "")


def _is_replaceable(drawn: str) -> bool:
    try:
        pattern_replacing.replaceable(drawn)
    except TemplateError:
        return False
    return True


def text(rng: Random) -> str:
    """Return a text of up to six characters, made of what the patterns ask for."""
    return "".join(
        rng.choice(CHARACTERS if rng.random() < 0.7 else AWKWARD) for _ in range(rng.randint(0, 6))
    )
