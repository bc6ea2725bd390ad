#!/usr/bin/env bash
# Measures `figment bench` and its twin in PyTorch one after the other, and prints a table in Markdown.
#   --preset NAME      dense-vae, conv-vae-64, dcgan-64 or wgan-gp-64; may be given again. Default: all
#   --device NAME      cpu or cuda. Default: cpu
#   --backend NAME     of Figment, such as cuda:search. Default: the device
#   --threads N        of the CPU, on both sides. Default: 1
#   --precision NAME   fp32, tf32 or bf16. Default: fp32
#   --steps N, --warm-up N, --block N    as of figment bench
#   --rounds N         how often the pair is measured. Default: 1
#   --mode NAME        of PyTorch: eager, graph, compile, compile-graph or max-autotune-graph. Default: eager
#   --keep FOLDER      where the JSON of both sides is left. Default: nowhere
#   --channels-last    how images lie in PyTorch. Figment has its own way.
#   --plain-convolutions   PyTorch's own second derivative in a gradient penalty.
#   PYTHON             a Python that has torch. Default: python3
#   FIGMENT            the command that starts Figment. Default: the launcher of this checkout
set -euo pipefail

here=$(cd -P "$(dirname "${BASH_SOURCE[0]}")" && pwd)
python=${PYTHON:-python3}
read -r -a figment <<<"${FIGMENT:-$here/../../figment}"
called=$(basename "$0")${*:+ $*}

fail() {
  echo "compare.sh: $1" >&2
  exit "${2:-1}"
}

presets=()
device=cpu backend= keep= threads=1 precision=fp32 rounds=1
both=() twin=()
while [ $# -gt 0 ]; do
  case $1 in
    --channels-last | --plain-convolutions) twin+=("$1"); shift; continue ;;
    --help | -h) sed -n '2,/^set/{/^set/d;s/^# \{0,1\}//;p}' "${BASH_SOURCE[0]}"; exit 0 ;;
  esac
  [ $# -ge 2 ] || fail "$1 needs a value; see --help" 2
  case $1 in
    --preset) presets+=("$2") ;;
    --device) device=$2 ;;
    --backend) backend=$2 ;;
    --keep) keep=$2 ;;
    --threads) threads=$2 ;;
    --precision) precision=$2 ;;
    --rounds) rounds=$2 ;;
    --mode) twin+=("$1" "$2") ;;
    --steps | --warm-up | --block) both+=("$1" "$2") ;;
    *) fail "there is no option $1; see --help" 2 ;;
  esac
  shift 2
done
[ ${#presets[@]} -gt 0 ] || presets=(dense-vae conv-vae-64 dcgan-64 wgan-gp-64)
"$python" -c 'import importlib.util, sys; sys.exit(importlib.util.find_spec("torch") is None)' 2>/dev/null ||
  fail "$python has no torch; let PYTHON be a Python that has it"

both+=(--threads "$threads" --precision "$precision")
if [ -n "$keep" ]; then
  mkdir -p "$keep"
  folder=$keep
else
  folder=$(mktemp -d)
  trap 'rm -rf "$folder"' EXIT
fi
for preset in "${presets[@]}"; do
  for round in $(seq "$rounds"); do
    "${figment[@]}" bench --backend "${backend:-$device}" --preset "$preset" "${both[@]}" \
      --stacktrace --json "$folder/$preset.$round.figment.json" >&2
    PYTHONDONTWRITEBYTECODE=1 "$python" "$here/pytorch/bench.py" --device "$device" --preset "$preset" "${both[@]}" \
      "${twin[@]}" --json "$folder/$preset.$round.torch.json" >&2
  done
done
PYTHONDONTWRITEBYTECODE=1 "$python" "$here/pytorch/table.py" --command "$called" "$folder" "${presets[@]}"
