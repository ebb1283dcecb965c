"""A catalogue of law that a test may bend, and caches emptied around it."""

import shutil
from copy import deepcopy

import pytest
import yaml

from jalons.droit import loader
from jalons.droit.lint import lecture


def vider():
    for objet in vars(loader).values():
        if hasattr(objet, "cache_clear"):
            objet.cache_clear()


@pytest.fixture(scope="session")
def brut():
    """Raw data of each file of the catalogue, read once."""
    return {f: loader.lire(f) for f in sorted(loader.CATALOGUE.rglob("*.yaml"))}


@pytest.fixture
def avec(monkeypatch, brut):
    """Makes the loader read the catalogue with one value changed."""
    d_origine = loader.lire

    def changer(fichier, chemin, valeur):
        vider()
        copie = deepcopy(brut[fichier])
        noeud = copie
        for pas in chemin[:-1]:
            noeud = noeud[pas]
        noeud[chemin[-1]] = valeur
        autres = brut | {fichier: copie}
        monkeypatch.setattr(loader, "lire", lambda f: autres[f] if f in autres else d_origine(f))

    yield changer
    monkeypatch.undo()
    vider()


class SansAlias(yaml.SafeDumper):
    def ignore_aliases(self, data):
        return True


class Copie:
    """A copy of the catalogue on disk, whose files a test rewrites before it lints them."""

    def __init__(self, dossier):
        self.dossier = dossier

    def changer(self, fichier, geste):
        chemin = self.dossier / fichier
        donnees = loader.lire(chemin)
        geste(donnees)
        chemin.write_text(yaml.dump(donnees, Dumper=SansAlias, allow_unicode=True, sort_keys=False), encoding="utf-8")


@pytest.fixture(scope="session")
def deja_lus():
    """What each file read so far has given, by its name, its form and its bytes."""
    return {}


@pytest.fixture
def copie(tmp_path, monkeypatch, deja_lus):
    """A copy on disk; the files that a test leaves as they are have been read and checked once for all of them."""
    lire = lecture.lire_fichier

    def une_fois(chemin, nom, schema):
        cle = nom, schema, chemin.read_bytes()
        if cle not in deja_lus:
            deja_lus[cle] = lire(chemin, nom, schema)
        return deja_lus[cle]

    monkeypatch.setattr(lecture, "lire_fichier", une_fois)
    dossier = tmp_path / "catalogue"
    shutil.copytree(loader.CATALOGUE, dossier)
    return Copie(dossier)
