"""The register of projets pour l'enfant and of situation reports."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache
from operator import itemgetter
from typing import Any

from jalons.application.enfants.models import Enfant, LienFamilial
from jalons.application.mesures import rules
from jalons.application.mesures.models import Mesure
from jalons.application.projets_enfant.contenu import composer, empreinte, identite
from jalons.application.projets_enfant.models import (
    Action,
    Copie,
    Domaine,
    Objectif,
    Projet,
    RapportSituation,
    Signature,
    VersionProjet,
    Volet,
)
from jalons.demonstration.synthetique.ecriture import Greffe
from jalons.demonstration.synthetique.fonds import Fonds, Ligne
from jalons.demonstration.synthetique.gens import Gens
from jalons.demonstration.synthetique.registre import Registre
from jalons.demonstration.synthetique.suivi import Suivi

CONTENUS = {
    Domaine.SANTE: (
        "Un suivi médical régulier, un sommeil plus calme.", "Un médecin traitant connu de l'enfant.",
        "Prendre soin de toi.", "Voir le médecin et le dentiste dans l'année.", "Tu iras chez le médecin.",
        "Prendre les rendez-vous et l'y accompagner.",
    ),
    Domaine.RELATIONS: (
        "Des rencontres prévisibles avec ses parents.", "Une tante présente, une fratrie unie.",
        "Voir ta famille.", "Des visites tenues aux jours prévus.", "Tu verras tes parents aux jours prévus.",
        "Préparer chaque visite et en parler après.",
    ),
    Domaine.VIE_SOCIALE: (
        "Une scolarité sans rupture, une activité à soi.", "Un enseignant attentif.",
        "L'école et les copains.", "Une présence régulière à l'école.", "Tu iras à l'école tous les jours.",
        "Rencontrer l'école chaque trimestre.",
    ),
}  # fmt: skip
"""Needs, resources, plain words, objective, objective in plain words, action, of each domain."""
ABSENCES = {
    "parents absents": (Signature.Reponse.ABSENT, "Sans réponse à deux courriers."),
    "désaccord d'un parent": (Signature.Reponse.REFUSE, "En désaccord avec le lieu d'accueil."),
}
TEXTES = {
    "sante": "Suivi médical à jour.", "relations": "Visites tenues.", "vie_sociale": "Scolarité régulière.",
    "parole_enfant": "Dit aller mieux.", "parole_parents": "Souhaitent être tenus informés.",
    "evaluation": "Les objectifs avancent.", "propositions": "Poursuivre l'accompagnement.",
}  # fmt: skip
REDACTEURS = "Service éducatif, éducateur\nService de psychologie, psychologue"
SUIVIS = (Projet.Etat.SIGNE, Projet.Etat.A_ACTUALISER)
"""States in which a report, or a further measure, leads to an update."""
MODELES = (Projet, Volet, Objectif, Action, Signature, Copie, VersionProjet, RapportSituation)


class Projets:
    """Writes every projet and every report of the run."""

    def __init__(self, fonds: Fonds, greffe: Greffe, gens: Gens, suivi: Suivi, registre: Registre) -> None:
        self.fonds, self.greffe, self.gens, self.suivi, self.registre = fonds, greffe, gens, suivi, registre
        self.cadre, self.collectivite = gens.acteurs["cadre-ase"], gens.collectivite
        self.familles = {e: f for f, siens in gens.familles.items() for e in siens}
        self.lots: dict[type[Any], list[Any]] = {m: [] for m in MODELES}

    def ecrire(self) -> None:
        """Write them all, child after child."""
        rapports = self.fonds.par("rapports", "enfant")
        for enfant, ppe in sorted(self.fonds.par("ppe", "enfant").items()):
            retenus = [p | {"acte": self.suivi.mesures[p["mesure"]]} for p in ppe if p["mesure"] in self.suivi.mesures]
            remis = [r for r in rapports.pop(enfant, []) if r["mesure"] in self.suivi.mesures]
            suivis = self._rapports(enfant, remis)
            for debut, fin in rules.periodes((p["acte"].debut_le, p["acte"].fin_le) for p in retenus):
                self._periode(enfant, [p for p in retenus if _pendant(p["acte"].debut_le, debut, fin)],
                              [r for r in suivis if _pendant(r["remis_le"], debut, fin)], debut, fin)  # fmt: skip
        for enfant, remis in sorted(rapports.items()):
            self._rapports(enfant, [r for r in remis if r["mesure"] in self.suivi.mesures])
        for lignes in self.lots.values():
            self.greffe.ecrire(lignes)

    def _neuf(self, modele: type[Any], **champs: Any) -> Any:
        objet = self.greffe.neuf(modele, **champs)
        self.lots[modele].append(objet)
        return objet

    def _rapports(self, rang: int, lignes: list[Ligne]) -> list[Ligne]:
        """The reports of a child, each with its row and its facts."""
        enfant, suivis, depuis = self.gens.enfants[rang], [], None
        for ligne in sorted(lignes, key=itemgetter("remis_le", "rapport")):
            mesure, le = self.suivi.mesures[ligne["mesure"]], ligne["remis_le"]
            cadre, transmis = rules_cadre(mesure), ligne["transmis_au_juge_le"]
            debut = max(depuis or mesure.debut_le or le, mesure.debut_le or le)
            rapport = self._neuf(
                RapportSituation, enfant=enfant, cadre=cadre, debut=min(debut, le), fin=le, valide_le=le,
                valide_par=self.cadre, transmis_le=transmis, redacteurs=REDACTEURS, version=4,
                etat=RapportSituation.Etat.TRANSMIS if transmis else RapportSituation.Etat.VALIDE, **TEXTES,
            )  # fmt: skip
            self.registre.noter(enfant, "rapport_situation_valide", le, rapport=rapport.repere, cadre=str(cadre))
            self.registre.noter(enfant, "rapport_juge_transmis", transmis, rapport=rapport.repere)
            suivis.append(ligne | {"acte": rapport})
            depuis = le
        return suivis

    def _periode(self, rang: int, ppe: list[Ligne], rapports: list[Ligne], debut: date, fin: date | None) -> None:
        """The projet of one time of help, whatever the measures that follow each other in it."""
        enfant = self.gens.enfants[rang]
        etablis = sorted((p for p in ppe if p["etabli_le"] is not None), key=itemgetter("etabli_le", "ppe"))
        if not etablis:
            commence = debut + timedelta(days=20)
            if fin is None and commence <= self.fonds.au and self.fonds.chance(60, "projet", rang):
                self._ouvrir(enfant, commence, [ppe[0]["acte"]])
            return
        premier = etablis[0]
        preparation = 15 + self.fonds.sort("préparation", premier["ppe"]) % 45
        projet = self._ouvrir(enfant, max(debut, premier["etabli_le"] - timedelta(days=preparation)), [premier["acte"]])
        ecriture = _Ecriture(self, projet, self.familles[rang])
        ecriture.etablir(premier)
        ecriture.poursuivre([*etablis[1:], *rapports], fin)

    def _ouvrir(self, enfant: Enfant, le: date, mesures: list[Mesure]) -> Projet:
        reperes = [m.numero for m in mesures]
        projet: Projet = self._neuf(Projet, enfant=enfant, commence_le=le, mesures=reperes)
        for mesure in reperes:
            self.registre.noter(enfant, "ppe_prepare", le, mesure=mesure)
        return projet


class _Ecriture:
    """One projet from its first version to its end."""

    def __init__(self, projets: Projets, projet: Projet, famille: int) -> None:
        self.projets, self.projet, self.famille = projets, projet, famille
        self.enfant, self.fonds, self.noter = projet.enfant, projets.fonds, projets.registre.noter
        self.volets: list[Volet] = []
        self.objectifs: list[tuple[Objectif, list[Action]]] = []
        self.titulaires = [
            p for p in projets.gens.titulaires.get(famille, []) if projet.enfant.statut not in ("pupille", "tutelle")
        ]

    def etablir(self, ppe: Ligne) -> None:
        """The first version: its content, then its signatures."""
        self._rediger(ppe["etabli_le"])
        projet = self.projet
        projet.etat, projet.etabli_le = Projet.Etat.PROJET, ppe["etabli_le"]
        projet.parole_enfant, projet.parole_parents = "Veut savoir quand il rentrera.", "Souhaitent des nouvelles."
        projet.version = 4
        for mesure in projet.mesures:
            self.noter(self.enfant, "ppe_etabli", ppe["etabli_le"], mesure=mesure)
        signe, sante = ppe["signe_le"], ppe["bilan_sante_joint_le"]
        self._proposer_confiance(ppe)
        if sante is not None and (signe is None or sante <= signe):
            self._joindre_sante(sante)
        if signe is not None:
            self._signer(signe)
            if sante is not None and sante > signe:
                self._joindre_sante(sante)
        elif ppe["motif_non_signature"] in ABSENCES:
            self._recueillir(ppe["etabli_le"], *ABSENCES[ppe["motif_non_signature"]], service=False)

    def _rediger(self, le: date) -> None:
        projets = self.projets
        domaines = list(CONTENUS)
        depart = self.fonds.sort("domaine", self.enfant.numero) % 3
        for domaine in (domaines[depart], domaines[(depart + 1) % 3]):
            besoins, ressources, mots, but, but_simple, action = CONTENUS[domaine]
            self.volets.append(
                projets._neuf(Volet, projet=self.projet, domaine=domaine, besoins=besoins, ressources=ressources,
                              mots_simples=mots)
            )  # fmt: skip
            objectif = projets._neuf(
                Objectif, projet=self.projet, domaine=domaine, texte=but, mots_simples=but_simple,
                pour_le=le + timedelta(days=365),
            )  # fmt: skip
            faite = projets._neuf(
                Action, objectif=objectif, texte=action, responsable="Référent éducatif", debut=le,
                avancement=Action.Avancement.EN_COURS,
            )  # fmt: skip
            self.objectifs.append((objectif, [faite]))

    def _proposer_confiance(self, ppe: Ligne) -> None:
        if self.fonds.chance(55, "confiance", ppe["ppe"]):
            self.projet.confiance_proposee_le = ppe["etabli_le"]
            self.projet.confiance_reponse = Projet.Confiance.DIFFEREE
            self._sur_chaque_mesure("personne_confiance_proposee", ppe["etabli_le"])

    def _joindre_sante(self, le: date) -> None:
        self.projet.sante_jointe_le = le
        self._sur_chaque_mesure("bilan_sante_joint", le)

    def _sur_chaque_mesure(self, evenement: str, le: date) -> None:
        for mesure in self.projet.mesures:
            self.noter(self.enfant, evenement, le, mesure=mesure)

    def poursuivre(self, suites: list[Ligne], fin: date | None) -> None:
        """Reports and further measures in their order, then the end."""
        for ligne in sorted(suites, key=_jour):
            if _jour(ligne) > self.projet.commence_le and self.projet.etat in SUIVIS:
                self._suivre(ligne)
        projet = self.projet
        if fin is not None:
            projet.etat, projet.clos_le, projet.motif_cloture = Projet.Etat.CLOS, fin, Projet.Cloture.FIN
            projet.version += 1

    def _suivre(self, ligne: Ligne) -> None:
        """A report, or a measure that begins, asks for an update; it is done, or waited for."""
        projet, le = self.projet, _jour(ligne)
        if projet.signe_le is not None and le < projet.signe_le:
            return
        rapport = "remis_le" in ligne
        projet.version += 1
        projet.motif_actualisation = f"Rapport de situation {ligne['acte'].repere} validé" if rapport else "Mesure"
        projet.etat = Projet.Etat.A_ACTUALISER
        if rapport and not ligne["ppe_actualise"]:
            projet.etat = Projet.Etat.A_ACTUALISER if self._dernier(ligne) else Projet.Etat.SIGNE
            return
        if not rapport:
            projet.mesures = sorted({*projet.mesures, ligne["acte"].numero})
            self.noter(self.enfant, "ppe_etabli", le, mesure=ligne["acte"].numero)
        projet.avenant, projet.etat, projet.etabli_le, projet.signe_le = (
            projet.avenant + 1,
            Projet.Etat.PROJET,
            le,
            None,
        )
        projet.motif_actualisation = ""
        suivi = ligne["acte"].repere if rapport else None
        for mesure in projet.mesures:
            self.noter(self.enfant, "ppe_actualise", le, mesure=mesure, rapport=suivi)
        signature = le + timedelta(days=3 + self.fonds.sort("avenant", self.enfant.numero, le) % 15)
        if signature <= self.fonds.au:
            self._signer(signature)

    def _dernier(self, ligne: Ligne) -> bool:
        return bool(_jour(ligne) > self.fonds.au - timedelta(days=365))

    # ---- agreements

    def _recueillir(self, le: date, parents: Signature.Reponse, motif: str, *, service: bool) -> list[Signature]:
        commun = {"projet": self.projet, "avenant": self.projet.avenant, "le": le}
        neuf = self.projets._neuf
        recues = [neuf(Signature, qui=Signature.Qui.ENFANT, reponse=Signature.Reponse.SIGNE, **commun)]
        recues += [
            neuf(Signature, qui=Signature.Qui.TITULAIRE, personne=p, reponse=parents if rang == 0 else "signe",
                 motif=motif if rang == 0 else "", **commun)
            for rang, p in enumerate(self.titulaires)
        ]  # fmt: skip
        if service:
            recues.append(neuf(Signature, qui=Signature.Qui.SERVICE, reponse=Signature.Reponse.SIGNE, **commun))
        return recues

    def _signer(self, le: date) -> None:
        """The version is frozen as it stands; child and legal guardians receive the first one."""
        projet = self.projet
        recues = self._recueillir(le, Signature.Reponse.SIGNE, "", service=True)
        projet.etat, projet.signe_le, projet.version = Projet.Etat.SIGNE, le, projet.version + len(recues) + 1
        contenu = composer(
            projet, enfant=identite(self.enfant, liens=self._liens(), fratrie=self._fratrie(), referents=()),
            collectivite=self.projets.collectivite, objectifs=self.objectifs, volets=self.volets, signatures=recues,
        )  # fmt: skip
        self.projets._neuf(
            VersionProjet, projet=projet, avenant=projet.avenant, etabli_le=projet.etabli_le, signe_le=le,
            contenu=contenu, empreinte=empreinte(contenu),
        )  # fmt: skip
        if projet.avenant == 0:
            for a in (Copie.A.ENFANT, Copie.A.TITULAIRE):
                self.projets._neuf(Copie, projet=projet, avenant=0, a=a, le=le)
            self._sur_chaque_mesure("ppe_remis", le)

    def _liens(self) -> Iterator[tuple[LienFamilial, Any]]:
        for personne in self.titulaires:
            yield _parent(), personne

    def _fratrie(self) -> list[Enfant]:
        gens = self.projets.gens
        return [e for cle in gens.familles[self.famille] if (e := gens.enfants[cle]).pk != self.enfant.pk]


@lru_cache(maxsize=1)
def _parent() -> LienFamilial:
    """What ties a holder of parental authority to a child, for those who only read it."""
    return LienFamilial(lien="parent", autorite_parentale=LienFamilial.Autorite.TITULAIRE)


def rules_cadre(mesure: Mesure) -> RapportSituation.Cadre:
    """Whether a report on that measure goes to a judge."""
    from jalons.droit.mesures import natures

    juge = natures()[mesure.nature].judiciaire
    return RapportSituation.Cadre.JUDICIAIRE if juge else RapportSituation.Cadre.ADMINISTRATIF


def _pendant(jour: date, debut: date, fin: date | None) -> bool:
    return debut <= jour and (fin is None or jour <= fin)


def _jour(ligne: Ligne) -> date:
    jour: date = ligne["remis_le"] if "remis_le" in ligne else ligne["etabli_le"]
    return jour
