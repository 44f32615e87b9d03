#!/usr/bin/env bash
# python.sh REQUIREMENTS: installs that file's pinned packages into build/deps/venv, unless this very file already is.
set -euo pipefail
requirements=$(realpath "$1")
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
venv=build/deps/venv
stamp=$venv/$(basename "$requirements").installed

cmp -s "$requirements" "$stamp" && exit 0
[ -x "$venv/bin/pip" ] || python3 -m venv --clear "$venv"
"$venv/bin/pip" install --disable-pip-version-check --only-binary=:all: --require-hashes -r "$requirements"
cp "$requirements" "$stamp"
