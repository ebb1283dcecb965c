"""Writes ``docs/reference/regimes.md``, on which a jurist reads the law of contracts, with ``echeances.md`` and ``mesures.md``.

``python -m jalons.droit.documenter`` writes it; a test refuses a page that is not up to date.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from jalons.droit import documenter_echeances, documenter_mesures
from jalons.droit.inventaire import confiances, regles, regles_des_regimes
from jalons.droit.loader import (
    bibliographie,
    champs_fiche_action,
    etapes_contrat,
    indicateurs_nationaux,
    montants_nationaux,
    parametres,
    regimes,
    regle_cofinancement,
    sections_rapport,
    sources_financement,
    tous_les_termes,
    unites,
)
from jalons.droit.model import LIBELLES_CONFIANCE, Provenance, Regime
from jalons.droit.preuves import preuves
from jalons.noyau.dates import texte_du_jour
from jalons.noyau.montants import euros

PAGE = Path(__file__).parents[3] / "docs" / "reference" / "regimes.md"
_ENTETE = """\
<!-- Page produite par `python -m jalons.droit.documenter` : ne la modifiez pas, modifiez le catalogue. -->
# Régimes de contractualisation et règles associées

Chaque fait porte sa source et un code de confiance. Un fait non confirmé (code R, ou non vu) est montré comme tel et ne
bloque jamais personne. Un nombre que personne n'a lu reste vide.
"""


def page() -> str:
    """The whole page, in French."""
    parties = (
        _confiances(), *(_regime(r) for r in regimes()), _termes(), _financement(), _parametres(), _fiche(), _etapes(),
        _rapport(), _indicateurs(), _montants(), _cas(), _lectures(),
    )  # fmt: skip
    return _ENTETE + "\n".join("\n" + "\n".join(partie) for partie in parties) + "\n"


def _tableau(colonnes: tuple[str, ...], lignes: Iterable[tuple[object, ...]]) -> Iterator[str]:
    yield ""
    yield "| " + " | ".join(colonnes) + " |"
    yield "|" + " --- |" * len(colonnes)
    for ligne in lignes:
        yield "| " + " | ".join(str(c).replace("|", "\\|") for c in ligne) + " |"


def _foi(provenance: Provenance) -> tuple[str, str]:
    """Two cells: confidence with its reserve, then sources."""
    etat = provenance.confiance if provenance.confirmee else f"{provenance.confiance}, **non confirmé**"
    if not provenance.vu:
        etat = "**non vu**"
    return etat, f"{provenance.source}. {provenance.note}" if provenance.note else provenance.source


def _ou_non_vu(valeur: object) -> str:
    return "non vu" if valeur is None else str(valeur)


def _confiances() -> Iterator[str]:
    yield "## Codes de confiance"
    comptes = confiances()
    lignes = ((code, libelle, comptes[code]) for code, libelle in LIBELLES_CONFIANCE.items())
    yield from _tableau(("Code", "Sens", "Faits"), lignes)
    toutes = regles()
    yield ""
    datees, confirmees = sum(r.datee for r in toutes), sum(r.confirmee for r in toutes)
    yield f"{len(toutes)} règles, dont {datees} datées ; {confirmees} confirmées."


def _regime(regime: Regime) -> Iterator[str]:
    yield f"## Régime {regime.id}"
    yield ""
    yield f"- Acte : {regime.acte or 'non vu'}" + (f" (NOR {regime.nor})" if regime.nor else "")
    yield f"- Date de l'acte : {regime.date_acte} ; diffusion : {regime.publie_le or 'non vue'}"
    yield f"- Exercices : {', '.join(map(str, regime.exercices))}"
    if regime.herite_de:
        yield f"- Reprend ce qu'il ne fixe pas du régime {regime.herite_de}"
    yield f"- Confiance : {' — '.join(_foi(regime.provenance))}"
    yield from (f"- Attention : {avertissement}" for avertissement in regime.avertissements)
    regle = regime.composition
    facultatifs = "de {} à {}".format(*map(_ou_non_vu, (regle.facultatifs_min, regle.facultatifs_max)))
    yield from _tableau(
        ("Composition", "Nombre", "Confiance", "Source"),
        (
            ("Objectifs obligatoires", _ou_non_vu(regle.obligatoires), *_foi(regle.provenance)),
            ("Objectifs facultatifs", facultatifs, *_foi(regle.provenance_facultatifs)),
        ),
    )
    yield from _tableau(
        ("N°", "Engagement", "Confiance", "Source"),
        ((e.numero, e.titre, *_foi(e.provenance)) for e in regime.engagements),
    )
    yield from _objectifs(regime)
    if regime.echeances:
        yield from _tableau(
            ("Échéance", "Exercice", "Dernier jour", "Confiance", "Source"),
            (
                (
                    f"{e.libelle} (`{e.code}`)",
                    _ou_non_vu(e.exercice),
                    f"{e.limite}, reporté du {e.date}" if e.reportee_a else e.date,
                    *_foi(e.provenance),
                )
                for e in regime.echeances
            ),
        )
    else:
        yield from ("", "Aucune échéance propre n'a été vue.")


def _objectifs(regime: Regime) -> Iterator[str]:
    completes = regime.listes_completes
    dites = [
        nom
        for nom, complete in (("obligatoires", completes.obligatoires), ("facultatifs", completes.facultatifs))
        if complete
    ]
    yield ""
    yield (
        f"Liste complète des objectifs : {', '.join(dites)}."
        if dites
        else "Aucune liste d'objectifs n'est tenue pour complète."
    )
    if not regime.objectifs:
        return
    yield from _tableau(
        ("N°", "Objectif", "Engagement", "Catégorie", "Financé par", "Confiance", "Source"),
        (
            (
                f"{o.numero}{'' if o.numero_confirme else ' ?'}" if o.numero else "",
                f"{o.libelle} (`{o.code}`)",
                o.engagement or "",
                o.categorie or "non vue",
                ", ".join(o.sources),
                *_foi(o.provenance),
            )
            for o in regime.objectifs
        ),
    )


def _termes() -> Iterator[str]:
    yield "## Termes imposés"
    yield ""
    yield "Un terme lie par sa propre portée : tout contrat ou avenant signé dans la fenêtre, quel que soit son régime."
    yield from _tableau(
        ("Terme", "Signés du", "au", "Finissent au plus tard le", "Acte", "Confiance", "Source"),
        (
            (t.libelle, *map(texte_du_jour, (t.signes_du, t.signes_au, t.terme)), t.acte, *_foi(t.provenance))
            for t in tous_les_termes()
        ),
    )


def _financement() -> Iterator[str]:
    yield "## Financement"
    yield from _tableau(
        ("Code", "Source", "Gestionnaire", "Payé à", "Objet", "Pérenne", "Confiance", "Lu dans"),
        (
            (s.code, s.libelle, s.gestionnaire, s.beneficiaire, s.objet,
             {True: "oui", False: "non", None: "non dit"}[s.perenne], *_foi(s.provenance))
            for s in sources_financement()
        ),
    )  # fmt: skip
    regle = regle_cofinancement()
    yield ""
    yield f"Part minimale du département : assiette par défaut `{regle.defaut}`. {regle.provenance.note}"
    yield from _tableau(
        ("Assiette", "Crédits comptés", "Impossible si", "Confiance", "Source"),
        (
            (f"{b.libelle} (`{b.code}`)", ", ".join(b.comptees), ", ".join(b.empechee_par) or "—", *_foi(b.provenance))
            for b in regle.bases
        ),
    )


def _parametres() -> Iterator[str]:
    yield "## Paramètres datés"
    yield from _tableau(
        ("Paramètre", "Texte", "Depuis", "Jusqu'au", "Valeur", "Unité", "Confiance", "Source"),
        (
            (f"{p.libelle} (`{p.cle}`)", p.reference,
             texte_du_jour(v.depuis), texte_du_jour(v.jusqua) if v.jusqua else "—", str(v.valeur).replace(".", ","),
             unites()[p.unite].libelle, *_foi(v.provenance))
            for p in parametres().values()
            for v in p.valeurs
        ),
    )  # fmt: skip


def _fiche() -> Iterator[str]:
    yield "## Fiche action"
    yield from _tableau(
        ("Champ", "Contenu", "Obligatoire", "Confiance", "Source"),
        ((c.libelle, c.aide, "oui" if c.obligatoire else "non", *_foi(c.provenance)) for c in champs_fiche_action()),
    )


def _etapes() -> Iterator[str]:
    yield "## Étapes d'un contrat"
    yield from _tableau(
        ("Rang", "Étape", "Acteurs", "Confiance", "Source"),
        ((e.rang, e.libelle, ", ".join(e.acteurs), *_foi(e.provenance)) for e in etapes_contrat()),
    )


def _rapport() -> Iterator[str]:
    yield "## Rapport d'exécution"
    yield from _tableau(
        ("Rang", "Section", "Contenu", "Confiance", "Source"),
        ((s.rang, s.libelle, s.contenu, *_foi(s.provenance)) for s in sections_rapport()),
    )


def _indicateurs() -> Iterator[str]:
    yield "## Indicateurs harmonisés"
    yield from _tableau(
        ("Indicateur", "Objectif", "Unité", "Progrès", "Définition", "Données", "Départ", "Cibles nationales",
         "Confiance", "Source"),
        (
            (f"{i.libelle} (`{i.code}`)", i.objectif, unites()[i.unite].libelle, i.sens, i.definition,
             ", ".join(i.sources), _ou_non_vu(i.annee_t0),
             " ; ".join(f"{c.libelle} (horizon {c.horizon or 'non vu'})" for c in i.cibles) or "non vues",
             *_foi(i.provenance))
            for i in indicateurs_nationaux()
        ),
    )  # fmt: skip


def _montants() -> Iterator[str]:
    yield "## Montants nationaux"
    yield from _tableau(
        ("Exercice", "Source", "Montant", "Objet", "État", "Confiance", "Lu dans"),
        (
            (m.exercice, m.source, "non vu" if m.montant is None else euros(m.montant), m.libelle,
             "**contesté**" if m.conteste else "", *_foi(m.provenance))
            for m in montants_nationaux()
        ),
    )  # fmt: skip


def _cas() -> Iterator[str]:
    yield "## Règles et cas qui les éprouvent"
    toutes = list(preuves())
    lignes = []
    for regle in regles_des_regimes():
        titres = [p.titre for p in toutes if regle.code in p.regles]
        lignes.append((f"`{regle.code}`", regle.libelle, "oui" if regle.confirmee else "**non**", " ; ".join(titres)))
    yield from _tableau(("Règle", "Libellé", "Confirmée", "Cas"), lignes)


def _lectures() -> Iterator[str]:
    yield "## Ce qui a été lu"
    yield ""
    yield from (f"- {titre}" for titre in bibliographie().values())


if __name__ == "__main__":
    PAGE.parent.mkdir(parents=True, exist_ok=True)
    PAGE.write_text(page(), encoding="utf-8")
    documenter_echeances.PAGE.write_text(documenter_echeances.page(), encoding="utf-8")
    documenter_mesures.PAGE.write_text(documenter_mesures.page(), encoding="utf-8")
