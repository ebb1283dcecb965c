"""What the first request of a process would do for all that follow: done before the first one comes.

The addresses load every view, and with them the engines they call; a template is parsed when a page first asks for it;
the law is read when a rule first asks for it. All of this holds the interpreter for seconds, while sixteen people wait.
gunicorn does it once, before it makes its processes (``preload_app``): they share what was loaded.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import suppress
from functools import _lru_cache_wrapper
from inspect import signature
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.template import Engine, engines
from django.template.loaders.app_directories import Loader
from django.urls import NoReverseMatch, get_resolver, reverse

from jalons.droit import loader
from jalons.droit.echeances import catalogue as delais
from jalons.droit.mesures import catalogue as mesures

SEUILS = (10_000, 20, 20)
"""Objects born before the young ones are swept, sweeps of the young before the older, of the older before all."""


def prechauffer() -> int:
    """Load addresses, views and the law, parse every template of ours; gives how many. No query is made.

    What lives at the end lives as long as the process: the sweeper of cycles never looks at it again (``gc.freeze``).
    It would every few pages, for a tenth of a second each time, during which no thread answers. Kept answers are large
    too: it goes over them less often than by default.
    """
    _adresses()
    _modeles()
    _droit()
    lus = 0
    if not settings.DEBUG:  # there, templates are read again each time
        moteur: Engine = engines["django"].engine  # type: ignore[attr-defined]
        for nom in gabarits(moteur):
            moteur.get_template(nom)
            lus += 1
    gc.collect()
    gc.freeze()
    gc.set_threshold(*SEUILS)
    return lus


def _adresses() -> None:
    """Import the views; make ready to find an address by its name, in each namespace."""
    racine = get_resolver()
    espaces = list(racine.namespace_dict)  # reading it imports every module of addresses
    for espace in espaces:
        with suppress(NoReverseMatch):
            reverse(f"{espace}:")  # no such name: looking for it is what makes the names of this space known


def _modeles() -> None:
    """What Django works out of each model when it is first read, or joined to another."""
    for modele in apps.get_models(include_auto_created=True):
        description = modele._meta
        description.get_fields()
        description.get_fields(include_hidden=True)
        description.get_field(str(description.pk.name))
        description.related_objects, description.fields_map  # noqa: B018 - each is kept once read


def _droit() -> None:
    """Read the law: what its catalogues keep once read, all of it."""
    for catalogue in (loader, delais, mesures):
        for nom, objet in vars(catalogue).items():
            if isinstance(objet, _lru_cache_wrapper) and not nom.startswith("_") and not signature(objet).parameters:
                objet()


def gabarits(moteur: Engine) -> Iterator[str]:
    """Names of the templates that our applications hold, in a fixed order."""
    notre = Path(__file__).resolve().parents[1]
    for dossier in map(Path, Loader(moteur).get_dirs()):
        if dossier.is_relative_to(notre):
            for fichier in sorted(dossier.rglob("*.html")):
                yield fichier.relative_to(dossier).as_posix()
