#!/usr/bin/env bash
# Builds a preset; installs what is missing first.
#   scripts/build.sh [release|debug|asan|tsan|clang] [TARGETS...]
set -euo pipefail
# shellcheck source=scripts/lib.sh
source "$(dirname -- "${BASH_SOURCE[0]}")/lib.sh"

preset=${1:-release}
shift || true
prepare "$preset" build run test
build "$preset" "${@:-all}"
