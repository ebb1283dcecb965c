"""The one YAML dialect of Jalons: plain data, read as a person means it. Safe constructor, in C when libyaml is there.

Dates stay text (a civil date may be a year or a month), as do ``yes`` and ``no``, a code with a leading zero (``01``)
and an hour (``12:30``), which YAML 1.1 would turn into a boolean or a number. ``.inf``, ``.nan``, exponents and numbers
of more than 18 digits are not numbers here.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import yaml

if TYPE_CHECKING:
    _Base = yaml.SafeLoader
else:
    _Base = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_ETIQUETTE = "tag:yaml.org,2002:"


class Chargeur(_Base):
    """Safe loader with the scalars of this project only."""


Chargeur.yaml_implicit_resolvers = {}
for _nom, _motif, _premiers in (
    ("null", r"~|null|Null|NULL|", ["~", "n", "N", ""]),
    ("bool", r"true|True|TRUE|false|False|FALSE", list("tTfF")),
    ("int", r"[-+]?(?:0|[1-9][0-9_]{0,17})", list("-+0123456789")),
    ("float", r"[-+]?(?:0|[1-9][0-9_]{0,17})\.[0-9_]*", list("-+0123456789")),
):
    Chargeur.add_implicit_resolver(_ETIQUETTE + _nom, re.compile(f"(?:{_motif})\\Z"), _premiers)


def charger(contenu: bytes) -> Any:
    """The data of a file that Jalons itself ships; a user's file goes through ``yaml_situe`` instead."""
    return yaml.load(contenu, Loader=Chargeur)  # noqa: S506 - derives from the safe loader
