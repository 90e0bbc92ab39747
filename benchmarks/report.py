"""One table of what a person waits for. Usage: report.py BUILD, where scripts/bench.sh has built and installed."""

import json
import os
import pathlib
import re
import statistics
import subprocess
import sys
import tempfile

from program import Program, Screen

REPETITIONS = 5
STARTS = 7

# What a person calls it, the benchmark's name, and the most milliseconds it is meant to take.
ROWS = [
    ("keystroke to new weights, 14 tokens", "Keystroke/first_sentence", None),
    ("keystroke to new weights, 32 tokens", "Keystroke/two_sentences", 10),
    ("scale change to new weights, 16 tokens", "SliderStep/16", None),
    ("scale change to new weights, 128 tokens", "SliderStep/128", 2),
    ("scale change to new weights, 512 tokens", "SliderStep/512", None),
    ("opening the built-in model", "OpenModel", None),
    ("frame at 1440×900, first sentence", "Frame/first_sentence_1440x900", 16),
    ("frame at 1440×900, 60 words", "Frame/sixty_words_1440x900", 16),
    ("frame at 2560×1440, first sentence", "Frame/first_sentence_2560x1440", None),
    ("frame at 2560×1440, 60 words", "Frame/sixty_words_2560x1440", None),
    ("scale change to its frame, first sentence", "SliderFrame/first_sentence_1440x900", 16),
    ("scale change to its frame, 60 words", "SliderFrame/sixty_words_1440x900", 16),
]


def machine():
    """The machine in one line. Others' work shows in every figure, so the load belongs to it."""
    model = re.search(r"^model name\s*:\s*(.*)$", pathlib.Path("/proc/cpuinfo").read_text(encoding="utf-8"), re.MULTILINE)
    name = model[1].strip() if model else os.uname().machine
    cores = len(os.sched_getaffinity(0))
    load = os.getloadavg()[0]
    busy = "; busy: go by the processor's time" if load > cores / 2 else ""
    return f"{name}, {cores} core{'s' * (cores > 1)}, OpenGL in software, load {load:.1f}{busy}"


def show(what, time, processor="", goal="", over=False):
    print(f"{what:<44}{time:>12}{processor:>12}{goal:>12}{'  over' if over else ''}".rstrip(), flush=True)


def milliseconds(number):
    return f"{number:.2f} ms" if number < 10 else f"{number:.0f} ms"


def show_time(what, times, processor, goal):
    time = statistics.median(times)
    show(what, milliseconds(time), milliseconds(statistics.median(processor)), f"≤ {goal} ms" if goal else "",
         bool(goal) and time > goal)


def measure_rows(program, screen, folder):
    """Every row's repetitions, by the benchmark's name."""
    out = pathlib.Path(folder) / "rows.json"
    names = "|".join(sorted({name.split("/")[0] for _, name, _ in ROWS}))
    subprocess.run([program, f"--benchmark_filter=^({names})(/|$)", f"--benchmark_repetitions={REPETITIONS}",
                    f"--benchmark_out={out}", "--benchmark_out_format=json"], env=screen.environment, check=True,
                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    runs = json.loads(out.read_text(encoding="utf-8"))["benchmarks"]
    return {name: [run for run in runs if f"{run['name']}/".startswith(f"{name}/") and run["run_type"] == "iteration"]
            for _, name, _ in ROWS}


def report_rows(program, screen, folder):
    runs = measure_rows(program, screen, folder)
    for what, name, goal in ROWS:
        failed = next((run["error_message"] for run in runs[name] if run.get("error_occurred")), None)
        if failed or not runs[name]:
            show(what, "-", "", failed or "not built")
        else:
            show_time(what, [run["real_time"] for run in runs[name]], [run["cpu_time"] for run in runs[name]], goal)


def report_program(path, screen, folder):
    first, processor = [], []
    for number in range(STARTS):
        with Program(screen, path, pathlib.Path(folder) / "home") as program:
            first.append(1000 * program.first_frame)
            processor.append(1000 * program.processor_until_first_frame)
            if number == STARTS - 1:
                idle = program.idle_share(settle=5, seconds=10)
                resident, private = program.memory()
    show_time("start to first frame", first, processor, 300)
    show("processor time when idle", f"{100 * idle:.1f} %", "", "< 1 %", idle >= 0.01)
    show("memory, resident", f"{resident / 2**20:.0f} MiB")
    show("memory, its own", f"{private / 2**20:.0f} MiB")


def main():
    build = pathlib.Path(sys.argv[1])
    with tempfile.TemporaryDirectory(prefix="attnscope-bench.") as folder:
        screen = Screen(folder)
        try:
            print(machine(), end="\n\n")
            show("", "median", "processor", "goal")
            report_rows(build / "benchmarks/attnscope_bench", screen, folder)
            report_program(build / "installed/bin/attnscope", screen, folder)
        finally:
            screen.close()


if __name__ == "__main__":
    main()
