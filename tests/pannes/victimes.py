"""The acts that are struck. Each prepares what it needs (committed), then acts in one perimeter."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from tests.pannes.journal import Journal


@dataclass(frozen=True)
class Victime:
    """One act.

    Attributes:
        preparer: from a territory and a folder, what ``agir`` takes; run and committed beforehand.
        agir: the act itself, inside the perimeter; its writes are logged.
        commet: whether it is a database act, whose commit is acknowledged when the perimeter closes.
    """

    preparer: Callable[[str, Path], dict[str, Any]]
    agir: Callable[[str, dict[str, Any], Journal], None]
    commet: bool = True


def _importer(code: str, donnees: dict[str, Any], journal: Journal) -> None:
    from jalons.application.contrats import fichier, services
    from jalons.config.lieux import RACINE

    source = RACINE / "exemples" / "contrats" / "cantal.yaml"
    dossier = fichier.lire(source.read_bytes(), nom=source.name)
    services.importer(replace(dossier, departement=code, intitule=donnees["intitule"]), par=None)


def _contrat(code: str) -> Any:
    from jalons.application.rapports.tests import factories

    return factories.contrat(code)


def _rapport_presque_arrete(code: str, dossier: Path) -> dict[str, Any]:
    from jalons.application.rapports import services

    rapport = services.partager(services.creer(_contrat(code), exercice=2023, par=None), par=None)
    for cote in ("departement", "prefecture"):
        services.viser(rapport, cote=cote, decision="accepte", par=None)
    return {"rapport": rapport.pk}


def _viser(code: str, donnees: dict[str, Any], journal: Journal) -> None:
    from jalons.application.rapports import services
    from jalons.application.rapports.models import Rapport

    services.viser(Rapport.objects.get(pk=donnees["rapport"]), cote="ars", decision="accepte", par=None)


def _fiche(code: str, dossier: Path) -> dict[str, Any]:
    from jalons.application.fiches.services import creer_fiche

    return {"fiche": creer_fiche(collectivite=code, titre="Fiche frappée", par=None).pk}


def _noter(code: str, donnees: dict[str, Any], journal: Journal) -> None:
    from jalons.application.documents.tests.factories import PDF, recu
    from jalons.application.fiches.models import Fiche
    from jalons.application.fiches.services import noter

    fiche = Fiche.objects.get(pk=donnees["fiche"])
    preuves = [recu(f"preuve-{n}.pdf", PDF + f"\n{fiche.pk}-{n}".encode()) for n in range(3)]
    noter(
        fiche=fiche, version=None, par=None, texte="Point d'étape", statut="en_cours", avancement=35, fichiers=preuves
    )


MONTANTS = 30


def _classeur_en_attente(code: str, dossier: Path) -> dict[str, Any]:
    from django.utils import timezone

    from jalons.application.documents.excel.comparaison import Changement, LigneChangee
    from jalons.application.documents.models import ImportEnAttente

    contrat = _contrat(code)
    lignes = []
    for n in range(MONTANTS):
        valeurs = {
            "libelle": f"Montant {n}",
            "source": "P304",
            "version": "paye",
            "valeur": str(1000 + n),
            "annee": "2024",
        }
        changements = tuple(Changement(c, None, v, None, f"A{n}") for c, v in valeurs.items())
        lignes.append(asdict(LigneChangee("montants", "", f"Montant {n}", n, changements)))
    attente = ImportEnAttente.objects.create(
        collectivite_id=code, classeur="plan-financier", objet=str(contrat.pk), nom="plan.xlsx",
        expire_le=timezone.now() + timedelta(hours=1), lignes=lignes,
    )  # fmt: skip
    return {"attente": attente.pk, "cadre": contrat.pk}


def _confirmer(code: str, donnees: dict[str, Any], journal: Journal) -> None:
    from jalons.application.documents.excel.registre import trouver
    from jalons.application.documents.excel.services import confirmer
    from jalons.application.documents.models import ImportEnAttente
    from jalons.application.fiches.models import Cadre

    attente = ImportEnAttente.objects.get(pk=donnees["attente"])
    confirmer(attente, trouver("plan-financier"), Cadre.objects.get(pk=donnees["cadre"]), ecraser=(), par=None)


class _FichierLent:
    """A file received block by block; each block that comes is about to be written."""

    def __init__(self, nom: str, octets: bytes, journal: Journal) -> None:
        self.name, self._reste, self._journal = nom, octets, journal

    def read(self, size: int = -1, /) -> bytes:
        bloc, self._reste = self._reste[:size], self._reste[size:]
        if bloc:
            self._journal.ecriture()
        return bloc


def _deposer(code: str, donnees: dict[str, Any], journal: Journal) -> None:
    from jalons.application.documents.services import deposer
    from jalons.application.documents.tests.factories import PDF
    from jalons.application.fiches.models import Fiche

    grain = hashlib.sha256(str(donnees["fiche"]).encode()).digest()
    octets = PDF + grain * 100_000  # some 3 Mo, a dozen blocks
    deposer(objet=Fiche.objects.get(pk=donnees["fiche"]), fichier=_FichierLent("scan.pdf", octets, journal), par=None)


def _contrat_a_editer(code: str, dossier: Path) -> dict[str, Any]:
    _contrat(code)
    return {"sortie": str(dossier)}


def _produire(code: str, donnees: dict[str, Any], journal: Journal) -> None:
    from jalons.cli import main

    recu = main(["rapports", "produire", "--departement", code, "--exercice", "2023", "--sortie", donnees["sortie"]])
    assert recu == 0, f"jalons rapports produire: {recu}"


def _document_relu(code: str, dossier: Path) -> dict[str, Any]:
    from jalons.application.relecture.tests import scene

    lus = [e for n in range(1, 5) for e in (
        scene.lu("fiche", f"Visites à domicile {n}", numero=n), scene.lu("pilote", f"Service {n}", parent=f"fiche {n}"),
        scene.lu("action", f"Former les équipes {n}", numero=1, parent=f"fiche {n}"),
    )]  # fmt: skip
    return {"relecture": scene.relue(code, elements_lus=tuple(lus), nom=f"{dossier.name}.txt", nature="contrat").pk}


def _importer_un_document(code: str, donnees: dict[str, Any], journal: Journal) -> None:
    from django.utils import timezone

    from jalons.application.relecture import rules, selectors, services
    from jalons.application.relecture.models import Relecture

    lue = Relecture.objects.get(pk=donnees["relecture"])
    parties = [s.cle for s in rules.sections(selectors.elements(lue))]
    services.importer(relecture=lue, choisies=parties, version=lue.version, par=None, maintenant=timezone.now())


def _plan_en_cours(code: str, dossier: Path) -> dict[str, Any]:
    """Six who wait, three free places: a plan has been asked for and its job begins."""
    from django.utils import timezone

    from jalons.application.etablissements.tests.factories import unite_de
    from jalons.application.places import services
    from jalons.application.places.tests.factories import DemandeFactory

    unite_de(3, collectivite=code)
    DemandeFactory.create_batch(6, enfant__collectivite_id=code)
    calcul = services.demander_calcul(
        collectivite=code, genre="plan", au=timezone.localdate(), maintenant=timezone.now(), par=None
    )
    services.commencer_calcul(calcul=calcul)
    return {"calcul": calcul.pk}


def _planifier(code: str, donnees: dict[str, Any], journal: Journal) -> None:
    """What the job does, then a person: every line accepted."""
    from django.utils import timezone

    from jalons.application.places import services
    from jalons.application.places.models import CalculPlaces

    calcul = CalculPlaces.objects.get(pk=donnees["calcul"])
    services.executer_calcul(calcul=calcul, maintenant=timezone.now())
    for ligne in calcul.lignes.exclude(unite=None):
        services.decider_ligne(ligne=ligne, accepte=True, motif="", par=None, jour=calcul.au)


UNITES = 12


def _classeur_de_places(code: str, dossier: Path) -> dict[str, Any]:
    """A workbook of a managing body: new units, and an act for one that is there."""
    from django.utils import timezone

    from jalons.application.documents.excel.comparaison import Changement, LigneChangee
    from jalons.application.documents.models import ImportEnAttente
    from jalons.application.etablissements.tests.factories import unite_de

    unite = unite_de(3, collectivite=code)
    lieu, organisme = unite.etablissement, unite.etablissement.organisme
    neuves = [
        ("unites", {"etablissement": str(lieu.pk), "nom": f"Unité neuve {n}", "type": "internat", "age_max": "17"})
        for n in range(UNITES)
    ]
    acte = ("actes", {"unite": str(unite.pk), "nature": "extension", "places": "4", "effet_le": "2024-09-01"})
    lignes = []
    for n, (feuille, valeurs) in enumerate([*neuves, acte]):
        changements = tuple(Changement(c, None, v, None, f"A{n}") for c, v in valeurs.items())
        lignes.append(asdict(LigneChangee(feuille, "", f"Ligne {n}", n, changements)))
    attente = ImportEnAttente.objects.create(
        collectivite_id=code, classeur="places", objet=str(organisme.pk), nom="places.xlsx", lignes=lignes,
        expire_le=timezone.now() + timedelta(hours=1), parametres={"au": "2025-01-01", "actes": True},
    )  # fmt: skip
    return {"attente": attente.pk, "organisme": organisme.pk}


def _importer_des_places(code: str, donnees: dict[str, Any], journal: Journal) -> None:
    from datetime import date

    from jalons.application.documents.excel.services import confirmer
    from jalons.application.documents.models import ImportEnAttente
    from jalons.application.etablissements.classeur_places import ClasseurPlaces
    from jalons.application.etablissements.models import Organisme

    attente = ImportEnAttente.objects.get(pk=donnees["attente"])
    organisme = Organisme.objects.get(pk=donnees["organisme"])
    confirmer(attente, ClasseurPlaces(actes=True, au=date(2025, 1, 1)), organisme, ecraser=(), par=None)


VICTIMES = {
    "import d'un contrat": Victime(lambda code, dossier: {"intitule": dossier.name}, _importer),
    "troisième accord d'un rapport": Victime(_rapport_presque_arrete, _viser),
    "note d'une fiche, trois preuves": Victime(_fiche, _noter),
    "confirmation d'un classeur": Victime(_classeur_en_attente, _confirmer),
    "dépôt d'un document": Victime(_fiche, _deposer),
    "import d'un document relu": Victime(_document_relu, _importer_un_document),
    "plan du jour, chaque ligne acceptée": Victime(_plan_en_cours, _planifier),
    "import d'un classeur de places": Victime(_classeur_de_places, _importer_des_places),
    "jalons rapports produire": Victime(_contrat_a_editer, _produire, commet=False),
}
