"""Write what is said of each mistake into `docs/mistakes.md` anew."""

from __future__ import annotations

from tests.mistakes.page import PAGE, written

if __name__ == "__main__":
    PAGE.write_text(written(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
