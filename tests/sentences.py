"""The sentences of templates: those of whole pages, and of the macros pages bring in.

A macro that no page in other languages uses says nothing here, so its file may
hold the plain English of other pages.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from jinja2 import Environment, nodes
from jinja2.ext import extract_from_ast
from jinja2.meta import find_referenced_templates

WHOLE = ""
"""Stands for a template's every part, where a macro's name could."""


@dataclass(frozen=True, slots=True)
class Part:
    """A template, or one macro of it."""

    template: str
    macro: str = WHOLE


def read_template(env: Environment, name: str) -> nodes.Template:
    """Return a template as it was read."""
    assert env.loader
    source, _path, _is_current = env.loader.get_source(env, name)
    return env.parse(source)


def list_parts(env: Environment, pages: frozenset[str]) -> list[Part]:
    """List all that these pages are made of."""
    found, waiting = set[Part](), [Part(page) for page in sorted(pages)]
    while waiting:
        part = waiting.pop()
        if part not in found:
            found.add(part)
            waiting += _list_used(read_template(env, part.template), part)
    return sorted(found, key=lambda part: (part.template, part.macro))


def read_sentences(env: Environment, part: Part) -> Iterator[str]:
    """Yield what a part says, but not what it is given to say."""
    for _line, _function, said in extract_from_ast(_find(env, part)):
        text = said[0] if isinstance(said, tuple) else said
        if text:
            yield text


def _list_used(tree: nodes.Template, part: Part) -> Iterator[Part]:
    imports = list(tree.find_all(nodes.FromImport))
    for source in imports:
        assert isinstance(source.template, nodes.Const)
        for name in source.names:
            given = name if isinstance(name, str) else name[0]
            yield Part(source.template.value, given)
    if part.macro != WHOLE:
        called = {name.name for name in _cut(tree, part).find_all(nodes.Name)}
        macros = {macro.name for macro in tree.find_all(nodes.Macro)}
        yield from (Part(part.template, name) for name in called & macros)
        return
    for source in imports:
        source.template = nodes.Const("")
    yield from (Part(name) for name in find_referenced_templates(tree) if name)


def _find(env: Environment, part: Part) -> nodes.Template:
    return _cut(read_template(env, part.template), part)


def _cut(tree: nodes.Template, part: Part) -> nodes.Template:
    """Return a template, or as much of it as a macro is."""
    if part.macro == WHOLE:
        return tree
    bodies = [m.body for m in tree.find_all(nodes.Macro) if m.name == part.macro]
    return nodes.Template([node for body in bodies for node in body])
