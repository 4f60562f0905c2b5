"""Write the tables of `docs/compared.md` anew."""

from __future__ import annotations

from tests.by_hand.page import PAGE, written

if __name__ == "__main__":
    PAGE.write_text(written(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
