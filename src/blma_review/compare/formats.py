"""The formats a comparison can be written in, by the names that `--format` takes."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from blma_review.compare.html import render_html
from blma_review.compare.json_format import render_json
from blma_review.compare.markdown import render_markdown
from blma_review.compare.positions import render_positions
from blma_review.compare.view import View


def _word(view: View) -> Mapping[str, str | bytes]:
    from blma_review.compare.word_format import render_word  # python-docx takes a while to load

    return render_word(view)


FORMATS: Mapping[str, Callable[[View], Mapping[str, str | bytes]]] = {
    "markdown": render_markdown,
    "html": render_html,
    "docx": _word,
    "positions": render_positions,
    "json": render_json,
}
