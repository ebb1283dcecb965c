"""Receiving an information, joining another one, adding a child."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Unpack

from django.db import transaction

from jalons.application.acces.models import Agent
from jalons.application.crip import rules
from jalons.application.crip.models import EnfantConcerne, Information, Situation, Transfert
from jalons.application.crip.origines import Canal, Origine, professionnel_presume
from jalons.application.crip.rules import Acte, EnfantLu, Etat
from jalons.application.crip.services.passage import (
    Quand,
    constater_par_information,
    noter,
    passer,
    refuser,
    repere,
)
from jalons.application.enfants import ages, selectors
from jalons.application.enfants import services as dossiers
from jalons.application.enfants.models import Enfant, Foyer
from jalons.application.enfants.services.identite import ChampsEnfant
from jalons.application.enfants.services.numeros import tirer
from jalons.application.enfants.verrous import DEPLACE, verrouiller_dossiers
from jalons.application.faits import services as faits
from jalons.application.faits.models import Fait
from jalons.application.socle.journal import journaliser
from jalons.application.territoires.models import Collectivite, UniteLocale
from jalons.noyau.saisie import Faute


@dataclass(frozen=True, slots=True)
class InformationRecue:
    """What the CRIP knows when it receives an information.

    Attributes:
        instant: when the hour is known; its day is ``recue_le``.
        professionnel: ``None`` lets the origin say it, when it does.
        reponse_demandee_le: the day the informant asked what would follow.
        departement: the one that transfers the situation, for an incoming transfer.
    """

    recue_le: date
    origine: Origine
    canal: Canal
    contenu: str
    instant: datetime | None = None
    professionnel: bool | None = None
    informateur: str = ""
    coordonnees: str = ""
    reponse_demandee_le: date | None = None
    departement: Collectivite | None = None


@dataclass(frozen=True, slots=True)
class NouvelEnfant:
    """A child of whom no file is known; ``vus`` are the look-alikes that the agent has set aside."""

    champs: ChampsEnfant
    vus: frozenset[int] = field(default_factory=frozenset)


@transaction.atomic
@faits.ensemble()
def recevoir(
    *,
    collectivite: str,
    information: InformationRecue,
    au: date,
    par: Agent | None,
    connus: Sequence[Enfant] = (),
    nouveaux: Sequence[NouvelEnfant] = (),
    unite: UniteLocale | None = None,
    meme_foyer: bool = True,
) -> Situation:
    """Open a situation: the children told of, and every other minor of their households.

    Args:
        connus: children whose file exists.
        nouveaux: those whose file is opened by this act.
        meme_foyer: whether the children without a household live under one roof, which is then opened.

    Raises:
        EntreeRefusee: every fault at once; nothing is written.
        DoublonsPossibles: a new child looks like one already known and not set aside.
    """
    _verrouiller_les_identites(collectivite, nouveaux)
    cites, autres = _tenir_avec_les_leurs([e.fusionne_dans or e for e in connus], information.recue_le)
    fautes = _fautes_information(information, au, collectivite)
    fautes += rules.fautes_enfants([_lu(e, information.recue_le) for e in cites]) if cites or not nouveaux else []
    refuser(fautes, "l'information")
    cites += _ouvrir(nouveaux, cites, collectivite, unite=unite, au=au, par=par)
    refuser(rules.fautes_enfants([_lu(e, information.recue_le) for e in cites]), "l'information")
    foyer = _foyer(cites, collectivite, par=par, au=au, ensemble=meme_foyer and bool(nouveaux))
    situation = Situation.objects.create(
        collectivite_id=collectivite, numero=tirer(), foyer=foyer, ouverte_le=information.recue_le,
        unite=unite or next((e.unite for e in cites if e.unite_id), None),
    )  # fmt: skip
    noter(situation, "recevoir", avant="", apres=Etat.RECUE, le=information.recue_le, par=par)
    journaliser("crip:recevoir", objet=situation, par=par, enfants=len(cites))
    _concerner(situation, cites, signale=True)
    _concerner(situation, autres, signale=False)
    situation.tenus = sorted([*cites, *autres], key=lambda e: e.pk)
    _enregistrer(situation, information, par=par)
    if information.departement is not None:
        Transfert.objects.create(
            collectivite_id=collectivite, situation=situation, sens=Transfert.Sens.ENTRANT,
            autre=information.departement, connu_le=information.recue_le, transmis_le=information.recue_le,
        )  # fmt: skip
    return situation


@transaction.atomic
@faits.ensemble()
def joindre(
    *,
    situation: Situation,
    version: int | None,
    information: InformationRecue,
    au: date,
    par: Agent | None,
    connus: Sequence[Enfant] = (),
    nouveaux: Sequence[NouvelEnfant] = (),
) -> Information:
    """Add an information to a situation that is still studied: it gets its own deadlines.

    Args:
        connus, nouveaux: children it names; those whom the situation did not concern yet are added.

    Raises:
        VersionDepassee, RegleNonRespectee: as for every act.
        EntreeRefusee: every fault of the information at once.
    """
    cites = [e.fusionne_dans or e for e in connus]
    fautes = _fautes_information(information, au, situation.collectivite_id)
    fautes += rules.fautes_enfants([_lu(e, information.recue_le) for e in cites]) if cites else []
    refuser(fautes, "l'information")
    _verrouiller_les_identites(situation.collectivite_id, nouveaux)
    quand: Quand = {"situation": situation, "version": version, "le": au, "au": au, "par": par}
    a_jour, avant = passer(Acte.JOINDRE, quand, avec=cites)
    cites += _ouvrir(nouveaux, cites, a_jour.collectivite_id, unite=a_jour.unite, au=au, par=par)
    deja = set(EnfantConcerne.objects.filter(situation=a_jour).values_list("enfant_id", flat=True))
    for enfant in cites:
        if enfant.pk not in deja:
            concerner_avec_ses_faits(a_jour, enfant, signale=True, par=par)
    recue = _enregistrer(a_jour, information, par=par)
    if information.recue_le < a_jour.ouverte_le:
        a_jour.ouverte_le = information.recue_le
        a_jour.save(update_fields=["ouverte_le"])
    if avant not in (Etat.RECUE, Etat.NON_QUALIFIEE):
        constater_par_information(a_jour, "ip_qualifiee", [recue], le=au, par=par)
    return recue


@transaction.atomic
@faits.ensemble()
def ajouter_enfant(*, enfant: Enfant, signale: bool = False, **quand: Unpack[Quand]) -> EnfantConcerne:
    """Add a minor of the home discovered later: what was stated of the situation is stated of him too.

    Raises:
        EntreeRefusee: he is there already, of age, or dead.
    """
    enfant = enfant.fusionne_dans or enfant
    fautes = rules.fautes_enfants([_lu(enfant, quand["le"])])
    if EnfantConcerne.objects.filter(situation=quand["situation"], enfant=enfant).exists():
        fautes.append(
            Faute("numero", f"Le {enfant} est déjà concerné par cette situation : rien à faire.", str(enfant))
        )
    refuser(fautes, "l'enfant")
    situation, _ = passer(Acte.AJOUTER_ENFANT, quand, avec=[enfant])
    return concerner_avec_ses_faits(situation, enfant, signale=signale, par=quand["par"])


def concerner_avec_ses_faits(
    situation: Situation, enfant: Enfant, *, signale: bool, par: Agent | None
) -> EnfantConcerne:
    """Make a child concerned and repeat on him the facts of the situation, at their own days."""
    reperes = [situation.numero, *(repere(situation, i) for i in Information.objects.filter(situation=situation))]
    premier = EnfantConcerne.objects.filter(situation=situation).order_by("pk").first()
    (concerne,) = _concerner(situation, [enfant], signale=signale)
    if premier is not None:
        dits = Fait.objects.filter(
            sujet_type="enfant", sujet_id=premier.enfant_id, annule_le=None, attributs__ip__in=reperes
        ).order_by("survenu_le", "pk")
        constats = [faits.Constat(enfant, f.evenement, f.survenu_le, f.attributs, f.instant) for f in dits]
        faits.enregistrer_plusieurs(constats, par=par)
    if situation.tenus is not None:
        situation.tenus = sorted([*situation.tenus, enfant], key=lambda e: e.pk)
    return concerne


def _verrouiller_les_identites(collectivite: str, nouveaux: Sequence[NouvelEnfant]) -> None:
    """Two receptions that name the same unknown children wait for each other, whatever the order of their lines."""
    dossiers.verrouiller_les_semblables(collectivite, [n.champs for n in nouveaux])


def _tenir_avec_les_leurs(cites: list[Enfant], au: date) -> tuple[list[Enfant], list[Enfant]]:
    """These children and the other minors of their households, as they stand, their files locked in one pass."""
    autres = autres_mineurs(cites, au)
    tenus = verrouiller_dossiers([e.pk for e in (*cites, *autres)])
    if any(tenus[e.pk].fusionne_dans_id is not None for e in (*cites, *autres)):
        refuser([Faute("enfants", DEPLACE)], "l'information")
    return [tenus[e.pk] for e in cites], [tenus[e.pk] for e in autres]


def autres_mineurs(enfants: Iterable[Enfant], au: date) -> list[Enfant]:
    """Minors who live with these children on ``au`` and are not among them."""
    return selectors.mineurs_vivant_avec(enfants, au)


def _ouvrir(
    nouveaux: Sequence[NouvelEnfant],
    deja: Sequence[Enfant],
    collectivite: str,
    *,
    unite: UniteLocale | None,
    au: date,
    par: Agent | None,
) -> list[Enfant]:
    """Files of the new children; brothers and sisters named together are not taken for one another."""
    ouverts: list[Enfant] = []
    for neuf in nouveaux:
        champs: ChampsEnfant = {"unite": unite, **neuf.champs}
        vus = neuf.vus | {e.pk for e in (*deja, *ouverts)}
        ouverts.append(dossiers.creer_enfant(collectivite=collectivite, par=par, au=au, vus=vus, **champs))
    return ouverts


def _lu(enfant: Enfant, au: date) -> EnfantLu:
    naissance = enfant.naissance
    ne_apres = str(naissance) if naissance is not None and naissance.debut > au else ""
    return EnfantLu(enfant.numero, ages.est_mineur(naissance, au), enfant.decede_le is not None, ne_apres)


def _fautes_information(information: InformationRecue, au: date, ici: str) -> list[Faute]:
    noms = ("recue_le", "contenu", "reponse_demandee_le", "origine", "departement")
    return fautes_de_l_information({nom: getattr(information, nom) for nom in noms}, au, ici)


def fautes_de_l_information(lus: Mapping[str, Any], au: date, ici: str) -> list[Faute]:
    """Every fault of what is received; ``None`` is not known, or could not be read.

    Args:
        ici: code of the collectivité that receives; empty while it is not chosen.
    """
    recue, contenu, demande = lus.get("recue_le"), lus.get("contenu"), lus.get("reponse_demandee_le")
    fautes = [] if recue is None else rules.faute_du_jour(recue, au=au, lieu="recue_le")
    if contenu is not None and not contenu.strip():
        fautes.append(Faute("contenu", "Rien n'est dit de la situation. Écrivez ce qui a été rapporté."))
    if demande is not None:
        fautes += rules.faute_du_jour(demande, au=au, pas_avant=recue, lieu="reponse_demandee_le")
    if lus.get("origine") == Origine.DEPARTEMENT and lus.get("departement") is None:
        fautes.append(Faute("departement", "Indiquez le département qui transmet la situation."))
    if (autre := lus.get("departement")) is not None and autre.pk == ici:
        phrase = f"{autre} est le département qui reçoit : indiquez celui qui transmet, ou laissez vide."
        fautes.append(Faute("departement", phrase, str(autre), "un autre département"))
    return fautes


def fautes_du_nouvel_enfant(lus: Mapping[str, Any], *, recue_le: date | None, au: date) -> list[Faute]:
    """Every fault of a child whose file the reception would open."""
    naissance = lus.get("naissance")
    fautes = dossiers.fautes_de(Enfant(), lus, au=au, neuf=True, dossier_ancien=False)
    if naissance is None or recue_le is None or any(f.lieu == "naissance" for f in fautes):
        return fautes
    lu = _lu(Enfant(naissance=naissance), recue_le)
    if lu.ne_apres:
        phrase = (
            f"La naissance ({naissance}) vient après le jour de l'information. Corrigez l'une des deux dates ; pour un "
            "enfant à naître, laissez la naissance vide."
        )
        fautes.append(Faute("naissance", phrase, str(naissance)))
    elif lu.mineur is False:
        phrase = (
            f"Naissance : {naissance}, donc une personne majeure au jour de l'information, qui concerne un mineur. "
            "Corrigez la date, ou retirez cette ligne."
        )
        fautes.append(Faute("naissance", phrase, str(naissance), "un mineur"))
    return fautes


def _foyer(cites: list[Enfant], collectivite: str, *, par: Agent | None, au: date, ensemble: bool) -> Foyer | None:
    """Their household; opened for those who have none when they live together."""
    siens = selectors.foyers_par_enfant(cites, au)
    foyer = next((siens[e.pk] for e in cites if e.pk in siens), None)
    sans = [e for e in cites if e.pk not in siens]
    if not ensemble or not sans:
        return foyer
    if foyer is None:
        return dossiers.creer_foyer(collectivite=collectivite, enfants=sans, par=par)
    for enfant in sans:
        dossiers.placer_au_foyer(foyer=foyer, enfant=enfant, par=par)
    return foyer


def _concerner(situation: Situation, enfants: Iterable[Enfant], *, signale: bool) -> list[EnfantConcerne]:
    return EnfantConcerne.objects.bulk_create(
        [
            EnfantConcerne(
                collectivite_id=situation.collectivite_id, situation=situation, enfant=enfant, signale=signale
            )
            for enfant in enfants
        ]
    )


def _enregistrer(situation: Situation, recue: InformationRecue, *, par: Agent | None) -> Information:
    """Keep the information and state its facts."""
    presume = professionnel_presume(recue.origine) if recue.professionnel is None else recue.professionnel
    information = Information.objects.create(
        collectivite_id=situation.collectivite_id, situation=situation,
        rang=Information.objects.filter(situation=situation).count() + 1, recue_le=recue.recue_le,
        instant=recue.instant, origine=recue.origine, canal=recue.canal, professionnel=presume,
        informateur=recue.informateur.strip(), coordonnees=recue.coordonnees.strip(), contenu=recue.contenu.strip(),
        reponse_demandee_le=recue.reponse_demandee_le,
    )  # fmt: skip
    lue = [information]
    if recue.origine is Origine.SNATED:
        constater_par_information(situation, "fiche_119_transmise", lue, le=recue.recue_le, par=par)
    constater_par_information(situation, "ip_recue", lue, le=recue.recue_le, instant=recue.instant, par=par)
    if recue.reponse_demandee_le is not None and presume is not True and recue.origine is not Origine.ELU:
        evenement = "suite_demandee_par_informateur"
        constater_par_information(situation, evenement, lue, le=recue.reponse_demandee_le, par=par)
    return information
