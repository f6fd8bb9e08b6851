"""The `blma-review` command."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from blma_review import __version__
from blma_review.cli.piloting import checklist, feedback_app, pilot_app
from blma_review.errors import BlmaReviewError

_EPILOG = """\
Examples:

  blma-review draft.docx                          review a draft; reports go to draft-review/ beside it

  blma-review draft.pdf --phase drafting          only the drafting report

  blma-review *.docx --format tsv --fail-on contrary   for a folder of drafts, in a script

  blma-review explain no-worker-fees draft.docx   why this question got its answer

Exit codes: 0 reviewed; 1 reviewed, and something that --fail-on names was found; 2 wrong use or unreadable input.
Nothing is sent anywhere: the program never uses the network."""


class _ReviewByDefault(TyperGroup):
    """`blma-review FILE` means `blma-review review FILE`."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        if args and args[0] not in self.commands and args[0] not in _GROUP_OPTIONS:
            args = ["review", *args]
        return super().parse_args(ctx, args)


class _MakeByDefault(TyperGroup):
    """`blma-review train FILE` means `blma-review train make FILE`."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        if args and args[0] not in self.commands and args[0] not in _GROUP_OPTIONS:
            args = ["make", *args]
        return super().parse_args(ctx, args)


_GROUP_OPTIONS = {"--help", "-h", "--version", "--install-completion", "--show-completion"}

app = typer.Typer(
    cls=_ReviewByDefault,
    no_args_is_help=True,
    epilog=_EPILOG,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Review draft bilateral labour migration agreements against the UN Network on Migration's Global Guidance.",
)
rules_app = typer.Typer(no_args_is_help=True, help="The rule set: list, show and check rules.")
glossary_app = typer.Typer(no_args_is_help=True, help="The glossary: list, show and check terms.")
train_app = typer.Typer(
    cls=_MakeByDefault, no_args_is_help=True, help="Workshop material from a draft; marks for redrafted clauses."
)
app.add_typer(rules_app, name="rules")
app.add_typer(train_app, name="train")
app.add_typer(glossary_app, name="glossary")
app.add_typer(pilot_app, name="pilot")
app.add_typer(feedback_app, name="feedback")
app.command()(checklist)

RulesOption = Annotated[
    list[Path] | None,
    typer.Option("--rules", help="A directory of rule files that add to the shipped ones or replace them, id by id."),
]
GlossaryOption = Annotated[
    list[Path] | None,
    typer.Option("--glossary", help="A directory of glossary files that add to the shipped ones or replace them."),
]
FilesArgument = Annotated[
    list[Path], typer.Argument(metavar="FILE...", help="Drafts: .docx, .pdf, .txt, .md or .html.")
]
FileArgument = Annotated[Path, typer.Argument(metavar="FILE", help="A draft: .docx, .pdf, .txt, .md or .html.")]
TrackedOption = Annotated[
    str, typer.Option("--tracked", help="Read Word's tracked changes as 'accepted' or leave the text 'original'.")
]


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"blma-review {__version__}")
        raise typer.Exit


@app.callback()
def _main(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version and leave.")
    ] = False,
) -> None:
    pass


@app.command(epilog=_EPILOG)
def review(
    files: FilesArgument,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Where to write. Default: <draft>-review/ beside each draft.")
    ] = None,
    phase: Annotated[
        list[str] | None, typer.Option("--phase", help="Only this phase's report (repeat for more).")
    ] = None,
    formats: Annotated[
        list[str] | None,
        typer.Option(
            "--format",
            "-f",
            help="markdown, json, html, docx, comments, pdf, csv, obligations, tsv, sarif, junit, github or all "
            "(repeat or part with commas). Default: markdown and json.",
        ),
    ] = None,
    language: Annotated[str, typer.Option("--language", "-l", help="Language of the reports: en, fr or es.")] = "en",
    rules: RulesOption = None,
    glossary: GlossaryOption = None,
    tracked: TrackedOption = "accepted",
    fail_on: Annotated[
        list[str] | None,
        typer.Option(
            "--fail-on", help="Exit with 1 when an answer is one of: contrary, none, partial (repeat for more)."
        ),
    ] = None,
    suggest: Annotated[
        bool,
        typer.Option("--suggest", help="Write a copy of a Word draft with suggested wording as tracked insertions."),
    ] = False,
    force: Annotated[bool, typer.Option("--force", help="Overwrite files that blma-review did not write.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing but errors.")] = False,
) -> None:
    """Review drafts and write a feedback report for each phase of the BLMA cycle."""
    from blma_review.cli.options import review_options
    from blma_review.cli.review import review_files

    options = review_options(
        output=output,
        phases=phase or [],
        formats=formats or [],
        language=language,
        rules=rules or [],
        glossary=glossary or [],
        tracked=tracked,
        fail_on=fail_on or [],
        suggest=suggest,
        force=force,
        quiet=quiet,
    )
    raise typer.Exit(review_files(files, options))


@app.command()
def batch(
    paths: Annotated[
        list[Path], typer.Argument(metavar="DIR|PATTERN|FILE...", help="Drafts, directories of drafts, or patterns.")
    ],
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Where to write. Default: <draft>-review/ beside each draft.")
    ] = None,
    formats: Annotated[
        list[str] | None, typer.Option("--format", "-f", help="As for review. Default: markdown and json.")
    ] = None,
    language: Annotated[str, typer.Option("--language", "-l", help="Language of the reports: en, fr or es.")] = "en",
    jobs: Annotated[int, typer.Option("--jobs", "-j", min=0, help="Processes at once; 0 for one a core.")] = 0,
    fail_on: Annotated[list[str] | None, typer.Option("--fail-on", help="As for review.")] = None,
    baseline: Annotated[
        Path | None, typer.Option("--baseline", help="A file of findings already known: only new ones fail.")
    ] = None,
    update_baseline: Annotated[
        bool, typer.Option("--update-baseline", help="Write the baseline from this run.")
    ] = False,
    rules: RulesOption = None,
    glossary: GlossaryOption = None,
    tracked: TrackedOption = "accepted",
    force: Annotated[bool, typer.Option("--force", help="Overwrite files that blma-review did not write.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing but errors.")] = False,
) -> None:
    """Review many drafts on every core; what did not change since the last run is not reviewed again."""
    from blma_review.cli.batch import run_batch
    from blma_review.cli.options import review_options

    options = review_options(
        output=output,
        phases=[],
        formats=formats or [],
        language=language,
        rules=rules or [],
        glossary=glossary or [],
        tracked=tracked,
        fail_on=fail_on or [],
        suggest=False,
        force=force,
        quiet=quiet,
    )
    raise typer.Exit(run_batch(paths, options, jobs, baseline, update_baseline))


@train_app.command("make")
def train_make(
    file: FileArgument,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Where to write. Default: <draft>-training/ beside the draft.")
    ] = None,
    seed: Annotated[int, typer.Option("--seed", help="The same seed gives the same exercises.")] = 1,
    language: Annotated[str, typer.Option("--language", "-l", help="Language of the material: en, fr or es.")] = "en",
    rules: RulesOption = None,
    force: Annotated[bool, typer.Option("--force", help="Overwrite files that blma-review did not write.")] = False,
) -> None:
    """Make an annotated example, exercises with an answer key, a guide, a quiz and a form for wordings."""
    from blma_review.cli.train import make_material

    make_material(file, output, seed, language, rules or [], force)


@train_app.command("check")
def train_check(
    answers: Annotated[Path, typer.Argument(metavar="ANSWERS", help="The answers.yaml that was filled in.")],
    language: Annotated[str, typer.Option("--language", "-l", help="en, fr or es.")] = "en",
    rules: RulesOption = None,
) -> None:
    """Mark redrafted clauses with the rules of the review, and say what is still missing."""
    from blma_review.cli.train import check_answers

    raise typer.Exit(check_answers(answers, language, rules or []))


@app.command()
def clauses(
    file: FileArgument,
    format_: Annotated[str, typer.Option("--format", "-f", help="tree or json.")] = "tree",
    page: Annotated[int | None, typer.Option("--page", help="Only the clauses that begin on this page.")] = None,
    html: Annotated[
        bool, typer.Option("--html", help="Write <draft>-review/clauses.html: the clauses coloured over the text.")
    ] = False,
    tracked: TrackedOption = "accepted",
) -> None:
    """Show the clause tree as the program sees it."""
    from blma_review.cli.clauses import show_clauses

    show_clauses(file, format_, page, tracked, html)


@app.command()
def explain(
    rule: Annotated[str, typer.Argument(metavar="RULE", help="A rule's id, as reports show it.")],
    file: Annotated[Path | None, typer.Argument(metavar="[FILE]", help="A draft to explain the answer on.")] = None,
    language: Annotated[str, typer.Option("--language", "-l", help="en, fr or es.")] = "en",
    rules: RulesOption = None,
) -> None:
    """Explain a rule: what it asks and looks for, and, with a draft, what it found there and why."""
    from blma_review.cli.explain import explain_rule

    explain_rule(rule, file, language, rules or [])


@app.command()
def compare(
    files: Annotated[
        list[Path], typer.Argument(metavar="OLD NEW [NEWER...]", help="Texts in their order, the oldest first.")
    ],
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Where to write. Default: <new>-compared/ beside the newest.")
    ] = None,
    formats: Annotated[
        list[str] | None,
        typer.Option(
            "--format", "-f", help="markdown, html, docx, positions or json (repeat or part with commas). Default: all."
        ),
    ] = None,
    language: Annotated[str, typer.Option("--language", "-l", help="Language of the reports: en, fr or es.")] = "en",
    rules: RulesOption = None,
    tracked: TrackedOption = "accepted",
    fail_on: Annotated[
        list[str] | None,
        typer.Option("--fail-on", help="Exit with 1 when the newest text holds one of: new-contrary, lost, weakened."),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Overwrite files that blma-review did not write.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing but errors.")] = False,
) -> None:
    """Compare rounds of negotiation: what changed in the clauses, and what that did to the answers."""
    from blma_review.cli.compare import compare_files, compare_options

    options = compare_options(
        output=output,
        formats=formats or [],
        language=language,
        rules=rules or [],
        tracked=tracked,
        fail_on=fail_on or [],
        force=force,
        quiet=quiet,
    )
    raise typer.Exit(compare_files(files, options))


@rules_app.command("list")
def rules_list(rules: RulesOption = None) -> None:
    """List all rules: id, theme, phase, question."""
    from blma_review.cli.rules import list_rules

    list_rules(rules or [])


@rules_app.command("show")
def rules_show(
    rule: Annotated[str, typer.Argument(metavar="RULE")],
    language: Annotated[str, typer.Option("--language", "-l", help="en, fr or es.")] = "en",
    rules: RulesOption = None,
) -> None:
    """Show one rule: question, answers, evidence, advice, wording, sources."""
    from blma_review.cli.explain import explain_rule

    explain_rule(rule, None, language, rules or [])


@rules_app.command("check")
def rules_check(rules: RulesOption = None) -> None:
    """Check every rule file and run the rules' own examples. Exits with 1 if an example fails."""
    from blma_review.cli.rules import check_rules

    raise typer.Exit(check_rules(rules or []))


@glossary_app.command("list")
def glossary_list(
    language: Annotated[str, typer.Option("--language", "-l", help="en, fr or es.")] = "en",
    glossary: GlossaryOption = None,
) -> None:
    """List all terms."""
    from blma_review.cli.glossary import list_terms

    list_terms(language, glossary or [])


@glossary_app.command("show")
def glossary_show(
    term: Annotated[str, typer.Argument(metavar="TERM", help="A term or its id, in any language.")],
    glossary: GlossaryOption = None,
) -> None:
    """Show one term: definition, source, forms to prefer and to avoid."""
    from blma_review.cli.glossary import show_term

    show_term(term, glossary or [])


@glossary_app.command("check")
def glossary_check(glossary: GlossaryOption = None) -> None:
    """Check every glossary file. Exits with 1 if something is missing."""
    from blma_review.cli.glossary import check_terms

    raise typer.Exit(check_terms(glossary or []))


def run() -> None:
    """Run the command; errors the user can act on become one sentence and exit code 2."""
    for stream in (sys.stdout, sys.stderr):
        # A console that is not UTF-8 shows a substitute for what it lacks instead of failing.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    try:
        app(prog_name="blma-review")
    except BlmaReviewError as error:
        typer.echo(f"blma-review: {error}", err=True)
        sys.exit(2)
    except KeyboardInterrupt:
        typer.echo("blma-review: stopped; reports already written are whole.", err=True)
        sys.exit(130)
    except BrokenPipeError:
        sys.exit(0)
