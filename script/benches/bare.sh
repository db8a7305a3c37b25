#!/usr/bin/env bash
# A bare Debian 12 in a folder: clone, script/run --tour, script/test. Root and debootstrap needed.
# Carried in from this machine: its CA bundle, its apt sources and its pip settings. Nothing else.
# LINSHENG_BARE names the folder (default /var/tmp/linsheng-bare); what is there is thrown away.
set -euo pipefail
repository=$(git -C "$(dirname "$0")" rev-parse --show-toplevel)
root=${LINSHENG_BARE:-/var/tmp/linsheng-bare}
[ "$(id -u)" = 0 ] || { echo "bare: needs root (debootstrap, chroot)" >&2; exit 1; }
command -v debootstrap >/dev/null || apt-get install -y -qq debootstrap >/dev/null
echo "bare: takes about 25 minutes; the folder is $root"

leave() {
  for at in dev/shm dev/pts dev proc sys ""; do umount -l "$root/$at" 2>/dev/null || true; done
}
trap leave EXIT
leave
rm -rf --one-file-system "$root"
mkdir -p "$root"

mirror=$({ cat /etc/apt/sources.list.d/*.sources /etc/apt/sources.list 2>/dev/null || true; } |
  sed -n 's/^URIs: *//p; s/^deb *\(\[[^]]*\] *\)\{0,1\}\(http[^ ]*\).*/\2/p' | grep '/debian/\{0,1\}$' | sort -u | head -1)
step() { printf '%s  %s\n' "$(date +%T)" "$1"; }
step "debootstrap --variant=minbase bookworm"
debootstrap --variant=minbase --include=python3-venv,git,ca-certificates bookworm "$root" "$mirror" >"$root.log" 2>&1

cp -a /etc/apt/sources.list.d/debian.sources "$root/etc/apt/sources.list.d/" 2>/dev/null && : > "$root/etc/apt/sources.list"
for file in /etc/apt/apt.conf.d/99*; do [ ! -e "$file" ] || cp -a "$file" "$root/etc/apt/apt.conf.d/"; done
for file in /etc/ssl/certs/ca-certificates.crt /etc/pip.conf /root/.config/pip/pip.conf /root/.pip/pip.conf /etc/resolv.conf /etc/hosts; do
  [ -e "$file" ] && mkdir -p "$root$(dirname "$file")" && cp -L "$file" "$root$file"
done
cp -a /usr/local/share/ca-certificates/. "$root/usr/local/share/ca-certificates/" 2>/dev/null || true
mount --bind "$root" "$root"  # a machine's root is a mount point
for at in dev dev/pts dev/shm proc sys; do mkdir -p "$root/$at"; mount --bind "/$at" "$root/$at"; done

git -C "$repository" bundle create --quiet "$root/tmp/linsheng.bundle" HEAD
carried=()
while IFS= read -r pair; do carried+=("$pair"); done < <(env | grep -E '^(PIP_|SSL_CERT|CURL_CA_BUNDLE|REQUESTS_CA_BUNDLE|https?_proxy=|HTTPS?_PROXY=|no_proxy=|NO_PROXY=)' || true)
inside() { chroot "$root" env -i HOME=/root PATH=/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8 "${carried[@]}" bash -c "$1"; }

step "git clone"
inside "git clone --quiet /tmp/linsheng.bundle /root/linsheng"
began=$SECONDS
step "script/run --tour"
inside "cd /root/linsheng && script/run --tour"
tour=$((SECONDS - began)); began=$SECONDS
step "script/test"
inside "cd /root/linsheng && script/test"
tests=$((SECONDS - began))
step "done: tour $tour s (with set-up), test $tests s"
echo "| $(date +%F) | \`script/bench bare\` | clone + \`script/run --tour\` $tour s, \`script/test\` $tests s | $(git -C "$repository" rev-parse --short HEAD) |"
