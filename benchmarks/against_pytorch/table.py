"""One pass with everything that is needed to show any head, ours and PyTorch's in turn, as a table.

    table.py OURS CHECKPOINT LONG_CHECKPOINT [--blas FOLDER] [--quick]

OURS is the program that benchmarks/CMakeLists.txt builds; --blas: where OpenBLAS with OpenMP lies, if not where Debian
installs it. Both sides use two threads and are asked one after the other, so that what else the machine does hits both.
"""

import argparse
import json
import os
import pathlib
import statistics
import subprocess
import sys
import time

THREADS = 2
ROUNDS = {16: 21, 64: 21, 256: 11, 1024: 5}
GOALS = {16: 0.6, 64: 0.6, 256: 0.6, 1024: 0.3}
DEBIAN_OPENBLAS = "/usr/lib/x86_64-linux-gnu/openblas-openmp"
# glibc gives large pieces back to the kernel and asks for them anew, page by page; these keep them.
TUNED = {"MALLOC_TOP_PAD_": str(1 << 30), "MALLOC_TRIM_THRESHOLD_": str(1 << 32), "MALLOC_MMAP_MAX_": "0"}


class Side:
    """A program that answers a line of JSON to each line."""

    def __init__(self, command, environment):
        self.process = subprocess.Popen(command, env={**os.environ, **environment}, stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE, text=True)

    def ask(self, line):
        print(line, file=self.process.stdin, flush=True)
        answer = json.loads(self.process.stdout.readline())
        if "error" in answer:
            raise SystemExit(f"{line}: {answer['error']}")
        return answer

    def close(self):
        self.process.stdin.close()
        self.process.wait()


def has_avx512():
    return "avx512f" in pathlib.Path("/proc/cpuinfo").read_text(encoding="utf-8")


def pytorch(checkpoint, blas, extra):
    environment = {"LD_LIBRARY_PATH": blas, "OMP_NUM_THREADS": str(THREADS), **extra}
    theirs = pathlib.Path(__file__).with_name("theirs.py")
    return Side(["/usr/bin/python3", "-B", str(theirs), checkpoint, str(THREADS)], environment)


def paired(sides, tokens, rounds):
    """Median seconds of each side, and the median of each round's ratio of ours to it."""
    for side in sides.values():
        side.ask(f"pass {tokens}")
    times = {name: [] for name in sides}
    for _ in range(rounds):
        for name, side in sides.items():
            times[name].append(side.ask(f"pass {tokens}")["seconds"])
            time.sleep(0.02)  # OpenMP's threads spin for a while after their work
    medians = {name: statistics.median(row) for name, row in times.items()}
    ratios = {name: statistics.median(mine / its for mine, its in zip(times["ours"], row)) for name, row in times.items()}
    return medians, ratios


def operations(tokens, layers=12, hidden=768):
    """Multiplications and additions of our pass: the last layer ends with its q, k and v, and hidden keys are left out."""
    return 2 * tokens * hidden**2 * (12 * (layers - 1) + 3) + 2 * (layers - 1) * tokens * (tokens + 1) * hidden


def milliseconds(seconds):
    return f"{1000 * seconds:.1f}" if seconds < 0.1 else f"{1000 * seconds:.0f}"


def show(*cells):
    print("  ".join(f"{cell:>14}" for cell in cells), flush=True)


def compare(sides, quick):
    print(f"\nmilliseconds, median; ratio: ours to it, median of {'fewer' if quick else 'all'} pairs\n")
    names = [name for name in sides if name != "ours"]
    show("tokens", "ours", *[cell for name in names for cell in (name, "ratio")], "goal", "of peak")
    for tokens, rounds in ROUNDS.items():
        peak = max(side.ask("gemm")["flops"] for side in sides.values())
        medians, ratios = paired(sides, tokens, 3 if quick else rounds)
        share = operations(tokens) / medians["ours"] / peak
        cells = [cell for name in names for cell in (milliseconds(medians[name]), f"{ratios[name]:.2f}")]
        show(tokens, milliseconds(medians["ours"]), *cells, f"<= {GOALS[tokens]}", f"{100 * share:.0f} %")


def prefix(ours):
    pairs = [(ours.ask("pass 256")["seconds"], ours.ask("append 256")["seconds"]) for _ in range(9)]
    whole, appended = (statistics.median(row) for row in zip(*pairs))
    print(f"\na word appended, 256 tokens: {milliseconds(appended)} ms, {whole / appended:.1f} times faster than a whole "
          "pass (goal: 5)")


def opening(program, checkpoint):
    weights = pathlib.Path(checkpoint) / "model.safetensors"
    begin = time.perf_counter()
    with open(weights, "rb", buffering=0) as file:
        while file.read(1 << 24):
            pass
    reading = time.perf_counter() - begin
    side = Side([program, checkpoint, str(THREADS)], {})
    first, second = side.ask("open")["seconds"], side.ask("open")["seconds"]
    side.close()
    print(f"\nopening: {milliseconds(first)} ms, again {milliseconds(second)} ms; reading the file, which lies in the page "
          f"cache, alone: {milliseconds(reading)} ms")


def memory(program, checkpoint, tokens):
    side = Side([program, checkpoint, str(THREADS)], {})
    side.ask("open")
    answer = side.ask(f"memory {tokens}")
    took = side.ask(f"pass {tokens}")["seconds"]
    side.close()
    most, activations = answer["most"], answer["activations"]
    print(f"memory beyond the file, {tokens} tokens: {most / 2**20:.0f} MiB, {most / activations:.2f} of the activations' "
          f"{activations / 2**20:.0f} MiB (goal: 1.2); the pass takes {took:.2f} s")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("checkpoint")
    parser.add_argument("long_checkpoint")
    parser.add_argument("--blas", default=DEBIAN_OPENBLAS)
    parser.add_argument("--quick", action="store_true")
    given = parser.parse_args()
    if not (pathlib.Path(given.blas) / "libblas.so.3").exists():
        raise SystemExit(f"{given.blas}: no libblas.so.3; install libopenblas0-openmp or give --blas")

    # OpenBLAS 0.3.21 takes processors that are newer than itself for very old ones; PyTorch gets its better loops.
    newest = {"OPENBLAS_CORETYPE": "SkylakeX"} if has_avx512() else {}
    sides = {"ours": Side([given.program, given.checkpoint, str(THREADS)], {}),
             "PyTorch": pytorch(given.checkpoint, given.blas, newest),
             "tuned malloc": pytorch(given.checkpoint, given.blas, newest | TUNED)}
    if newest:
        sides["untouched"] = pytorch(given.checkpoint, given.blas, {})
    if sides["ours"].ask("unit")["unit"]:
        sides["registers"] = Side([given.program, given.checkpoint, str(THREADS), "--registers"], {})
        sides["registers"].ask("open")
    sides["ours"].ask("open")
    about = sides["PyTorch"].ask("about")
    print(f"load {os.getloadavg()[0]:.1f}; {THREADS} threads; PyTorch {about['torch']}, BLAS {about['blas']}, threads by "
          f"{about['threads']}, loops for {about['core']}"
          + (f" (set by hand; untouched: {sides['untouched'].ask('about')['core']})" if newest else ""))
    if about["threads"] != "OpenMP":
        print("this BLAS does not share its threads with PyTorch: install libopenblas0-openmp for a fair comparison")
    compare(sides, given.quick)
    prefix(sides["ours"])
    for side in sides.values():
        side.close()
    opening(given.program, given.checkpoint)
    memory(given.program, given.checkpoint, 1024)
    memory(given.program, given.long_checkpoint, 4096)
    print(f"\nload {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    sys.exit(main())
