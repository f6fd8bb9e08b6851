"""Who shall, may or shall not do what, by when: the register that an implementation plan is made from."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from blma_review.clauses.units import Unit
from blma_review.documents.model import Place
from blma_review.languages import Language
from blma_review.rules.matcher import Span, TextIndex

Duty = Literal["shall", "should", "may", "shall-not", "receives"]


# The concepts of rules/concepts/actors.yaml that can bear a duty, the more telling names first.
BEARERS = (
    "committee",
    "recruiter",
    "employer",
    "worker",
    "consulate",
    "union",
    "employers-organisation",
    "authority",
    "country-of-origin",
    "country-of-destination",
    "party",
)
_DUTY_CONCEPTS: tuple[tuple[str, Duty], ...] = (
    ("prohibition", "shall-not"),
    ("weak-obligation", "should"),
    ("permission", "may"),
    ("obligation", "shall"),
)
_BY: dict[Language, tuple[str, ...]] = {"en": ("by",), "fr": ("par",), "es": ("por",)}
# After these an actor is not the one who acts: "the passport of the worker shall", "disputes between a worker and".
_OF: dict[Language, tuple[str, ...]] = {
    "en": ("of", "between", "to", "for", "with"),
    "fr": ("de", "du", "des", "d", "entre", "aux", "avec"),
    "es": ("de", "del", "entre", "al", "con"),
}
# What workers receive rather than do.
_RECEIVES: dict[Language, re.Pattern[str]] = {
    "en": re.compile(
        r"\b(?:shall|must|will|may)(?: not| also| be| have| not be)* (?:be \w+(?:ed|en|id)\b|\w+ed\b|enjoy|receive|benefit|entitled|suffer|the right|access|free)",
        re.IGNORECASE,
    ),
    "fr": re.compile(
        r"\b(?:bénéfici\w+|joui\w+|reçoi\w+|recev\w+|perçoi\w+|percev\w+|(?:a|ont|aura|auront) (?:droit|le droit|accès)|(?:est|sont|sera|seront) \w+(?:é|és|ée|ées|is|ts?|us?)\b)",
        re.IGNORECASE,
    ),
    "es": re.compile(
        r"\b(?:gozar\w*|disfrutar\w*|recibir\w*|percibir\w*|tendr\w+ (?:derecho|acceso)|tienen? derecho|ser[áa]n? \w+[ai]d[oa]s?\b|estar[áa]n? \w+[ai]d[oa]s?\b)",
        re.IGNORECASE,
    ),
}
_FAR = 25  # words between a bearer and its verb

_COUNT = r"(?:\w+[\s-]){0,3}?"
_TIMES: dict[Language, re.Pattern[str]] = {
    "en": re.compile(
        rf"\b(?:within (?:a (?:period|maximum) of )?{_COUNT}(?:hours?|days?|weeks?|months?|years?)(?: (?:of|from|after|before) [^,.;:]{{3,60}})?"
        rf"|(?:no|not) later than [^,.;:]{{3,60}}|(?:at least )?{_COUNT}(?:hours?|days?|weeks?|months?|years?) (?:before|prior to|in advance|after) [^,.;:]{{0,50}}"
        rf"|(?:at least )?(?:once|twice|{_COUNT}times) (?:a|an|each|every|per) (?:year|month|quarter|week)|every {_COUNT}(?:days?|weeks?|months?|years?)"
        r"|(?:prior to|before|upon|on|at the time of) (?:their |his |her |the )?(?:departure|arrival|signature|expiry|termination|completion|return|entry into force)"
        r"|annually|monthly|quarterly|weekly|without delay|immediately|promptly|by \d{1,2} \w+ \d{4})",
        re.IGNORECASE,
    ),
    "fr": re.compile(
        rf"(?:\bdans (?:un délai (?:maximal |maximum )?de |les ){_COUNT}(?:heures?|jours?|semaines?|mois|ans?|années?)(?: (?:à compter|suivant|avant|après|de|du) [^,.;:]{{3,60}})?"
        rf"|\bau plus tard [^,.;:]{{3,60}}|\b(?:au moins )?{_COUNT}(?:jours?|semaines?|mois|ans?) (?:avant|après|à l['’]avance)[^,.;:]{{0,50}}"
        rf"|\b(?:au moins )?(?:une|deux|trois) fois (?:par|l['’])\s?(?:an|mois|trimestre|semaine|année)|\btous les {_COUNT}(?:jours|mois|ans)|\bchaque (?:année|mois|trimestre)"
        r"|\b(?:avant|dès|lors de|à) (?:le |la |l['’]|son |sa |leur )?(?:départ|arrivée|signature|expiration|embauche|retour|entrée en vigueur)"
        r"|\bannuellement|\bmensuellement|\bsans délai|\bimmédiatement|\bsans retard)",
        re.IGNORECASE,
    ),
    "es": re.compile(
        rf"(?:\b(?:dentro de|en (?:un|el) plazo (?:máximo )?de|en) (?:los |las )?{_COUNT}(?:horas?|días?|semanas?|meses|mes|años?)(?: (?:siguientes|contados|a partir|desde|antes|después)[^,.;:]{{0,60}})?"
        rf"|\ba más tardar [^,.;:]{{3,60}}|\b(?:al menos |por lo menos )?(?:con )?{_COUNT}(?:días?|semanas?|meses|años?) (?:antes|de antelación|de anticipación|después)[^,.;:]{{0,50}}"
        rf"|\b(?:al menos )?(?:una vez|dos veces|{_COUNT}veces) (?:al|por|cada) (?:año|mes|trimestre|semestre|semana)|\bcada {_COUNT}(?:días|meses|años|año|mes|trimestre)"
        r"|\b(?:antes de|al momento de|a) (?:la |el |su )?(?:partida|salida|llegada|firma|expiración|contratación|retorno|regreso|entrada en vigor)"
        r"|\banualmente|\bmensualmente|\bsin demora|\bde inmediato|\binmediatamente)",
        re.IGNORECASE,
    ),
}


@dataclass(frozen=True, slots=True)
class Obligation:
    """One duty, permission or prohibition. `bearer` is a concept of BEARERS and `who` the words for it in the text,
    both empty where the sentence names nobody; `when` is empty where no time is set.
    """

    bearer: str
    who: str
    duty: Duty
    what: str
    when: str
    ref: str
    place: Place


def obligations_of(units: Sequence[Unit], index: TextIndex, language: Language) -> tuple[Obligation, ...]:
    """Every duty in the operative text and the annexes, in reading order; `index` is of the units' texts.

    A bearer is the actor nearest before the verb, or the one named after "by" in a passive sentence. French treaties
    oblige in the plain present ("l'employeur verse"): there a sentence that opens with its bearer counts as a duty.
    """
    known = {name for name in (*BEARERS, *(name for name, _ in _DUTY_CONCEPTS)) if name in index}
    return tuple(_obligations(units, index, known, language))


def _obligations(units: Sequence[Unit], index: TextIndex, known: set[str], language: Language) -> Iterator[Obligation]:
    for number, unit in enumerate(units):
        if unit.zone not in ("operative", "annex") or unit.words.rstrip().endswith(":"):
            continue  # a lead-in: its items tell what is to be done
        duty, verb = _duty(index, number, known)
        actors = [(span, name) for name in BEARERS if name in known for span in index.hits(name).get(number, ())]
        opening = [actor for actor in actors if actor[0][0] <= 3]
        if duty is None:
            if language != "fr" or not opening:
                continue
            duty, verb = "shall", min(opening)[0]
        span, bearer = _bearer(index, number, actors, verb, language)
        if bearer == "worker" and duty in ("shall", "shall-not") and _RECEIVES[language].search(unit.text):
            duty = "receives"
        yield Obligation(
            bearer=bearer,
            who=unit.text[slice(*index.characters(number, span))] if span else "",
            duty=duty,
            what=unit.words.strip(),
            when="; ".join(dict.fromkeys(match[0].strip() for match in _TIMES[language].finditer(unit.text))),
            ref=unit.ref,
            place=unit.place,
        )


def _duty(index: TextIndex, unit: int, known: set[str]) -> tuple[Duty | None, Span]:
    """The first verb of duty in a sentence; of two that begin together the one that says more."""
    found = [
        (span[0], rank, duty, span)
        for rank, (name, duty) in enumerate(_DUTY_CONCEPTS)
        if name in known
        for span in index.hits(name).get(unit, ())[:1]
    ]
    if not found:
        return None, (0, 0)
    first = min(found)[0]
    _, _, duty, span = min((item for item in found if item[0] <= first + 2), key=lambda item: item[1])
    return duty, span


def _bearer(
    index: TextIndex, unit: int, actors: Sequence[tuple[Span, str]], verb: Span, language: Language
) -> tuple[Span | None, str]:
    by = {(position, position + 1) for word in _BY[language] for position in index.positions(word, unit)}
    agents = [actor for actor in actors if any(0 <= actor[0][0] - end <= 2 for _, end in by if end > verb[0])]
    of = {position for word in _OF[language] for position in index.positions(word, unit)}
    before = [
        actor
        for actor in actors
        if actor[0][1] <= verb[1] and verb[0] - actor[0][1] <= _FAR and not of & {actor[0][0] - 1, actor[0][0] - 2}
    ]
    for some in (agents, before):
        if some:
            # The subject comes first ("the employer of the worker shall"); among names for one span the more telling.
            return min(some, key=lambda actor: (actor[0][0], BEARERS.index(actor[1])))
    return None, ""
