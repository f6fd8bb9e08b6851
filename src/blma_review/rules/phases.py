"""The phases of the BLMA cycle by all the names that teams use for them."""

from __future__ import annotations

from blma_review.errors import BlmaReviewError
from blma_review.rules.model import PHASES, Phase
from blma_review.rules.phrases import normalise

# The canonical names, then those of the two piloting lists of the UN Network's slides (2021), then French and Spanish.
# "Development" alone means putting the agreement to work; "development of the text" means drafting.
_ALIASES: dict[str, Phase] = {
    "development": "implementation",
    "development of the text": "drafting",
    "monitoring": "monitoring-evaluation",
    "monitoring and evaluation": "monitoring-evaluation",
    "evaluation": "monitoring-evaluation",
    "m&e": "monitoring-evaluation",
    "preparation": "initiation",
    "lancement": "initiation",
    "redaction": "drafting",
    "negociation": "negotiation",
    "mise en œuvre": "implementation",
    "mise en oeuvre": "implementation",
    "suivi": "monitoring-evaluation",
    "suivi et evaluation": "monitoring-evaluation",
    "inicio": "initiation",
    "redaccion": "drafting",
    "negociacion": "negotiation",
    "adopcion": "adoption",
    "aplicacion": "implementation",
    "seguimiento": "monitoring-evaluation",
    "seguimiento y evaluacion": "monitoring-evaluation",
}


def parse_phase(name: str) -> Phase:
    """The phase meant by a name, an alias, or a number from 1 to 6.

    Raises BlmaReviewError for any other word.
    """
    plain = " ".join(normalise(name).replace("-", " ").replace("_", " ").split())
    for number, phase in enumerate(PHASES, start=1):
        if plain in (phase.replace("-", " "), str(number)):
            return phase
    if plain in _ALIASES:
        return _ALIASES[plain]
    raise BlmaReviewError(f"'{name}' is not a phase; choose from {', '.join(PHASES)}.")
