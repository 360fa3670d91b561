#!/usr/bin/env bash
# Builds the stylesheet that the program carries: crates/web/assets/sightline.css.
# The result is committed, so only a change of style needs Node. With --check it
# builds aside and fails if the committed file differs.
set -euo pipefail
cd "$(dirname "$0")"

committed=../crates/web/assets/sightline.css
out=$committed
if [ "${1:-}" = "--check" ]; then
  out=$(mktemp --suffix=.css)
  trap 'rm -f "$out"' EXIT
fi

npm ci --ignore-scripts --omit=optional --no-audit --no-fund --loglevel=error
npx --no-install sass --no-source-map --style=compressed --no-charset --quiet-deps \
  --load-path=. sightline.scss "$out"

if [ "$out" != "$committed" ] && ! cmp -s "$out" "$committed"; then
  echo "crates/web/assets/sightline.css is not what assets/ builds: run assets/build.sh and commit the result." >&2
  exit 1
fi
