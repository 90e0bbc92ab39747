#!/usr/bin/env bash
# Builds everything and runs every test, on a screen of its own; installs what is missing first.
#   scripts/test.sh [--preset release|debug|asan|tsan|clang] [--room core]... [CTEST ARGUMENTS...]
# With --room only those tests are built and run: a room's of src/, or a folder's of tests/ that tries the whole program
# (end_to_end, scripts, training). The last lines are ctest's own summary, the exit status is
# ctest's.
set -euo pipefail
# shellcheck source=scripts/lib.sh
source "$(dirname -- "${BASH_SOURCE[0]}")/lib.sh"

preset=release
targets=()
labels=()
while true; do
  case ${1:-} in
    --preset) preset=${2:?"--preset needs a name: release, debug, asan, tsan or clang"} ;;
    --room)
      case ${2:?"--room needs the name of a folder of tests/"} in
        end_to_end | scripts | training) targets+=(attnscope) ;;
        *) targets+=("$2_test") ;;
      esac
      labels+=("$2")
      ;;
    *) break ;;
  esac
  shift 2
done

prepare "$preset" build run test
build "$preset" "${targets[@]:-all}"

only=()
if ((${#labels[@]})); then
  only=(--label-regex "^($(IFS='|' && echo "${labels[*]}"))\$")
fi
# ThreadSanitizer of clang 14 cannot live with the address randomisation of newer kernels.
still=()
if [[ $preset == tsan ]] && setarch -R true 2>/dev/null; then
  still=(setarch -R)
fi

# Every run draws with the same software OpenGL on the same large screen, whatever the machine has.
unset WAYLAND_DISPLAY
export LIBGL_ALWAYS_SOFTWARE=1
cd -- "$ROOT"
exec "${still[@]}" xvfb-run -a -s "-screen 0 2600x1600x24 -noreset" \
  ctest --preset "$preset" --no-tests=error -j "$(nproc)" "${only[@]}" "$@"
