"""Prints pairs of results of `figment bench` and bench.py as a table in Markdown, if they are of the same models."""

import argparse
import datetime
import json
import os
import pathlib
import platform
import statistics
import subprocess
import sys

# What must be the same on both sides for a pair to mean anything.
EQUAL = ("batch", "batchesPerStep", "parameters", "weights", "warmUp", "steps", "block")

# By how much counts of work may differ: Figment leaves out scores that only a slope is taken of.
COUNTS = 1e-4


def pairs(folder, preset):
    found = []
    for file in sorted(folder.glob(f"{preset}.*.figment.json")):
        other = file.with_name(file.name.replace(".figment.", ".torch."))
        found.append((json.loads(file.read_text()), json.loads(other.read_text())))
    return found


def check(preset, figment, torch):
    for key in EQUAL:
        ours, theirs = figment[f"{preset}.{key}"], torch[f"{preset}.{key}"]
        if ours != theirs:
            differ(preset, key, ours, theirs)
    ours, theirs = figment[f"{preset}.work.flop"], torch[f"{preset}.work.flop"]
    if abs(theirs / ours - 1) > COUNTS:
        differ(preset, "work.flop", ours, theirs)


def differ(preset, key, ours, theirs):
    sys.exit(f"{preset}.{key} is not the same on both sides\n    figment {ours}\n    torch   {theirs}")


def row(preset, found):
    for figment, torch in found:
        check(preset, figment, torch)

    def median(side, key):
        values = [pair[side][f"{preset}.{key}"] for pair in found]
        return None if None in values else statistics.median(values)

    def time(side):
        middle, low, high = (1e3 * median(side, f"step.{key}.seconds") for key in ("median", "p10", "p90"))
        return f"{digits(middle)} ({digits(low)} to {digits(high)})"

    ratios = [f[f"{preset}.step.median.seconds"] / t[f"{preset}.step.median.seconds"] for f, t in found]
    spread = f" ({min(ratios):.2f} to {max(ratios):.2f})" if len(ratios) > 1 else ""
    cells = [
        preset,
        f"{found[0][0][f'{preset}.parameters']:,}",
        time(0),
        time(1),
        f"**{statistics.median(ratios):.2f}**{spread}",
        f"{median(0, 'work.flop') / 1e9:.4g}",
        f"{1e3 * median(0, 'teraflopPerSecond'):.4g}",
        f"{median(0, 'gigabytesPerSecond'):.3g}",
        f"{whole(median(0, 'launches'))} / {whole(median(1, 'launches'))}",
    ]
    return "| " + " | ".join(cells) + " |"


def digits(number):
    return f"{number:,.0f}" if number >= 1000 else f"{number:.4g}"


def whole(number):
    return "-" if number is None else f"{number:,.0f}"


def processor():
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as lines:
            return next(line.split(":")[1].strip() for line in lines if line.startswith("model name"))
    except (OSError, StopIteration):
        return platform.machine()


def machine(torch):
    text = f"{os.cpu_count()} processors {processor()}, load {os.getloadavg()[0]:.1f}"
    if torch["backend"] != "cuda":
        return text
    try:
        query = ["nvidia-smi", "--query-gpu=driver_version", "--format=csv,noheader"]
        driver = subprocess.run(query, capture_output=True, text=True, check=True).stdout.split("\n")[0]
    except (OSError, subprocess.CalledProcessError):
        driver = "unknown"
    return f"{torch['device']}, driver {driver}; {text}"


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--command", required=True, help="how the pairs were measured")
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("presets", nargs="+")
    options = parser.parse_args()
    rows = [row(preset, pairs(options.folder, preset)) for preset in options.presets]
    figment, torch = pairs(options.folder, options.presets[0])[0]
    print(f"{datetime.date.today()}, {machine(torch)}.")
    print(f"Figment {figment['version']} on {figment['device']}; PyTorch {torch['version']}, {torch['mode']},")
    print(f"{torch['threads']} threads, {torch['precision']}. `{options.command}`\n")
    print("| model | parameters | Figment, ms a step | PyTorch, ms a step | Figment / PyTorch", end="")
    print(" | GFLOP a step | GFLOP/s | GB/s | launches a step, Figment / PyTorch |")
    print("|---" * 9 + "|")
    print("\n".join(rows))


if __name__ == "__main__":
    main()
