#!/bin/sh
# Puts together in .venv and node_modules what a command needs: `tools/set-up.sh run` or `tools/set-up.sh test`.
# Nothing is done a second time until a lock file changes or the folder moves.
set -eu
cd "$(dirname "$0")/.."
what=$1
. tools/home.sh

state="$(cat pyproject.toml uv.lock constraints.txt package-lock.json tools/set-up.sh | cksum) $PWD"

is_done() { [ -x .venv/bin/strongback ] && [ "$(cat ".venv/.$1-is-set-up" 2>/dev/null)" = "$state" ]; }

say() { echo "strongback: $*" >&2; }

give_up() {
  say "$*"
  exit 1
}

find_python() {
  for name in python3 python3.14 python3.13 python3.12 python3.11 python; do
    if "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
      echo "$name"
      return
    fi
  done
  give_up "Python 3.11 or newer is needed and was not found. Install it, or uv (https://docs.astral.sh/uv/)."
}

with_pip() {
  if ! .venv/bin/python -m pip --version >/dev/null 2>&1; then
    python=$(find_python)
    "$python" -c 'import ensurepip, venv' 2>/dev/null ||
      give_up "this Python has no venv. On Debian or Ubuntu: apt-get install python3-venv"
    "$python" -m venv .venv
  fi
  # Only the constraints of this project count, not those of the machine.
  PIP_CONSTRAINT='' .venv/bin/python -m pip install --quiet --constraint constraints.txt --editable "$1"
}

# Packages that are there already stay: `make run` after `make test` takes nothing away.
with_uv() { UV_SYSTEM_CERTS=1 uv sync --quiet --frozen --inexact --no-dev "$@"; }

python_packages() {
  say "installing Python packages"
  if command -v uv >/dev/null 2>&1; then
    if [ "$what" = test ]; then with_uv --extra test; else with_uv; fi
  elif [ "$what" = test ]; then
    with_pip '.[test]'
  else
    with_pip .
  fi
}

apt_install() { DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null; }

# The system's browser when there is one; else Debian's, if we may install it; else the test driver's own.
browser() {
  for name in chromium chromium-browser; do
    if command -v "$name" >/dev/null 2>&1; then return; fi
  done
  say "installing Chromium"
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1 && apt-get update -qq && apt_install chromium; then
    return
  fi
  .venv/bin/playwright install chromium
}

# What makes the PDF of the sheet takes Pango from the system.
pango() {
  if .venv/bin/python -c 'import weasyprint' >/dev/null 2>&1; then return; fi
  say "installing Pango"
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1 && apt-get update -qq &&
    apt_install libpango-1.0-0 libpangoft2-1.0-0; then
    return
  fi
  give_up "the tests of the PDF need Pango. On Debian or Ubuntu: apt-get install libpango-1.0-0 libpangoft2-1.0-0;" \
    "on macOS: brew install pango"
}

# Its programs alone: a server of the machine is neither made nor started, each test run has one of its own.
postgresql() {
  if command -v initdb >/dev/null 2>&1 || ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1; then return; fi
  if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null 2>&1; then return; fi
  say "installing PostgreSQL"
  apt-get update -qq && apt_install postgresql-common || return 0
  sed -i "s/^#\?create_main_cluster.*/create_main_cluster = false/" /etc/postgresql-common/createcluster.conf || true
  apt_install postgresql || say "PostgreSQL could not be installed; its tests are left out"
}

node_packages() {
  say "installing the front-end checks"
  sh tools/node.sh npm ci --silent --ignore-scripts
}

if is_done "$what" || { [ "$what" = run ] && is_done test; }; then exit 0; fi
# An environment that was moved here, or whose Python is gone, cannot be mended.
if [ "$(cat .venv/.folder 2>/dev/null || echo "$PWD")" != "$PWD" ] || ! .venv/bin/python -c '' 2>/dev/null; then
  rm -rf .venv
fi
rm -f .venv/.*-is-set-up
python_packages
if [ "$what" = test ]; then
  browser
  pango
  postgresql
  node_packages
fi
echo "$PWD" >.venv/.folder
echo "$state" >".venv/.$what-is-set-up"
