"""A sample of values: what deploys, and what must be refused, for which field."""

from __future__ import annotations

from typing import Any

Values = dict[str, Any]

SECRETS = {
    "DATABASE_URL": "postgresql+asyncpg://user:p,a=b{c}@db.example.com/todo?ssl=a&x=%20",
    "BETTER_AUTH_SECRET": "not-a-secret-but-32-characters-long",
    "GEMINI_API_KEY": "not-a-secret-but-20-characters-long",
}
POD = {"podSelector": {"matchLabels": {"app.kubernetes.io/name": "proxy"}}}

ACCEPTED: dict[str, Values] = {
    "nothing": {},
    "numbers": {"backend": {"replicaCount": 3, "port": 9000, "service": {"port": 80}}},
    "zero": {"backend": {"replicaCount": 0, "rollout": {"drainDelaySeconds": 0}}},
    "large number": {"backend": {"podSecurityContext": {"runAsUser": 2147483647}}},
    "seconds": {
        "backend": {
            "autoscaling": {
                "enabled": True,
                "behavior": {"scaleDown": {"stabilizationWindowSeconds": 1209600}},
            }
        }
    },
    "switches": {
        "ingress": {"enabled": True, "hosts": ["a.example.com"], "tlsSecretName": "tls"},
        "gateway": {"enabled": True, "parentRefs": [{"name": "public"}]},
        "tests": {"enabled": False},
        "networkPolicy": {"egress": False},
    },
    "secrets": {"secrets": {"mode": "values", "values": SECRETS}},
    "operator": {
        "secrets": {
            "mode": "external",
            "externalSecret": {
                "storeName": "vault",
                "data": {key: {"key": "todo", "property": key} for key in SECRETS},
            },
        }
    },
    "no AI": {"ai": {"provider": "none"}},
    "OpenAI": {"ai": {"provider": "openai", "model": "gpt-4o", "secretKey": "ai-key"}},
    "null takes a default away": {"backend": {"secretEnv": {"DATABASE_URL": None}}},
    "null where it is allowed": {"frontend": {"port": None, "service": {"nodePort": None}}},
    "empty": {"backend": {"secretEnv": {}, "args": []}, "commonLabels": {}},
    "presets": {"frontend": {"preset": "nginx"}, "backend": {"preset": "none"}},
    "alias": {"backend": {"service": {"alias": "todo-backend"}}},
    "strings like others": {
        "backend": {
            "env": {"A": "yes", "B": "1e3", "C": "0x1F", "D": "null", "E": "2001-01-01", "F": ""},
            "image": {"tag": "1.10"},
        }
    },
    "strings that break YAML": {
        "backend": {
            "env": {"A": "a: b # c", "B": "{{ .Values }}", "C": '"', "D": " x ", "E": "a\nb\n"},
            "args": ["--flag=a,b", "{x}", "back\\slash", "- a", "[0]", "'"],
        }
    },
    "other alphabets": {"backend": {"env": {"A": "línea 日本 \U0001f600"}}},
    "keys with dots": {
        "commonLabels": {"example.com/team": "a"},
        "commonAnnotations": {"example.com/x.y": "1, 2"},
        "frontend": {"nodeSelector": {"kubernetes.io/os": "linux"}},
    },
    "objects of Kubernetes": {
        "backend": {
            "tolerations": [
                {"key": "a", "operator": "Exists"},
                {"key": "b"},
            ],
            "affinity": {"nodeAffinity": {"weights": [1, 0.5, True, "1"]}},
            "extraVolumes": [{"name": "v", "emptyDir": {}}],
            "extraVolumeMounts": [{"name": "v", "mountPath": "/v", "readOnly": True}],
        },
        "networkPolicy": {"frontendFrom": [POD], "backendFrom": [POD]},
    },
    "objects of one's own": {
        "extraObjects": [
            {
                "apiVersion": "v1",
                "kind": "ConfigMap",
                "metadata": {"name": "a"},
                "data": {"a": "y"},
            },
            {"apiVersion": "example.com/v1", "kind": "Widget", "metadata": {"name": "b"}},
        ]
    },
    "migrations": {
        "migrations": {"enabled": True, "command": ["alembic", "upgrade", "head"]},
        "database": {"directUrlKey": "DIRECT"},
    },
    "monitoring": {"monitoring": {"serviceMonitor": {"enabled": True}, "probe": {"enabled": True}}},
    "names": {"nameOverride": "n", "fullnameOverride": "f" * 63},
    "digest": {"backend": {"image": {"registry": "r.test:5000", "digest": "sha256:" + "a" * 64}}},
    "parent's values": {"global": {"anything": {"at": ["all", 1, None]}}},
    "root allowed": {"backend": {"podSecurityContext": {"allowRoot": True}}},
}

REFUSED: dict[str, tuple[Values, str]] = {
    "unknown key": ({"backends": {}}, "backends"),
    "unknown key inside": ({"backend": {"image": {"name": "x"}}}, "backend.image.name"),
    "number for a string": ({"backend": {"image": {"tag": 1}}}, "backend.image.tag"),
    "string for a number": ({"backend": {"replicaCount": "2"}}, "backend.replicaCount"),
    "string for a boolean": ({"ingress": {"enabled": "yes"}}, "ingress.enabled"),
    "map for a list": ({"backend": {"args": {"a": "b"}}}, "backend.args"),
    "fraction": ({"backend": {"replicaCount": 1.5}}, "backend.replicaCount"),
    "out of bounds": ({"frontend": {"port": 65536}}, "frontend.port"),
    "pattern": ({"backend": {"image": {"tag": "a b"}}}, "backend.image.tag"),
    "none of the words": ({"frontend": {"preset": "rails"}}, "frontend.preset"),
    "null for a section": ({"backend": {"image": None}}, "backend.image"),
    "null in an object": (
        {"backend": {"tolerations": [{"key": None}]}},
        "backend.tolerations.0.key",
    ),
    "wrong item": ({"backend": {"args": ["a", 1]}}, "backend.args.1"),
    "no manifest": ({"extraObjects": [{"kind": "x"}]}, "extraObjects.0.apiVersion"),
    "key of a label": ({"commonLabels": {"a b": "x"}}, "commonLabels.a b"),
    "rule": (
        {"backend": {"rollout": {"progressDeadlineSeconds": 301}}},
        "backend.rollout.progressDeadlineSeconds",
    ),
    "rule with arithmetic": ({"database": {"poolSize": 100}}, "database"),
    "rule in a loop": ({"backend": {"env": {"NEXT_PUBLIC_A": "1"}}}, "backend.env.NEXT_PUBLIC_A"),
    "missing secret": (
        {"secrets": {"mode": "values", "values": {"DATABASE_URL": SECRETS["DATABASE_URL"]}}},
        "secrets.values.BETTER_AUTH_SECRET",
    ),
    "ill-formed secret": (
        {"secrets": {"mode": "values", "values": {**SECRETS, "GEMINI_API_KEY": "short"}}},
        "secrets.values.GEMINI_API_KEY",
    ),
    "secret of another type": (
        {"secrets": {"mode": "values", "values": {**SECRETS, "GEMINI_API_KEY": 12345}}},
        "secrets.values.GEMINI_API_KEY",
    ),
}
