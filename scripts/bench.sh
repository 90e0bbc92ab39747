#!/usr/bin/env bash
# Measures what a person waits for and prints one table; installs what is missing and builds first.
#   scripts/bench.sh      what the rows mean: benchmarks/README.md
set -euo pipefail
# shellcheck source=scripts/lib.sh
source "$(dirname -- "${BASH_SOURCE[0]}")/lib.sh"

readonly kBuild=$ROOT/build/bench

if install_packages build run test bench; then fresh=(--fresh); else fresh=(); fi
cd -- "$ROOT"
# As people run it, in a folder of its own: measurements must not come from a half-built release.
logged "$ROOT/build/log/configure-bench.log" "Configuring failed: see above, then run this again." \
  cmake "${fresh[@]}" --preset release -B "$kBuild" -DATTNSCOPE_BENCHMARKS=ON -DBUILD_TESTING=OFF
build bench attnscope attnscope_bench
logged "$ROOT/build/log/install-bench.log" "Installing into build/bench failed: see above, then run this again." \
  cmake --install "$kBuild" --prefix "$kBuild/installed"
exec python3 -B benchmarks/report.py "$kBuild"
