"""The pages: who opens them, what each may read, in how many queries, what a file holds."""

import io
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from python_calamine import CalamineWorkbook

from jalons.application.acces.permissions import Niveau, Role
from jalons.application.acces.tests.factories import AffectationFactory
from jalons.application.enfants.tests.factories import EnfantFactory
from jalons.application.observatoire.models import Calcul
from jalons.application.observatoire.tests.scene import calculer, evaluee, qualifiee, recue
from jalons.application.socle.models import Entree
from jalons.application.territoires.tests.factories import UniteLocaleFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _lieux(territoire):
    territoire("15", "63")


def connecter(role=Role.DIRECTION, niveau=Niveau.COLLECTIVITE, collectivite="15", **lieu):
    agent = AffectationFactory(role=role, niveau=niveau, collectivite_id=collectivite, **lieu).agent
    client = Client()
    client.force_login(agent)
    client.agent = agent
    return client


def adresse(nom, *args):
    return reverse(f"observatoire:{nom}", args=args)


def du_dernier(nom, *args):
    return adresse(nom, Calcul.objects.latest("pk").pk, *args)


@pytest.mark.parametrize(
    ("role", "attendu"),
    [
        (Role.DIRECTION, 200),
        (Role.OBSERVATOIRE, 200),
        (Role.CADRE_ASE, 200),
        (Role.REFERENT, 403),
        (Role.CHARGEE_MISSION, 403),
        (Role.PREFECTURE, 403),
        (Role.ARS, 403),
        (Role.ELU_LECTEUR, 403),
    ],
)
def test_la_chaine_ne_s_ouvre_qu_a_qui_pilote_la_protection(role, attendu):
    assert connecter(role).get(adresse("delais")).status_code == attendu


def test_personne_sans_compte():
    assert Client().get(adresse("delais")).status_code == 302


def test_sans_calcul_la_page_dit_quoi_faire():
    assert "« Calculer maintenant »" in connecter().get(adresse("delais")).text


def test_le_bon_role_dans_un_autre_departement_ne_lit_pas_ce_calcul():
    recue(date(2025, 3, 1))
    calculer("15")

    reponse = connecter(collectivite="63").get(adresse("delais"))

    assert reponse.status_code == 200
    assert "Aucun calcul" in reponse.text


def test_la_page_montre_les_delais_ceux_qui_attendent_et_ce_que_les_mots_veulent_dire():
    evaluee(date(2025, 1, 6), date(2025, 1, 8), date(2025, 3, 10))
    qualifiee(date(2025, 3, 1), date(2025, 3, 5))
    calculer()

    texte = connecter().get(adresse("delais")).text

    assert "30 juin 2025" in texte
    assert "61\xa0j" in texte
    assert "Ceux qui attendent encore comptent" in texte
    assert "Fragile" in texte
    assert "sans délai fixé" in texte
    assert texte.count("<svg") >= 2


def test_la_page_tient_en_douze_requetes(requetes_max):
    for jour in range(1, 5):
        qualifiee(date(2025, 3, jour), date(2025, 3, jour + 2))
    calculer()
    client = connecter()
    client.get(adresse("delais"))

    with requetes_max(12):
        client.get(adresse("delais"), {"par": "trimestre", "lien": "evaluation"})


@pytest.mark.parametrize("choix", [{}, {"par": "trimestre", "lien": "evaluation"}, {"par": "origine"}])
def test_sans_filtre_la_page_ne_mesure_rien_et_dit_la_meme_chose(choix, monkeypatch):
    evaluee(date(2025, 1, 6), date(2025, 1, 8), date(2025, 3, 10))
    qualifiee(date(2025, 3, 1), date(2025, 3, 5))
    calcul, client = calculer(), connecter()
    vues, calcul.vues = calcul.vues, None
    calcul.save(update_fields=["vues"])
    mesuree = client.get(adresse("delais"), choix)
    calcul.vues = vues
    calcul.save(update_fields=["vues"])

    def mesurer(*_):
        raise AssertionError("measured again")

    monkeypatch.setattr("jalons.application.observatoire.lecture.attentes", mesurer)
    preparee = client.get(adresse("delais"), choix)

    def dit(reponse):
        lus = {nom: reponse.context[nom] for nom in ("lignes", "groupes", "image", "courbe")}
        return lus, reponse.context["page"].filtre.fields["origine"].choices

    assert dit(preparee) == dit(mesuree)
    assert preparee.status_code == 200


def test_les_vues_d_un_calcul_remplace_ne_sont_pas_gardees():
    recue(date(2025, 3, 1))
    ancien, dernier = calculer(), calculer()

    ancien.refresh_from_db()
    assert (ancien.vues, ancien.extrait) == (None, None)
    assert ancien.resultats == dernier.resultats


def test_un_cadre_d_une_unite_ne_lit_que_son_territoire():
    nord, sud = (UniteLocaleFactory(collectivite_id="15", nom=nom) for nom in ("Nord", "Sud"))
    recue(date(2025, 3, 1), unite=nord)
    recue(date(2025, 3, 2), unite=nord)
    recue(date(2025, 3, 3), unite=sud)
    calculer()
    client = connecter(Role.CADRE_ASE, Niveau.UNITE, unite=sud)

    texte = client.get(adresse("delais"), {"par": "territoire"}).text
    force = client.get(du_dernier("exporter", "csv"), {"territoire": str(nord.pk)}).content.decode("utf-8-sig")

    assert "Vos unités seulement" in texte
    assert "Nord" not in texte
    assert force.splitlines()[1].split(";")[4] == "1"


def test_les_filtres_et_la_comparaison_se_font_sur_le_serveur():
    nord = UniteLocaleFactory(collectivite_id="15", nom="Nord")
    recue(date(2025, 1, 15), unite=nord)
    recue(date(2025, 4, 15))
    calculer()
    client = connecter()

    def recues(**choix):
        lignes = client.get(du_dernier("exporter", "csv"), choix).content.decode("utf-8-sig").splitlines()
        return lignes[1].split(";")[4]

    assert recues() == "2"
    assert recues(territoire=str(nord.pk)) == "1"
    assert recues(du="2025-T2") == "1"
    assert recues(jusqua="2025-T1", territoire="inconnu") == "0"
    assert recues(territoire="nulle part") == "2"
    texte = client.get(adresse("delais"), {"par": "trimestre", "lien": "qualification"}).text
    assert "1er trimestre 2025" in texte
    assert "2e trimestre 2025" in texte


def test_htmx_recoit_ce_qui_est_filtre_seulement():
    recue(date(2025, 3, 1))
    calculer()

    texte = connecter().get(adresse("delais"), headers={"hx-request": "true"}).text

    assert 'id="delais"' in texte
    assert "<html" not in texte


def test_le_classeur_porte_des_nombres_et_laisse_vide_ce_qui_n_est_pas_connu():
    evaluee(date(2025, 1, 6), date(2025, 1, 8), date(2025, 3, 10))
    qualifiee(date(2025, 3, 1), date(2025, 3, 5))
    calculer()
    client = connecter()

    classeur = CalamineWorkbook.from_filelike(io.BytesIO(client.get(du_dernier("exporter", "xlsx")).content))
    lignes = classeur.get_sheet_by_name("Délais").to_python()
    entete, evaluation = lignes[0], next(x for x in lignes if x[1] == "Évaluer la situation")
    lue = dict(zip(entete, evaluation, strict=True))

    assert (lue["Commencées"], lue["Attendent"], lue["Médiane (jours)"]) == (2.0, 1.0, 61.0)
    assert lue["Part dans le délai"] == ""
    assert Entree.objects.filter(acte="observatoire:exporter", agent_id=client.agent.pk).exists()


@pytest.mark.parametrize(
    ("role", "attendu"), [(Role.CADRE_ASE, True), (Role.DIRECTION, False), (Role.OBSERVATOIRE, False)]
)
def test_un_compte_n_ouvre_ses_dossiers_qu_a_qui_peut_les_lire(role, attendu):
    enfant = EnfantFactory(nom="Vasseline")
    qualifiee(date(2025, 3, 1), date(2025, 3, 5), enfant)
    calculer()
    client = connecter(role)

    page, liste = client.get(adresse("delais")), client.get(du_dernier("attente", "evaluation"))

    assert (du_dernier("attente", "evaluation") in page.text) == attendu
    assert liste.status_code == (200 if attendu else 403)
    if attendu:
        assert str(enfant) in liste.text
        assert "VASSELINE" not in liste.text.upper()
        assert Entree.objects.filter(acte="observatoire:attente", agent_id=client.agent.pk).exists()


def test_les_dossiers_hors_du_perimetre_sont_comptes_et_pas_montres():
    sud = UniteLocaleFactory(collectivite_id="15", nom="Sud")
    d_ailleurs, d_ici = EnfantFactory(), EnfantFactory(unite=sud)
    qualifiee(date(2025, 3, 1), date(2025, 3, 5), d_ailleurs, d_ici, unite=sud)
    calculer()

    texte = connecter(Role.CADRE_ASE, Niveau.UNITE, unite=sud).get(du_dernier("attente", "evaluation")).text

    assert str(d_ici) in texte
    assert str(d_ailleurs) not in texte
    assert "1 des 2 attentes" in texte


def test_la_liste_de_ceux_qui_attendent_tient_en_douze_requetes(requetes_max):
    for jour in range(1, 6):
        qualifiee(date(2025, 3, jour), date(2025, 3, jour + 2))
    calculer()
    client = connecter(Role.CADRE_ASE)
    client.get(du_dernier("attente", "evaluation"))

    with requetes_max(12):
        client.get(du_dernier("attente", "evaluation"))


def test_un_calcul_d_un_autre_departement_n_existe_pas():
    recue(date(2025, 3, 1))
    calculer("15")
    client = connecter(Role.CADRE_ASE, collectivite="63")

    assert client.get(du_dernier("exporter", "csv")).status_code == 404
    assert client.get(du_dernier("attente", "evaluation")).status_code == 404


def test_l_export_d_un_calcul_remplace_mene_au_dernier():
    recue(date(2025, 3, 1))
    ancien = calculer()
    calculer()

    reponse = connecter().get(adresse("exporter", ancien.pk, "csv"), follow=True)

    assert "recalculés entre-temps" in reponse.text


def test_un_delai_inconnu_et_un_format_inconnu_ne_menent_nulle_part():
    recue(date(2025, 3, 1))
    calculer()
    client = connecter(Role.CADRE_ASE)

    assert client.get(du_dernier("attente", "rien")).status_code == 404
    assert client.get(du_dernier("exporter", "pdf")).status_code == 404


def test_le_bouton_demande_un_calcul_et_la_page_dit_qu_il_est_en_cours():
    client = connecter()

    reponse = client.post(adresse("calculer"), follow=True)

    calcul = Calcul.objects.get()
    assert (calcul.par, calcul.etat) == (client.agent, Calcul.Etat.DEMANDE)
    assert "Un calcul est en cours" in reponse.text
    assert "Calculer maintenant</" not in reponse.text
    assert "déjà en cours" in client.post(adresse("calculer"), follow=True).text
    assert Calcul.objects.count() == 1


def test_l_avancement_se_relit_puis_rouvre_la_page():
    client = connecter()
    client.post(adresse("calculer"))

    pendant = client.get(adresse("avancement"), headers={"hx-request": "true"})
    Calcul.objects.update(etat=Calcul.Etat.ABANDONNE)
    apres = client.get(adresse("avancement"), headers={"hx-request": "true"})

    assert "every 2s" in pendant.text
    assert apres["HX-Refresh"] == "true"
    assert client.get(adresse("avancement")).status_code == 302
