"""What the files of ``exemples/demonstration/`` say, as the application's own dataclasses. Pure."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any

import yaml

from jalons.application.contrats.dossier import (
    Categorie,
    DateEtape,
    DossierContrat,
    Duree,
    Etape,
    ListeObjectifs,
    NaturePartie,
    ObjectifRetenu,
    Partie,
    Role,
    UniteDuree,
)  # fmt: skip
from jalons.application.schema.dossier import (
    ActionBilan,
    ActionSchema,
    BilanAnterieur,
    DossierSchema,
    EngagementSchema,
    FicheSchema,
    Orientation,
    PlaceACreer,
    PlacesACreer,
    Point,
    Priorite,
    SousTheme,
    StatutBilan,
)  # fmt: skip
from jalons.demonstration.comptes import donnees as comptes
from jalons.demonstration.lieux import DEMONSTRATION, HAUTE_RIVE
from jalons.noyau.dates import DateCivile
from jalons.noyau.periodes import Periode


@cache
def lire(nom: str) -> dict[str, Any]:
    """The content of ``exemples/demonstration/<nom>.yaml``."""
    lu: dict[str, Any] = yaml.safe_load((DEMONSTRATION / f"{nom}.yaml").read_text(encoding="utf-8"))
    return lu


def periode(donnees: dict[str, Any]) -> Periode:
    """The period of a frame."""
    return Periode(DateCivile.lire(donnees["debut"]), DateCivile.lire(donnees["fin"]))


def jour_de_l_arrete() -> date:
    """The day of the report agreed jointly: what the file tells of later days is written after it."""
    [lu] = [r for r in lire("rapports")["rapports"] if r["issue"] == "arrete"]
    return date.fromisoformat(str(lu["le"]))


def fonctions() -> dict[str, str]:
    """The function of each account, without its place: the name of the service that steers a fiche."""
    return {c["compte"]: c["fonction"].partition(" (")[0] for c in comptes()["comptes"]}


def schema() -> DossierSchema:
    """The schéma, with its fiches, places and the bilan of the former one."""
    lu, fiches = lire("cadres")["schema"], lire("fiches")["fiches"]
    return DossierSchema(
        departement=HAUTE_RIVE,
        intitule=lu["titre"],
        periode=periode(lu),
        complete=True,
        adopte_le=DateCivile.lire(lu["adopte_le"]),
        engagements=tuple(
            EngagementSchema(
                n, e["titre"], tuple(_sous_theme(f"{n}.{m}", t, fiches) for m, t in enumerate(e["sous_themes"], 1))
            )
            for n, e in enumerate(lu["engagements"], 1)
        ),
        fiches=tuple(_fiche(f) for f in fiches),
        places=PlacesACreer(True, lu["places_annoncees"], tuple(_places(fiches))),
        bilan=_bilan(lu["bilan"]),
    )  # fmt: skip


def _sous_theme(code: str, titre: str, fiches: list[dict[str, Any]]) -> SousTheme:
    return SousTheme(titre, tuple(f["numero"] for f in fiches if f["place"]["theme"] == code))


def _fiche(f: dict[str, Any]) -> FicheSchema:
    noms = fonctions()
    suivi = f["suivi"]
    duree = ""
    if "fin" in suivi:
        duree = str(Periode(DateCivile.lire(str(suivi["debut"])), DateCivile.lire(str(suivi["fin"])))).capitalize()
    return FicheSchema(
        numero=f["numero"],
        titre=f["titre"],
        engagements=(int(f["place"]["theme"][0]),),
        pilotes=tuple(noms.get(p, p) for p in f.get("pilotes", ())),
        partenaires=tuple(f.get("partenaires", ())),
        objet=f.get("objet", ""),
        public=f.get("public", ""),
        calendrier=duree,
        constats=(f["constats"],) if "constats" in f else (),
        actions=tuple(
            ActionSchema(n, a["titre"], tuple(Point(1, e) for e in a.get("etapes", ())))
            for n, a in enumerate(f.get("actions", ()), 1)
        ),
        resultats_attendus=tuple(f.get("resultats", ())),
    )


def _places(fiches: list[dict[str, Any]]) -> list[PlaceACreer]:
    return [PlaceACreer(f["titre"], f["place"]["places"], f["numero"]) for f in fiches if "places" in f["place"]]


def _bilan(lu: dict[str, Any]) -> BilanAnterieur:
    orientations = tuple(
        Orientation(n, titre, tuple(_priorite(n, m, *p) for m, p in enumerate(priorites.items(), 1)))
        for n, (titre, priorites) in enumerate(lu["orientations"].items(), 1)
    )
    return BilanAnterieur(
        True, lu["intitule"], periode(lu), actions_annoncees=lu["actions_annoncees"], orientations=orientations
    )


def _priorite(orientation: int, numero: int, titre: str, statuts: list[str]) -> Priorite:
    actions = enumerate(statuts, 1)
    return Priorite(
        numero, titre, tuple(ActionBilan(k, f"Action {orientation}.{numero}.{k}", StatutBilan(s)) for k, s in actions)
    )


def contrat(lu: dict[str, Any]) -> DossierContrat:
    """A contract without its actions nor amounts: fiches are placed, amounts added, afterwards."""
    return DossierContrat(
        departement=HAUTE_RIVE,
        intitule=lu["titre"],
        regime=lu["regime"],
        parties=tuple(
            Partie(p["nom"], NaturePartie(p["nature"]), tuple(Role(r) for r in p["roles"]))
            for p in lire("cadres")["parties"]
        ),
        periode=periode(lu),
        duree_annoncee=Duree(lu["duree"], UniteDuree.ANS),
        dates=tuple(DateEtape(Etape(e["etape"]), DateCivile.lire(e["le"])) for e in lu["etapes"]),
        objectifs=(
            _liste("obligatoires", Categorie.OBLIGATOIRE, lu["obligatoires"], len(lu["obligatoires"])),
            _liste("facultatifs", Categorie.FACULTATIF, lu["facultatifs"], lu["facultatifs_annonces"]),
        ),
    )


def _liste(cle: str, categorie: Categorie, objectifs: dict[str, str], annonces: int) -> ListeObjectifs:
    retenus = tuple(
        ObjectifRetenu(cle=code.replace("_", "-"), libelle=libelle, code_national=code)
        for code, libelle in objectifs.items()
    )
    return ListeObjectifs(cle=cle, categorie=categorie, complete=True, annonces=annonces, objectifs=retenus)
