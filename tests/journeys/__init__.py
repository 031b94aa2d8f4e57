"""Whole walks through both applications and one database."""
