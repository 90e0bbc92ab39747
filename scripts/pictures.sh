#!/usr/bin/env bash
# Makes the pictures of the documentation anew, from the real window. Run it when the window has changed.
set -euo pipefail
# shellcheck source=scripts/lib.sh
source "$(dirname -- "${BASH_SOURCE[0]}")/lib.sh"

prepare release build run test
build release attnscope
mkdir -p -- "$ROOT/docs"
compared=$(mktemp --suffix=.json)
trap 'rm -f -- "$compared"' EXIT

# picture FILE ARGUMENTS...      One picture, drawn by software OpenGL on a screen of its own.
picture() {
  local file=$ROOT/docs/$1
  shift
  LIBGL_ALWAYS_SOFTWARE=1 xvfb-run -a -s "-screen 0 1600x1000x24" \
    "$ROOT/build/release/bin/attnscope" shot --out "$file" --size 1440x900 "$@"
  say "docs/$(basename -- "$file")"
}

picture attnscope.png --text "The trophy did not fit in the suitcase because it was too big."
picture attnscope-light.png --theme light --text "The trophy did not fit in the suitcase because it was too small."

cat >"$compared" <<'SCENE'
{
  "format": "attnscope scene", "version": 1,
  "text": "The trophy did not fit in the suitcase because it was too small.",
  "query": {"word": "it"},
  "beside": {"text": "The trophy did not fit in the suitcase because it was too big."}
}
SCENE
picture compare.png --scene "$compared"
picture by-hand.png --model by-hand/cat-sat
picture present.png --present --text "The trophy did not fit in the suitcase because it was too big."
