"""The workbook of places: filled as a person would, previewed, confirmed; what is refused and why."""

import io
import zipfile
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from jalons.application.acces.permissions import Niveau, Role
from jalons.application.acces.tests.factories import AffectationFactory
from jalons.application.documents.excel import services as excel
from jalons.application.documents.excel.tests.tableur import retaper
from jalons.application.documents.models import ImportEnAttente
from jalons.application.enfants.models import Enfant
from jalons.application.etablissements import classeur, rules, selectors
from jalons.application.etablissements.classeur_places import ClasseurPlaces
from jalons.application.etablissements.models import Acte, UniteAccueil
from jalons.application.etablissements.tests.factories import unite_de
from jalons.application.places import selectors as places
from jalons.application.places import services
from jalons.application.places.models import Decision, Demande, LigneDePlan, Occupation
from jalons.application.places.tests.factories import DemandeFactory, OccupationFactory, plan_fait
from jalons.noyau.saisie import EntreeRefusee

pytestmark = pytest.mark.django_db
AU = date(2025, 6, 30)


@pytest.fixture
def unite(territoire):
    territoire("15", "63")
    return unite_de(10, nom="Nord", age_min=6, age_max=12)


@pytest.fixture
def organisme(unite):
    return unite.etablissement.organisme


def exporter(organisme, *, actes=True):
    return excel.exporter(ClasseurPlaces(actes=actes, au=AU), organisme, presentation=[])


def lire(organisme, octets, *, actes=True):
    lu = ClasseurPlaces(actes=actes, au=AU)
    attente = excel.mettre_en_attente(lu, organisme, octets=octets, nom="places.xlsx", par=None)
    return attente, excel.lire_attente(attente)


def choix(unite):
    return f"{unite.etablissement.nom} › {unite.nom} (n° {unite.pk})"


def acte(unite, **champs):
    return {"unite": choix(unite), "nature": "Extension", "places": 4, "effet_le": "01/09/2024"} | champs


def test_un_classeur_rendu_tel_quel_ne_change_rien(organisme):
    _, resultat = lire(organisme, exporter(organisme))

    assert (resultat.lignes, resultat.refus) == ([], [])


def test_une_unite_decrite_une_unite_neuve_et_un_acte_s_ecrivent_une_fois_confirmes(organisme, unite):
    lieu = f"{unite.etablissement.nom} (n° {unite.etablissement_id})"
    neuve = {"etablissement": lieu, "nom": "Sud", "type": "Pouponnière", "age_max": 3}
    octets = retaper(exporter(organisme), "Unités", {(3, "age_max"): 14}, [neuve])
    octets = retaper(octets, "Actes à enregistrer", {}, [acte(unite, ouvert_le="15/09/2024", reference="A-24")])
    attente, resultat = lire(organisme, octets)

    assert resultat.refus == []
    assert UniteAccueil.objects.count() == 1, "a preview writes nothing"
    assert excel.confirmer(attente, ClasseurPlaces(actes=True, au=AU), organisme, ecraser=[], par=None) == 3

    unite.refresh_from_db()
    assert (unite.age_min, unite.age_max) == (6, 14)
    assert UniteAccueil.objects.get(nom="Sud").type == "pouponniere"
    vue = rules.capacite(selectors.actes_connus(unite), date(2024, 10, 1))
    assert (vue.autorisees, vue.ouvertes) == (14, 14)


def test_un_classeur_qui_change_tout_ne_perd_rien_de_ce_qui_fut_accepte(organisme, unite):
    """Stays, reservations, requests and decisions are no part of a workbook: rows and histories stay as they were."""
    sejour, reserve = OccupationFactory(unite=unite, rang=1), OccupationFactory(unite=unite, rang=2)
    ligne = plan_fait(DemandeFactory(), unite)
    services.decider_ligne(ligne=ligne, accepte=True, motif="", par=None, jour=date(2025, 6, 30))
    suivis = (Occupation, Demande, Decision, LigneDePlan, Enfant)
    avant = [list(m.objects.order_by("pk").values()) for m in suivis]
    octets = retaper(
        exporter(organisme), "Unités", {(3, "age_min"): 0, (3, "age_max"): 3, (3, "type"): "Pouponnière"}, []
    )
    octets = retaper(octets, "Actes à enregistrer", {}, [acte(unite, nature="Fermeture", places=None)])

    attente, resultat = lire(organisme, octets)
    assert excel.confirmer(attente, ClasseurPlaces(actes=True, au=AU), organisme, ecraser=[], par=None) == 2

    assert resultat.refus == []
    assert [list(m.objects.order_by("pk").values()) for m in suivis] == avant
    compte = places.prises(["15"], date(2025, 6, 30))[unite.pk]
    assert compte.occupees == 2, "a closed unit still shows who lives there"
    assert {sejour.pk, reserve.pk} <= set(Occupation.pgh_event_model.objects.values_list("pgh_obj_id", flat=True))
    assert not Occupation.pgh_event_model.objects.filter(pgh_label="delete").exists()


def test_toutes_les_cellules_fautives_sont_dites_a_la_fois_et_rien_ne_s_ecrit(organisme, unite):
    fautif = acte(unite, places=-3, effet_le="2024", fin_le="demain", nature="Cadeau")
    octets = retaper(exporter(organisme), "Unités", {(3, "age_min"): "six", (3, "type"): "Château"}, [])
    octets = retaper(octets, "Actes à enregistrer", {}, [fautif, acte(unite, effet_le="09/2024")])
    _, resultat = lire(organisme, octets)

    messages = " ".join(r.message for r in resultat.refus)
    for phrase in ("« six » n'est pas un nombre", "Château", "Cadeau", "« demain » n'est pas une date", "jour exact"):
        assert phrase in messages
    assert resultat.lignes == []
    assert Acte.objects.count() == 1


def test_un_acte_que_la_regle_refuse_est_dit_a_l_apercu(organisme, unite):
    octets = retaper(exporter(organisme), "Actes à enregistrer", {}, [acte(unite, nature="Réduction", places=11)])
    _, resultat = lire(organisme, octets)

    assert [r.message for r in resultat.refus] == [
        "L'unité a 10 places autorisées le 1er septembre 2024, l'acte en demande 11 : corrigez ce nombre."
    ]


def test_l_organisme_decrit_ses_unites_et_n_enregistre_pas_d_acte(organisme, unite):
    sans = classeur.modele((), (), actes=False)
    assert [f.titre for f in sans.feuilles] == ["Unités"]

    octets = retaper(exporter(organisme, actes=True), "Actes à enregistrer", {}, [acte(unite)])
    _, resultat = lire(organisme, octets, actes=False)

    assert resultat.lignes == []
    assert "Le département enregistre les actes" in resultat.refus[0].message


def test_le_meme_fichier_envoye_deux_fois_n_ajoute_rien(organisme, unite):
    lieu = f"{unite.etablissement.nom} (n° {unite.etablissement_id})"
    octets = retaper(exporter(organisme), "Unités", {}, [{"etablissement": lieu, "nom": "Sud", "type": "Pouponnière"}])
    octets = retaper(octets, "Actes à enregistrer", {}, [acte(unite, reference="A-24")])
    attente, _ = lire(organisme, octets)
    excel.confirmer(attente, ClasseurPlaces(actes=True, au=AU), organisme, ecraser=[], par=None)

    _, resultat = lire(organisme, octets)

    assert resultat.lignes == []
    assert sorted(r.message.split(" : ")[0] for r in resultat.refus) == [
        "Cet acte est déjà enregistré pour « Nord »", "« Sud » est déjà une unité de cet établissement",
    ]  # fmt: skip
    assert (Acte.objects.count(), UniteAccueil.objects.count()) == (2, 2)


def test_une_formule_reste_un_texte(organisme, unite):
    unite.nom = '=HYPERLINK("http://exemple.invalid")'
    unite.save()
    octets = exporter(organisme)

    with zipfile.ZipFile(io.BytesIO(octets)) as archive:
        feuilles = [archive.read(n) for n in archive.namelist() if "worksheets/sheet" in n]
    assert not any(b"HYPERLINK" in f for f in feuilles), "a text of the shared strings, never a formula of a cell"


def test_un_classeur_a_macros_est_refuse(organisme):
    sortie = io.BytesIO(exporter(organisme))
    with zipfile.ZipFile(sortie, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"Sub Auto_Open()")

    with pytest.raises(EntreeRefusee) as leve:
        lire(organisme, sortie.getvalue())

    assert "macros" in leve.value.fautes[0].message


def client_de(role, niveau=Niveau.COLLECTIVITE, collectivite="15", **lieu):
    client = Client()
    client.force_login(AffectationFactory(role=role, niveau=niveau, collectivite_id=collectivite, **lieu).agent)
    return client


def test_par_les_pages_l_organisme_telecharge_depose_voit_et_confirme(organisme, unite):
    client = client_de(Role.ETABLISSEMENT, Niveau.ORGANISME, organisme=organisme.code)
    octets = client.get(reverse("etablissements:telecharger_places", args=[organisme.pk])).content
    fichier = SimpleUploadedFile("places.xlsx", retaper(octets, "Unités", {(3, "nom"): "Grand Nord"}, []))

    apercu = client.post(
        reverse("etablissements:deposer_places", args=[organisme.pk]), {"fichier": fichier}, follow=True
    )
    assert "Grand Nord" in apercu.text
    adresse = apercu.redirect_chain[-1][0]
    assert client.post(adresse).status_code == 302

    unite.refresh_from_db()
    assert unite.nom == "Grand Nord"
    refus = reverse("etablissements:refus_places", args=[organisme.pk, ImportEnAttente.objects.get().pk])
    assert client.get(refus).status_code == 200


def test_le_classeur_d_un_autre_organisme_n_existe_pas(organisme):
    autre = unite_de(5).etablissement.organisme
    client = client_de(Role.ETABLISSEMENT, Niveau.ORGANISME, organisme=organisme.code)

    for nom in ("telecharger_places", "deposer_places"):
        assert client.get(reverse(f"etablissements:{nom}", args=[autre.pk])).status_code == 404
    assert client_de(Role.PLACEMENT).get(
        reverse("etablissements:telecharger_places", args=[organisme.pk])
    ).status_code == 403  # fmt: skip
