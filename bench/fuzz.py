"""Bytes that a fuzzer makes, given to every reader: nothing may come of them but articles and BadInput.

    pip install atheris; python -m bench.fuzz [--seconds 60] [--readers html csv …]

atheris follows which lines of ours a sequence of bytes reaches and breeds from those that reach new ones. Each reader has its turn in a
process of its own; what breaks it is written to `crash-…` in the current folder. Linux only: atheris has no other wheels.
"""

from __future__ import annotations

import argparse
import io
import subprocess
import sys
import time

SLOWEST = 10.0


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--seconds", type=int, default=60, help="for each reader")
    arguments.add_argument("--readers", nargs="*")
    arguments.add_argument("--one", help=argparse.SUPPRESS)
    chosen = arguments.parse_args()
    if chosen.one:
        _breed(chosen.one, chosen.seconds)
        return
    from dragoman.reading import READERS

    broken = []
    for reader in chosen.readers or READERS:
        command = [sys.executable, "-m", "bench.fuzz", "--one", reader, "--seconds", str(chosen.seconds)]
        done = subprocess.run(command, capture_output=True, text=True, errors="replace")
        runs = [line for line in done.stderr.splitlines() if line.startswith(("Done ", "stat::number_of_executed"))]
        print(f"{reader:8} {'sound' if done.returncode == 0 else 'BROKEN'}  {runs[-1] if runs else ''}")
        if done.returncode:
            broken.append(reader)
            print("\n".join(done.stderr.splitlines()[-25:]))
    sys.exit(bool(broken))


def _breed(reader: str, seconds: int) -> None:
    import atheris

    with atheris.instrument_imports(include=["dragoman"]):
        from dragoman.reading import READERS
        from dragoman.reading.build import LayoutLanguages, build_article
        from dragoman.reading.fetch import Fetched
        from dragoman.reading.options import Context, Options, Tally
        from dragoman.types import BadInput
    context = Context(LayoutLanguages(), Options(), Tally(), Fetched())

    def once(data: bytes) -> None:
        began = time.monotonic()
        try:
            for found in READERS[reader](io.BufferedReader(io.BytesIO(data)), "fuzz", context):
                if not isinstance(found, BadInput):
                    build_article(
                        found.text, languages=context.languages, lang="fr", fields=found.fields, hints=found.hints
                    )
        except BadInput as fault:
            if "\n" in str(fault):
                raise AssertionError(f"more than one line: {fault}") from fault
        if time.monotonic() - began > SLOWEST:
            raise AssertionError("too slow")

    atheris.Setup([sys.argv[0], f"-max_total_time={seconds}", "-max_len=20000", "-rss_limit_mb=4096"], once)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
