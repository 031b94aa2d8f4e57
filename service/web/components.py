"""GOV.UK's components, as macros that somebody else keeps up to date.

They count on undefined values being empty, so they have an environment of their
own; ours stays strict. They also print some of what they are given as it is
(`html`, slots, attributes). So every text on its way in is escaped here, and only
what a template of ours rendered itself, which Jinja marks, keeps its tags.
"""

from collections.abc import Mapping

from jinja2 import ChainableUndefined, Environment, PackageLoader, PrefixLoader
from markupsafe import escape

_PACKAGE = "govuk_frontend_jinja"


class Components:
    """`govuk("button", {"text": "Send"})`, for templates."""

    def __init__(self) -> None:
        self._env = Environment(
            autoescape=True,
            auto_reload=False,
            undefined=ChainableUndefined,
            loader=PrefixLoader({_PACKAGE: PackageLoader(_PACKAGE)}),
        )

    def __call__(self, component: str, params: Mapping[str, object]) -> str:
        """Return a component's markup, marked by Jinja as such."""
        path = f"{_PACKAGE}/components/{component}/macro.html"
        name = "govuk" + component.title().replace("-", "")
        macro = getattr(self._env.get_template(path).module, name)
        markup: str = macro(_escape(params))
        return markup


def _escape(param: object) -> object:
    if isinstance(param, str):
        return escape(param)
    if isinstance(param, Mapping):
        return {key: _escape(inner) for key, inner in param.items()}
    if isinstance(param, list | tuple):
        return [_escape(inner) for inner in param]
    return param
