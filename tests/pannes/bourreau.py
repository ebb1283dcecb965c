"""Strikes at random moments, aimed at the writes, then looks at what is left."""

from __future__ import annotations

import hashlib
import os
import random
import signal
import time
import zipfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.pannes.cluster import Cluster, Pepiniere
from tests.pannes.journal import PATIENCE, Lecture, mire
from tests.pannes.victimes import VICTIMES

LENTEUR = 0.008
TERRITOIRES = "SELECT code FROM territoires_collectivite WHERE NOT fictive ORDER BY code"


@dataclass
class Bilan:
    """What a series of strikes proved."""

    victime: str
    cible: str
    ecritures: int = 0
    coups: int = 0
    entre: int = 0
    acquis: int = 0
    rien: int = 0
    restes: int = 0
    fautes: list[str] = field(default_factory=list)

    def ligne(self) -> str:
        """A row of the summary."""
        return (
            f"{self.victime:34} {self.cible:11} {self.ecritures:6} {self.coups:5} {self.entre:17} {self.acquis:8} {self.rien:11} "
            f"{self.restes:13} {len(self.fautes):7}"
        )


ENTETE = (
    f"{'act':34} {'killed':11} {'writes':>6} {'kills':>5} {'between writes':>17} {'all kept':>8} {'none kept':>11} "
    f"{'unseen files':>13} {'faults':>7}"
)


class Serie:
    """Strikes on one act."""

    def __init__(self, nom: str, cible: str, cluster: Cluster, pepiniere: Pepiniere, dossier: Path, grain: int) -> None:
        self.nom, self.cible, self.cluster, self.pepiniere, self.dossier = nom, cible, cluster, pepiniere, dossier
        self.hasard = random.Random(grain)  # noqa: S311
        self.codes = [code for (code,) in cluster.lire(TERRITOIRES)]
        self.hasard.shuffle(self.codes)
        self.bilan = Bilan(nom, cible)
        self._essai = 0

    def frapper(self, coups: int) -> Bilan:
        """One whole act to know how many writes it makes, then ``coups`` strikes."""
        self.cluster.remettre_a_neuf()
        self.total, self.attendu = self._temoin()
        self.bilan.ecritures = self.total
        for _ in range(coups):
            self._coup()
        self._nettoyer()
        return self.bilan

    def _nettoyer(self) -> None:
        """The nightly job removes what the killed deposits left, and nothing else."""
        self.pepiniere.ordonner(acte="nettoyer")
        assert self.pepiniere.attendre() == 0, self.pepiniere.erreurs.read_text()[-3000:]
        trouves = self.bilan.restes
        self._juger_les_fichiers()
        if self.bilan.restes:
            self.bilan.fautes.append(f"{self.bilan.restes} files without a row survive the cleaning")
        self.bilan.restes = trouves

    def _temoin(self) -> tuple[int, dict[str, int]]:
        essai = self._preparer()
        self._lancer(essai)
        assert self.pepiniere.attendre() == 0, self.pepiniere.erreurs.read_text()[-3000:]
        lu = Lecture(essai["journal"])
        assert lu.acquis
        assert lu.ecritures >= 3, f"{self.nom} writes {lu.ecritures} times: no room to strike between"
        return lu.ecritures, self._ecart(essai)

    def _preparer(self) -> dict[str, Any]:
        self._essai += 1
        dossier = self.dossier / f"essai-{self._essai}"
        dossier.mkdir(parents=True)
        essai = {"victime": self.nom, "code": self.codes[self._essai % len(self.codes)], "dossier": str(dossier)}
        self.pepiniere.ordonner(acte="preparer", **essai)
        assert self.pepiniere.attendre() == 0, self.pepiniere.erreurs.read_text()[-3000:]
        return {**essai, "journal": self.dossier / f"journal-{self._essai}", "avant": self._compter(essai["code"])}

    def _lancer(self, essai: dict[str, Any], vise: int = 0) -> int:
        ordre = {c: essai[c] for c in ("victime", "code", "dossier")}
        return self.pepiniere.ordonner(acte="agir", journal=str(essai["journal"]), lenteur=LENTEUR, vise=vise, **ordre)

    def _coup(self) -> None:
        essai = self._preparer()
        vise = self.hasard.randint(2, max(2, self.total - 2))
        hasard = self.hasard.uniform(0, LENTEUR / 2)
        pid = self._lancer(essai, vise)
        limite = time.monotonic() + PATIENCE
        while Lecture(essai["journal"]).ecritures < vise and time.monotonic() < limite:
            time.sleep(0.001)
        mire(essai["journal"]).touch()
        time.sleep(hasard)
        if self.cible == "client":
            os.kill(pid, signal.SIGKILL)
        else:
            self.cluster.tuer()
        self.pepiniere.attendre()
        lu = Lecture(essai["journal"])
        if self.cible != "client":
            self.cluster.demarrer()
        self.bilan.coups += 1
        self.bilan.entre += lu.entre_les_ecritures(self.total)
        self._juger(essai, lu)

    def _juger(self, essai: dict[str, Any], lu: Lecture) -> None:
        ecart = self._ecart(essai)
        if not VICTIMES[self.nom].commet:
            self._juger_les_editions(Path(essai["dossier"]))
        elif ecart == self.attendu:
            self.bilan.acquis += 1
            if not lu.tout_ecrit:
                self.bilan.fautes.append(f"essai {self._essai}: committed before the last write")
        elif not ecart:
            self.bilan.rien += 1
            if lu.acquis:
                self.bilan.fautes.append(f"essai {self._essai}: acknowledged, then lost")
        else:
            self.bilan.fautes.append(f"essai {self._essai}: half-written, {ecart} instead of {self.attendu}")
        self._juger_les_rapports()
        self._juger_les_fichiers()

    def _ecart(self, essai: dict[str, Any]) -> dict[str, int]:
        """Rows more than before, by table; and the fiche and report that changed without one."""
        apres = self._compter(essai["code"])
        return {t: n - essai["avant"][t] for t, n in apres.items() if n != essai["avant"][t]}

    def _compter(self, code: str) -> dict[str, int]:
        tables = self.cluster.lire(
            "SELECT table_name FROM information_schema.columns WHERE table_schema = 'public' "
            "AND column_name = 'collectivite_id' ORDER BY 1"
        )
        requete = " UNION ALL ".join(
            f"SELECT '{t}', count(*)::int FROM \"{t}\" WHERE collectivite_id = %s"  # noqa: S608 - names of our tables
            for (t,) in tables
        )
        return dict(self.cluster.lire(requete, [code] * len(tables)))

    def _juger_les_rapports(self) -> None:
        """A report is agreed with its three visas, its figures and its fingerprint, or not agreed at all."""
        bancals = self.cluster.lire(
            "SELECT id, etat FROM rapports_rapport r WHERE (etat = 'arrete') <> (fige IS NOT NULL) "
            "OR (etat = 'arrete') <> (empreinte <> '') OR (etat = 'arrete') <> (arrete_le IS NOT NULL) "
            "OR (etat = 'arrete') <> (3 = (SELECT count(*) FROM rapports_visa v WHERE v.rapport_id = r.id))"
        )
        self.bilan.fautes += [f"report {pk}: {etat} without what goes with it" for pk, etat in bancals]

    def _juger_les_fichiers(self) -> None:
        """Every row has its bytes; what bears a fingerprint is whole; the rest is hidden and belongs to no row."""
        racine = self.cluster.maison / "fichiers"
        connues = {e for (e,) in self.cluster.lire("SELECT empreinte FROM documents_piece")}
        presentes = {p.name for p in racine.glob("??/*")}
        self.bilan.fautes += [f"row without its file: {e}" for e in connues - presentes]
        for fichier in racine.glob("??/*"):
            if hashlib.sha256(fichier.read_bytes()).hexdigest() != fichier.name:
                self.bilan.fautes.append(f"half-written file: {fichier.name}")
        self.bilan.restes = len(presentes - connues) + len(list(racine.glob(".depot-*")))
        self.bilan.fautes += [f"visible rest: {p.name}" for p in racine.glob("*") if p.is_file() and p.name[0] != "."]

    def _juger_les_editions(self, dossier: Path) -> None:
        """Each document is whole or absent, and the same command then gives the three."""
        visibles = [p for p in dossier.iterdir() if not p.name.startswith(".")]
        self.bilan.fautes += [f"half-written document: {p.name}" for p in visibles if not entier(p)]
        self.bilan.acquis += len(visibles) == 3
        self.bilan.rien += not visibles


def entier(document: Path) -> bool:
    """Whether a PDF or an Office file is complete."""
    if document.suffix == ".pdf":
        return document.read_bytes().rstrip().endswith(b"%%EOF")
    return zipfile.is_zipfile(document) and zipfile.ZipFile(document).testzip() is None
