#!/usr/bin/env bash
# Starts attnscope; installs what is missing and builds it first. Arguments go to the program.
#   scripts/run.sh                          the window
#   scripts/run.sh attend --text "..."      a headless command; needs no screen
set -euo pipefail
# shellcheck source=scripts/lib.sh
source "$(dirname -- "${BASH_SOURCE[0]}")/lib.sh"

# What needs no display. A `shot` is a picture of the window, and needs one as the window does.
readonly kHeadless="attend patterns tokenize dump export models --help -h --version"

# Whether these arguments ask for a window: all do that do not start with a headless command.
wants_window() {
  (($#)) || return 0
  local word
  for word in $kHeadless; do
    [[ $1 != "$word" ]] || return 1
  done
}

from=$PWD
prepare release build run
build release attnscope

if wants_window "$@" && [[ -z ${DISPLAY:-} && -z ${WAYLAND_DISPLAY:-} ]]; then
  die "There is no display for the window here; without one these work: ${kHeadless// -*/} (try: scripts/run.sh --help)"
fi
cd -- "$from"
exec "$ROOT/build/release/bin/attnscope" "$@"
