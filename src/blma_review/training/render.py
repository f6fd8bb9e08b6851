"""Training material as files: Markdown to hand out, a quiz that works offline, a form for the redrafted clauses."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from blma_review.languages import Language
from blma_review.reports.html import escape as escape_html
from blma_review.reports.html import page
from blma_review.reports.markdown import escape
from blma_review.reports.model import Item, Report
from blma_review.training.exercises import Exercise
from blma_review.training.messages import WORDS

_LETTERS = "ABCDEFGH"
_STEPS = (("step-read", 20), ("step-find", 20), ("step-missing", 25), ("step-redraft", 35), ("step-close", 10))


def render_training(
    report: Report, order: Sequence[str], exercises: Sequence[Exercise], seed: int, language: Language
) -> dict[str, str]:
    """The files of a workshop: annotated example, exercises, answer key, guide, quiz, and a form for wordings.

    `order` are the references of the draft's clauses as a reader meets them.
    """
    words = WORDS[language]
    origin = words["made-from"].format(document=escape(report.document), seed=seed)
    return {
        "annotated-example.md": _join(_annotated(report, order, words["annotated"], origin)),
        "exercises.md": _join(_exercises(exercises, language, origin, solved=False)),
        "answer-key.md": _join(_exercises(exercises, language, origin, solved=True)),
        "facilitator-guide.md": _join(_guide(exercises, language, origin)),
        "quiz.html": _quiz(report, exercises, language),
        "answers.yaml": _form(exercises),
    }


def _join(lines: Iterator[str]) -> str:
    return "\n".join(lines).rstrip() + "\n"


def _annotated(report: Report, order: Sequence[str], title: str, origin: str) -> Iterator[str]:
    """The draft's quoted clauses in its own order, each with what is good, weak or contrary about it, and why."""
    yield f"# {title}: {escape(report.title)}"
    yield ""
    yield origin
    clauses: dict[str, list[tuple[Item, str]]] = {}
    for item in report.items():
        for quote in item.quotes[:1]:
            clauses.setdefault(quote.ref, []).append((item, quote.words))
    for ref in (ref for ref in order if ref in clauses):
        yield ""
        yield f"## {escape(ref)}"
        for item, quoted in clauses[ref]:
            yield ""
            yield f"> {escape(quoted)}"
            yield ""
            yield f"- **{report.text[item.answer]}** — {item.question} {item.meaning}"
            if item.answer in ("contrary", "partial"):
                yield f"- {item.why} {item.advice}"


def _exercises(exercises: Sequence[Exercise], language: Language, origin: str, *, solved: bool) -> Iterator[str]:
    words = WORDS[language]
    yield f"# {words['key' if solved else 'exercises']}"
    yield ""
    yield origin
    for level in (1, 2, 3):
        some = [exercise for exercise in exercises if exercise.level == level]
        if some:
            yield ""
            yield f"## {words['level'].format(level=level)}"
        for exercise in some:
            yield ""
            yield f"### {exercise.id}"
            yield ""
            yield " ".join(filter(None, (words[exercise.kind], f"**{exercise.prompt}**" if exercise.prompt else "")))
            yield ""
            yield from _choices(exercise)
            if solved:
                yield from _solution(exercise, language)
            elif exercise.kind == "redraft":
                yield ""
                yield f"{words['yours']}: ______________________________"


def _choices(exercise: Exercise) -> Iterator[str]:
    for letter, choice in zip(_LETTERS, exercise.choices, strict=False):
        yield f"> {escape(choice)}" if exercise.kind == "redraft" else f"- **{letter}.** {escape(choice)}"


def _solution(exercise: Exercise, language: Language) -> Iterator[str]:
    words = WORDS[language]
    yield ""
    for number in exercise.right:
        place = f" ({escape(exercise.places[number])})" if exercise.places[number] else ""
        yield f"{words['right']}: **{_LETTERS[number]}**{place}"
    if exercise.kind == "redraft":
        yield f"{words['place']}: {escape(exercise.places[0])}"
    if exercise.explanation:
        yield ""
        yield f"{words['why']}: {escape(exercise.explanation)}"
    if exercise.model:
        yield ""
        yield f"{words['model']}: *{escape(exercise.model)}*"


def _guide(exercises: Sequence[Exercise], language: Language, origin: str) -> Iterator[str]:
    words = WORDS[language]
    yield f"# {words['guide']}"
    yield ""
    yield f"{origin} {words['minutes'].format(minutes=sum(minutes for _, minutes in _STEPS))}."
    for step, minutes in _STEPS:
        yield ""
        yield f"- **{words['minutes'].format(minutes=minutes)}** — {words[step]}"
    yield ""
    for level in (1, 2, 3):
        names = ", ".join(exercise.id for exercise in exercises if exercise.level == level)
        yield f"- {words['level'].format(level=level)}: {names or '—'}"


def _form(exercises: Sequence[Exercise]) -> str:
    """YAML with a place for each redrafted clause, read back by `train check`."""
    lines = ["answers:"]
    for exercise in exercises:
        if exercise.kind == "redraft":
            lines += [f"  - id: {exercise.id}", f"    rule: {exercise.rule}", '    wording: ""']
    return "\n".join(lines if len(lines) > 1 else ["answers: []"]) + "\n"


# -- the quiz -------------------------------------------------------------------------------------------------------

_STYLE = """
:root { color-scheme: light dark; }
body { font: 1rem/1.5 system-ui, sans-serif; margin: 1.5rem auto; max-width: 48rem; padding: 0 1rem; }
fieldset { margin: 0 0 1rem; border: 1px solid #8c959f; border-radius: .3rem; overflow-wrap: anywhere; }
label { display: block; padding: .3rem 0; }
button { font: inherit; padding: .3rem .8rem; }
:focus-visible { outline: 3px solid #0969da; outline-offset: 2px; }
"""
_SCRIPT = """
"use strict";
(() => {
  const sets = [...document.querySelectorAll("fieldset")];
  const store = "blma-quiz-" + document.body.dataset.key;
  let done = {};
  try { done = JSON.parse(localStorage.getItem(store) || "{}"); } catch { done = {}; }
  const score = () => {
    const right = sets.filter((set) => done[set.id]).length;
    const out = document.getElementById("score");
    out.textContent = out.dataset.words.replace("{right}", right).replace("{total}", sets.length);
  };
  for (const set of sets) {
    set.querySelector("button").addEventListener("click", () => {
      const picked = [...set.querySelectorAll("input")].map((box) => (box.checked ? "1" : "0")).join("");
      done[set.id] = picked === set.dataset.right;
      set.querySelector("output").textContent = done[set.id] ? set.dataset.correct : set.dataset.wrong;
      set.querySelector(".why").hidden = !done[set.id];
      try { localStorage.setItem(store, JSON.stringify(done)); } catch { /* a page opened from disk may not keep it */ }
      score();
    });
  }
  score();
})();
"""


def _quiz(report: Report, exercises: Sequence[Exercise], language: Language) -> str:
    words = WORDS[language]
    asked = [exercise for exercise in exercises if exercise.right]
    title = f"{words['quiz']}: {report.title}"
    body = [f"<h1>{escape_html(title)}</h1>"]
    for exercise in asked:
        right = "".join("1" if number in exercise.right else "0" for number in range(len(exercise.choices)))
        body.append(
            f'<fieldset id="{exercise.id}" data-right="{right}" data-correct="{escape_html(words["correct"])}"'
            f' data-wrong="{escape_html(words["wrong"])}"><legend>{escape_html(words[exercise.kind])}'
            f" {escape_html(exercise.prompt)}</legend>"
        )
        for letter, choice in zip(_LETTERS, exercise.choices, strict=False):
            body.append(f'<label><input type="checkbox"> <strong>{letter}.</strong> {escape_html(choice)}</label>')
        body.append(f'<button type="button">{escape_html(words["check"])}</button> <output role="status"></output>')
        body.append(f'<p class="why" hidden>{escape_html(exercise.explanation)}</p></fieldset>')
    body.append(f'<p id="score" role="status" data-words="{escape_html(words["score"])}"></p>')
    key = json.dumps([exercise.id for exercise in asked])
    script = f"document.body.dataset.key = {json.dumps(report.document[:60] + key)};{_SCRIPT}"
    return page(language, title, _STYLE, body, script.replace("</", "<\\/"))
