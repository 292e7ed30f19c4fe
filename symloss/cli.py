"""The verbs. No mathematics: each verb calls `symloss.api` and prints what comes back."""

from __future__ import annotations

import gc
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from symloss import __version__
from symloss.errors import SymlossError, did_you_mean

if TYPE_CHECKING:
    from symloss.api import Answer

_SUFFIXES = {
    ".txt": "text",
    ".tex": "latex",
    ".html": "html",
    ".md": "md",
    ".json": "json",
    ".xml": "junit",
    ".svg": "svg",
    ".png": "png",
    ".csv": "csv",
}
# click's own statuses for wrong use are ours; 4 is an error of ours, never of the user's
_WRONG_USE, _INTERNAL, _INTERRUPTED = 2, 4, 130
_PLANNED = ("render", "init", "audit")

Command = TypeVar("Command", bound=Callable[..., Any])


class Verbs(click.Group):
    """The group of verbs: alone it prints their table, and a misspelt verb gets a hint."""

    groups = (("find", ("derive", "report", "plot", "list")), ("write", ("generate",)), ("judge", ("verify", "judge")))

    def format_commands(self, context: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the table of verbs."""
        for title, verbs in self.groups:
            with formatter.section(title):
                formatter.write_dl(
                    [(self._usage(context, verb), self.commands[verb].short_help or "") for verb in verbs]
                )

    def _usage(self, context: click.Context, verb: str) -> str:
        pieces = [p for p in self.commands[verb].collect_usage_pieces(context) if p != "[OPTIONS]"]
        return " ".join([verb, *("'CLAIM'" if p == "CLAIM" else p for p in pieces)])

    def resolve_command(self, context: click.Context, args: list[str]) -> Any:
        """Return the verb; raise the error with a hint if there is none of this name."""
        if args and not args[0].startswith("-") and self.get_command(context, args[0]) is None:
            if args[0] in _PLANNED:
                raise click.UsageError(f"`{args[0]}` is not built yet. All verbs: symloss")
            hint = did_you_mean(args[0], self.commands) or ". All verbs: symloss"
            raise click.UsageError(f"no verb is called `{args[0]}`{hint}")
        return super().resolve_command(context, args)


@click.group(cls=Verbs, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="symloss")
@click.pass_context
def cli(context: click.Context) -> None:
    """Say what gradient you want; get the loss, the proof and the code."""
    if context.invoked_subcommand is None:
        click.echo(context.get_help())


def _output(*formats: str) -> Callable[[Command], Command]:
    """Add `-o FILE` and `--format F`."""
    form = click.option("--format", "form", type=click.Choice(formats), help="Overrides the suffix of -o.")
    file = click.option("-o", "output", metavar="FILE", type=click.Path(path_type=Path), help="Write it there.")

    def add(command: Command) -> Command:
        return file(form(command))

    return add


def _format(form: str | None, output: Path | None, formats: tuple[str, ...], default: str = "text") -> str:
    """Return the format that is meant: said, or by the suffix of the file, or text."""
    if form or output is None:
        return form or default
    meant = _SUFFIXES.get(output.suffix.lower(), "")
    if meant not in formats:
        raise click.UsageError(
            f"{output}: no format has the suffix `{output.suffix}` here; say --format {'|'.join(formats)}"
        )
    return meant


def _emit(text: str, output: Path | None) -> None:
    if output is None:
        click.echo(text.rstrip("\n"))
        return
    from symloss.files import write_atomic

    write_atomic(output, text.rstrip("\n") + "\n")


# --- find ------------------------------------------------------------------------------

_DERIVATIONS = ("text", "latex", "html", "md", "json")


@cli.command(short_help="the loss, step by step")
@click.argument("name")
@click.option("--require", metavar="RESIDUAL", help='The residual wished for, "a - y", or "dL/dw = x*(a - y)".')
@click.option("--steps", type=click.Choice(["full", "short"]), default="full", show_default=True)
@click.option(
    "--sigma",
    type=click.Choice(["opaque", "expanded"]),
    default="opaque",
    show_default=True,
    help="Activations by name, or written out.",
)
@_output(*_DERIVATIONS)
def derive(name: str, require: str | None, steps: str, sigma: str, form: str | None, output: Path | None) -> int:
    """Derive the matching loss of an activation, or the gradient of a loss; every step is judged.

    NAME is an activation, a loss, or the path of a declaration.
    """
    from symloss import api
    from symloss.documents import render

    if output is not None and output.suffix == ".py" and form is None:
        return _declare(name, require, output)
    wanted = _format(form, output, _DERIVATIONS)
    derivation = api.derive(_name(name), require=require).derivation
    _emit(render(derivation, wanted, steps=steps, sigma=sigma), output)
    return 0 if derivation.proved == len(derivation.steps) else 3


def _declare(name: str, require: str | None, output: Path) -> int:
    from symloss import api

    _emit(api.declaration(name, require=require), output)
    return 0


def _name(text: str) -> str | Path:
    return Path(text) if text.endswith(".py") else text


def _parameters(context: click.Context, parameter: click.Parameter, value: tuple[str, ...]) -> dict[str, str]:
    pairs = [text.partition("=") for text in value]
    for name, equals, number in pairs:
        if not (name.strip().isidentifier() and equals and number.strip()):
            raise click.BadParameter(f"`{name}{equals}{number}` is not of the form gamma=2")
    return {name.strip(): number.strip() for name, _, number in pairs}


@cli.command(short_help="facts: proved or with a witness")
@click.argument("name")
@click.option(
    "-p", "--param", "parameters", multiple=True, callback=_parameters, metavar="NAME=VALUE", help="Repeat it."
)
@_output(*_DERIVATIONS)
def report(name: str, parameters: dict[str, str], form: str | None, output: Path | None) -> int:
    """Report what is known about a loss; each line is proved, or refuted with a witness."""
    from symloss import api
    from symloss.documents import render_report

    wanted = _format(form, output, _DERIVATIONS)
    _emit(render_report(api.report(_name(name), project=None, **parameters).report, wanted), output)
    return 0


_FIGURES = ("text", "svg", "png", "html", "csv")


def _numbers(context: click.Context, parameter: click.Parameter, value: str | None) -> tuple[float, ...] | None:
    try:
        return None if value is None else tuple(float(part) for part in value.split(","))
    except ValueError as error:
        raise click.BadParameter(f"`{value}` is no list of numbers such as 0.1,0.02") from error


def _names(context: click.Context, parameter: click.Parameter, value: str | None) -> tuple[str, ...] | None:
    return None if value is None else tuple(value.split(","))


@cli.command(short_help="race, loss, saturation, surface, descent, decay, signs, graph")
@click.argument("kind")
@click.option("--losses", callback=_names, metavar="A,B", help="Default: squared_error,cross_entropy.")
@click.option("--rates", callback=_numbers, metavar="A,B", help="Default of a race: all end at the same output.")
@click.option("--start", callback=_numbers, metavar="W,B", help="Default of a race: 2,2.")
@click.option("--x", type=float, help="The input; default 1.")
@click.option("--y", type=float, help="The desired output, 0 or 1; default 0.")
@click.option("--epochs", type=int, help="Default: 300.")
@_output(*_FIGURES)
def plot(kind: str, form: str | None, output: Path | None, **options: Any) -> int:
    """Draw a figure; without -o only its table is printed.

    KIND: race, loss, saturation, surface, descent, decay, signs or graph. svg and png need matplotlib
    (symloss[plot]).
    """
    from symloss import api
    from symloss.files import write_atomic

    wanted = _format(form, output, _FIGURES)
    content = getattr(api.plot(kind, **{k: v for k, v in options.items() if v is not None}), wanted)
    if output is not None and wanted == "png":
        write_atomic(output, content)
    elif wanted == "png":
        click.echo(content, nl=False)
    else:
        _emit(content, output)
    return 0


@cli.command("list", short_help="every name")
@click.argument("word", required=False, default="")
@_output("text", "md", "json")
def list_(word: str, form: str | None, output: Path | None) -> int:
    """List the losses whose name contains WORD."""
    from symloss import api
    from symloss.documents.table import render_table

    wanted = _format(form, output, ("text", "md", "json"))
    header, *rows = api.names(word)
    if not rows:
        raise SymlossError(f"no name contains `{word}`. All names: symloss list")
    _emit(render_table(header, rows, wanted), output)
    return 0


# --- write -----------------------------------------------------------------------------


@cli.command(short_help="derivations/ -> code, LaTeX, page")
@click.argument("names", nargs=-1, metavar="[NAME]...")
@click.option("--check", is_flag=True, help="Change nothing; exit status 1 if a file would change.")
def generate(names: tuple[str, ...], check: bool) -> int:
    """Write the code and the documents of all derivations, or of some."""
    from symloss import api

    outcome = api.generate(names, check=check)
    click.echo(outcome.text.rstrip("\n"))
    return outcome.exit_status


# --- judge -----------------------------------------------------------------------------

_FINDINGS = ("text", "md", "json", "junit", "github", "markdown")


@cli.command(short_help="proofs in documents")
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option("--strict", is_flag=True, help="Everything but proved fails.")
@click.option("--fail-on", default="refuted", show_default=True, metavar="VERDICTS", help="The verdicts that fail.")
@click.option("--assume", multiple=True, metavar="TRUTH", help="Holds in all files; repeat it.")
@click.option("-q", "--quiet", is_flag=True, help="One line a finding.")
@click.option("-v", "--verbose", is_flag=True, help="Also the proved claims.")
@_output(*_FINDINGS)
def verify(
    paths: tuple[str, ...],
    strict: bool,
    fail_on: str,
    assume: tuple[str, ...],
    quiet: bool,
    verbose: bool,
    form: str | None,
    output: Path | None,
) -> int:
    """Judge every step of the derivations in .md, .tex, .ipynb and .rst files.

    PATH is a file, a folder, or FILE:LINE for all about one line.
    """
    from symloss import api
    from symloss.proofs.verify import render

    wanted = _format(form, output, _FINDINGS)
    found = api.verify(*paths, strict=strict, fail_on=[fail_on], assume=assume, progress=_progress())
    one_line = len(paths) == 1 and paths[0].rpartition(":")[2].isdigit() and not Path(paths[0]).exists()
    _emit(render(found, wanted, quiet=quiet, verbose=verbose or one_line), output)
    return found.exit_status


def _progress() -> Callable[[int, int, str], None] | None:
    if not sys.stderr.isatty():
        return None

    def show(done: int, total: int, name: str) -> None:
        click.echo(f"\r\033[K{done}/{total} {name}", nl=False, err=True)
        if done + 1 == total:
            click.echo("\r\033[K", nl=False, err=True)

    return show


_STATUS = {"proved": 0, "refuted": 1, "unread": 2, "conditional": 3, "undecided": 3}


_NOTATION = """\b
Plain notation, as all output has it:
  1/2*x^2, -y*ln(a), e^(-z), sqrt(x), |x|, max(x, 0), sigma'(z)
  sum_k p_k, sum_{k=1..K} k^2, prod_{k != j} s_k, max_k s_k, E_{x~q}[x^2]
  dL/dz, d2L/dz2, d/dz (ln(z)), partial L/partial s_j, grad_s L, f(x)[x := 2]
  int 1/a da = ln(a), int_{0..1} x^2 dx = 1/3, lim_{z -> inf} sigma(z) = 1
  s_k, W_{i,j}, s^T, W @ v, s .* t, exp.(W), inner(s, t), norm(s, 1)
  delta(i, j), 1[i = j], cases(x if x > 0; 0 otherwise)
  =, !=, <, <=, >, >=, ~= (to the digits printed), 0 < a < 1, y in {0, 1}, => , and, or, not
"""


@cli.command(short_help="one claim", epilog=_NOTATION)
@click.argument("claim", metavar="CLAIM")
@click.option("--assume", multiple=True, metavar="TRUTH", help="A condition; repeat it.")
@click.option("-v", "--verbose", is_flag=True, help="Also how the claim was read.")
@_output("text", "json")
def judge(claim: str, assume: tuple[str, ...], verbose: bool, form: str | None, output: Path | None) -> int:
    """Judge one claim, in LaTeX (if it has a backslash) or in plain notation.

    Letters are real numbers; with an index below they are arrays of length K.
    """
    from symloss import api

    answer = api.judge(claim, assume=assume)
    wanted = _format(form, output, ("text", "json"))
    _emit(_answer_json(answer) if wanted == "json" else _answer_text(answer, verbose), output)
    return _STATUS[answer.verdict.word]


def _answer_text(answer: Answer, verbose: bool) -> str:
    lines = [str(answer.verdict)]
    if answer.verdict.conditions and answer.verdict.word in ("proved", "refuted"):
        conditions = (f"{c.text} ({c.origin})" for c in answer.verdict.conditions)
        lines.append(f"  conditions: {', '.join(conditions)}")
    if verbose:
        lines.append(f"  read as: {answer.reading}")
    return "\n".join(lines)


def _answer_json(answer: Answer) -> str:
    verdict = answer.verdict
    witness = verdict.witness and {
        "at": dict(verdict.witness.at),
        "left": verdict.witness.left,
        "right": verdict.witness.right,
    }
    return json.dumps(
        {
            "schema": 1,
            "claim": answer.claim,
            "reading": answer.reading,
            "verdict": verdict.word,
            "method": verdict.method,
            "conditions": [{"text": c.text, "from": c.origin} for c in verdict.conditions],
            "witness": witness,
            "message": verdict.message,
        },
        indent=1,
    )


# --- the process -----------------------------------------------------------------------


def main() -> None:
    """Run the command line and exit: 0 fine, 1 refuted or drift, 2 wrong use, 3 not settled, 4 internal error."""
    gc.set_threshold(100_000)  # what is made here is trees, of which none goes round in a circle
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """Run one command and return its exit status."""
    try:
        status = cli.main(args=arguments, prog_name="symloss", standalone_mode=False)
        sys.stdout.flush()
        return int(status or 0)
    except click.Abort:
        return _INTERRUPTED
    except click.ClickException as error:
        context = getattr(error, "ctx", None)
        help_ = f"\nhelp: {context.command_path} --help" if context and context.info_name else ""
        click.echo(f"error: {error.format_message()}{help_}", err=True)
        return _WRONG_USE
    except SymlossError as error:
        # a refusal with its certificate is an answer; it belongs on stdout
        click.echo(f"error: {error}" if error.status == _WRONG_USE else str(error), err=error.status == _WRONG_USE)
        return error.status
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:
        if os.environ.get("SYMLOSS_TRACEBACK"):
            raise
        click.echo(
            f"internal error: {type(error).__name__}: {error}\n"
            "This is a fault of symloss, not of your input. SYMLOSS_TRACEBACK=1 shows where.",
            err=True,
        )
        return _INTERNAL
