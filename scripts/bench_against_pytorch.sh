#!/usr/bin/env bash
# Measures a pass of a checkpoint of GPT-2 small's size against PyTorch, in turn, and prints one table; installs what is
# missing, builds, and writes the checkpoint, whose weights are random, once.
#   scripts/bench_against_pytorch.sh [--quick] [--blas FOLDER]      see benchmarks/README.md
set -euo pipefail
# shellcheck source=scripts/lib.sh
source "$(dirname -- "${BASH_SOURCE[0]}")/lib.sh"

readonly kBuild=$ROOT/build/bench
readonly kCheckpoints=${XDG_CACHE_HOME:-$HOME/.cache}/attnscope/benchmark

purposes=(build bench)
case " $* " in *" --blas "*) ;; *) purposes+=(compare) ;; esac
if install_packages "${purposes[@]}"; then fresh=(--fresh); else fresh=(); fi
cd -- "$ROOT"
logged "$ROOT/build/log/configure-bench.log" "Configuring failed: see above, then run this again." \
  cmake "${fresh[@]}" --preset release -B "$kBuild" -DATTNSCOPE_BENCHMARKS=ON -DBUILD_TESTING=OFF
build bench against_pytorch
/usr/bin/python3 -B benchmarks/against_pytorch/checkpoint.py "$kCheckpoints/gpt2"
/usr/bin/python3 -B benchmarks/against_pytorch/checkpoint.py "$kCheckpoints/gpt_neox" --rotary
exec /usr/bin/python3 -B benchmarks/against_pytorch/table.py "$kBuild/benchmarks/against_pytorch" \
  "$kCheckpoints/gpt2" "$kCheckpoints/gpt_neox" "$@"
