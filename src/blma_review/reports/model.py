"""What a report shows, whatever its format: words chosen in the reader's language, nothing escaped yet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from blma_review import __version__
from blma_review.documents.model import Place
from blma_review.languages import Language
from blma_review.reports.messages import Messages, localise_reference, messages
from blma_review.review.findings import Answer, Match, Quote, Review, StructureFinding, TermFinding
from blma_review.review.obligations import Obligation
from blma_review.rules.model import PHASES, AnswerKind, Phase, Rule

# The order in which answers are shown: what is wrong before what is missing, what is missing before what is there.
SHOWN: tuple[AnswerKind, ...] = ("contrary", "none", "partial", "full")
_MAX_QUOTES = 3


@dataclass(frozen=True, slots=True)
class QuoteView:
    """Quoted words with the place as a reader says it. `marked` is the stretch of `words` that matched."""

    words: str
    ref: str
    place: str
    marked: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Item:
    """One question with its answer and all that is said about it."""

    rule: str
    theme: str
    phase: Phase
    question: str
    answer: AnswerKind
    meaning: str  # what this answer means for this question
    confidence: str
    quotes: tuple[QuoteView, ...]
    more: int  # places found beyond those quoted
    against: tuple[QuoteView, ...]  # for a contrary answer: where the same text promises the opposite
    weighed: tuple[str, ...]
    why: str
    advice: str
    wording: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Check:
    """One question of a phase's process checklist."""

    id: str
    question: str
    who: str
    evidence: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PhaseReport:
    """All that one phase's report shows."""

    phase: Phase
    number: int
    title: str
    items: tuple[Item, ...]
    checklist: tuple[Check, ...]

    def of(self, answer: AnswerKind) -> tuple[Item, ...]:
        """The items with one answer."""
        return tuple(item for item in self.items if item.answer == answer)

    def counts(self) -> Counter[AnswerKind]:
        """How many questions have which answer."""
        return Counter(item.answer for item in self.items)


@dataclass(frozen=True, slots=True)
class TermView:
    """A remark on a term."""

    kind: str
    found: str
    better: str
    reason: str
    quotes: tuple[QuoteView, ...]
    count: int


@dataclass(frozen=True, slots=True)
class ObligationView:
    """A line of the obligations register. `when` is empty where the text sets no time, `who` where it names nobody."""

    bearer: str
    who: str
    duty: str
    what: str
    when: str
    ref: str
    place: str


@dataclass(frozen=True, slots=True)
class StructureView:
    """A remark on the form of the text."""

    kind: str
    message: str
    quotes: tuple[QuoteView, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that the reports of one review show."""

    language: Language
    document: str
    facts: tuple[tuple[str, str], ...]  # (label, value): what the document is
    title: str
    phases: tuple[PhaseReport, ...]
    themes: Mapping[str, str]  # id -> title
    terms: tuple[TermView, ...]
    structure: tuple[StructureView, ...]
    obligations: tuple[ObligationView, ...]
    notices: tuple[str, ...]
    footer: str
    text: Messages

    def items(self) -> tuple[Item, ...]:
        """All questions, in the order of the phases."""
        return tuple(item for phase in self.phases for item in phase.items)


def build_report(review: Review, language: Language, phases: Sequence[Phase] = PHASES) -> Report:
    """Choose what is shown of a review, in `language`, for some phases."""
    text = messages(language)
    answers = {answer.rule: answer for answer in review.answers}
    themes = {theme: _in(words, language) for theme, words in review.rules.themes.items()}
    reports = []
    for number, phase in enumerate(PHASES, start=1):
        if phase not in phases:
            continue
        items = tuple(
            _item(rule, answers[rule.id], themes.get(rule.theme, rule.theme), language, text)
            for rule in review.rules.rules
            if rule.phase == phase
        )
        checklist = tuple(
            Check(
                item.id,
                _in(item.question, language),
                _in(item.who, language),
                _in(item.evidence, language),
                item.sources,
            )
            for item in review.rules.checklist
            if item.phase == phase
        )
        reports.append(PhaseReport(phase, number, text[phase], items, checklist))
    document = review.agreement.document
    return Report(
        language=language,
        document=document.name,
        facts=_facts(review, text),
        title=review.agreement.title or document.name,
        phases=tuple(reports),
        themes=themes,
        terms=tuple(_term(finding, language, text) for finding in review.terms),
        structure=tuple(_structure(finding, language, text) for finding in review.structure),
        obligations=tuple(_obligation(duty, language, text) for duty in review.obligations),
        notices=tuple(notice.message for notice in document.notices),
        footer=text["footer"].format(version=__version__, digest=review.rules.digest[:12]),
        text=text,
    )


def bearers_of(answer: Answer, obligations: Sequence[Obligation]) -> list[str]:
    """Who the clauses that an answer rests on put under a duty: for readers who look for their own part."""
    refs = {quote.ref for quote in answer.quotes}
    return list(dict.fromkeys(duty.bearer for duty in obligations if duty.bearer and duty.ref in refs))


def place_words(place: Place, text: Messages) -> str:
    """Where a block stands, in words: its page where there are pages, else its paragraph."""
    words = [text["page"].format(page=place.page)] if place.page else []
    if place.cell:
        words.append(text["cell"].format(table=place.cell[0], row=place.cell[1]))
    elif not place.page:
        words.append(text["paragraph"].format(paragraph=place.paragraph))
    return ", ".join(words)


def _in(words: Mapping[Language, str], language: Language) -> str:
    """A text in a language, else in English, else in any."""
    return words.get(language) or words.get("en") or next(iter(words.values()), "")


def _item(rule: Rule, answer: Answer, theme: str, language: Language, text: Messages) -> Item:
    giving = [match for match in answer.matches if match.answer == answer.answer]
    quotes = answer.quotes
    return Item(
        rule=rule.id,
        theme=theme,
        phase=rule.phase,
        question=_in(rule.question, language),
        answer=answer.answer,
        meaning=_in(rule.answers.get(answer.answer, {}), language),
        confidence=text[answer.confidence],
        quotes=tuple(_quote(quote, language, text) for quote in quotes[:_MAX_QUOTES]),
        more=max(0, len(quotes) - _MAX_QUOTES),
        against=_against(answer, language, text),
        weighed=tuple(text[f"weighed-{reason}"] for reason in _weighed(giving)) if answer.answer == "partial" else (),
        why=_in(rule.why, language),
        advice=_in(rule.advice.get(answer.answer, {}), language),
        wording=_in(rule.wording, language) if answer.answer != "full" else "",
        sources=rule.sources,
    )


def _weighed(matches: Sequence[Match]) -> list[str]:
    """What weakened the answer, when every place that gives it was weakened."""
    if not matches or any(not match.weighed for match in matches):
        return []
    return list(dict.fromkeys(reason for match in matches for reason in match.weighed))


def _against(answer: Answer, language: Language, text: Messages) -> tuple[QuoteView, ...]:
    if answer.answer != "contrary":
        return ()
    promised = [match for match in answer.matches if match.answer == "full"]
    shown = {(quote.ref, quote.words) for quote in answer.quotes}
    quotes = [quote for match in promised for quote in match.quotes if (quote.ref, quote.words) not in shown]
    unique = {(quote.ref, quote.words): quote for quote in quotes}
    return tuple(_quote(quote, language, text) for quote in list(unique.values())[:2])


def _quote(quote: Quote, language: Language, text: Messages) -> QuoteView:
    return QuoteView(
        words=quote.words,
        ref=localise_reference(quote.ref, language),
        place=place_words(quote.place, text),
        marked=quote.marked,
    )


def _facts(review: Review, text: Messages) -> tuple[tuple[str, str], ...]:
    agreement = review.agreement
    document = agreement.document
    clauses = list(agreement.walk())
    facts = [
        (text["document"], document.name),
        (text["title"], agreement.title or "—"),
        (text["parties"], " – ".join(agreement.parties) or text["parties-unknown"]),
        (text["language"], text[agreement.language]),
    ]
    if document.pages:
        facts.append((text["pages"], str(document.pages)))
    facts.append((text["articles"], str(sum(clause.kind == "article" for clause in clauses))))
    facts.append((text["clauses"], str(len(clauses))))
    if agreement.others:
        facts.append(
            (text["others"], ", ".join(f"{text[version.language]}: {version.title}" for version in agreement.others))
        )
    return tuple(facts)


def _term(finding: TermFinding, language: Language, text: Messages) -> TermView:
    return TermView(
        kind=text[finding.kind],
        found=finding.found,
        better=finding.better,
        reason=_in(finding.reason, language),
        quotes=tuple(_quote(quote, language, text) for quote in finding.quotes[:_MAX_QUOTES]),
        count=finding.count,
    )


def _obligation(duty: Obligation, language: Language, text: Messages) -> ObligationView:
    return ObligationView(
        bearer=text[f"bearer-{duty.bearer}"] if duty.bearer else text["bearer-nobody"],
        who=duty.who,
        duty=text[f"duty-{duty.duty}"],
        what=duty.what,
        when=duty.when,
        ref=localise_reference(duty.ref, language),
        place=place_words(duty.place, text),
    )


def _structure(finding: StructureFinding, language: Language, text: Messages) -> StructureView:
    detail = localise_reference(finding.detail, language)
    return StructureView(
        kind=finding.kind,
        message=text[finding.kind].replace("{detail}", detail),
        quotes=tuple(_quote(quote, language, text) for quote in finding.quotes),
    )
