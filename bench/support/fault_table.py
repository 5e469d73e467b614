"""The faults of a provider that are tried, and the table of how they end."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

PER_KIND = 4
COLUMNS = ("fault", "kind", "ends as", "seconds", "outputs", "credits", "predictions", "message")


@dataclass(frozen=True)
class Fault:
    """Something that goes wrong: its name at the emulator (none: nothing does), and how often it happens."""

    title: str
    name: str = ""
    times: int = PER_KIND


@dataclass(frozen=True)
class Result:
    """How one output ended. ``credits`` were charged, ``predictions`` were created at the provider."""

    fault: str
    kind: str
    status: str
    seconds: float
    outputs: int
    credits: int
    predictions: int
    message: str

    def row(self) -> tuple[str, ...]:
        """The cells of the table."""
        numbers = (f"{self.seconds:.1f}", str(self.outputs), str(self.credits), str(self.predictions))
        return (self.fault, self.kind, self.status, *numbers, self.message)


FAULTS = (
    Fault("none"),
    Fault("create: 429, a pause", "429"),
    Fault("create: 503", "503"),
    Fault("create: the answer is lost", "lost"),
    Fault("create: the answer is HTML", "html"),
    Fault("create: 500, nothing is created", "500"),
    Fault("create: 422, wrong input", "422"),
    Fault("create: 401, wrong token", "401"),
    Fault("create: 402, no credit", "402"),
    Fault("create: 403, not allowed", "403"),
    Fault("poll: 500", "get 500"),
    Fault("run: out of memory", "failed"),
    Fault("run: flagged", "flagged"),
    Fault("run: no face", "no face"),
    Fault("run: aborted", "aborted"),
    Fault("run: unknown status", "unknown status"),
    Fault("run: succeeds without output", "null output"),
    Fault("file: 404", "gone"),
    Fault("file: 500", "output 500"),
    Fault("file: breaks off", "breaks off"),
    Fault("file: redirected", "redirect"),
    Fault("file: a compressed bomb", "gzip"),
    Fault("file: no picture or video", "wrong type"),
    Fault("create: 503 for ever", "503", 1000),
)


def format_table(results: Sequence[Result]) -> str:
    """Markdown: a row for each fault and kind, then one for each fault, with the range over the kinds."""
    whole = [result.row() for result in results]
    condensed = [_condense(list(group)) for _, group in groupby(results, key=lambda result: result.fault)]
    return f"{_markdown(COLUMNS, whole)}\n\n{_markdown(COLUMNS, condensed)}"


def _condense(results: Sequence[Result]) -> tuple[str, ...]:
    """One row for all kinds: what is the same for all, else each kind's in their order."""
    rows = [result.row() for result in results]
    cells = [" / ".join(dict.fromkeys(cells)) for cells in zip(*rows, strict=True)]
    seconds = [result.seconds for result in results]
    cells[3] = f"{min(seconds):.1f} to {max(seconds):.1f}"
    cells[1] = "all"
    return tuple(cells)


def _markdown(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
