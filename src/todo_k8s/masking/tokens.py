"""Tokens by the form that their makers give them, and URLs that whoever knows them may use."""

from __future__ import annotations

import re

TOKEN = re.compile(
    r"^(basic|bearer|token) +\S{6,}$"
    r"|authorization[\"']?[\s:=,]{1,9}[\"']?(basic|bearer|token) +[^\s$\"'{<]{6,}"
    r"|https?://[^\s/@:$]{8,}@"
    r"|hooks\.slack\.com/|webhook\.office\.com/|/webhooks?/[^/\s]+/\S{16,}"
    r"|(AccountKey|SharedAccessKey|sig|X-(Amz|Goog)-Signature)=[^\s;&$]{8,}"
    r"|\b(session(_?id)?|(connect\.)?sid|(php|j)sessionid|phpsessid)=[\w%.+/-]{16,}"
    r"|\$(apr1|[156y]|2[abxy]|argon2\w*)\$\S{12,}"
    r"|\b(gh[oprsu]_|github_pat_|glpat-|[rs]k_(live|test)_)\w{16,}",
    re.IGNORECASE,
)
"""What is a credential under every name: tokens, and URLs that whoever knows them may use."""

MADE = re.compile(
    r"(?<![\w-])("
    r"eyJ[\w-]{6,}\.[\w-]{6,}\.[\w-]{6,}"  # JSON Web Tokens
    r"|([Bb]asic|[Bb]earer) +(?=[\w+/.~-]*([0-9]|[a-z][A-Z]|=))[\w+/.~-]{8,}=*(?=[\s\"';,)\\]|\Z)"
    r"|xox[a-z]-[\w-]{10,}|xapp-[\w-]{10,}"  # Slack
    r"|hf_[A-Za-z0-9]{20,}|SG\.[\w-]{16,}\.[\w-]{16,}|SK[0-9a-f]{32}(?!\w)"
    r"|[0-9]{8,10}:AA[\w-]{30,}"  # Telegram
    r"|sbp_[0-9a-f]{40}|sb_secret_\w{16,}|AGE-SECRET-KEY-1[0-9A-Z]{20,}"
    r"|npm_[A-Za-z0-9]{30,}|pypi-[\w-]{16,}|dckr_pat_[\w-]{16,}|dop_v1_[0-9a-f]{32,}"
    r"|sk-(?=[\w-]*[0-9])(?=[\w-]*[A-Z])[\w-]{20,}|gsk_\w{20,}|AIza[\w-]{35}"
    r"|hvs\.[\w-]{20,}|glsa_\w{20,}|whsec_[\w+/]{16,}|shp(at|ss)_[0-9a-f]{32})"
)
"""Tokens in upper and lower case as their makers write them."""

LIKELY = re.compile(
    r"(?<![\w-])("
    r"eyJ[\w-]{6,}"  # the start of a JSON Web Token, which tells whose it is
    r"|(gh[oprsu]_|github_pat_|glpat-|xox[a-z]-)[\w-]{8,}"
    r"|sk-(?=[\w-]*[0-9])[\w-]{12,}"
    r"|(AKIA|ASIA)[0-9A-Z]{12,})"
)
"""What is not shown, though it may be shortened or made up: it costs nothing to mask it."""
