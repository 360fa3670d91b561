#!/usr/bin/env bash
# A PostgreSQL of its own for the tests, on 127.0.0.1 alone.
#   ci/postgres.sh start FOLDER   makes it in FOLDER, or starts it again; prints its address
#   ci/postgres.sh stop FOLDER [smart|fast|immediate]
# FOLDER must stand where anybody may look, as /tmp: a server never runs as root.
# To test with it: export SIGHTLINE_TEST_POSTGRES="$(ci/postgres.sh start /tmp/pg)"
set -euo pipefail
folder=${2:?"say which folder"}
bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -1)
[ -n "$bin" ] || { echo "PostgreSQL is not installed: apt-get install postgresql" >&2; exit 3; }

as() {
  if [ "$(id -u)" -eq 0 ]; then
    runuser -u postgres -- "$@"
  else
    "$@"
  fi
}

begin() {
  as "$bin/pg_ctl" -D "$folder/data" -l "$folder/log" -w -t 30 start \
    -o "-p $1 -c listen_addresses=127.0.0.1 -c unix_socket_directories=$folder ${PGOPTIONS_SERVER:-}" >/dev/null 2>&1
}

case ${1:-} in
start)
  mkdir -p "$folder"
  if [ ! -d "$folder/data" ]; then
    [ "$(id -u)" -ne 0 ] || chown postgres "$folder"
    as "$bin/initdb" -D "$folder/data" -U sightline -A trust -E UTF8 --locale C --no-sync >/dev/null
  fi
  cd "$folder"
  port=$(cat port 2>/dev/null || true)
  if [ -n "$port" ]; then
    begin "$port"
  else
    for _ in 1 2 3 4 5 6 7 8 9; do
      port=$((20000 + RANDOM % 12000))
      if begin "$port"; then break; fi
      port=
    done
    [ -n "$port" ] || { cat log >&2; exit 4; }
    echo "$port" >port
  fi
  echo "postgres://sightline@127.0.0.1:$port/postgres"
  ;;
stop)
  cd "$folder"
  as "$bin/pg_ctl" -D "$folder/data" -m "${3:-fast}" -w stop >/dev/null
  ;;
*)
  sed -n 2,6p "$0" >&2
  exit 2
  ;;
esac
