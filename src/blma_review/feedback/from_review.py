"""What a review found, to be said something about: read from its `review.json`."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from blma_review.errors import BlmaReviewError
from blma_review.languages import LANGUAGES, Language
from blma_review.pilots.reviews import not_a_review, read_review
from blma_review.rules.model import ANSWERS, AnswerKind


@dataclass(frozen=True, slots=True)
class Finding:
    """The answer to one question of one draft, and the words it rests on (empty where there are none)."""

    draft: str
    language: Language
    answer: AnswerKind
    ref: str
    quote: str


def find_finding(path: Path, rule: str, ref: str = "") -> Finding:
    """The finding of `rule` in a review's directory or `review.json`, at `ref` where it quotes several places.

    Raises BlmaReviewError where there is no such review, rule or place.
    """
    file, data = read_review(path)
    try:
        answers = {answer["id"]: answer for answer in data["answers"]}
        if rule not in answers:
            raise BlmaReviewError(f"{file}: has no answer to '{rule}'; 'blma-review rules list' shows the questions.")
        quotes = _quotes(answers[rule])
        if ref and ref not in [quote["ref"] for quote in quotes]:
            known = "; ".join(dict.fromkeys(str(quote["ref"]) for quote in quotes)) or "none"
            raise BlmaReviewError(f"{file}: the answer to '{rule}' does not rest on '{ref}'; its places are: {known}.")
        quote = next((quote for quote in quotes if not ref or quote["ref"] == ref), {"ref": "", "words": ""})
        finding = Finding(
            draft=data["document"]["name"],
            language=data["document"]["language"],
            answer=answers[rule]["answer"],
            ref=quote["ref"],
            quote=quote["words"],
        )
    except (KeyError, TypeError):
        raise not_a_review(file) from None
    if not _sound(finding):
        raise not_a_review(file)
    return finding


def _quotes(answer: dict[str, Any]) -> list[dict[str, Any]]:
    """The places that gave the answer, best first."""
    given = [match for match in answer["evidence"] if match["answer"] == answer["answer"]]
    return [cast("dict[str, Any]", quote) for match in given for quote in match["quotes"]]


def _sound(finding: Finding) -> bool:
    texts = (finding.draft, finding.ref, finding.quote)
    return all(isinstance(text, str) for text in texts) and finding.language in LANGUAGES and finding.answer in ANSWERS
