# shellcheck shell=bash
# What the scripts share: packages, configuring, building. Sourced after `set -euo pipefail`; sets ROOT.

ROOT=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd -P)

say() { printf '%s\n' "$*" >&2; }

die() {
  say "$*"
  exit 1
}

# Runs a command with its output in a log. Should it fail, shows the end of the log and says what to do.
#   logged LOG ADVICE COMMAND...
logged() {
  local log=$1 advice=$2
  shift 2
  mkdir -p -- "$(dirname -- "$log")"
  if ! "$@" >"$log" 2>&1 </dev/null; then
    show_failure "$log" "$advice"
  fi
}

show_failure() {
  grep -E '^\[  FAILED|: Failure|: error: |: runtime error: |ERROR: |SUMMARY: |Assertion' -A 3 -- "$1" | head -n 25 |
    cut -c 1-240 | sed 's/^/    /' >&2 || true
  tail -n 25 -- "$1" | cut -c 1-240 | sed 's/^/    /' >&2
  say "The whole log: $1"
  die "$2"
}

# The packages of the given purposes, one a line.
packages_for() {
  local purpose package rest
  while read -r purpose package rest; do
    case " $* " in *" $purpose "*) printf '%s\n' "$package" ;; esac
  done <"$ROOT/scripts/packages.txt"
}

# Those packages of the given purposes that are not installed. Also satisfied by a package that provides the name.
missing_packages() {
  local installed package
  installed=" $(dpkg-query -W -f '${db:Status-Status}|${Package} ${Provides}\n' 2>/dev/null |
    sed -n 's/^installed|//p' | sed 's/([^)]*)//g' | tr -s ', \n' ' ') "
  for package in $(packages_for "$@"); do
    case $installed in *" $package "*) ;; *) printf '%s\n' "$package" ;; esac
  done
}

# Installs what is missing for the given purposes; touches nothing, and needs no rights, when nothing is.
# Returns 0 when something was installed, 1 when there was nothing to do.
install_packages() {
  command -v dpkg-query >/dev/null || {
    say "This is not Debian or Ubuntu: scripts/packages.txt lists what has to be installed by other means."
    return 1
  }
  local missing=() as_root=()
  mapfile -t missing < <(missing_packages "$@")
  ((${#missing[@]})) || return 1
  if ((EUID != 0)); then
    command -v sudo >/dev/null ||
      die "Packages are missing and neither root nor sudo is at hand; as root: apt-get install ${missing[*]}"
    as_root=(sudo)
    sudo -v || die "sudo was refused; as root: apt-get install ${missing[*]}"
  fi
  as_root+=(env DEBIAN_FRONTEND=noninteractive)
  say "Installing ${#missing[@]} packages: ${missing[*]}"
  local log=$ROOT/build/log/packages.log
  logged "$log" "The package lists could not be fetched: check the network and /etc/apt, then run this again." \
    "${as_root[@]}" apt-get update -q
  logged "$log" "The packages could not be installed: see above, then run this again." \
    "${as_root[@]}" apt-get install -q -y --no-install-recommends "${missing[@]}"
}

# Configures a preset where that has not been done for this very place, or when told that the machine has changed.
#   configure PRESET FRESH CMAKE_ARGS...      FRESH: true or false
configure() {
  local preset=$1 fresh=$2
  shift 2
  local dir=$ROOT/build/$preset
  if ! $fresh && (($# == 0)) && [[ -f $dir/build.ninja && ! $ROOT/CMakePresets.json -nt $dir/CMakeCache.txt ]] &&
    grep -qxF "CMAKE_HOME_DIRECTORY:INTERNAL=$ROOT" "$dir/CMakeCache.txt"; then
    return
  fi
  say "Configuring ($preset)"
  cd -- "$ROOT" || return
  logged "$ROOT/build/log/configure-$preset.log" "Configuring failed: see above, then run this again." \
    cmake --fresh --preset "$preset" "$@"
}

# Installs what a preset needs for the given purposes and configures it.
#   prepare PRESET PURPOSES...
prepare() {
  local preset=$1 fresh=false
  shift
  case $preset in clang | asan | tsan | tidy) set -- "$@" check ;; esac  # these are built with clang
  if install_packages "$@"; then fresh=true; fi
  configure "$preset" "$fresh"
}

# Builds targets of a preset: silent when there is nothing to do, else a line for every fifth of the way.
#   build PRESET TARGETS...
build() {
  local preset=$1 log=$ROOT/build/log/build-$1.log
  shift
  mkdir -p -- "$ROOT/build/log"
  NINJA_STATUS='[%f/%t] ' ninja -C "$ROOT/build/$preset" "$@" 2>&1 </dev/null | tee -- "$log" | show_progress "$preset" ||
    show_failure "$log" "The build failed: see above."
}

show_progress() {
  local line shown=-1 fifth
  while IFS= read -r line; do
    [[ $line =~ ^\[([0-9]+)/([0-9]+)\]\  ]] || continue
    # One or two steps are done before a line could be read.
    ((BASH_REMATCH[2] > 2)) || continue
    fifth=$((5 * BASH_REMATCH[1] / BASH_REMATCH[2]))
    ((fifth > shown)) || continue
    shown=$fifth
    say "Building ($1): ${BASH_REMATCH[1]} of ${BASH_REMATCH[2]}"
  done
}
