#!/usr/bin/env bash
# Checks every PDF and Word file in a folder: ci/check-documents.sh FOLDER [--sides N]
# The tests write a sample of each into the folder that DOCUMENTS_DIR names:
#   DOCUMENTS_DIR=FOLDER cargo nextest run -p report -p pdf
# Needs python3, poppler-utils, qpdf and LibreOffice; the Python packages go into
# target/ci-tools.
set -euo pipefail
here="$(cd "$(dirname "$0")" && pwd)"
tools="$here/../target/ci-tools/documents"

if ! [ -e "$tools/ready" ] || ! cmp -s "$here/documents/requirements.txt" "$tools/ready"; then
  rm -rf "$tools"
  python3 -m venv "$tools"
  "$tools/bin/pip" install --quiet --disable-pip-version-check -r "$here/documents/requirements.txt"
  cp "$here/documents/requirements.txt" "$tools/ready"
fi

exec "$tools/bin/python" "$here/documents/check.py" "$@"
