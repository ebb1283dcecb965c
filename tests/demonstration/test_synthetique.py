"""A synthetic département in the registers: coherent, the same each time, whole or not there."""

from collections import Counter, defaultdict
from contextlib import contextmanager
from datetime import UTC, date, datetime
from itertools import pairwise

import pytest
from django.apps import apps
from django.db import transaction

from jalons.application.accueil_familial import selectors as carers
from jalons.application.accueil_familial.models import AssistantFamilial, Decision
from jalons.application.crip.models import EnfantConcerne, Evaluation, Information, Passage, Situation
from jalons.application.crip.rules import Acte, Etat, etat_apres
from jalons.application.echeancier import recalcul
from jalons.application.enfants import recherche
from jalons.application.enfants.cles import Identite, cles_de
from jalons.application.enfants.models import CleRecherche, Enfant, Foyer, LienFamilial, MembreFoyer, Referent
from jalons.application.enfants.services import identite_de
from jalons.application.enfants.services.numeros import FORME
from jalons.application.etablissements.models import UniteAccueil
from jalons.application.faits import services as faits
from jalons.application.faits.locaux import regles_de
from jalons.application.faits.models import Echeance, Fait
from jalons.application.mesures.models import FaitDeMesure, Mesure, Renouvellement
from jalons.application.observatoire.imports import lieux
from jalons.application.observatoire.models import Calcul, Importation
from jalons.application.places import selectors as places
from jalons.application.places.models import Demande as DemandePlace
from jalons.application.places.models import Occupation, OuverturePrevue, Refus, TableDeDistances
from jalons.application.places.recherche import lecture
from jalons.application.places.recherche.calculs import planifier_tous
from jalons.application.projets_enfant.contenu import empreinte, photographier
from jalons.application.projets_enfant.models import Projet, RapportSituation, VersionProjet
from jalons.application.socle.models import Entree
from jalons.application.socle.perimetre import perimetre
from jalons.application.territoires.models import Commune
from jalons.config.pour_pytest import comme_proprietaire
from jalons.demonstration import comptes, synthetique, territoires
from jalons.demonstration.synthetique.chronique import raconter
from jalons.demonstration.synthetique.ecriture import Greffe, _Moule
from jalons.demonstration.synthetique.fonds import Fonds
from jalons.synthese.departement import Demande
from jalons.synthese.parametres import parametres

pytestmark = pytest.mark.xdist_group("demonstration")

JOUR = date(2026, 11, 24)


@contextmanager
def _communes_fictives():
    """Those of Haute-Rive, written by the owner as a load does."""
    with comme_proprietaire():
        assert territoires.charger_fictives(using="default")
        assert not territoires.charger_fictives(using="default")
    try:
        yield
    finally:
        with comme_proprietaire():
            Commune.objects.filter(collectivite_id="F0").delete()


@pytest.fixture(scope="module", autouse=True)
def departement(django_db_setup, django_db_blocker):
    """Thirty children followed, loaded once for the tests of this file; undone at the end, their communes too."""
    with django_db_blocker.unblock(), _communes_fictives(), transaction.atomic():
        comptes.charger()
        comptes.charger_identite()
        assert synthetique.charger(au=JOUR, dire=lambda phrase: None, enfants=30)
        with perimetre(["F0"]):
            yield
        transaction.set_rollback(True)


def par(modele, champ):
    groupes = defaultdict(list)
    for objet in modele.objects.order_by("pk"):
        groupes[getattr(objet, champ)].append(objet)
    return groupes


def test_un_objet_coule_est_celui_que_son_modele_aurait_fait():
    """Fields, defaults and links: the load goes without the constructors of the models."""
    modeles = [m for m in apps.get_models() if {"id", "collectivite_id"} <= {f.attname for f in m._meta.fields}]
    greffe = Greffe("F0", datetime(2026, 11, 24, tzinfo=UTC), par=1)

    for modele in modeles:
        coule = _Moule(modele).couler(7, "F0", {})
        attendu = {c: v for c, v in vars(modele(id=7, collectivite_id="F0")).items() if c != "_state"}
        assert {c: v for c, v in vars(coule).items() if c != "_state"} == attendu
    enfant = Enfant.objects.first()
    referent = greffe.neuf(Referent, enfant=enfant)
    assert (referent.enfant is enfant, referent.enfant_id, referent._state.adding) == (True, enfant.pk, True)
    with pytest.raises(KeyError, match="inconnu"):
        greffe.neuf(Referent, inconnu=1)


# ---- enfants


def test_chaque_enfant_se_retrouve_par_ses_cles():
    gardees = defaultdict(set)
    for enfant, cle in CleRecherche.objects.values_list("enfant_id", "cle"):
        gardees[enfant].add(cle)
    enfants = list(Enfant.objects.all())

    assert len(enfants) > 100
    assert all(gardees[e.pk] == cles_de(identite_de(e)) for e in enfants)
    premier = next(e for e in enfants if e.naissance.jour)
    trouves = recherche.candidats(["F0"], Identite((premier.nom,), premier.prenom, premier.naissance))
    assert premier.pk in {c.enfant.pk for c in trouves}


def test_les_numeros_ont_la_forme_des_autres_et_ne_se_repetent_pas():
    numeros = [n for m in (Enfant, Foyer, Mesure, Situation) for n in m.objects.values_list("numero", flat=True)]

    assert all(FORME.fullmatch(n) for n in numeros)
    assert len(set(numeros)) == len(numeros)


def test_les_enfants_d_une_famille_vivent_ensemble_et_ont_une_fratrie():
    for membres in par(MembreFoyer, "foyer_id").values():
        enfants = [m.enfant for m in membres if m.enfant_id]
        assert len({e.fratrie_id for e in enfants}) <= 1
        assert len(enfants) == 1 or all(e.fratrie_id for e in enfants) or not enfants
        assert any(m.personne_id for m in membres)
    assert LienFamilial.objects.filter(autorite_parentale="titulaire").exists()


def test_le_referent_de_la_demonstration_suit_des_enfants():
    moi = comptes.agent("referent-f0")

    assert Referent.objects.filter(agent=moi, fin=None).count() >= 3


# ---- CRIP


def test_l_etat_de_chaque_situation_est_celui_de_sa_derniere_etape():
    passages = par(Passage, "situation_id")
    for situation in Situation.objects.all():
        siens = passages[situation.pk]
        assert siens[0].acte == "recevoir"
        assert [p.le for p in siens] == sorted(p.le for p in siens)
        assert all(b.avant == a.apres for a, b in pairwise(siens))
        assert all(etat_apres(Etat(p.avant), Acte(p.acte)) == p.apres for p in siens[1:])
        assert situation.etat == siens[-1].apres
        assert situation.version == len(siens)
        assert (situation.cloturee_le is None) == (situation.etat != "cloturee")


def test_chaque_recit_suit_la_table_de_la_crip_a_plus_grande_echelle():
    """Seven informations on one family, in any order, meet every state."""
    demande = Demande(enfants=900, annees=5, graine=4, au=JOUR, departement="F0")

    recits = list(raconter(Fonds.tirer(demande)))

    assert len(recits) > 1000
    for recit in recits:
        etat = Etat.RECUE
        for _, acte, _ in recit.actes:
            assert etat_apres(etat, acte) is not None, (acte, etat)
            etat = etat_apres(etat, acte)


def test_les_situations_sont_a_tous_les_etats_ordinaires():
    etats = set(Situation.objects.values_list("etat", flat=True))

    assert {"cloturee", "en_evaluation"} <= etats
    assert "en_evaluation" not in set(
        Evaluation.objects.exclude(rapport_le=None).values_list("situation__etat", flat=True)
    )


def test_chaque_information_a_ses_enfants_et_ses_faits():
    concernes = Counter(EnfantConcerne.objects.values_list("situation_id", flat=True))
    recues = Counter(Fait.objects.filter(evenement="ip_recue").values_list("attributs__ip", flat=True))

    informations = list(Information.objects.select_related("situation"))
    assert len(informations) > 40
    for i in informations:
        assert recues[f"{i.situation.numero}/{i.rang}"] == concernes[i.situation_id]


# ---- mesures


def test_aucune_mesure_de_la_meme_famille_ne_se_chevauche():
    siennes = defaultdict(list)
    for m in Mesure.objects.exclude(debut_le=None).exclude(exclusive=""):
        siennes[m.enfant_id, m.exclusive].append((m.debut_le, m.fin_le or date.max))

    assert all(fin <= debut for durees in siennes.values() for (_, fin), (debut, _) in pairwise(sorted(durees)))


def test_chaque_mesure_a_ses_faits_et_ses_renouvellements_se_suivent():
    liens = Counter(FaitDeMesure.objects.values_list("mesure_id", flat=True))
    commencees = Mesure.objects.exclude(debut_le=None).exclude(nature__in=("pupille", "mjie", "parrainage"))
    assert all(liens[m.pk] for m in commencees)
    for mesure, suite in par(Renouvellement, "mesure").items():
        assert [r.rang for r in suite] == list(range(1, len(suite) + 1))
        assert suite[-1].terme_le == mesure.terme_le
        assert all(a.terme_le == b.terme_avant for a, b in pairwise(suite))


def test_autant_d_enfants_suivis_que_demande():
    en_cours = Mesure.objects.exclude(debut_le=None).filter(fin_le=None)

    assert 25 <= len(set(en_cours.values_list("enfant_id", flat=True))) <= 30


# ---- projets


def test_une_version_signee_dit_ce_que_dit_le_projet():
    dernieres = {v.projet_id: v for v in VersionProjet.objects.order_by("avenant")}
    projets = Projet.objects.filter(etat="signe")
    assert projets
    for projet in projets:
        version = dernieres[projet.pk]
        assert version.avenant == projet.avenant
        assert version.empreinte == empreinte(version.contenu)
        contenu = photographier(projet)
        for cle in ("version", "etabli_le", "signe_le", "volets", "paroles"):
            assert version.contenu[cle] == contenu[cle]


def test_un_rapport_judiciaire_seul_part_chez_le_juge():
    assert set(RapportSituation.objects.filter(etat="transmis").values_list("cadre", flat=True)) == {"judiciaire"}


# ---- faits et échéances


def test_chaque_fait_est_au_catalogue_et_chaque_echeance_a_sa_regle():
    regles = regles_de("F0")
    connus = set(regles.evenements)
    faits = list(Fait.objects.all())

    assert {f.evenement for f in faits} <= connus
    for f in faits:
        declares = {a.nom for a in regles.evenements[f.evenement].attributs} | {"repere"}  # tells evaluators apart
        assert set(f.attributs) <= declares, f.evenement
    assert set(Echeance.objects.values_list("regle", flat=True)) <= set(regles.par_code)
    assert not Fait.objects.filter(sujet_type="enfant").exclude(sujet_id__in=Enfant.objects.values("pk")).exists()


def test_recalculer_ne_change_rien():
    fait = recalcul.DEBUT
    while fait.apres is not None:
        fait = recalcul.recalculer_lot(collectivite="F0", type_="enfant", depart=fait)

    assert fait.sujets > 100
    assert fait.echeances == 0


def test_l_historique_et_le_journal_disent_le_chargement():
    evenements = Enfant.pgh_event_model.objects.filter(pgh_label="insert")

    assert evenements.count() == Enfant.objects.count()
    lots = Entree.objects.filter(acte="demonstration:ecrire", objet_type="faits.fait")
    # those of establishments are stated one by one, by the services that their pages call
    en_lot = Fait.objects.exclude(sujet_type="etablissement")
    assert sum(e.details["lignes"] for e in lots) == en_lot.count()


# ---- le chargement


def test_la_meme_graine_donne_les_memes_dossiers():
    numeros = list(Enfant.objects.values_list("numero", flat=True).order_by("pk"))
    demande = Demande(enfants=30, annees=synthetique.ANNEES, graine=synthetique.GRAINE, au=JOUR, departement="F0")
    autre = Demande(enfants=30, annees=synthetique.ANNEES, graine=2, au=JOUR, departement="F0")

    retire = Fonds.tirer(demande)  # once: it is the whole département

    assert [retire.numero("enfant", rang) for rang in range(len(numeros))] == numeros
    assert Fonds.tirer(autre).numero("enfant", 0) != numeros[0]


def test_un_chargement_deja_fait_n_ajoute_rien():
    avant = Enfant.objects.count()

    assert not synthetique.charger(au=JOUR, dire=lambda phrase: None, enfants=30)
    assert Enfant.objects.count() == avant


def test_la_chaine_des_delais_est_deja_mesuree():
    calcul = Calcul.objects.get(genre=Calcul.Genre.DELAIS)

    assert (calcul.etat, calcul.au) == ("fait", JOUR)
    assert calcul.chaines >= Situation.objects.count()
    assert any(r["finies"] for r in calcul.resultats)


def test_deux_extractions_montrent_a_quoi_servent_les_imports():
    retenue, fautive = Importation.objects.order_by("annee")

    assert (retenue.etat, retenue.bloquantes) == ("retenu", 0)
    assert list(lieux.tables(retenue).glob("*.parquet"))
    assert (fautive.etat, fautive.bloquantes) == ("verifie", 3)
    assert fautive.resume["comparaison"]["avec"] == retenue.pk
    assert len(fautive.resume["equipes"]) > 1


def test_chaque_tableau_de_l_observatoire_est_pret():
    faits = Calcul.objects.filter(etat=Calcul.Etat.FAIT).exclude(genre=Calcul.Genre.DELAIS)

    assert {c.genre for c in faits} == {"chiffres", "parcours", "projection"}
    assert all(c.vues and c.empreinte for c in faits)
    chiffres = next(c for c in faits if c.genre == "chiffres")
    assert chiffres.vues["effectifs"]["||"]["personnes"] == chiffres.resultats["indicateurs"]["suivis"]["valeur"]


# ---- offre


def test_chaque_enfant_present_a_sa_place_et_seul_un_agrement_depasse_est_en_surnombre():
    lignes = places.offre(UniteAccueil.objects.all(), ["F0"], JOUR)
    presents = Occupation.objects.filter(nature="sejour", au=None)

    total = places.ensemble(places.par_axe(lignes, "type").values())
    assert total.enfants == presents.count() > 10
    assert total.sans_acte == 0
    assert all(x.raison.startswith("agrément dépassé") for x in lignes if x.compte.surnombre)
    assert total.libres > 0
    assert {"famille_accueil", "internat"} <= {x.type for x in lignes}
    assert presents.values("enfant_id").distinct().count() == presents.count()


def test_chaque_famille_d_accueil_a_son_assistant_et_chaque_fait_vient_d_une_ligne():
    familles = UniteAccueil.objects.filter(type="famille_accueil")
    liees = dict(AssistantFamilial.objects.exclude(unite=None).values_list("unite_id", "nom"))
    assert set(liees) == set(familles.values_list("pk", flat=True))
    assert set(liees.values()) <= set(parametres().noms["noms"])
    assert AssistantFamilial.objects.filter(unite=None, sorti_le__lt=JOUR).exists()

    dits_sur_eux = Fait.objects.filter(sujet_type="assistant_familial")
    assert set(dits_sur_eux.values_list("sujet_id", flat=True)) == set(
        AssistantFamilial.objects.values_list("pk", flat=True)
    )
    assert not dits_sur_eux.filter(survenu_le__gt=JOUR.isoformat()).exists()
    dits = set(dits_sur_eux.values_list("pk", flat=True))
    assert set(Decision.objects.exclude(fait=None).values_list("fait_id", flat=True)) < dits
    assert Echeance.objects.filter(sujet_type="assistant_familial", regle="AF-AGR-5A").exists()
    agrements = carers.agrements_des_unites(["F0"], JOUR)
    assert all(a.etat != "inconnu" for a in agrements.values())


def test_les_echeances_d_un_assistant_sont_celles_que_le_service_aurait_gardees():
    premier = AssistantFamilial.objects.order_by("pk").first()
    avant = list(Echeance.objects.filter(sujet_type="assistant_familial", sujet_id=premier.pk).values())

    assert faits.recalculer_lot("assistant_familial", [premier.pk], collectivite="F0") == 0
    assert avant


def test_qui_attend_ce_qui_fut_refuse_et_ce_qui_ouvrira_se_voit():
    assert DemandePlace.objects.filter(fin_le=None).exists()
    assert Refus.objects.filter(le__gt=JOUR).count() == 0
    assert OuverturePrevue.objects.count() == 4


def test_des_trajets_charges_mesurent_la_recherche_de_places():
    tables = TableDeDistances.objects.order_by("genre")
    assert [(t.genre, t.etat, t.refusees) for t in tables] == [("communes", "service", 0), ("trajets", "service", 0)]
    lu = lecture.lire(lecture.qui_attendent("F0", JOUR), UniteAccueil.objects.all(), "F0", JOUR)

    terrain = lu.terrain()
    parents = [parent for e in lu.assemble.probleme.enfants for parent in e.parents]
    dites = [terrain.dire_distance(p, lieu) for p in parents for lieu in range(len(terrain.lieux))]

    assert any("km de trajet" in d and "chargé le 24 novembre 2026" in d for d in dites)
    familles = [x for x in lu.assemble.probleme.lieux if x.genre == "Famille d'accueil"]
    assert any(x.position.commune for x in familles), "a home has a commune of its own"


def test_le_fait_d_admission_porte_le_repere_de_l_accueil():
    reperes = set(Occupation.objects.values_list("numero", flat=True))
    admissions = Fait.objects.filter(evenement="admission_essms").values_list("attributs__sejour", flat=True)

    assert set(admissions) <= reperes
    assert len(admissions) > 3


def test_la_recherche_de_places_a_de_quoi_lire():
    """Points on the map, needs, zones, siblings: and the plan says of each who waits where, or why nowhere."""
    lu = lecture.lire(lecture.qui_attendent("F0", JOUR), UniteAccueil.objects.all(), "F0", JOUR)
    p = lu.assemble.probleme

    assert len(p.enfants) > 1
    assert any(e.parents and e.parents[0].latitude is not None for e in p.enfants)
    assert any(x.besoins_couverts for x in p.lieux)
    assert all(x.position is not None for x in p.lieux if x.genre == "Famille d'accueil")
    resultats, lignes = planifier_tous(p, lu.poids)
    assert resultats["prouve"] is True
    assert len(lignes) == len(p.enfants)
    assert all(x.unite is not None or x.phrase for x in lignes)
