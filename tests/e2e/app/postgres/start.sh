#!/bin/sh
# Make the database at the first start, then become the server. POSTGRES_PASSWORD must be set.
set -eu
if [ ! -e "$PGDATA/PG_VERSION" ]; then
    printf '%s\n' "${POSTGRES_PASSWORD:?}" | initdb --username=todo --pwfile=/dev/stdin \
        --auth=scram-sha-256 --encoding=UTF8 --locale=C.UTF-8 --no-sync
    echo 'CREATE DATABASE todo' | postgres --single -D "$PGDATA" -c jit=off postgres
    echo 'host all all all scram-sha-256' >> "$PGDATA/pg_hba.conf"
fi
exec postgres -c listen_addresses='*' -c unix_socket_directories=/tmp -c jit=off \
    -c max_connections="${MAX_CONNECTIONS:-104}"
