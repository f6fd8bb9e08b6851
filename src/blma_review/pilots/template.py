"""A record to start from: what is known filled in, the rest explained where it is to be written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from blma_review.languages import Language
from blma_review.pilots.forms import quoted
from blma_review.pilots.messages import messages
from blma_review.pilots.model import Kind
from blma_review.pilots.vocabulary import vocabulary
from blma_review.reports.characters import one_line


@dataclass(frozen=True, slots=True)
class NewPilot:
    """What a team knows of its pilot when it begins the record."""

    title: str
    kind: Kind
    countries: tuple[str, ...]
    region: str
    stage: str


def record(new: NewPilot, forms: Sequence[str], language: Language) -> str:
    """The text of `pilot.yaml`; `forms` are the names of the checklist forms that lie beside it."""
    return "\n".join(_lines(new, forms, language)) + "\n"


def _lines(new: NewPilot, forms: Sequence[str], language: Language) -> Iterator[str]:
    text, words = messages(language), vocabulary()

    def either(key: str, ids: Sequence[str]) -> str:
        return f"{text[key]}: {', '.join(ids)}"

    yield f"# {text['init']}"
    yield f"pilot: {_text(new.title)}"
    yield f"kind: {new.kind}  # {either('init-kind', [kind.id for kind in words.kinds])}"
    yield f"countries: [{', '.join(map(_text, new.countries))}]"
    yield f"region: {_text(new.region)}"
    yield "sectors: []"
    yield 'instrument: ""'
    yield f"stage: {_text(new.stage)}  # {either('init-stage', [stage.id for stage in words.stages])}"
    yield f"modality: []  # {either('init-modality', [modality.id for modality in words.modalities])}"
    yield 'summary: ""'
    yield ""
    yield f"# {text['init-stakeholders']}:"
    for group in words.groups:
        names = ", ".join(category.id for category in words.categories if category.group == group.id)
        yield f"#   {group.names[language]}: {names}"
    yield f"# {text['init-example']}:"
    yield f'#  - {{category: labour, name: "{text["init-ministry"]}", country: {_text(new.countries[0])}, role: {text["init-lead"]}}}'
    yield "stakeholders:"
    yield ""
    yield f"# {text['init-timeline']} {text['init-example']}:"
    yield f'#  - {{date: 2026-03-14, event: "{text["init-event"]}", state: planned, stage: {_text(new.stage)}}}'
    yield "timeline:"
    yield ""
    yield f"# {text['init-rounds']} {text['init-example']}:"
    yield "#  - {round: 1, date: 2026-03, drafts: [round-1.docx], reviews: [round-1-review]}"
    yield "rounds:"
    yield ""
    yield f"# {text['init-forms']}"
    yield "forms:"
    yield from (f"  - {name}" for name in forms)
    yield ""
    yield f"# {text['init-checklist']} {text['init-example']}:"
    yield '#  - {id: needs-assessment, state: in-progress, owner: "", date: 2026-03, note: ""}'
    yield "checklist:"


def _text(words: str) -> str:
    return quoted(one_line(words))
