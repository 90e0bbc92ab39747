#!/usr/bin/env bash
# Builds everything and runs every test, on a screen of its own; installs what is missing first.
#   scripts/test.sh [--preset release|debug|asan|tsan|clang] [CTEST ARGUMENTS...]
# The last lines are ctest's own summary, the exit status is ctest's.
set -euo pipefail
# shellcheck source=scripts/lib.sh
source "$(dirname -- "${BASH_SOURCE[0]}")/lib.sh"

preset=release
if [[ ${1:-} == --preset ]]; then
  preset=${2:?--preset needs a name: release, debug, asan, tsan or clang}
  shift 2
fi

purposes=(build run test)
[[ $preset != clang ]] || purposes+=(check)
fresh=false
install_packages "${purposes[@]}" && fresh=true
configure "$preset" "$fresh"
build "$preset" all

# ThreadSanitizer of gcc 12 cannot live with the address randomisation of newer kernels.
still=()
if [[ $preset == tsan ]] && setarch -R true 2>/dev/null; then
  still=(setarch -R)
fi

# Every run draws with the same software OpenGL on the same large screen, whatever the machine has.
unset WAYLAND_DISPLAY
export LIBGL_ALWAYS_SOFTWARE=1
cd -- "$ROOT"
exec "${still[@]}" xvfb-run -a -s "-screen 0 2600x1600x24 -noreset" \
  ctest --preset "$preset" --no-tests=error -j "$(nproc)" "$@"
