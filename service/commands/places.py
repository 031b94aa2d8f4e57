"""Where the files lie that come with the code: in the checkout, or once installed."""

from pathlib import Path

_SERVICE = Path(__file__).parents[1]
_SHARE = _SERVICE / "share"
_ROOT = _SHARE if _SHARE.is_dir() else _SERVICE.parent

IMPORTED_FROM = _SERVICE.parent
MIGRATIONS = _ROOT / "migrations"
GRANTS = _ROOT / "deploy" / "grants.sql"
BOROUGH = _ROOT / "deploy" / "borough.toml"
