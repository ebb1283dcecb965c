"""The execution report as a document."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from jalons.application.contrats.models import Contrat
from jalons.application.rapports import presentation, selectors
from jalons.application.rapports.editions.document import Document
from jalons.application.rapports.models import Commentaire, Cote, Rapport, Visa
from jalons.application.rapports.photographie import photographie
from jalons.droit import sections_rapport
from jalons.noyau.dates import texte_du_jour


def document(rapport: Rapport) -> Document:
    """The report; its figures are the frozen ones once it is agreed."""
    chiffres = selectors.chiffres(rapport)
    instant = rapport.connu_au or timezone.now()
    arrete = rapport.etat == Rapport.Etat.ARRETE
    sections = [(s.code, s.titre, s.texte) for s in rapport.sections.all()]
    connus = selectors.connus_au(rapport) if arrete else f"{_jour(instant)} (provisoires)"
    return Document(
        titre=f"Rapport d'exécution {rapport.exercice}",
        sous_titre=f"{chiffres['collectivite']} – {chiffres['contrat']['titre']}",
        jour=timezone.localtime(instant).date(),
        mention="Arrêté conjointement" if arrete else f"{rapport.get_etat_display()} – document de travail",
        identification=(*presentation.identification(chiffres), ("Chiffres connus au", connus)),
        sections=presentation.presenter(chiffres, sections, _commentaires(rapport)),
        visas=_visas(rapport),
        empreinte=f"Empreinte des chiffres figés (SHA-256) : {rapport.empreinte}" if arrete else "",
    )


def provisoire(contrat: Contrat, *, exercice: int, instant: datetime) -> Document:
    """What the report of ``exercice`` would say at ``instant``, for a contract that has none yet: figures, no text."""
    chiffres = photographie(contrat, exercice=exercice, instant=instant)
    sections = [(s.code, s.libelle, "") for s in sections_rapport()]
    return Document(
        titre=f"Rapport d'exécution {exercice}",
        sous_titre=f"{chiffres['collectivite']} – {chiffres['contrat']['titre']}",
        jour=timezone.localtime(instant).date(),
        mention="Non ouvert – document de travail",
        identification=(
            *presentation.identification(chiffres),
            ("Chiffres connus au", f"{_jour(instant)} (provisoires)"),
        ),
        sections=presentation.presenter(chiffres, sections, {}),
    )


def _jour(instant: datetime | None) -> str:
    return texte_du_jour(timezone.localtime(instant).date()) if instant else ""


def _commentaires(rapport: Rapport) -> dict[str, list[tuple[str, str]]]:
    par: dict[str, list[tuple[str, str]]] = {}
    ouverts = Commentaire.objects.filter(section__rapport=rapport, resolu_le=None).select_related("section")
    for commentaire in ouverts:
        par.setdefault(commentaire.section.code, []).append((commentaire.get_cote_display(), commentaire.texte))
    return par


def _visas(rapport: Rapport) -> tuple[tuple[str, str, str, str], ...]:
    donnes = {v.cote: v for v in rapport.visas.select_related("par") if v.tour == rapport.tour}
    return tuple(_visa(libelle, donnes.get(cote)) for cote, libelle in Cote.choices)


def _visa(libelle: str, visa: Visa | None) -> tuple[str, str, str, str]:
    if visa is None:
        return (libelle, "attendu", "", "")
    return (libelle, visa.get_decision_display().lower(), str(visa.par or ""), _jour(visa.le))
