#!/usr/bin/env bash
# Whether every file is written the way we write: C++ by clang-format, shell by shellcheck; Python and JSON parse.
#   scripts/check_format.sh [--fix]      --fix rewrites the C++ files instead
set -euo pipefail
# shellcheck source=scripts/lib.sh
source "$(dirname -- "${BASH_SOURCE[0]}")/lib.sh"
cd -- "$ROOT"

# Tracked files and new ones that are not ignored, by ending. Goldens and other data are left alone.
files() {
  git -c safe.directory="$ROOT" ls-files -z --cached --others --exclude-standard --deduplicate -- "$@" ':!tests/data'
}

existing() {
  local file
  while IFS= read -r -d '' file; do
    [[ ! -f $file ]] || printf '%s\0' "$file"
  done
}

cpp=('*.h' '*.cpp')
if [[ ${1:-} == --fix ]]; then
  files "${cpp[@]}" | existing | xargs -0r clang-format -i
  exit
fi

status=0
files "${cpp[@]}" | existing | xargs -0r -n 20 -P "$(nproc)" clang-format --dry-run -Werror || {
  say "C++ files are not formatted ($(clang-format --version)): scripts/check_format.sh --fix"
  status=1
}

files '*.sh' '.ci/run' | existing | xargs -0r shellcheck -x -P SCRIPTDIR/.. || status=1

# Parsed, not run: training needs packages that are not needed here.
files '*.py' '*.json' | existing | python3 -c '
import ast, json, sys
bad = 0
for name in filter(None, sys.stdin.read().split("\0")):
    try:
        with open(name, encoding="utf-8") as file:
            text = file.read()
        ast.parse(text, name) if name.endswith(".py") else json.loads(text)
    except ValueError as error:
        bad = 1
        print(f"{name}: {error}", file=sys.stderr)
    except SyntaxError as error:
        bad = 1
        print(f"{name}:{error.lineno}: {error.msg}", file=sys.stderr)
sys.exit(bad)' || status=1

files "${cpp[@]}" '*.py' '*.sh' '*.cmake' 'CMakeLists.txt' '*.glsl' '*.vert' '*.frag' |
  existing | xargs -0r grep -InE "[[:blank:]]+\$|$(printf '\t')" -- && {
  say "Blanks at the end of a line, or tabs, in the lines above"
  status=1
}
exit "$status"
