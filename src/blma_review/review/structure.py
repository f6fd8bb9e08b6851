"""Flaws in how a text is put together: blanks left in, references to nowhere, numbers missing, formalities absent."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from blma_review.clauses.model import Agreement, Clause
from blma_review.clauses.numbering import ordinal_value
from blma_review.clauses.units import Unit
from blma_review.review.findings import Answer, Quote, StructureFinding

_PLACEHOLDER = re.compile(
    r"\[\s*(?:[.…_•●*x\s-]*|\d+|(?:insert|tbd|tbc|to be|à (?:compléter|définir|préciser|confirmer)|por (?:definir|determinar|completar)|"
    r"a (?:definir|determinar|completar)|date|fecha|name|nom|nombre|lieu|lugar|place)\b[^\]]{0,80})\s*\]"
    r"|\b(?:TBD|TBC|TBA|XX+|N\.?N\.)\b|\?\?+"
    r"|\b(?:to be (?:determined|inserted|completed|filled in)|à compléter|à déterminer ultérieurement par écrit|por completar)\b(?=\s*[\])]|\s*$)",
    re.IGNORECASE,
)
_BLANK = re.compile(r"(?:_\s?){3,}|\.{6,}|…{2,}")
_REFERENCE = re.compile(
    r"\b(?P<word>articles?|art\.|artículos?|articulos?|clauses?|cláusulas?|annex(?:es)?|annexes?|anexos?)\s+"
    r"(?P<numbers>(?:\d{1,3}|[IVX]{1,5})(?:\s?(?:\.\d+)*(?:\s?\(\w{1,4}\))*)(?:\s*(?:,|and|to|or|et|à|ou|y|a|o|e)\s*(?:\d{1,3}|[IVX]{1,5})\b(?:\s?\(\w{1,4}\))*)*)"
    r"(?P<after>[^.;]{0,60})",
    re.IGNORECASE,
)
# "Article 5 of the Labour Code", "del Convenio 97": a reference to another text.
_ELSEWHERE = re.compile(
    r"^(?:\s?[,(]?\s*(?:paragraphs?|paragraphe|párrafo|para\.?|numeral|inciso|letter|letra|alinéa)\s*\(?\w{1,4}\)?\s*,?)?\s*(?:,\s*)?"
    r"(?:of|in|under|du|de|des|de la|de l['’]|del|de los|de las)\s+(?!(?:this|the present|present|le présent|la présente|présent|présente|este|esta|el presente|la presente|presente)\b)"
    r"(?:the |la |le |les |el |los |las |l['’]|its |said |dicho |dicha |ladite |ledit )?[\w'’]+",
    re.IGNORECASE,
)
_OWN_TEXT = re.compile(
    r"^\s*(?:of|in|du|de la|de l['’]|del|de)\s+(?:this|the present|present|présent|présente|la présente|presente|este|esta|el presente|la presente)",
    re.IGNORECASE,
)


def check_structure(
    agreement: Agreement, units: Sequence[Unit], answers: Iterable[Answer]
) -> tuple[StructureFinding, ...]:
    """Look for flaws of form. `answers` tell whether the formalities that rules ask for are there."""
    present = {answer.rule for answer in answers if answer.answer != "none"}
    found = [
        *_placeholders(units),
        *_broken_references(agreement, units),
        *_numbering(agreement.clauses),
        *_empty_articles(agreement),
    ]
    if not any(clause.kind == "signature" for clause in agreement.walk()):
        found.append(StructureFinding("no-signature-block", ""))
    if "authentic-languages" not in present:
        found.append(StructureFinding("no-languages-clause", ""))
    return tuple(found)


def _placeholders(units: Sequence[Unit]) -> Iterator[StructureFinding]:
    """Blanks that somebody still has to fill in. Dotted lines in a signature block or a form are meant to be there."""
    for unit in units:
        words = unit.words
        marks = list(_PLACEHOLDER.finditer(words))
        if not marks and unit.zone in ("operative", "preamble", "definition", "title"):
            marks = list(_BLANK.finditer(words))
        if marks and unit.zone != "signature":
            first = marks[0]
            yield StructureFinding(
                "placeholder", first[0].strip(), (Quote(words, unit.ref, unit.place, (first.start(), first.end())),)
            )


def _broken_references(agreement: Agreement, units: Sequence[Unit]) -> Iterator[StructureFinding]:
    articles = {_value(clause) for clause in agreement.walk() if clause.kind == "article"} - {None}
    annexes = [clause for clause in agreement.clauses if clause.kind == "annex"]
    annex_values = {_value(clause) for clause in annexes} | ({1} if annexes else set())
    seen: set[tuple[str, int]] = set()
    for unit in units:
        for match in _REFERENCE.finditer(unit.words):
            if _ELSEWHERE.match(match["after"]) and not _OWN_TEXT.match(match["after"]):
                continue
            is_annex = match["word"].lower().startswith(("annex", "anexo"))
            known = annex_values if is_annex else articles
            # With fewer than three numbered articles the reference is hardly to this text.
            if not is_annex and (len(articles) < 3 or unit.ref.startswith(("Annex", "Appendix", "Schedule"))):
                continue
            for number in re.findall(r"(?<![\w(.])(?:\d{1,3}|[IVX]{1,5})(?![\w])", match["numbers"]):
                value = ordinal_value(number)
                if value is None or value in known or (match["word"], value) in seen or value > 250:
                    continue
                seen.add((match["word"], value))
                name = f"{'Annex' if is_annex else 'Article'} {number}"
                yield StructureFinding(
                    "broken-reference",
                    name,
                    (Quote(unit.words, unit.ref, unit.place, (match.start(), match.end("numbers"))),),
                )


def _value(clause: Clause) -> int | None:
    return ordinal_value(clause.number) if clause.number else None


def _numbering(clauses: Sequence[Clause]) -> Iterator[StructureFinding]:
    """Gaps and repeats among the articles of each part, and among the paragraphs of each clause."""
    yield from _gaps([clause for root in clauses if root.kind not in ("annex", "letter") for clause in _articles(root)])
    for part in clauses:
        if part.kind in ("annex", "letter"):
            yield from _gaps(list(_articles(part)))
    for root in clauses:
        for clause in root.walk():
            yield from _gaps(
                [child for child in clause.children if child.kind == "paragraph" and "." not in child.number]
            )


def _articles(clause: Clause) -> Iterator[Clause]:
    if clause.kind == "article":
        yield clause
    elif clause.kind in ("chapter", "annex", "letter"):
        for child in clause.children:
            yield from _articles(child)


def _gaps(clauses: Sequence[Clause]) -> Iterator[StructureFinding]:
    numbered = [(clause, value) for clause in clauses if (value := _value(clause)) is not None]
    for number, count in Counter(clause.number for clause, _ in numbered).items():
        if count > 1 and clauses and clauses[0].kind == "article":
            clause = [clause for clause, _ in numbered if clause.number == number][1]
            yield StructureFinding("repeated-number", clause.ref, (_quote(clause),))
    for (_, before), (clause, value) in itertools.pairwise(numbered):
        if value > before + 1:
            missing = str(before + 1) if value == before + 2 else f"{before + 1}–{value - 1}"
            yield StructureFinding("numbering-gap", missing, (_quote(clause),))


def _empty_articles(agreement: Agreement) -> Iterator[StructureFinding]:
    for clause in agreement.walk():
        if clause.kind == "article" and not clause.text and not clause.children:
            yield StructureFinding("empty-article", clause.ref, (_quote(clause),))


def _quote(clause: Clause) -> Quote:
    words = (clause.heading or clause.text or clause.ref)[:160]
    return Quote(words, clause.ref, clause.place, (0, 0))
