"""A fiche action on one page."""

from __future__ import annotations

from datetime import date

from jalons.application.fiches.listes_pages import nom_court
from jalons.application.fiches.models import Fiche, Intervenant, Placement
from jalons.application.finances.de_fiche import Rangee, rangees
from jalons.application.finances.lignes import Version
from jalons.application.finances.selectors import montants_de_la_fiche
from jalons.application.indicateurs.models import Indicateur
from jalons.application.indicateurs.sources import nom as nom_de_source
from jalons.application.rapports.editions.document import Document
from jalons.application.rapports.presentation import Colonne, SectionPresentee, Tableau, nom_source, symbole
from jalons.application.rapports.textes import ABSENT, argent, nombre
from jalons.noyau.montants import Montant, PrecisionMontant

VIDE = "Non renseigné."


def document(fiche: Fiche, *, au: date) -> Document:
    """The fiche; better read by ``fiches.selectors.fiche_complete``."""
    return Document(
        titre=fiche.titre,
        sous_titre=f"Fiche action – {fiche.collectivite.nom_complet}",
        jour=au,
        mention="Fiche action",
        identification=_identification(fiche),
        sections=(
            SectionPresentee("objet", "Objet", fiche.objet, VIDE),
            SectionPresentee("public", "Public visé", fiche.public, VIDE),
            SectionPresentee("constats", "Éléments de constat", fiche.constats, VIDE),
            SectionPresentee("actions", "Actions", "", "", (_actions(fiche),)),
            SectionPresentee("resultats", "Résultats attendus", _resultats(fiche), VIDE),
            SectionPresentee("indicateurs", "Indicateurs", "", "", (_indicateurs(fiche),)),
            SectionPresentee("financements", "Financements", fiche.financements, "", _montants(fiche)),
            *_blocage(fiche),
        ),
        modele="fiche.typ",
    )


def _identification(fiche: Fiche) -> tuple[tuple[str, str], ...]:
    def noms(role: str) -> str:
        return ", ".join(i.nom for i in fiche.intervenants.all() if i.role == role) or ABSENT

    cadres = "\n".join(_places(fiche))
    dates = " – ".join(str(d) for d in (fiche.debut, fiche.fin) if d)
    return (
        ("Cadre", cadres or "aucun"),
        ("Statut", f"{fiche.get_statut_display()}, avancement {nombre(fiche.avancement, '%')}"),
        ("Pilote", noms(Intervenant.Role.PILOTE)),
        ("Partenaires", noms(Intervenant.Role.PARTENAIRE)),
        ("Calendrier", " ; ".join(x for x in (dates, fiche.calendrier) if x) or ABSENT),
    )


def _places(fiche: Fiche) -> list[str]:
    """One line per frame: its title, the number that the fiche has there, the headings under which it stands."""
    par_cadre: dict[int, list[Placement]] = {}
    for place in fiche.placements.all():
        par_cadre.setdefault(place.cadre_id, []).append(place)
    lignes = []
    for places in par_cadre.values():
        numero = next((f" (n°\xa0{p.numero})" for p in places if p.numero), "")
        rubriques = ", ".join(dict.fromkeys(p.rubrique.titre for p in places if p.rubrique))
        lignes.append(f"{places[0].cadre.titre}{numero}{' : ' if rubriques else ''}{rubriques}")
    return lignes


def _actions(fiche: Fiche) -> Tableau:
    lignes: list[tuple[str, ...]] = []
    for action in fiche.actions.all():
        lignes.append((str(action.numero), action.titre, action.get_statut_display().lower()))
        lignes += [
            ("", f"{'   ' * etape.niveau}• {etape.texte}", _faite(etape.faite_le))
            for etape in action.etapes.all()
            if etape.texte
        ]
    colonnes = (Colonne("N°", 0.4), Colonne("Action et étapes", 4), Colonne("Statut", 1.2))
    return Tableau("Actions", colonnes, tuple(lignes), "Aucune action n'est détaillée.")


def _faite(le: object) -> str:
    return f"faite le {le}" if le else ""


def _resultats(fiche: Fiche) -> str:
    return "\n".join(f"• {r.texte}" for r in fiche.resultats.all())


def _indicateurs(fiche: Fiche) -> Tableau:
    mesures = Indicateur.objects.filter(pk__in=[m.indicateur_id for m in fiche.mesures.all()])
    lignes = tuple(_indicateur(i) for i in mesures.prefetch_related("valeurs", "cibles"))
    colonnes = (
        Colonne("Indicateur", 3),
        Colonne("Départ", 1, True),
        Colonne("Dernières valeurs", 2),
        Colonne("Cible", 1.2, True),
    )
    return Tableau("Indicateurs", colonnes, lignes, "Aucun indicateur ne mesure cette fiche.")


def _indicateur(indicateur: Indicateur) -> tuple[str, ...]:
    unite = symbole(indicateur.unite)
    par_source = {nom_de_source(v.source): v for v in indicateur.valeurs.all()}
    valeurs = " ; ".join(f"{s} {v.periode} : {nombre(v.valeur, unite)}" for s, v in sorted(par_source.items()))
    cible = max(indicateur.cibles.all(), key=lambda c: c.annee, default=None)
    visee = f"{nombre(cible.valeur, unite)} ({cible.annee})" if cible else ABSENT
    return (indicateur.libelle, nombre(indicateur.t0_valeur, unite), valeurs or ABSENT, visee)


def _montants(fiche: Fiche) -> tuple[Tableau, ...]:
    """One table per frame that pays for the fiche; one that says so when none does."""
    par_cadre: dict[str, list[Rangee]] = {}
    for rangee in rangees(montants_de_la_fiche(fiche)):
        par_cadre.setdefault(nom_court(rangee.cadre), []).append(rangee)
    colonnes = (
        Colonne("Source", 2.2), Colonne("Année", 0.9), *(Colonne(v.libelle.capitalize(), 1.25, True) for v in Version)
    )  # fmt: skip
    vide = Tableau("Financements", colonnes, (), "Aucun montant n'est rattaché à cette fiche.")
    return tuple(
        Tableau(nom, colonnes, tuple((nom_source(r.source), r.quand, *map(_somme, r.cellules)) for r in lignes))
        for nom, lignes in par_cadre.items()
    ) or (vide,)


def _somme(sommes: list[Montant]) -> str:
    """The amount as a figure that adds up when it is one and exact; else its words."""
    if len(sommes) == 1 and sommes[0].precision is PrecisionMontant.EXACT:
        return argent(sommes[0].valeur)
    return "\n".join(str(s) for s in sommes) or "–"


def _blocage(fiche: Fiche) -> tuple[SectionPresentee, ...]:
    if not fiche.blocage:
        return ()
    suite = f"\nCe qui débloquerait : {fiche.deblocage}" if fiche.deblocage else ""
    return (SectionPresentee("blocage", "Ce qui bloque", fiche.blocage + suite),)
