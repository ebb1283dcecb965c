"""The pages: who opens them, what they show, in how many queries, what they refuse."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from jalons.application.acces.permissions import Niveau, Role
from jalons.application.acces.tests.factories import AffectationFactory
from jalons.application.enfants.tests.factories import EnfantFactory, ReferentFactory
from jalons.application.etablissements.tests.factories import ActeFactory, UniteAccueilFactory, unite_de
from jalons.application.places.models import Demande, Occupation, OuverturePrevue
from jalons.application.places.tests.factories import DemandeFactory, OccupationFactory, OuverturePrevueFactory
from jalons.application.socle.models import Entree
from jalons.application.territoires.models import Identite
from jalons.application.territoires.tests.factories import UniteLocaleFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _lieux(territoire):
    territoire("15", "63")


def connecter(role, niveau=Niveau.COLLECTIVITE, collectivite="15", **lieu):
    agent = AffectationFactory(role=role, niveau=niveau, collectivite_id=collectivite, **lieu).agent
    client = Client()
    client.force_login(agent)
    client.agent = agent
    return client


def page(nom, *args):
    return reverse(f"places:{nom}", args=args)


def lilas(**champs):
    return EnfantFactory(nom="Vasseline", prenom="Lilas", **champs)


@pytest.mark.parametrize(
    ("role", "nom", "attendu"),
    [
        (Role.PLACEMENT, "offre", 200), (Role.PLACEMENT, "attente", 200), (Role.PLACEMENT, "plan", 403),
        (Role.DIRECTION, "plan", 200), (Role.DIRECTION, "attente", 403), (Role.OBSERVATOIRE, "offre", 200),
        (Role.ADMINISTRATION, "offre", 403), (Role.SERVICE_ETABLISSEMENTS, "manques", 200), (Role.REFERENT, "manques", 403),
    ],
)  # fmt: skip
def test_chaque_page_s_ouvre_a_qui_le_droit_le_permet(role, nom, attendu):
    assert connecter(role).get(page(nom)).status_code == attendu


def test_l_offre_montre_autorisees_ouvertes_prises_et_libres_sans_nommer_personne():
    unite = unite_de(10)
    for rang in range(1, 8):
        OccupationFactory(unite=unite, rang=rang, enfant=lilas())
    demain = timezone.localdate() + timedelta(days=1)
    OccupationFactory(unite=unite, rang=8, nature="reservation", au=demain, du=timezone.localdate())
    OccupationFactory(unite=unite, rang=9, nature="indisponibilite", enfant=None, motif="travaux")

    texte = connecter(Role.PLACEMENT).get(page("offre")).text

    chiffres = "".join(f'<td class="nombre">{n}</td>' for n in (1, 10, 10, 10, 7, 1, 1, 1))
    assert f'<th scope="row">Internat</th>{chiffres}' in texte
    assert "VASSELINE" not in texte


def test_l_offre_se_lit_un_autre_jour_avec_les_places_et_les_enfants_d_alors():
    unite, jour = unite_de(10), timezone.localdate()
    ActeFactory(unite=unite, nature="extension", places=5, effet_le=jour + timedelta(days=30))
    OccupationFactory(unite=unite, rang=1, du=jour - timedelta(days=90), au=jour - timedelta(days=10))
    client = connecter(Role.PLACEMENT)

    def chiffres(au):
        texte = client.get(page("offre"), {"au": au}).text
        ligne = texte.split('<th scope="row">Internat</th>')[1].split("</tr>")[0]
        return ligne.replace('<td class="nombre">', "").split("</td>")

    assert chiffres("")[1:6] == ["10", "10", "10", "0", "0"]
    assert chiffres(jour - timedelta(days=20))[1:6] == ["10", "10", "10", "1", "0"]
    assert chiffres(jour + timedelta(days=30))[1:6] == ["15", "15", "15", "0", "0"]
    assert chiffres("hier") == chiffres("")


def test_une_unite_sans_acte_est_dite_hors_des_totaux():
    UniteAccueilFactory()

    texte = connecter(Role.PLACEMENT).get(page("offre")).text

    assert "1 unité sans acte" in texte
    assert "non vérifiable" in texte


def test_les_filtres_gardent_ce_qu_on_demande():
    territoire = UniteLocaleFactory(collectivite_id="15")
    filles = unite_de(5, sexe="F", age_min=6, age_max=12, type="village_enfants")
    filles.etablissement.unite = territoire
    filles.etablissement.hors_departement = "Belgique"
    filles.etablissement.save()
    pleine = unite_de(1, public="mna")
    OccupationFactory(unite=pleine, rang=1)
    client = connecter(Role.PLACEMENT)

    def noms(**filtre):
        texte = client.get(page("offre"), filtre).text
        return {u.sexe for u in (filles, pleine) if page("unite", u.pk) in texte}

    assert noms(type="village_enfants") == {"F"}
    assert noms(public="mna") == {"mixte"}
    assert noms(age=13) == {"mixte"}
    assert noms(age=12, sexe="F") == {"F", "mixte"}
    assert noms(sexe="M") == {"mixte"}
    assert noms(ou="dehors") == {"F"}
    assert noms(territoire=territoire.pk) == {"F"}
    assert noms(libres="on") == {"F"}
    assert noms(par="territoire", type="inconnu") == {"F", "mixte"}


@pytest.mark.parametrize("nom", ["offre", "attente", "manques", "plan"])
def test_les_pages_en_douze_requetes_au_plus(requetes_max, nom):
    for _ in range(12):
        unite = unite_de(3)
        OccupationFactory(unite=unite, rang=1)
        DemandeFactory()
        OuverturePrevueFactory()
    client = connecter(Role.SERVICE_ETABLISSEMENTS if nom in ("manques", "plan") else Role.PLACEMENT)

    with requetes_max(12):
        assert client.get(page(nom)).status_code == 200


def test_une_unite_en_douze_requetes_une_demande_en_treize_quand_l_offre_n_a_pas_change(requetes_max):
    unite, demande = unite_de(30), DemandeFactory()
    for rang in range(1, 20):
        OccupationFactory(unite=unite, rang=rang)
    client = connecter(Role.PLACEMENT)

    with requetes_max(12):
        assert client.get(page("unite", unite.pk)).status_code == 200
    with requetes_max(18):
        assert client.get(page("demande", demande.pk)).status_code == 200
    with requetes_max(13):
        assert client.get(page("demande", demande.pk)).status_code == 200


def test_la_page_d_un_objet_garde_les_couleurs_du_departement():
    Identite.objects.create(collectivite_id="15", couleur="#004466")
    unite = unite_de(2)

    assert "/ui/theme/004466.css" in connecter(Role.PLACEMENT).get(page("unite", unite.pk)).text


@pytest.mark.parametrize(("role", "nomme"), [(Role.PLACEMENT, True), (Role.DIRECTION, False)])
def test_une_unite_ne_nomme_les_enfants_qu_a_qui_peut_ouvrir_leur_dossier(role, nomme):
    unite = unite_de(2)
    OccupationFactory(unite=unite, rang=1, enfant=lilas())

    client = connecter(role)

    assert ("VASSELINE" in client.get(page("unite", unite.pk)).text) == nomme
    fichier = client.get(page("exporter", "csv")).content.decode("utf-8-sig")
    assert unite.nom in fichier
    assert "VASSELINE" not in fichier


def test_un_organisme_ne_voit_que_ses_unites_et_declare_les_siennes_indisponibles():
    sienne, autre = unite_de(3), unite_de(4)
    OccupationFactory(unite=sienne, rang=1, enfant=lilas())
    client = connecter(Role.ETABLISSEMENT, Niveau.ORGANISME, organisme=sienne.etablissement.organisme.code)

    assert page("unite", autre.pk) not in client.get(page("offre")).text
    assert client.get(page("unite", autre.pk)).status_code == 404
    assert "VASSELINE" not in client.get(page("unite", sienne.pk)).text
    envoi = {"nombre": 1, "motif": "travaux", "du": timezone.localdate()}
    assert client.post(page("indisponibles", autre.pk), envoi).status_code == 404
    assert client.post(page("indisponibles", sienne.pk), envoi).status_code == 302
    assert Occupation.objects.get(nature="indisponibilite").unite == sienne


def test_un_referent_ne_demande_que_pour_ses_dossiers():
    sien, autre = lilas(), EnfantFactory()
    client = connecter(Role.REFERENT, Niveau.DOSSIERS)
    ReferentFactory(enfant=sien, agent=client.agent)
    envoi = {"type": "internat", "public": "tous", "demandee_le": timezone.localdate()}

    assert client.post(page("demander", autre.pk), envoi).status_code == 404
    assert client.post(page("demander", sien.pk), envoi).status_code == 302
    demande = Demande.objects.get()
    assert client.get(page("demande", demande.pk)).status_code == 200
    assert client.get(page("refuser", demande.pk)).status_code == 403


def test_de_la_demande_au_depart_par_les_pages():
    unite, ecartee = unite_de(2), unite_de(2, type="lieu_de_vie")
    enfant, client, jour = lilas(), connecter(Role.PLACEMENT), timezone.localdate()
    client.post(page("demander", enfant.pk), {"type": "internat", "public": "tous", "demandee_le": jour})
    demande = Demande.objects.get()

    lue = client.get(page("demande", demande.pk)).text
    assert page("reserver", demande.pk, unite.pk) in lue
    presenter = f"{page('orientation', demande.pk)}?unite={unite.pk}"
    assert lue.count(presenter) == 1, "the form is offered for the unit that is proposed"
    assert "Type « Lieu de vie » ; on cherche : Internat." in lue
    assert ecartee.nom in lue

    envoi = {"du": jour, "jusqu_au": jour + timedelta(days=3), "part": "entiere"}
    client.post(page("reserver", demande.pk, unite.pk), envoi)
    reservation = Occupation.objects.get()
    assert client.get(page("demande", demande.pk)).text.count(presenter) == 2, "and for what is kept"
    assert f'<option value="{unite.pk}" selected>' in client.get(presenter).text
    client.post(page("entrer", reservation.pk), {"version": 1, "le": jour})
    client.post(page("absence", reservation.pk), {"version": 2, "du": jour, "motif": "fugue"})
    assert "Fugue" in client.get(page("unite", unite.pk)).text.replace("fugue", "Fugue")
    client.post(page("retour", reservation.pk), {"version": 3, "le": jour})
    client.post(page("partir", reservation.pk), {"version": 4, "le": jour, "motif": "retour_famille"})

    reservation.refresh_from_db()
    assert (reservation.nature, reservation.au, reservation.version) == ("sejour", jour, 5)
    assert Demande.objects.get().issue == "satisfaite"
    assert Entree.objects.filter(acte="enfants:lire", details__page="places:demande").exists()


def test_un_refus_se_note_et_compte_parmi_les_places_manquantes():
    demande = DemandeFactory(type="village_enfants", enfant=lilas())
    envoi = {"par_qui": "departement", "motif": "aucune_place", "le": timezone.localdate()}

    connecter(Role.PLACEMENT).post(page("refuser", demande.pk), envoi)
    texte = connecter(Role.DIRECTION).get(page("manques")).text

    assert "Village d&#x27;enfants" in texte
    assert "Aucune place de ce type (1)" in texte
    assert "VASSELINE" not in texte


def test_une_arrivee_en_urgence_se_note_sans_reservation_et_un_relais_garde_l_autre_place():
    enfant, client, jour = lilas(), connecter(Role.PLACEMENT), timezone.localdate()
    urgence, relais, autre = unite_de(1), unite_de(1, type="repit"), unite_de(1)
    DemandeFactory(enfant=enfant)
    envoi = {"unite": urgence.pk, "le": jour, "part": "entiere"}
    assert page("accueillir", enfant.pk) in client.get(page("enfant", enfant.pk)).text

    client.post(page("accueillir", enfant.pk), envoi)
    ailleurs = client.post(page("accueillir", enfant.pk), envoi | {"unite": autre.pk})
    client.post(page("accueillir", enfant.pk), envoi | {"unite": relais.pk, "relais": "on"})

    assert "déjà un accueil" in ailleurs.text
    assert sorted(Occupation.objects.values_list("unite_id", "relais")) == [(urgence.pk, False), (relais.pk, True)]
    assert Demande.objects.get().issue == "satisfaite"
    assert "relais" in client.get(page("enfant", enfant.pk)).text
    assert connecter(Role.DIRECTION).get(page("accueillir", enfant.pk)).status_code == 403


def test_une_reorientation_dit_sa_raison_et_la_page_des_manques_les_compte():
    sejour, jour = OccupationFactory(unite=unite_de(2), rang=1, enfant=lilas()), timezone.localdate()
    client, envoi = connecter(Role.PLACEMENT), {"version": 1, "le": jour, "motif": "reorientation_lieu"}

    muette = client.post(page("partir", sejour.pk), envoi)
    client.post(page("partir", sejour.pk), envoi | {"cause": "groupe"})
    OccupationFactory(unite=sejour.unite, rang=2, au=jour, motif="reorientation")  # before reasons were asked for

    assert "Choisissez pourquoi l&#x27;enfant est réorienté." in muette.text
    texte = connecter(Role.DIRECTION).get(page("manques")).text
    assert 'data-nom="Réorientations">2</td><td class="nombre" data-nom="Demandées par le lieu">1</td>' in texte
    assert "Raison non dite (1), Vie du groupe, violences subies ou commises (1)" in texte
    assert "vie du groupe" in client.get(page("enfant", sejour.enfant_id)).text


def test_qui_redige_le_schema_lit_les_places_manquantes_sans_ouvrir_une_demande():
    demande, client = DemandeFactory(enfant=lilas()), connecter(Role.CHARGEE_MISSION)

    fragment = client.get(page("manques_schema", "15"), headers={"HX-Request": "true"}).text

    assert "Internat" in fragment
    assert page("trimestres") in fragment
    assert page("plan") not in fragment
    texte = client.get(page("trimestres")).text
    assert "VASSELINE" not in texte
    assert f'href="{page("offre")}"' not in texte
    assert client.get(page("demande", demande.pk)).status_code == 403
    assert client.get(page("manques_schema", "63"), headers={"HX-Request": "true"}).status_code == 404


def test_une_reservation_refusee_garde_la_saisie_et_dit_pourquoi():
    unite, demande = unite_de(1), DemandeFactory()
    OccupationFactory(unite=unite, rang=1)
    jour = timezone.localdate()

    lue = connecter(Role.PLACEMENT).post(
        page("reserver", demande.pk, unite.pk),
        {"du": jour, "jusqu_au": jour + timedelta(days=9), "part": "entiere", "motif": "La plus proche"},
    )

    assert lue.status_code == 422
    assert "1 prises pour 1 ouvertes" in lue.text
    assert f'value="{jour + timedelta(days=9)}"' in lue.text


def test_reserver_hors_de_l_autorisation_dit_quoi_verifier_et_ne_bloque_pas():
    unite, demande = unite_de(1, sexe="M", public="mna"), DemandeFactory()

    texte = connecter(Role.PLACEMENT).get(page("reserver", demande.pk, unite.pk)).text

    assert "Le lieu accueille des garçons seulement, l&#x27;enfant est une fille." in texte
    assert "Public « Tous publics » non prévu" in texte
    assert "écarté par une règle" in texte


def test_deux_agents_a_la_fois_le_second_voit_l_etat_enregistre():
    sejour, jour = OccupationFactory(unite=unite_de(2), rang=1), timezone.localdate()
    client = connecter(Role.PLACEMENT)
    client.post(page("absence", sejour.pk), {"version": 1, "du": jour, "motif": "fugue"})

    lue = client.post(page("partir", sejour.pk), {"version": 1, "le": jour, "motif": "majorite"})

    assert lue.status_code == 409
    assert "entre-temps" in lue.text
    assert Occupation.objects.get().au is None


def test_un_plan_sans_offre_enregistree_dit_que_son_effet_n_est_pas_verifiable():
    ici = UniteLocaleFactory(collectivite_id="15", nom="Nord")
    OuverturePrevueFactory(territoire=ici, places=50)
    OuverturePrevueFactory(places=40)

    texte = connecter(Role.SERVICE_ETABLISSEMENTS).get(page("plan")).text

    assert "n'est pas enregistrée" in texte.replace("&#x27;", "'")
    assert 'data-nom="Taux alors">non vérifiable</td>' in texte
    assert 'Ensemble : Nord</th><td class="nombre" data-nom="Places">50</td>' in texte
    assert 'Ensemble : Territoire non précisé</th><td class="nombre" data-nom="Places">40</td>' in texte


def test_le_plan_se_saisit_et_montre_son_effet():
    unite = unite_de(1, type="village_enfants")
    OccupationFactory(unite=unite, rang=1)
    DemandeFactory(type="village_enfants")
    client = connecter(Role.DIRECTION)
    ligne = {"version": 0, "plan": "300 places", "type": "village_enfants", "public": "fratries", "annee": 2027,
             "places": 50, "ouvertes": 0}  # fmt: skip

    lue = client.post(page("nouvelle_ouverture"), ligne, follow=True).text
    assert OuverturePrevue.objects.get().places == 50
    assert "100" in lue
    assert "Ouvertes aujourd'hui\">1</td>" in lue
    assert 'data-nom="Ajoutées">50</td>' in lue

    assert (
        client.post(page("modifier_ouverture", OuverturePrevue.objects.get().pk), ligne | {"version": 7}).status_code
        == 409
    )


def test_le_dossier_de_l_enfant_mene_a_ses_lieux_et_l_accueil_dit_qui_attend(requetes_max):
    enfant, unite = lilas(), unite_de(2)
    OccupationFactory(unite=unite, enfant=enfant, rang=1)
    DemandeFactory(enfant=enfant)
    client, dossier = connecter(Role.PLACEMENT), reverse("enfants:dossier", args=[enfant.pk])

    assert page("enfant", enfant.pk) in client.get(dossier).text
    with requetes_max(12):
        lieux = client.get(page("enfant", enfant.pk)).text
    assert page("unite", unite.pk) in lieux
    assert page("demande", Demande.objects.get().pk) in lieux
    assert "1 enfant attend une place" in client.get("/").text
    assert Entree.objects.filter(acte="enfants:lire", details__page="places:enfant").exists()
    assert page("enfant", enfant.pk) not in connecter(Role.SANTE).get(dossier).text


def test_la_fiche_d_un_etablissement_montre_son_occupation():
    unite = unite_de(4)
    OccupationFactory(unite=unite, rang=1)

    texte = (
        connecter(Role.SERVICE_ETABLISSEMENTS)
        .get(reverse("etablissements:etablissement", args=[unite.etablissement_id]))
        .text
    )

    assert f'{page("unite", unite.pk)}">{unite.nom}</a></th><td class="nombre">1</td>' in texte
