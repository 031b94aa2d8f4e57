"""What every table has in common: names, types, and no order of arrival."""

from sqlalchemy import BigInteger, LargeBinary, MetaData, String
from sqlalchemy.orm import DeclarativeBase

_NAMES = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
UNORDERED = {"sqlite_with_rowid": False}
TIP = "tips.id"


class Base(DeclarativeBase):
    """The root of every table."""

    metadata = MetaData(naming_convention=_NAMES)
    type_annotation_map = {int: BigInteger, bytes: LargeBinary, str: String}  # noqa: RUF012 - SQLAlchemy reads it so
