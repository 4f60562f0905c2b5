"""Write the tables of `docs/explanation/network.md` on who reaches whom anew."""

from __future__ import annotations

from tests.reach.table import PAGE, written

if __name__ == "__main__":
    PAGE.write_text(written(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
