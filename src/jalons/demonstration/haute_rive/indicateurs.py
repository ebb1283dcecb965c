"""Indicators of the fictitious département: values of two sources, targets, counter-proposals."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from jalons.application.acces.models import Agent
from jalons.application.fiches.models import Fiche, FicheIndicateur
from jalons.application.indicateurs import services
from jalons.application.indicateurs.models import Indicateur
from jalons.demonstration import comptes
from jalons.demonstration.haute_rive import lecture
from jalons.demonstration.lieux import HAUTE_RIVE
from jalons.noyau.dates import DateCivile, ajouter_mois

Serie = Iterator[tuple[DateCivile, str, Decimal]]


def charger(*, par: Agent, au: date) -> None:
    """Take up the national indicators, add the local ones, enter targets and the values that the first report knew."""
    lu = lecture.lire("indicateurs")
    annee = date(lecture.jour_de_l_arrete().year, 1, 1)
    suivis = {i.code: i for i in services.reprendre_du_catalogue(collectivite=HAUTE_RIVE, par=par)}
    for code, donnees in lu["nationaux"].items():
        depart = suivis[code].t0_periode or DateCivile(2019)
        services.modifier(indicateur=suivis[code], par=par, t0_valeur=_nombre(donnees["t0"]), t0_periode=depart)
        _fixer_les_cibles(suivis[code], donnees, par)
        _remplir(suivis[code], donnees, par, depuis=date.min, jusqu_a=annee)
    for donnees in lu["locaux"]:
        suivis[donnees["code"]] = _local(donnees, par)
        _fixer_les_cibles(suivis[donnees["code"]], donnees, par)
        _remplir(suivis[donnees["code"]], donnees, par, depuis=date.min, jusqu_a=annee)
    _rattacher(suivis)


def poursuivre(*, par: Agent, au: date) -> None:
    """What came since: later values, and counter-proposals."""
    lu = lecture.lire("indicateurs")
    annee = date(lecture.jour_de_l_arrete().year, 1, 1)
    suivis = {i.code: i for i in Indicateur.objects.filter(collectivite=HAUTE_RIVE)}
    for code, donnees in (*lu["nationaux"].items(), *((d["code"], d) for d in lu["locaux"])):
        _remplir(suivis[code], donnees, par, depuis=annee, jusqu_a=au)
    for proposition in lu["propositions"]:
        _proposer(suivis[proposition["indicateur"]], proposition, par)


def _local(donnees: dict[str, Any], par: Agent) -> Indicateur:
    champs: dict[str, Any] = {
        c: donnees[c]
        for c in ("code", "libelle", "unite", "sens", "formule", "frequence", "delai_jours")
        if c in donnees
    }
    for borne in ("borne_min", "borne_max"):
        champs[borne] = _nombre(donnees[borne]) if borne in donnees else None
    return services.creer(
        collectivite=HAUTE_RIVE, par=par, t0_periode=DateCivile(donnees["annee_t0"]), t0_valeur=_nombre(donnees["t0"]),
        **champs,
    )  # fmt: skip


def _remplir(indicateur: Indicateur, donnees: dict[str, Any], par: Agent, *, depuis: date, jusqu_a: date) -> None:
    """Values of the periods that end from ``depuis`` on, before ``jusqu_a``."""
    for periode, source, valeur in (*_par_source(donnees.get("valeurs", {})), *_mensuel(donnees.get("mensuel"))):
        if depuis <= periode.fin < jusqu_a:
            services.saisir_valeur(indicateur=indicateur, periode=periode, source=source, valeur=valeur, par=par)


def _fixer_les_cibles(indicateur: Indicateur, donnees: dict[str, Any], par: Agent) -> None:
    for annee, valeur in donnees.get("cibles", {}).items():
        services.fixer_cible(indicateur=indicateur, annee=annee, valeur=_nombre(valeur), par=par)


def _par_source(valeurs: dict[str, dict[int, Any]]) -> Serie:
    for source, par_annee in valeurs.items():
        for annee, valeur in par_annee.items():
            yield DateCivile(annee), source, _nombre(valeur)


def _mensuel(serie: dict[str, Any] | None) -> Serie:
    if serie is None:
        return
    depart = DateCivile.lire(serie["depuis"]).debut
    for rang, valeur in enumerate(serie["valeurs"]):
        jour = ajouter_mois(depart, rang)
        yield DateCivile(jour.year, jour.month), serie["source"], _nombre(valeur)


def _rattacher(suivis: dict[str, Indicateur]) -> None:
    par_titre = {f.titre: f for f in Fiche.objects.all()}
    FicheIndicateur.objects.bulk_create(
        FicheIndicateur(collectivite_id=HAUTE_RIVE, fiche=par_titre[f["titre"]], indicateur=suivis[code])
        for f in lecture.lire("fiches")["fiches"]
        for code in f.get("indicateurs", ())
    )


def _proposer(indicateur: Indicateur, lu: dict[str, Any], par: Agent) -> None:
    proposition = services.contreproposer(
        indicateur=indicateur, objet=lu["objet"], periode=DateCivile(lu["periode"]), valeur=_nombre(lu["valeur"]),
        motif=lu["motif"], cote=lu["cote"], par=comptes.agent(lu["compte"]), source=lu.get("source", ""),
    )  # fmt: skip
    if "reponse" in lu:
        services.repondre(proposition=proposition, accepter=lu["accepter"], par=par, reponse=lu["reponse"])


def _nombre(valeur: float) -> Decimal:
    return Decimal(str(valeur))
