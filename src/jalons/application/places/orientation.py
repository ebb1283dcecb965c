"""The orientation form of a child towards a unit: one content, filtered once, for the preview and for the PDF.

The recipient is another body. It learns who the child is, what place is sought, who follows him, and what the author
writes for it. It never learns an address, a school, a territory wished for, a parent, a brother's name, nor what the
medical, judicial and birth compartments say: the text of the author is filtered too (``enfants.caviardage``).
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from jalons.application.documents import pdf
from jalons.application.enfants import rules as enfants
from jalons.application.enfants import selectors as selecteurs_enfants
from jalons.application.enfants.caviardage import RESERVE, cacher, lignes_protegees, passages_cloisonnes
from jalons.application.etablissements.models import UniteAccueil
from jalons.application.etablissements.nomenclatures import libelle_public, libelle_type
from jalons.application.etablissements.rules import age_admis
from jalons.application.places.models import Demande
from jalons.noyau.dates import texte_du_jour

MODELE = Path(__file__).parent / "modeles" / "orientation.typ"
TITRE = "Fiche d'orientation"
SECTIONS = ("L'enfant", "La place cherchée", "Le lieu sollicité", "Qui suit l'enfant")
"""Parts of the form, in their order, before what the author writes."""


def contenu(demande: Demande, unite: UniteAccueil, *, presentation: str, auteur: str, au: date) -> dict[str, Any]:
    """All that the form says, already filtered. Ten queries at most.

    Args:
        demande: its child at hand.
        presentation: what the author writes for the recipient.
        auteur: who signs it.
    """
    enfant = demande.enfant
    return {
        "titre": TITRE, "date": au.isoformat(), "etabli_le": texte_du_jour(au), "mention": "Confidentiel",
        "sous_titre": f"{enfant.nom_complet} – {unite.etablissement}, {unite}",
        "collectivite": enfant.collectivite.nom_complet, "auteur": auteur,
        "sections": [
            {"titre": titre, "lignes": lignes}
            for titre, lignes in zip(
                SECTIONS, (_enfant(demande, au), _place(demande), _lieu(unite), _suivi(demande, au)), strict=True
            )
        ],
        "presentation": _filtrer(_propre(presentation), demande, au),
    }  # fmt: skip


def _filtrer(presentation: str, demande: Demande, au: date) -> str:
    """The only free text of the form. The name of the unit stays whole: a hole in it would tell what it hides."""
    sans_adresse = cacher(presentation, lignes_protegees(demande.enfant, au))
    return str(cacher(sans_adresse, passages_cloisonnes(demande.enfant), par=RESERVE))


def _propre(texte: str) -> str:
    return texte.strip().replace("\r\n", "\n")


def imprimer(dit: dict[str, Any]) -> bytes:
    """The PDF of a content that ``contenu`` gave."""
    return pdf.composer(MODELE, dit)


def masques(dit: dict[str, Any], presentation: str) -> bool:
    """Whether the filter took something out of what the author wrote."""
    return bool(dit["presentation"] != _propre(presentation))


def _enfant(demande: Demande, au: date) -> list[list[str]]:
    enfant = demande.enfant
    return [
        ["Nom et prénom", enfant.nom_complet],
        ["Naissance", str(enfant.naissance) if enfant.naissance else "date inconnue"],
        ["Âge", enfants.age_en_mots(enfant.naissance, au)],
        ["Sexe", str(enfant.get_sexe_display())],
        ["Dossier", enfant.numero],
    ]


def _place(demande: Demande) -> list[list[str]]:
    pour = f"le {texte_du_jour(demande.pour_le)}" if demande.pour_le else "dès que possible"
    return [
        ["Type", libelle_type(demande.type)],
        ["Public", libelle_public(demande.public)],
        ["Pour quand", pour],
        ["Demandée", f"le {texte_du_jour(demande.demandee_le)}"],
        ["Frères et sœurs", _fratrie(demande)],
    ]


def _fratrie(demande: Demande) -> str:
    if not demande.fratrie_ensemble or demande.enfant.fratrie_id is None:
        return "place cherchée pour un seul enfant"
    autres = Demande.objects.filter(
        collectivite_id=demande.collectivite_id, enfant__fratrie_id=demande.enfant.fratrie_id, fin_le=None,
        fratrie_ensemble=True,
    ).exclude(pk=demande.pk).count()  # fmt: skip
    if not autres:
        return "avec sa fratrie, qui n'attend pas d'autre place"
    return f"avec {autres} autre enfant de sa fratrie" if autres == 1 else f"avec {autres} autres enfants de sa fratrie"


def _lieu(unite: UniteAccueil) -> list[list[str]]:
    return [
        ["Établissement", str(unite.etablissement)],
        ["Unité", unite.nom],
        ["Type", libelle_type(unite.type)],
        ["Âges admis", age_admis(unite.age_min, unite.age_max)],
    ]


def _suivi(demande: Demande, au: date) -> list[list[str]]:
    referents = selecteurs_enfants.referents_de([demande.enfant], au).get(demande.enfant_id, [])
    noms = ", ".join(str(r.agent) for r in referents)
    return [["Collectivité", demande.enfant.collectivite.nom_complet], ["Référent", noms or "aucun à cette date"]]
