"""Every sentence that lists and exports of feedback say of their own, in the three languages."""

from __future__ import annotations

from collections.abc import Mapping

from blma_review.languages import Language

Messages = Mapping[str, str]

_EN = {
    "title": "Feedback on the review and the Guidance",
    "counts": "{count} entries by {people} reviewers",
    "none": "No entries.",
    "rules": "On rules and findings",
    "guidance": "On the Guidance, and rules that are missing",
    "colon": ": ",
    "by": "by",
    "date": "date",
    "kind": "kind",
    "about": "about",
    "subject": "rule or topic",
    "draft": "draft",
    "ref": "place",
    "answer": "answer given",
    "quote": "words",
    "expected": "answer expected",
    "language": "language",
    "comment": "comment",
    "proposal": "proposal",
    "agree": "agree",
    "disagree": "disagree",
    "unclear": "unclear",
    "missing-rule": "missing rule",
    "wording": "wording",
    "finding": "finding",
    "rule": "rule",
    "about-guidance": "Guidance",
    "full": "present",
    "partial": "partial",
    "answer-none": "missing",
    "contrary": "contrary",
}

_FR = {
    "title": "Retours sur l’examen et sur les Orientations",
    "counts": "{count} entrées de {people} relecteurs",
    "none": "Aucune entrée.",
    "rules": "Sur les règles et les constats",
    "guidance": "Sur les Orientations, et règles manquantes",
    "colon": " : ",
    "by": "par",
    "date": "date",
    "kind": "nature",
    "about": "objet",
    "subject": "règle ou sujet",
    "draft": "projet de texte",
    "ref": "endroit",
    "answer": "réponse donnée",
    "quote": "termes",
    "expected": "réponse attendue",
    "language": "langue",
    "comment": "commentaire",
    "proposal": "proposition",
    "agree": "d’accord",
    "disagree": "pas d’accord",
    "unclear": "pas clair",
    "missing-rule": "règle manquante",
    "wording": "formulation",
    "finding": "constat",
    "rule": "règle",
    "about-guidance": "Orientations",
    "full": "présent",
    "partial": "partiel",
    "answer-none": "absent",
    "contrary": "contraire",
}

_ES = {
    "title": "Comentarios sobre la revisión y la Orientación",
    "counts": "{count} entradas de {people} revisores",
    "none": "Ninguna entrada.",
    "rules": "Sobre las reglas y los resultados",
    "guidance": "Sobre la Orientación, y reglas que faltan",
    "colon": ": ",
    "by": "por",
    "date": "fecha",
    "kind": "clase",
    "about": "objeto",
    "subject": "regla o tema",
    "draft": "borrador",
    "ref": "lugar",
    "answer": "respuesta dada",
    "quote": "palabras",
    "expected": "respuesta esperada",
    "language": "idioma",
    "comment": "comentario",
    "proposal": "propuesta",
    "agree": "de acuerdo",
    "disagree": "en desacuerdo",
    "unclear": "poco claro",
    "missing-rule": "falta una regla",
    "wording": "redacción",
    "finding": "resultado",
    "rule": "regla",
    "about-guidance": "Orientación",
    "full": "presente",
    "partial": "parcial",
    "answer-none": "ausente",
    "contrary": "contrario",
}

_ALL: Mapping[Language, Messages] = {"en": _EN, "fr": _FR, "es": _ES}


def messages(language: Language) -> Messages:
    """The sentences of one language, by key."""
    return _ALL[language]


def answer_words(answer: str | None, text: Messages) -> str:
    """An answer as the reports name it; empty where there is none."""
    return text["answer-none" if answer == "none" else answer] if answer else ""
