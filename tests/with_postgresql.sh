#!/usr/bin/env bash
# with_postgresql.sh COMMAND...: run a command while a PostgreSQL of its own runs, empty, on a socket in a temporary
# folder; CANDOR_TEST_POSTGRESQL says where. As root, the server runs as the user postgres.
set -eu
programs=$(pg_config --bindir 2>/dev/null || ls -d /usr/lib/postgresql/*/bin | tail -1)
folder=$(mktemp -d)
as() { "$@"; }
if [ "$(id -u)" = 0 ]; then
    chown postgres "$folder"
    as() { runuser -u postgres -- "$@"; }
fi
stop() {
    as "$programs/pg_ctl" -s -D "$folder/data" -m immediate stop || true
    rm -rf "$folder"
}
trap stop EXIT
cd /  # a folder that the other user may be in
as "$programs/initdb" -D "$folder/data" -U postgres -A trust -E UTF8 --locale=C.UTF-8 -N >"$folder/initdb.log"
as "$programs/pg_ctl" -s -w -D "$folder/data" -l "$folder/server.log" \
    -o "-k $folder -c listen_addresses='' -c fsync=off -c full_page_writes=off -c synchronous_commit=off" start
cd "$OLDPWD"
CANDOR_TEST_POSTGRESQL="postgresql+psycopg://postgres@/postgres?host=$folder" "$@"
