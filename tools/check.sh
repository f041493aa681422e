#!/bin/sh
# Every check, in the order in which a mistake is cheapest to mend; pytest and its summary come last.
set -eu
cd "$(dirname "$0")/.."
. tools/home.sh
PATH="$PWD/.venv/bin:$PATH"
failed=""

check() {
  echo "── $*"
  "$@" || failed="$failed  $*
"
}

check ruff check --quiet .
check ruff format --quiet --check .
check mypy --no-error-summary
check lint-imports
check sh tools/node.sh tsc --project tsconfig.json
check sh tools/node.sh oxlint --quiet src/strongback/web/static tests/browser
# What touches the store, a second time on the other kind of store; pictures and what is away from it do not.
on_both=$(ls tests/contracts/test_store_*.py tests/unit/test_web_*.py | grep -v -e _figures -e _sheet -e _away)
# shellcheck disable=SC2086
check python tools/with_postgresql.py pytest tests/postgresql $on_both
# On two cores, file by file, but for what counts real time in the browser: that runs by itself, and comes last.
check pytest --numprocesses 2 --dist loadfile tests/unit tests/properties tests/programmes tests/contracts tests/golden tests/docs
check pytest --numprocesses 2 --dist loadfile -m "not alone" tests/browser
status=0
echo "── pytest"
pytest tests/browser -m alone || status=$?
if [ -n "$failed" ]; then
  printf 'failed before pytest:\n%s' "$failed"
  exit 1
fi
exit "$status"
