"""The long hunt: ``python -m tests.fuzz --minutes 10 [--format pdf] [--salt monday]``, or ``make fuzz MINUTES=10``.

It takes turns between the formats and random documents, and prints what it ran, the slowest and the largest. A finding
is written to ``build/fuzz`` and named; ``--case pdf:17 --salt monday`` makes and reads that one again, and ``etl
inspect build/fuzz/...`` shows it to you. A finding that is mended leaves its file, made small, among the tests.
"""

import argparse
import secrets
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from hypothesis import HealthCheck, given, settings

from tests.fuzz.documents import documents, dumps, word_bodies
from tests.fuzz.hunt import Case, Hunt
from tests.fuzz.properties import require_dump_sound, require_sound, require_word_sound
from tests.fuzz.seeds import seeds

FOLDER = Path("build/fuzz")
TURN = 25
"""Cases of one format, or examples of one kind of document, before it is another's turn."""


def say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def main() -> int:
    """Hunt for some minutes; 1 if there were findings."""
    options = _options()
    hunt = Hunt(options.salt)
    try:
        if options.case:
            return _again(hunt, options.case)
        say(f"salt {options.salt}; formats: {', '.join(f'{n} ({len(s)} seeds)' for n, s in seeds().items())}")
        return _hunt(hunt, [options.format] if options.format else list(seeds()), 60 * options.minutes)
    finally:
        hunt.close()


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else "")
    parser.add_argument("--minutes", type=float, default=5.0)
    parser.add_argument("--format", choices=sorted(seeds()), help="one format alone, without random documents")
    parser.add_argument("--salt", default=secrets.token_hex(3), help="what makes this hunt another one than the last")
    parser.add_argument("--case", help="one case alone: FORMAT:NUMBER, with the salt of its hunt")
    return parser.parse_args()


def _again(hunt: Hunt, name: str) -> int:
    file_format, _, number = name.partition(":")
    case = hunt.case(file_format, int(number))
    _keep(case)
    say(f"{case.name} of {case.seed}: {case.reason or 'read'} ({case.seconds:.1f} s, {case.memory / 1e6:.0f} MB)")
    return int(case.is_finding)


def _hunt(hunt: Hunt, names: list[str], seconds: float) -> int:
    until = time.monotonic() + seconds
    streams = {name: hunt.cases(name) for name in names if seeds()[name]}
    done: list[Case] = []
    examples = failures = 0
    while time.monotonic() < until:
        for stream in streams.values():
            done += [_told(case) for case in _turn(stream, until)]
        if len(names) > 1:
            examples += TURN * len(PROPERTIES)
            failures += sum(_fails(test) for test in PROPERTIES)
    _report(done, examples)
    return int(failures > 0 or any(c.is_finding for c in done))


def _turn(stream: Iterator[Case], until: float) -> Iterator[Case]:
    for _ in range(TURN):
        if time.monotonic() > until:
            return
        yield next(stream)


def _told(case: Case) -> Case:
    if case.is_finding:
        say(f"FINDING {case.name} of {case.seed}, kept as {_keep(case)}: {case.reason}")
    return Case(case.format, case.seed, case.number, b"", case.reason, case.seconds, case.memory)


def _keep(case: Case) -> Path:
    FOLDER.mkdir(parents=True, exist_ok=True)
    path = FOLDER / f"{case.format}-{case.number}-{case.seed}"
    path.write_bytes(case.data)
    return path


_more = settings(
    deadline=None,
    max_examples=TURN,
    database=None,
    suppress_health_check=list(HealthCheck),
    print_blob=True,
)
PROPERTIES: tuple[Callable[[], None], ...] = (
    _more(given(documents())(require_sound)),
    _more(given(dumps)(require_dump_sound)),
    _more(given(word_bodies())(require_word_sound)),
)


def _fails(test: Callable[[], None]) -> bool:
    try:
        test()
    except Exception as failure:  # noqa: BLE001 - whatever a document causes is what is hunted for
        notes = "\n".join(getattr(failure, "__notes__", []))
        say(f"FINDING in a random document: {type(failure).__name__}: {failure}\n{notes}")
        return True
    return False


def _report(done: list[Case], examples: int) -> None:
    for name in dict.fromkeys(c.format for c in done):
        cases = [c for c in done if c.format == name]
        read, found = sum(not c.reason for c in cases), sum(c.is_finding for c in cases)
        slow, large = max(cases, key=lambda c: c.seconds), max(cases, key=lambda c: c.memory)
        say(
            f"{name:<8} {len(cases):>6} files: {read} read, {len(cases) - read - found} refused, {found} findings; "
            f"slowest {slow.seconds:.1f} s ({slow.name} of {slow.seed}), "
            f"largest {large.memory / 1e6:.0f} MB ({large.name} of {large.seed})"
        )
    say(f"{'random':<8} {examples:>6} documents")


if __name__ == "__main__":
    sys.exit(main())
