"""Two pairs of real agreements made from one model, aligned by reading them: what became of what.

The Netherlands signed recruitment agreements with Portugal (1963), Turkey (1964) and Greece (1966) on one pattern. In
each line, the clauses of the Turkish agreement stand before the arrow and those of the other after it, a "+" between
the parts of a merged or split clause. What is named on neither side was removed or added. The reader had seen what an
early version of the program made of them, and differs from it where the words do.
"""

from __future__ import annotations

TURKEY_TO_PORTUGAL = """
1 > 1; 2(1) > 2(1); 2(2) > 2(2); 3(1) > 3(1); 3(2) > 3(2); 3(3) > 3(3); 4(1) > 4(1); 4(2) > 4(2); 4(3) > 4(3)
5 > 5, paragraph 1; 5, item 1 > 5, paragraph 2; 5, item 2 > 5, paragraph 3
6(1) > 6(1); 6(2) > 6(2); 6(3) > 6(3); 6(4) > 6(4); 7(1) > 7(1); 7(2) > 7(2); 9(1) > 8
10(1) > 9(1); 10(2) > 9(2); 11(1) > 10(1); 11(2) > 10(3); 11(3) > 10(4); 13 > 11; 14 > 12
15(1) > 13(1); 15(2) > 13(2); 15(3) > 13(3); 17(1) > 14(1); 17(2) > 14(2); 17(3) > 14(3); 17(4) > 14(4)
17(5) > 14(5); 18 > 15; 19(1) > 16(1); 19(2) > 16(2); 20(1) > 17(1); 20(2) > 17(2); 20(3) > 17(3); 21 > 18
22(1) > 20(1); 22(2) > 20(2); 22(3) > 20(3); 23 > 21; 25(1) > 22(1); 25(2) > 22(2)
"""

TURKEY_TO_GREECE = """
1 > 1; 2(1) > 2(1); 2(2) > 2(2); 3(1) > 3(1); 3(2) > 3(2); 3(3) > 3(3); 4(1) > 4(1); 4(2) > 4(2); 4(3) > 4(3)
5 + 5, item 1 + 5, item 2 > 5; 6(1) > 6(1); 6(2) > 6(2); 6(3) > 6(3); 6(4) > 6(4); 7(1) > 7; 8 > 8; 9(1) > 9
10(2) > 10(1); 11(1) > 11(1); 11(2) > 11(3); 11(3) > 11(5); 13 > 14; 14 > 13; 15(1) > 11(4)
17(1) > 15(1); 17(2) > 15(2); 17(4) > 15(3); 17(5) > 15(4); 18 > 16; 19(1) > 17(1); 19(2) > 17(2)
20(1) > 18(1); 20(2) > 18(2); 20(3) > 18(3); 21 > 20; 22(1) > 21(1); 22(2) > 21(2) + 21(3); 22(3) > 21(4)
23 > 22; 25(1) > 23(1); 25(2) > 23(2)
"""

PAIRS = {
    ("nl-turkey-1964.md", "nl-portugal-1963.md"): TURKEY_TO_PORTUGAL,
    ("nl-turkey-1964.md", "nl-greece-1966.md"): TURKEY_TO_GREECE,
}


def links_of(lines: str) -> set[tuple[str, str]]:
    """Each clause with each that it became, by their references."""
    links = set()
    for entry in lines.replace("\n", ";").split(";"):
        if entry.strip():
            old, new = entry.split(">")
            links |= {(f"Article {a.strip()}", f"Article {b.strip()}") for a in old.split("+") for b in new.split("+")}
    return links
