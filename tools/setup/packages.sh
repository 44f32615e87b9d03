#!/usr/bin/env bash
# Installs the Debian packages of packages.txt that are missing; touches nothing when none is.
set -euo pipefail
list="$(dirname "${BASH_SOURCE[0]}")/packages.txt"

missing=()
while read -r package; do
  status=$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null || true)
  [ "$status" = installed ] || missing+=("$package")
done <"$list"
[ ${#missing[@]} -gt 0 ] || exit 0
echo "missing: ${missing[*]}"

as_root=()
if [ "$(id -u)" -ne 0 ]; then
  command -v sudo >/dev/null || { echo "these packages need root to install, and there is no sudo: ${missing[*]}"; exit 1; }
  as_root=(sudo)
fi
# The Java package that antlr4 needs refuses to install where a slim image has removed this folder.
"${as_root[@]}" mkdir -p /usr/share/man/man1
"${as_root[@]}" apt-get update
"${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "${missing[@]}"
