#!/usr/bin/env bash
# Tries the two commands on a machine that has nothing: a minimal Debian in a folder, with a clean clone of HEAD.
#   sudo scripts/fresh_machine.sh [--suite bookworm] [--mirror URL] [COMMAND...]
# Without a command: scripts/run.sh --version, then scripts/test.sh. Needs root, debootstrap and git; downloads about a
# gigabyte and takes its packages from where this machine takes them, or from --mirror.
set -euo pipefail
# shellcheck source=scripts/lib.sh
source "$(dirname -- "${BASH_SOURCE[0]}")/lib.sh"

suite=bookworm
mirror=
while true; do
  case ${1:-} in
    --suite) suite=${2:?"--suite needs a name, such as bookworm"} ;;
    --mirror) mirror=${2:?"--mirror needs an address"} ;;
    *) break ;;
  esac
  shift 2
done
((EUID == 0)) || die "This needs root: sudo scripts/fresh_machine.sh"
for tool in debootstrap git; do
  command -v "$tool" >/dev/null || die "Missing: apt-get install $tool"
done

machine=$(mktemp -d "${TMPDIR:-/tmp}/attnscope-machine.XXXXXX")
chmod 755 "$machine"  # apt downloads as somebody else
clean_up() {
  # Lazily, as the last of its programs may still be ending.
  umount -q --lazy "$machine/proc" "$machine/dev/shm" "$machine/dev" || true
  # Never reach through a mount that would not go away.
  rm -rf --one-file-system -- "$machine"
}
trap clean_up EXIT

say "Installing a minimal $suite"
logged "$ROOT/build/log/debootstrap.log" "No minimal system: see above." \
  debootstrap --variant=minbase "$suite" "$machine" ${mirror:+"$mirror"}
mount -t proc proc "$machine/proc"
mount -t tmpfs -o mode=755 tmpfs "$machine/dev"
for node in null:3 zero:5 full:7 random:8 urandom:9; do
  mknod -m 666 "$machine/dev/${node%:*}" c 1 "${node#*:}"
done
mknod -m 666 "$machine/dev/tty" c 5 0
mkdir "$machine/dev/shm" "$machine/dev/pts"
mount -t tmpfs tmpfs "$machine/dev/shm"
ln -s /proc/self/fd "$machine/dev/fd"
cp -- /etc/resolv.conf "$machine/etc/resolv.conf"
if compgen -G '/etc/apt/apt.conf.d/*proxy*' >/dev/null; then
  cp -- /etc/apt/apt.conf.d/*proxy* "$machine/etc/apt/apt.conf.d/"
fi
git clone -q "$ROOT" "$machine/root/a clone"

within() {
  env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root TERM=dumb LANG=C.UTF-8 chroot "$machine" "$@"
}

if (($#)); then
  within bash -c 'cd "/root/a clone" && "$@"' -- "$@"
else
  within "/root/a clone/scripts/run.sh" --version
  within "/root/a clone/scripts/test.sh"
fi
