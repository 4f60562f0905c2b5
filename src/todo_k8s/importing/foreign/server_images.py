"""Servers that applications ask, such as databases: known by their images and commands."""

from __future__ import annotations

import re

SERVERS = {
    "postgres": 5432,
    "postgresql": 5432,
    "postgis": 5432,
    "timescaledb": 5432,
    "pgvector": 5432,
    "pgbouncer": 6432,
    "mysql": 3306,
    "mariadb": 3306,
    "mongo": 27017,
    "mongodb": 27017,
    "redis": 6379,
    "valkey": 6379,
    "memcached": 11211,
    "rabbitmq": 5672,
    "kafka": 9092,
    "nats": 4222,
    "elasticsearch": 9200,
    "opensearch": 9200,
    "minio": 9000,
    "mailhog": 1025,
    "mailpit": 1025,
    "localstack": 4566,
    "traefik": 80,
    "haproxy": 80,
    "adminer": 8080,
    "pgadmin4": 80,
    "phpmyadmin": 80,
    "prometheus": 9090,
    "grafana": 3000,
    "jaeger": 16686,
}
"""Servers with data of their own, by the name of their image, and the port of each."""

DATABASES = frozenset(["postgres", "postgresql", "postgis", "timescaledb", "pgvector", "pgbouncer"])
"""Those that are the database of the application."""


def server_of(image: str) -> str | None:
    """Return which server with data of its own an image is, None if it is none."""
    name = image.split("@", maxsplit=1)[0].rpartition("/")[2].split(":")[0].lower()
    parts = re.split(r"[-_.]", name)
    if "exporter" in parts or "commander" in parts:
        return None
    return next((each for each in (name, *parts) if each in SERVERS), None)


_CLIENT = re.compile(
    r"\b(pg_dump(all)?|pg_restore|pg_basebackup|pgbench|psql|pg_isready|createdb"
    r"|(redis|valkey)-cli|(mysql|mariadb)-?(dump|admin|check)|(mysql|mariadb)(?= )"
    r"|mongo(dump|restore|export|import|sh)|kafka-topics(\.sh)?"
    r"|rabbitmqadmin|rabbitmqctl|mc (alias|mb|mirror|config))(?![\w./:-])"
)
"""What asks a server, in the command of its image."""
_SERVER = re.compile(
    r"docker-entrypoint|(redis|valkey|rabbitmq|minio|kafka)[- ]server|\b(mysqld|mariadbd|mongod)\b"
    r"|(^|exec |&& |; )(postgres|pgbouncer|memcached)\b"
)
"""What starts a server."""


def is_client(command: str) -> bool:
    """Tell whether a command of a server's image asks a server and starts none."""
    return bool(_CLIENT.search(command)) and not _SERVER.search(command)
