#!/usr/bin/env bash
# Checks pages in Chromium: first that the checks can fail, then the pages.
#   ci/browser/run.sh --base http://127.0.0.1:8080 --crawl / --limit 60
# Takes what axe.mjs takes. Chromium is /usr/bin/chromium or $CHROMIUM.
set -euo pipefail
cd "$(dirname "$0")"
[ -d node_modules/axe-core ] && [ -d node_modules/playwright-core ] ||
  npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
node selftest.mjs
node axe.mjs "$@"
