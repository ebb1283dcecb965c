"""Any valid contract dossier, for property tests. Texts have no blank at their ends, as ``creer_fiche`` trims titles."""

from hypothesis import strategies as st

from jalons.application.contrats.dossier import (
    Categorie,
    DateEtape,
    DossierContrat,
    Duree,
    Engagement,
    Etape,
    Finances,
    ListeObjectifs,
    NaturePartie,
    ObjectifRetenu,
    Partie,
    Places,
    Role,
    SchemaLie,
    StatutPlaces,
    UniteDuree,
)
from jalons.application.fiches.listes import ActionListee, ListeActions, NatureAction
from jalons.application.finances.lignes import Beneficiaire, LigneFinanciere, Version
from jalons.droit import sources_financement
from jalons.noyau.montants import PrecisionMontant
from jalons.noyau.references import ChiffreCle, DocumentSource
from jalons.noyau.tests.valeurs import DATES, MONTANTS, NOMBRES, TEXTES, periodes

VIDE = st.just("") | TEXTES
ENGAGEMENTS = st.none() | st.integers(1, 9)


def _listes_objectifs(draw, noms):
    return tuple(
        ListeObjectifs(
            next(noms), draw(st.sampled_from(Categorie)), draw(st.booleans()), draw(VIDE), draw(NOMBRES),
            tuple(
                ObjectifRetenu(
                    next(noms), draw(TEXTES), "", draw(ENGAGEMENTS), draw(st.booleans()), draw(VIDE), draw(NOMBRES)
                )
                for _ in range(draw(st.integers(0, 3)))
            ),
        )
        for _ in range(draw(st.integers(0, 2)))
    )  # fmt: skip


def _listes_actions(draw, noms):
    nature = st.none() | st.sampled_from(NatureAction)
    return tuple(
        ListeActions(
            next(noms), draw(TEXTES), draw(st.booleans()), draw(NOMBRES), draw(st.booleans()),
            tuple(
                ActionListee(next(noms), draw(TEXTES), draw(ENGAGEMENTS), draw(nature), draw(VIDE), draw(NOMBRES))
                for _ in range(draw(st.integers(0, 3)))
            ),
        )
        for _ in range(draw(st.integers(0, 2)))
    )  # fmt: skip


def _suite(draw, strategie, nombre):
    return tuple(draw(st.lists(strategie, max_size=nombre)))


@st.composite
def dossiers(draw):
    """Short names are unique in the file, amounts point to names that exist: what the reader of files enforces."""
    noms = iter(f"n{i}" for i in range(1000))
    objectifs, actions = _listes_objectifs(draw, noms), _listes_actions(draw, noms)
    vises = ["", *(x.cle for x in (*objectifs, *actions)), *(o.cle for x in objectifs for o in x.objectifs),
             *(a.cle for x in actions for a in x.actions)]  # fmt: skip
    roles = st.sampled_from([(), (Role.SIGNATAIRE,), tuple(Role)])
    exactitude = st.sampled_from(PrecisionMontant)
    return DossierContrat(
        departement="15",
        intitule=draw(TEXTES),
        regime=draw(st.sampled_from(["2020", "2021", "2022", "2025-2027"])),
        document=draw(st.none() | st.builds(DocumentSource, TEXTES, VIDE, st.none() | DATES)),
        parties=_suite(draw, st.builds(Partie, TEXTES, st.sampled_from(NaturePartie), roles), 3),
        periode=draw(st.none() | periodes()),
        duree_annoncee=draw(st.none() | st.builds(Duree, st.integers(1, 60), st.sampled_from(UniteDuree))),
        dates=_suite(draw, st.builds(DateEtape, st.sampled_from(Etape), DATES), 5),
        engagements=_suite(draw, st.builds(Engagement, st.integers(1, 9), TEXTES), 3),
        objectifs=objectifs,
        actions=actions,
        finances=Finances(
            draw(st.booleans()), tuple(_ligne(draw, next(noms), vises) for _ in range(draw(st.integers(0, 4))))
        ),
        places=_suite(draw, st.builds(Places, TEXTES, st.integers(0, 99), st.sampled_from(StatutPlaces)), 2),
        chiffres_cles=_suite(draw, st.builds(ChiffreCle, TEXTES, MONTANTS, TEXTES, NOMBRES, exactitude), 2),
        schema_lie=draw(st.none() | st.builds(SchemaLie, TEXTES, st.none() | periodes(), st.none() | DATES)),
    )


def _ligne(draw, nom, vises):
    quand = draw(st.sampled_from(["rien", "annee", "par_an", "periode"]))
    return LigneFinanciere(
        cle=nom,
        libelle=draw(TEXTES),
        valeur=draw(MONTANTS),
        version=draw(st.sampled_from(Version)),
        source=draw(st.sampled_from([s.code for s in sources_financement()])),
        precision=draw(st.sampled_from(PrecisionMontant)),
        beneficiaire=draw(st.none() | st.sampled_from(Beneficiaire)),
        periode=draw(periodes()) if quand == "periode" else None,
        annee=draw(st.integers(1990, 2100)) if quand == "annee" else None,
        par_an=quand == "par_an",
        perenne=draw(st.booleans()),
        action=draw(st.sampled_from(vises)),
    )
