"""What stdout and stderr can show, and writing to them."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from wsss_lint.reports.model import RenderOptions


def say(text: str) -> None:
    """Print a notice on stderr; what the list says in it cannot act on the terminal.

    Nor on a CI runner, which obeys `::error::` at the start of a line and `##[error]` anywhere.
    """
    text = printable(text)
    if "::" in text or "##" in text:
        from wsss_lint.reports.safe import neutralise

        text = "\n".join(map(neutralise, text.split("\n")))
    print(f"wsss-lint: {text}", file=sys.stderr, flush=True)


def printable(text: str) -> str:
    """Text without control characters: file names and settings can hold any."""
    if text.isprintable():
        return text
    return "".join(
        char if char.isprintable() or char == "\n" else f"\\x{ord(char):02x}" for char in text
    )


def prepare_streams() -> None:
    """What a terminal's encoding cannot show is escaped instead of ending the run."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="backslashreplace")


def put_bytes(data: bytes) -> None:
    """Write exact bytes to stdout: a document, a patch, a machine's report."""
    sys.stdout.flush()
    buffer = getattr(sys.stdout, "buffer", None)
    if buffer is None:  # a stand-in for stdout
        sys.stdout.write(data.decode("utf-8"))
    else:
        buffer.write(data)
        buffer.flush()


def wants_color(choice: str, stream: TextIO, environ: Mapping[str, str]) -> bool:
    """Whether to use colours: ``--color``, then NO_COLOR, FORCE_COLOR, then the terminal."""
    if choice != "auto":
        return choice == "always"
    if environ.get("NO_COLOR"):
        return False
    if environ.get("FORCE_COLOR"):
        return environ["FORCE_COLOR"] not in ("0", "false")
    return is_terminal(stream) and environ.get("TERM") != "dumb"


def is_terminal(stream: TextIO) -> bool:
    """Whether a stream goes to a terminal."""
    try:
        return stream.isatty()
    except ValueError:  # closed
        return False


def width_of(stream: TextIO, environ: Mapping[str, str]) -> int:
    """The columns of the terminal behind a stream, 0 when there is none."""
    if not is_terminal(stream):
        return 0
    columns = environ.get("COLUMNS", "")
    if columns.isdigit() and int(columns):
        return int(columns)
    try:
        return os.get_terminal_size(stream.fileno()).columns
    except (OSError, ValueError):
        return 80


def render_options(choice: str, stream: TextIO, to_file: bool) -> RenderOptions:
    """How reports are shown here."""
    from wsss_lint.reports.model import RenderOptions
    from wsss_lint.targets import repository_root

    environ = os.environ
    cwd = os.getcwd()  # noqa: PTH109
    log = environ.get("GITHUB_ACTIONS") == "true"
    blob = ""
    if log and environ.get("GITHUB_REPOSITORY") and environ.get("GITHUB_SHA"):
        server = environ.get("GITHUB_SERVER_URL", "https://github.com")
        blob = f"{server}/{environ['GITHUB_REPOSITORY']}/blob/{environ['GITHUB_SHA']}"
    return RenderOptions(
        color=choice == "always" if to_file else wants_color(choice, stream, environ),
        width=0 if to_file else width_of(stream, environ),
        log=log and not to_file,
        cwd=cwd,
        root=repository_root(os.path.join(cwd, "x")) or cwd,  # noqa: PTH118
        blob_url=blob,
    )


def internal_error(error: BaseException, where: str = "", verbose: bool = False) -> str:
    """What to say about an error of ours: enough to report it."""
    from wsss_lint import __version__

    detail = "too deeply nested" if isinstance(error, RecursionError) else str(error)[:200]
    enclosed = "." if verbose else " and what --verbose prints."
    return (
        f"internal error{where}: {type(error).__name__}: {detail}. No file was changed by it. This "
        f"is a bug of wsss-lint {__version__}; please report it with the file{enclosed}"
    )
