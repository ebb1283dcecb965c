"""The pages of the échéancier: who sees what, in how many queries, what they refuse, what never leaves."""

import pytest
from django.test import Client
from django.utils import timezone

from jalons.application.acces.permissions import Niveau, Role
from jalons.application.echeancier import services
from jalons.application.echeancier.models import Suivi
from jalons.application.echeancier.tests.scene import (
    a_proroger,
    connecter,
    entretien_du,
    evaluation,
    il_y_a,
    page,
    recevoir,
)
from jalons.application.enfants.services import ouvrir_urgence
from jalons.application.enfants.tests.factories import EnfantFactory, ReferentFactory
from jalons.application.faits import services as faits
from jalons.application.faits.models import Echeance
from jalons.application.socle.models import Entree
from jalons.application.territoires.tests.factories import UniteLocaleFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _lieu(territoire):
    territoire("15", "63")


def test_mes_echeances_vont_du_plus_presse_au_moins_presse_avec_le_calcul(requetes_max):
    tard, loin = EnfantFactory(nom="Vasseline"), EnfantFactory()
    recevoir(tard, 200)
    recevoir(loin, 5)
    client = connecter(Role.CADRE_ASE)

    with requetes_max(12):
        lue = client.get(page("miennes"))

    titres = [titre for _, titre, _, _ in lue.context["groupes"]]
    assert titres[0] == "En retard"
    assert tard.numero in lue.text.upper()
    assert "jours de retard" in lue.text
    assert "D226-2-4" in lue.text
    assert "Obligation légale" in lue.text
    assert "VASSELINE" not in lue.text.upper()


def test_le_referent_voit_d_abord_ses_dossiers_puis_tout_son_perimetre():
    sien, autre = EnfantFactory.create_batch(2)
    for enfant in (sien, autre):
        recevoir(enfant, 200)
    client = connecter(Role.REFERENT)
    ReferentFactory(enfant=sien, agent=client.agent, debut=il_y_a(10))

    siens = client.get(page("miennes")).text.upper()
    tous = client.get(page("miennes"), {"portee": "perimetre", "groupe": "retard"}).text.upper()

    assert sien.numero in siens
    assert autre.numero not in siens
    assert autre.numero in tous


def test_chaque_page_de_vingt_cinq_lignes_en_douze_requetes(requetes_max):
    unite = UniteLocaleFactory()
    for rang, enfant in enumerate(EnfantFactory.create_batch(12, unite=unite)):
        recevoir(enfant, 200 - rang)
    services.prendre_connaissance(echeance=evaluation(enfant), sujet=enfant, par=None)
    client = connecter(Role.CADRE_ASE)

    for nom in ("miennes", "tableau", "regles", "regles_locales", "recevoir"):
        with requetes_max(12):
            lue = client.get(page(nom))
        assert lue.status_code == 200, nom
    with requetes_max(15):
        assert client.get(page("echeance", evaluation(enfant).pk)).status_code == 200


def test_l_equipe_compte_par_unite_et_met_a_part_ce_qui_ne_se_verifie_pas():
    unite = UniteLocaleFactory(nom="Maison du Nord")
    ici, ailleurs = EnfantFactory(unite=unite), EnfantFactory()
    recevoir(ici, 200)
    tenue = recevoir(ailleurs, 200)
    faits.enregistrer(
        sujet=ailleurs,
        evenement="rapport_evaluation_remis",
        survenu_le=tenue.due_le,
        attributs={"ip": "IP-1"},
        par=None,
    )
    client = connecter(Role.CADRE_ASE)

    lue = client.get(page("tableau"), {"statut": "en_retard", "unite": unite.pk})
    tout = client.get(page("tableau"), {"periode": "passee"})

    numeros = {x.vue.sujet.titre for x in lue.context["lignes"]}
    assert {ici.numero} == {n.upper().removeprefix("DOSSIER ") for n in numeros}
    assert "Maison du Nord" in tout.text
    assert "Unité non précisée" in tout.text
    assert tout.context["bilan"].ensemble.tenues >= 1


def test_l_equipe_voit_d_abord_ce_qui_est_en_retard_et_ce_qui_vient_dans_l_annee():
    vieux, recent, tenue, proche = (EnfantFactory() for _ in range(4))
    recevoir(vieux, 1200)
    recevoir(recent, 300)
    ancienne = recevoir(tenue, 200)
    faits.enregistrer(
        sujet=tenue, evenement="rapport_evaluation_remis", survenu_le=ancienne.due_le, attributs={"ip": "IP-1"},
        par=None,
    )  # fmt: skip
    recevoir(proche, 2)
    client = connecter(Role.CADRE_ASE)

    def dossiers(**choix):
        lue = client.get(page("tableau"), {"matiere": "information_preoccupante", **choix})
        vus = Echeance.objects.filter(pk__in=[x.vue.echeance.pk for x in lue.context["lignes"]], regle="IP-EVAL")
        return lue, set(vus.values_list("sujet_id", flat=True))

    par_defaut, vus = dossiers()

    assert vus == {recent.pk, proche.pk}
    assert par_defaut.context["lignes"][0].vue.echeance.sujet_id == recent.pk
    assert "En retard, et douze mois à venir." in par_defaut.text
    assert "Part tenue" not in par_defaut.text
    passee, vus = dossiers(periode="passee")
    assert vus == {recent.pk, tenue.pk}
    assert "Part tenue" in passee.text
    assert dossiers(periode="toutes")[1] == {vieux.pk, recent.pk, tenue.pk, proche.pk}
    assert dossiers(du=ancienne.due_le.isoformat(), jusqua=ancienne.due_le.isoformat())[1] == {tenue.pk}


def test_les_retards_de_plus_d_un_an_sont_comptes_exportes_et_listes_a_part():
    vieux, recent = EnfantFactory(), EnfantFactory()
    recevoir(vieux, 3200)
    recevoir(recent, 300)
    client = connecter(Role.CADRE_ASE)
    filtre = {"matiere": "information_preoccupante", "statut": "en_retard"}

    par_defaut = client.get(page("tableau"), filtre)
    a_part = client.get(page("tableau") + par_defaut.context["vers_anciennes"])
    export = client.get(page("exporter", "csv"), filtre).content.decode("utf-8-sig")

    def dossiers(reponse):
        return {x.vue.echeance.sujet_id for x in reponse.context["lignes"]}

    bilan, anciennes = par_defaut.context["bilan"].ensemble, par_defaut.context["anciennes"]
    assert dossiers(par_defaut) == {recent.pk}
    assert dossiers(a_part) == {vieux.pk}
    assert anciennes == a_part.context["bilan"].ensemble.total
    assert bilan.en_retard == anciennes + par_defaut.context["page"].paginator.count
    assert "en retard depuis plus d'un an" in par_defaut.text.replace("&#x27;", "'")
    assert "plus de 8 ans de retard" in a_part.text
    assert recent.numero in export
    assert vieux.numero in export


@pytest.mark.parametrize(
    "filtre", ["statut=nimporte", "periode=jamais", "unite=abc", "du=pas-une-date", "matiere=inconnue", "page=999"]
)
def test_un_filtre_inconnu_ne_fait_rien_tomber(filtre):
    recevoir(EnfantFactory(), 200)
    client = connecter(Role.CADRE_ASE)

    assert client.get(f"{page('tableau')}?{filtre}").status_code == 200
    assert client.get(f"{page('miennes')}?{filtre}&groupe=zzz&portee=zzz").status_code == 200


def test_l_export_porte_des_numeros_jamais_de_nom_et_s_inscrit_au_journal():
    enfant = EnfantFactory(nom="Vasseline", prenom="Lilas")
    recevoir(enfant, 200)
    client = connecter(Role.CADRE_ASE)

    csv = client.get(page("exporter", "csv"))
    xlsx = client.get(page("exporter", "xlsx"))

    texte = csv.content.decode("utf-8-sig")
    assert enfant.numero in texte.upper()
    assert "vasseline" not in texte.lower()
    assert ";en retard;" in texte
    assert "_" not in texte
    assert xlsx.content.startswith(b"PK")
    assert client.get(page("exporter", "pdf")).status_code == 404
    assert Entree.objects.filter(acte="echeancier:exporter", nature="lecture").count() == 2


@pytest.mark.parametrize(
    ("role", "niveau", "code", "attendu"),
    [
        (Role.CADRE_ASE, Niveau.COLLECTIVITE, "15", 200),
        (Role.CADRE_ASE, Niveau.COLLECTIVITE, "63", 404),
        (Role.REFERENT, Niveau.DOSSIERS, "15", 404),
        (Role.CHARGEE_MISSION, Niveau.COLLECTIVITE, "15", 404),
        (Role.ADMINISTRATION, Niveau.COLLECTIVITE, "15", 403),
    ],
)
def test_l_echeance_d_un_enfant_ne_s_ouvre_qu_a_qui_ouvre_son_dossier(role, niveau, code, attendu):
    due = recevoir(EnfantFactory(), 200)
    client = connecter(role, niveau, code)

    assert client.get(page("echeance", due.pk)).status_code == attendu
    assert client.post(page("motiver", due.pk), {"motif": "justice", "version": 0}).status_code == (
        302 if attendu == 200 else attendu
    )
    assert Client().get(page("echeance", due.pk)).status_code == 302
    lectures = Entree.objects.filter(acte="enfants:lire", details__page="echeancier:echeance")
    assert lectures.exists() == (attendu == 200)


class TestMotif:
    def test_le_motif_survit_a_un_nouveau_calcul_et_l_auteur_est_dit(self):
        enfant = EnfantFactory()
        due = recevoir(enfant, 200)
        client = connecter(Role.CADRE_ASE)
        client.post(page("motiver", due.pk), {"motif": "famille", "precision": "Trois visites.", "version": 0})
        Echeance.objects.filter(sujet_id=enfant.pk).delete()

        faits.recalculer(sujet=enfant)

        lue = client.get(page("echeance", evaluation(enfant).pk)).text
        assert "Famille absente" in lue
        assert "Trois visites." in lue
        assert str(client.agent) in lue

    def test_autre_motif_sans_un_mot_est_refuse_et_rien_n_est_ecrit(self):
        due = recevoir(EnfantFactory(), 200)
        client = connecter(Role.CADRE_ASE)

        refus = client.post(page("motiver", due.pk), {"motif": "autre", "version": 0})

        assert refus.status_code == 422
        assert "précisez-le" in refus.text
        assert not Suivi.objects.exists()

    def test_un_envoi_qui_ne_dit_pas_sa_version_n_ecrase_pas_le_motif_d_un_collegue(self):
        due = recevoir(EnfantFactory(), 200)
        client = connecter(Role.CADRE_ASE)
        client.post(page("motiver", due.pk), {"motif": "justice", "version": 0})

        refus = client.post(page("motiver", due.pk), {"motif": "place"})

        suivi = Suivi.objects.get()
        assert (refus.status_code, suivi.motif) == (422, "justice")
        assert "quelle version" in refus.text
        assert f'name="version" value="{suivi.version}"' in refus.text

    def test_deux_collegues_le_second_voit_le_motif_du_premier(self):
        due = recevoir(EnfantFactory(), 200)
        client = connecter(Role.CADRE_ASE)
        client.post(page("motiver", due.pk), {"motif": "justice", "version": 0})

        suite = client.post(page("motiver", due.pk), {"motif": "place", "precision": "Huit mois.", "version": 0})

        assert suite.status_code == 409
        assert "agi entre-temps" in suite.text
        assert "Décision de justice attendue" in suite.text
        assert "Huit mois." in suite.text
        assert Suivi.objects.get().motif == "justice"

    def test_un_acces_d_urgence_lit_sans_rien_ecrire(self):
        enfant = EnfantFactory()
        due = recevoir(enfant, 200)
        client = connecter(Role.REFERENT, Niveau.DOSSIERS)
        ouvrir_urgence(
            enfant=enfant, agent=client.agent, maintenant=timezone.now(), motif="Danger cette nuit.", heures=1
        )

        assert client.get(page("echeance", due.pk)).status_code == 200
        assert client.post(page("motiver", due.pk), {"motif": "justice"}).status_code == 403
        assert client.post(page("vue", due.pk)).status_code == 403

    def test_prendre_connaissance_garde_le_premier(self):
        due = recevoir(EnfantFactory(), 200)
        premier, second = connecter(Role.CADRE_ASE), connecter(Role.CRIP)
        for client in (premier, second):
            client.post(page("vue", due.pk))

        assert Suivi.objects.get().vue_par == premier.agent


def test_une_prorogation_deplace_le_dernier_jour_et_refuse_un_jour_a_venir():
    enfant = EnfantFactory()
    due = a_proroger(enfant)
    client = connecter(Role.CADRE_ASE)
    envoi = {"acte": "instruction_prorogee", "motif": "elements_attendus", "version": 0}

    refus = client.post(page("deplacer", due.pk), {**envoi, "survenu_le": il_y_a(-3).isoformat()})
    client.post(page("deplacer", due.pk), {**envoi, "survenu_le": il_y_a(2).isoformat()})

    apres = Echeance.objects.get(sujet_id=enfant.pk, regle="JUD-FOND-6M")
    assert refus.status_code == 422
    assert "pas passé" in refus.text
    assert apres.due_le > due.due_le


def test_un_acte_que_nul_registre_n_ecrit_s_enregistre_sur_l_echeance():
    due = entretien_du(EnfantFactory())
    client = connecter(Role.CADRE_ASE)
    envoi = {"acte": "entretien_17_ans", "version": 0}

    offerte = client.get(page("echeance", due.pk)).text
    refus = client.post(page("tenir", due.pk), {**envoi, "survenu_le": il_y_a(-3).isoformat()})
    client.post(page("tenir", due.pk), {**envoi, "survenu_le": il_y_a(2).isoformat()})

    apres = Echeance.objects.get(pk=due.pk)
    assert "Entretien de préparation à la majorité" in offerte
    assert (refus.status_code, "pas passé" in refus.text) == (422, True)
    assert apres.tenue_le == il_y_a(2)
    assert page("tenir", due.pk) in offerte
    assert page("tenir", due.pk) not in client.get(page("echeance", due.pk)).text
    assert Entree.objects.filter(acte="echeancier:tenir", objet_id=str(due.sujet_id)).count() == 1


def test_un_acte_d_un_registre_ne_s_enregistre_que_la():
    due = recevoir(EnfantFactory(), 20)
    client = connecter(Role.CADRE_ASE)

    assert "dans le registre dont il relève" in client.get(page("echeance", due.pk)).text
    client.post(page("tenir", due.pk), {"acte": "rapport_evaluation_remis", "version": 0, "survenu_le": il_y_a(1)})
    assert Echeance.objects.get(pk=due.pk).tenue_le is None


def test_les_regles_se_lisent_par_matiere_avec_leur_article():
    client = connecter(Role.REFERENT)

    lue = client.get(page("regles"), {"matiere": "information_preoccupante"})

    assert "IP-EVAL" in lue.text
    assert "D226-2-4" in lue.text
    assert "3\xa0mois" in lue.text


@pytest.mark.parametrize(
    ("code", "attendu"),
    [("15", "IP-CIBLE-001"), ("62", "LOCAL-62-ORTHOPTIE"), ("F0", "Règlement départemental fictif")],
)
def test_un_departement_montre_ses_regles_a_cote_du_droit_commun(code, attendu):
    client = connecter(Role.CADRE_ASE, collectivite=code)

    assert attendu in client.get(page("regles_locales")).text


def test_un_departement_sans_regle_le_dit():
    assert "Aucune règle locale" in connecter(Role.CADRE_ASE, collectivite="63").get(page("regles_locales")).text
