"""The words of `blma-review pilot`, `checklist` and `feedback` on the command line; what they do is in modules of their own.

Like `main`, this is read at every start: nothing but typer is imported here.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

pilot_app = typer.Typer(no_args_is_help=True, help="The record of a pilot of the Guidance: begin, show and check it.")

feedback_app = typer.Typer(
    no_args_is_help=True, help="What reviewers say of findings, rules and the Guidance: one file an entry."
)

LanguageOption = Annotated[str, typer.Option("--language", "-l", help="en, fr or es.")]
ForceOption = Annotated[bool, typer.Option("--force", help="Overwrite files that blma-review did not write.")]
RulesOption = Annotated[
    list[Path] | None,
    typer.Option("--rules", help="A directory of rule files whose checklists add to the shipped ones or replace them."),
]
DirectoryArgument = Annotated[Path, typer.Argument(metavar="DIRECTORY", help="The directory of the entries.")]
RecordArgument = Annotated[Path, typer.Argument(metavar="RECORD", help="The pilot's record, such as pilot.yaml.")]
OnOption = Annotated[
    str | None, typer.Option("--on", help="The day against which 'late' is judged, such as 2026-03-14. Default: none.")
]


@pilot_app.command("init")
def pilot_init(
    directory: Annotated[Path, typer.Argument(metavar="DIRECTORY", help="Where to put the record.")],
    country: Annotated[list[str], typer.Option("--country", help="A country of the pilot (repeat for more).")],
    title: Annotated[str, typer.Option("--title", help="What the pilot is called. Default: its countries.")] = "",
    kind: Annotated[str, typer.Option("--kind", help="country, corridor or region. Default: by the countries.")] = "",
    region: Annotated[str, typer.Option("--region", help="The region, for a regional pilot.")] = "",
    stage: Annotated[str, typer.Option("--stage", help="A stage or phase, in the words you use.")] = "initiation",
    language: LanguageOption = "en",
    rules: RulesOption = None,
    force: ForceOption = False,
) -> None:
    """Begin a record: pilot.yaml to fill in, and a checklist form for each phase."""
    from blma_review.cli.pilot import init_pilot

    init_pilot(directory, title, kind, country, region, stage, language, rules or [], force)


@pilot_app.command("show")
def pilot_show(
    record: RecordArgument,
    formats: Annotated[
        list[str] | None,
        typer.Option("--format", "-f", help="Write it: markdown, html, docx or all. Default: print it."),
    ] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Where to write. Default: <record>-profile/ beside it.")
    ] = None,
    language: LanguageOption = "en",
    on: OnOption = None,
    rules: RulesOption = None,
    force: ForceOption = False,
) -> None:
    """Show a pilot's profile: who takes part and who is missing, timeline, drafts with their answers, checklists."""
    from blma_review.cli.pilot import show_pilot

    show_pilot(record, formats or [], output, language, on, rules or [], force)


@pilot_app.command("check")
def pilot_check(record: RecordArgument, rules: RulesOption = None) -> None:
    """Check a record, and the forms, drafts and reviews filed under it. Exits with 1 if something is wrong."""
    from blma_review.cli.pilot import check_pilot

    raise typer.Exit(check_pilot(record, rules or []))


@pilot_app.command("timeline")
def pilot_timeline(
    record: RecordArgument,
    format_: Annotated[str, typer.Option("--format", "-f", help="text, or svg to write timeline.svg.")] = "text",
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Where to write. Default: <record>-profile/ beside it.")
    ] = None,
    language: LanguageOption = "en",
    on: OnOption = None,
    rules: RulesOption = None,
    force: ForceOption = False,
) -> None:
    """Draw a pilot's timeline."""
    from blma_review.cli.pilot import show_timeline

    show_timeline(record, format_, output, language, on, rules or [], force)


def checklist(
    phase: Annotated[str, typer.Argument(metavar="PHASE", help="A phase by any of its names, or 'all'.")],
    format_: Annotated[str, typer.Option("--format", "-f", help="markdown, yaml or docx.")] = "markdown",
    language: LanguageOption = "en",
    output: Annotated[
        Path | None,
        typer.Option(
            "--output", "-o", help="The directory to write into. Default: print it; here, for Word and 'all'."
        ),
    ] = None,
    rules: RulesOption = None,
    force: ForceOption = False,
) -> None:
    """Give the process questions of a phase as a form to fill in, which `pilot` reads back."""
    from blma_review.cli.checklist import write_checklist

    write_checklist(phase, format_, language, output, rules or [], force)


@feedback_app.command("add")
def feedback_add(
    directory: DirectoryArgument,
    kind: Annotated[str, typer.Option("--kind", help="agree, disagree, unclear, missing-rule or wording.")],
    by: Annotated[str, typer.Option("--by", help="Who says so: a role, such as 'reviewer A'.")],
    rule: Annotated[str, typer.Option("--rule", help="The rule it is about, by its id.")] = "",
    topic: Annotated[str, typer.Option("--topic", help="Or the part of the Guidance, or what lacks a rule.")] = "",
    review: Annotated[
        Path | None, typer.Option("--review", help="A review whose answer it is about: draft, place, words are taken.")
    ] = None,
    draft: Annotated[str, typer.Option("--draft", help="The draft, where --review is not given.")] = "",
    ref: Annotated[str, typer.Option("--ref", help="The clause, such as 'Article 5(2)'.")] = "",
    answer: Annotated[str, typer.Option("--answer", help="What the program answered.")] = "",
    quote: Annotated[str, typer.Option("--quote", help="The provision's words.")] = "",
    expected: Annotated[str, typer.Option("--expected", help="The right answer: full, partial, none, contrary.")] = "",
    comment: Annotated[str, typer.Option("--comment", help="Why.")] = "",
    proposal: Annotated[str, typer.Option("--proposal", help="Better wording.")] = "",
    date: Annotated[str, typer.Option("--date", help="When, such as 2026-03-14. Default: today.")] = "",
    rules: RulesOption = None,
) -> None:
    """Add an entry to a directory."""
    from blma_review.cli.feedback import add_entry, new_entry

    entry = new_entry(
        kind=kind,
        by=by,
        date=date,
        answer=answer,
        expected=expected,
        texts={
            "rule": rule,
            "topic": topic,
            "draft": draft,
            "ref": ref,
            "quote": quote,
            "comment": comment,
            "proposal": proposal,
        },
    )
    add_entry(directory, entry, review, rules or [])


@feedback_app.command("list")
def feedback_list(
    directory: DirectoryArgument,
    kind: Annotated[list[str] | None, typer.Option("--kind", help="Only this kind (repeat for more).")] = None,
    rule: Annotated[str | None, typer.Option("--rule", help="Only this rule.")] = None,
) -> None:
    """List the entries of a directory."""
    from blma_review.cli.feedback import list_entries

    raise typer.Exit(list_entries(directory, kind or [], rule))


@feedback_app.command("export")
def feedback_export(
    directory: DirectoryArgument,
    formats: Annotated[
        list[str] | None,
        typer.Option("--format", "-f", help="csv, markdown, examples (for rules' authors) or all. Default: all."),
    ] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Where to write. Default: <directory>-export/ beside it.")
    ] = None,
    language: LanguageOption = "en",
    rules: RulesOption = None,
    force: ForceOption = False,
) -> None:
    """Export the entries as a table, as a page, and disagreements with rules as candidate examples."""
    from blma_review.cli.feedback import export_entries

    raise typer.Exit(export_entries(directory, formats or [], output, language, rules or [], force))


@feedback_app.command("merge")
def feedback_merge(
    directory: DirectoryArgument,
    sources: Annotated[
        list[Path], typer.Argument(metavar="FROM...", help="Directories or single entries to bring in.")
    ],
) -> None:
    """Bring entries that others sent into a directory; what is there already is not added again."""
    from blma_review.cli.feedback import merge_entries

    raise typer.Exit(merge_entries(directory, sources))
