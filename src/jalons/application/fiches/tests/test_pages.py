"""The pages of fiches: what they show, to whom, and in how many queries."""

import io

import pytest
from django.urls import reverse
from python_calamine import CalamineWorkbook

from jalons.application.acces.permissions import Niveau, Role
from jalons.application.acces.tests.factories import AffectationFactory
from jalons.application.documents.tests.factories import recu
from jalons.application.fiches.models import Fiche, Note, Placement
from jalons.application.fiches.tests.factories import (
    ActionFactory,
    CadreFactory,
    EtapeFactory,
    FicheFactory,
    IntervenantFactory,
    PlacementFactory,
    RubriqueFactory,
)
from jalons.noyau.dates import DateCivile

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture(autouse=True)
def _lieu(territoire, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    territoire("15", "63")


@pytest.fixture
def agent(client):
    """A chargée de mission of the Cantal, logged in."""
    agent = AffectationFactory().agent
    client.force_login(agent)
    return agent


@pytest.fixture
def pilote(client):
    """A pilote whose rights stop at her own fiches, logged in."""
    agent = AffectationFactory(role=Role.PILOTE_FICHE, niveau=Niveau.DOSSIERS).agent
    client.force_login(agent)
    return agent


def _trente():
    cadre = CadreFactory()
    fiches = FicheFactory.create_batch(30)
    for rang, fiche in enumerate(fiches):
        PlacementFactory(fiche=fiche, cadre=cadre, numero=rang + 1)
        IntervenantFactory(fiche=fiche)
    return fiches


def _riche():
    fiche = FicheFactory(titre="Équipe mobile", blocage="Recrutement")
    cadre = CadreFactory()
    PlacementFactory(fiche=fiche, cadre=cadre, rubrique=RubriqueFactory(cadre=cadre), numero=4)
    IntervenantFactory(fiche=fiche, nom="PMI du Cantal")
    for numero in range(1, 6):
        action = ActionFactory(fiche=fiche, numero=numero)
        EtapeFactory.create_batch(3, action=action)
    return fiche


def test_le_classeur_du_plan_d_action_s_atteint_depuis_la_liste_d_un_cadre(client, agent):
    fiche = _riche()
    cadre = fiche.placements.get().cadre_id
    adresses = [
        reverse(f"documents:classeur_{acte}", args=["plan-action", cadre]) for acte in ("telecharger", "deposer")
    ]

    toutes = client.get(reverse("fiches:liste")).text
    du_cadre = client.get(reverse("fiches:liste"), {"cadre": cadre}).text

    assert not any(adresse in toutes for adresse in adresses)
    assert all(adresse in du_cadre for adresse in adresses)
    assert client.get(adresses[0]).status_code == 200


@pytest.mark.parametrize("nom", ["liste", "kanban", "calendrier"])
def test_trente_fiches_en_douze_requetes_au_plus(client, agent, requetes_max, nom):
    _trente()

    with requetes_max(12):
        page = client.get(reverse(f"fiches:{nom}"))

    assert "Fiche 0" in page.text or "Fiche 1" in page.text


def test_une_fiche_pleine_en_douze_requetes_au_plus(client, agent, requetes_max):
    fiche = _riche()

    with requetes_max(12):
        page = client.get(reverse("fiches:fiche", args=[fiche.pk]))

    for vu in ("Équipe mobile", "PMI du Cantal", "Publier les postes", "Fiche n°&nbsp;4", "Recrutement"):
        assert vu in page.text


@pytest.mark.parametrize("nom", ["liste", "kanban", "calendrier"])
def test_le_fragment_est_dans_la_page_et_la_page_filtre_le_perimetre(client, agent, nom):
    FicheFactory(titre="Visible ici")
    FicheFactory(titre="Puy-de-Dôme", collectivite_id="63")

    page = client.get(reverse(f"fiches:{nom}"))
    fragment = client.get(reverse(f"fiches:{nom}"), headers=HTMX)

    assert "Visible ici" in fragment.text
    assert "Puy-de-Dôme" not in page.text.replace("Puy-de-Dôme</option>", "")
    assert "<html" not in fragment.text
    assert _sans_jeton(fragment.text) in _sans_jeton(page.text)


def _sans_jeton(html):
    return "\n".join(x for x in html.strip().splitlines() if "csrfmiddlewaretoken" not in x)


@pytest.mark.parametrize("nom", ["liste", "kanban", "calendrier"])
def test_une_liste_vide_dit_quoi_faire(client, agent, nom):
    assert "Créez la première" in client.get(reverse(f"fiches:{nom}")).text
    assert "Changez un filtre" in client.get(reverse(f"fiches:{nom}"), {"q": "x"}).text


def test_chaque_filtre_et_chaque_tri_se_fait_dans_la_base(client, agent):
    cadre = CadreFactory()
    engagement = RubriqueFactory(cadre=cadre)
    sous = RubriqueFactory(cadre=cadre, parent=engagement, genre="sous_theme")
    a = FicheFactory(titre="École et santé", avancement=10, fin=DateCivile(2021), nature_depense="nouvelle")
    b = FicheFactory(titre="Accueil", avancement=90, statut="realisee", fin=DateCivile(2020))
    c = FicheFactory(titre="Zone rurale", avancement=None, fin=DateCivile(2099), statut="suspendue", blocage="x")
    PlacementFactory(fiche=a, cadre=cadre, rubrique=sous)
    IntervenantFactory(fiche=b, nom="CAF")

    def titres(**criteres):
        return [f.pk for f in client.get(reverse("fiches:liste"), criteres).context["page"].object_list]

    assert titres() == [b.pk, a.pk, c.pk]
    assert titres(tri="-titre") == [c.pk, a.pk, b.pk]
    assert titres(tri="statut") == [b.pk, c.pk] or titres(tri="statut") == [a.pk, b.pk, c.pk]
    assert titres(tri="avancement")[:2] == [a.pk, b.pk]
    assert titres(q="ecole") == [a.pk]
    assert titres(cadre=cadre.pk) == [a.pk]
    assert titres(cadre=cadre.pk, rubrique=engagement.pk) == [a.pk]
    assert titres(statut="suspendue") == [c.pk]
    assert titres(pilote="CAF") == [b.pk]
    assert titres(nature="nouvelle") == [a.pk]
    assert titres(retard="on") == [a.pk]
    assert titres(cadre="' OR 1=1", statut="nimporte", tri="mot_de_passe", page="x") == [b.pk, a.pk, c.pk]


@pytest.mark.parametrize(
    ("cas", "role", "collectivite", "voir", "modifier", "noter"),
    [
        ("chargée de mission", Role.CHARGEE_MISSION, "15", 200, 200, 200),
        ("préfecture", Role.PREFECTURE, "15", 200, 403, 403),
        ("administration", Role.ADMINISTRATION, "15", 403, 403, 403),
        ("autre département", Role.CHARGEE_MISSION, "63", 404, 404, 404),
    ],
)
def test_qui_voit_et_qui_ecrit(client, cas, role, collectivite, voir, modifier, noter):
    fiche = FicheFactory()
    client.force_login(AffectationFactory(role=role, collectivite_id=collectivite).agent)

    assert client.get(reverse("fiches:fiche", args=[fiche.pk])).status_code == voir, cas
    assert client.get(reverse("fiches:historique", args=[fiche.pk])).status_code == voir, cas
    assert client.get(reverse("fiches:section", args=[fiche.pk, "objet"])).status_code == modifier, cas
    assert client.get(reverse("fiches:annuler", args=[fiche.pk])).status_code == modifier, cas
    assert client.get(reverse("fiches:noter", args=[fiche.pk])).status_code == noter, cas


def test_une_pilote_ne_note_que_ses_fiches(client, pilote):
    sienne, autre = FicheFactory(), FicheFactory()
    IntervenantFactory(fiche=sienne, agent=pilote)
    IntervenantFactory(fiche=autre, agent=pilote, role="partenaire")
    note = {"version": 1, "texte": "Deux postes pourvus", "statut": "en_cours", "avancement": "55"}

    assert client.post(reverse("fiches:noter", args=[sienne.pk]), note).status_code == 302
    assert client.post(reverse("fiches:noter", args=[autre.pk]), note).status_code == 403
    assert client.get(reverse("fiches:section", args=[autre.pk, "suivi"])).status_code == 403
    assert client.get(reverse("fiches:section", args=[sienne.pk, "objet"])).status_code == 403
    assert "Noter l" in client.get(reverse("fiches:fiche", args=[sienne.pk])).text
    assert "Noter l'avancement</span>" not in client.get(reverse("fiches:fiche", args=[autre.pk])).text
    assert [n.fiche_id for n in Note.objects.all()] == [sienne.pk]


def test_noter_change_le_statut_et_garde_la_preuve(client, agent):
    fiche = FicheFactory()
    note = {"version": 1, "texte": "Terminé", "statut": "realisee", "avancement": "", "fichier": recu()}

    reponse = client.post(reverse("fiches:noter", args=[fiche.pk]), note, follow=True)

    fiche.refresh_from_db()
    assert (fiche.statut, fiche.avancement, fiche.version) == ("realisee", 100, 2)
    assert "preuve.pdf" in reponse.text
    assert "Terminé" in reponse.text


@pytest.mark.parametrize(
    ("cas", "recus", "phrase"),
    [
        ("sans texte", {"texte": ""}, "dites en une phrase"),
        ("suspendue sans blocage", {"statut": "suspendue"}, "point de blocage"),
        ("réalisée à moitié", {"statut": "realisee", "avancement": "50"}, "est à 100"),
        ("mauvais fichier", {"fichier": recu("x.docx")}, "en réalité un fichier PDF"),
        ("hors pas", {"avancement": "42"}, "42"),
    ],
)
def test_une_note_refusee_n_ecrit_rien(client, agent, cas, recus, phrase):
    fiche = FicheFactory()
    note = {"version": 1, "texte": "Fait", "statut": "en_cours", "avancement": "50"} | recus

    reponse = client.post(reverse("fiches:noter", args=[fiche.pk]), note)

    assert reponse.status_code == 422, cas
    assert phrase in reponse.text
    fiche.refresh_from_db()
    assert (fiche.version, Note.objects.count()) == (1, 0)


def _envoi(client, fiche, code, donnees, **options):
    formulaire = client.get(reverse("fiches:section", args=[fiche.pk, code])).context
    base = {"version": formulaire["fiche"].version, "empreinte": formulaire["empreinte"]}
    return client.post(reverse("fiches:section", args=[fiche.pk, code]), base | donnees, **options)


def test_une_rubrique_s_enregistre_en_page_ou_en_fragment(client, agent):
    fiche = FicheFactory()

    page = _envoi(client, fiche, "objet", {"objet": "Aller au domicile"})
    fragment = _envoi(client, fiche, "objet", {"objet": "Aller à l'école"}, headers=HTMX)

    assert page.status_code == 302
    assert "Aller à l&#x27;école" in fragment.text
    assert "<html" not in fragment.text
    fiche.refresh_from_db()
    assert (fiche.objet, fiche.version) == ("Aller à l'école", 3)


def test_deux_enregistrements_de_la_meme_rubrique_montrent_les_deux_textes(client, agent):
    fiche = FicheFactory(objet="Texte de départ")
    adresse = reverse("fiches:section", args=[fiche.pk, "objet"])
    ouvert = client.get(adresse).context
    depart = {"version": ouvert["fiche"].version, "empreinte": ouvert["empreinte"]}
    client.post(adresse, depart | {"objet": "Texte de Claude"})

    conflit = client.post(adresse, depart | {"objet": "Mon texte"})

    assert conflit.status_code == 409
    assert "Mon texte" in conflit.text
    assert "Texte de Claude" in conflit.text
    fiche.refresh_from_db()
    assert fiche.objet == "Texte de Claude"
    choix = {"version": conflit.context["fiche"].version, "empreinte": conflit.context["empreinte"]}
    assert client.post(adresse, choix | {"objet": "Mon texte"}).status_code == 302
    fiche.refresh_from_db()
    assert fiche.objet == "Mon texte"


def test_deux_rubriques_differentes_s_enregistrent_sans_conflit(client, agent):
    fiche = FicheFactory()
    adresse = reverse("fiches:section", args=[fiche.pk, "objet"])
    ouvert = client.get(adresse).context
    _envoi(client, fiche, "financements", {"financements": "P304"})

    reponse = client.post(
        adresse, {"version": ouvert["fiche"].version, "empreinte": ouvert["empreinte"], "objet": "Nouveau"}
    )

    fiche.refresh_from_db()
    assert (reponse.status_code, fiche.objet, fiche.financements) == (302, "Nouveau", "P304")


def _formset(lignes, presentes=0):
    donnees = {"form-TOTAL_FORMS": len(lignes), "form-INITIAL_FORMS": presentes}
    for rang, ligne in enumerate(lignes):
        donnees |= {f"form-{rang}-{champ}": valeur for champ, valeur in ligne.items()}
    return donnees


def test_les_actions_se_changent_s_ajoutent_et_s_enlevent_sans_perdre_leurs_etapes(client, agent):
    fiche = FicheFactory()
    une, deux, trois = (ActionFactory(fiche=fiche, numero=n, titre=f"Action {n}") for n in (1, 2, 3))
    EtapeFactory(action=deux)
    EtapeFactory(action=trois)
    lignes = [
        {"id": une.pk, "numero": 2, "titre": "Action une", "statut": "realisee", "debut": "03/2022", "fin": ""},
        {"id": deux.pk, "numero": 1, "titre": "Action 2", "statut": "inconnu", "debut": "", "fin": ""},
        {"id": trois.pk, "numero": 3, "titre": "Action 3", "statut": "inconnu", "DELETE": "on"},
        {"numero": 4, "titre": "Action 4", "statut": "a_engager", "debut": "", "fin": ""},
        {"numero": "", "titre": "", "statut": "inconnu", "debut": "", "fin": ""},
    ]

    reponse = _envoi(client, fiche, "actions", _formset(lignes, 3))

    assert reponse.status_code == 302
    actions = {a.numero: a for a in fiche.actions.all()}
    assert {n: a.titre for n, a in actions.items()} == {1: "Action 2", 2: "Action une", 4: "Action 4"}
    assert str(actions[2].debut) == "mars 2022"
    assert actions[1].etapes.count() == 1


@pytest.mark.parametrize(
    ("code", "ligne", "phrase"),
    [
        ("actions", {"numero": 1, "titre": "", "statut": "en_cours"}, "obligatoire"),
        ("actions", {"numero": 1, "titre": "A", "statut": "en_cours", "debut": "2023", "fin": "2022"}, "précède"),
        ("actions", {"numero": 1, "titre": "A", "statut": "en_cours", "debut": "hier"}, "pas une date"),
        ("resultats", {"texte": "x" * 501}, "500"),
        ("liens", {"texte": "", "vers": "999999"}, "choix valide"),
    ],
)
def test_une_ligne_refusee_laisse_la_fiche_comme_elle_etait(client, agent, code, ligne, phrase):
    fiche = FicheFactory()

    reponse = _envoi(client, fiche, code, _formset([ligne]))

    assert reponse.status_code == 422
    assert phrase in reponse.text
    assert Fiche.objects.get(pk=fiche.pk).version == 1


@pytest.mark.parametrize(
    "code",
    ["titre", "suivi", "objet", "calendrier", "financements", "intervenants", "actions", "resultats", "liens",
     "indicateurs", "placements"],
)  # fmt: skip
def test_chaque_rubrique_s_ouvre_en_douze_requetes(client, agent, requetes_max, code):
    fiche = _riche()

    with requetes_max(12):
        reponse = client.get(reverse("fiches:section", args=[fiche.pk, code]))

    assert reponse.status_code == 200


def test_les_etapes_se_changent_sous_leur_action(client, agent):
    etape = EtapeFactory()
    fiche = etape.action.fiche
    adresse = reverse("fiches:etapes", args=[fiche.pk, "etapes", etape.action.pk])
    ouvert = client.get(adresse).context
    lignes = [
        {"id": etape.pk, "texte": "Publier", "niveau": 1, "faite_le": "02/03/2023"},
        {"texte": "Choisir", "niveau": 2},
    ]

    client.post(adresse, {"version": 1, "empreinte": ouvert["empreinte"]} | _formset(lignes, 1))

    assert [(e.texte, str(e.faite_le or "")) for e in etape.action.etapes.all()] == [
        ("Publier", "2 mars 2023"),
        ("Choisir", ""),
    ]
    autre = ActionFactory()
    assert client.get(reverse("fiches:etapes", args=[fiche.pk, "etapes", autre.pk])).status_code == 404
    assert client.get(reverse("fiches:section", args=[fiche.pk, "secret"])).status_code == 404


def test_une_fiche_se_place_dans_un_cadre_et_s_en_retire(client, agent):
    fiche, cadre = FicheFactory(), CadreFactory()

    assert _envoi(client, fiche, "placements", {"cadre": cadre.pk, "numero": 7}).status_code == 302
    deux = _envoi(client, fiche, "placements", {"cadre": cadre.pk, "numero": 8})
    assert "déjà dans" in deux.text
    [place] = Placement.objects.all()
    client.post(reverse("fiches:retirer", args=[fiche.pk, place.pk]))

    assert not Placement.objects.exists()
    assert client.post(reverse("fiches:retirer", args=[fiche.pk, place.pk])).status_code == 404


def test_creer_une_fiche_dans_un_contrat(client, agent):
    cadre = CadreFactory()

    reponse = client.post(
        reverse("fiches:creer"),
        {"titre": "Nouvelle", "collectivite": "15", "cadre": cadre.pk, "numero": 3, "pilote": "PMI", "debut": "2023"},
    )

    fiche = Fiche.objects.get()
    assert reponse["Location"] == reverse("fiches:fiche", args=[fiche.pk])
    assert (fiche.statut, fiche.placements.get().numero, fiche.intervenants.get().nom) == ("a_engager", 3, "PMI")
    assert client.post(reverse("fiches:creer"), {"titre": "", "collectivite": "15"}).status_code == 422
    assert client.post(reverse("fiches:creer"), {"titre": "X", "collectivite": "63"}).status_code == 422
    assert Fiche.objects.count() == 1


def test_le_kanban_deplace_une_carte_et_renvoie_vers_la_note_quand_il_faut_dire_ce_qui_bloque(client, agent):
    fiche = FicheFactory()
    adresse = reverse("fiches:deplacer", args=[fiche.pk])

    client.post(adresse, {"statut": "realisee", "version": 1})
    fiche.refresh_from_db()
    assert (fiche.statut, fiche.avancement) == ("realisee", 100)
    assert "statut=retardee" in client.post(adresse, {"statut": "retardee", "version": 2})["Location"]
    perimee = client.post(adresse, {"statut": "en_cours", "version": 1}, follow=True)
    faux = client.post(adresse, {"statut": "rien", "version": 2, "retour": "//ailleurs"})

    assert "bougé" in perimee.text
    assert faux["Location"] == reverse("fiches:kanban")
    fiche.refresh_from_db()
    assert fiche.statut == "realisee"


@pytest.mark.parametrize("forme", ["csv", "xlsx"])
def test_l_export_donne_la_liste_filtree_et_ne_laisse_passer_aucune_formule(client, agent, forme):
    FicheFactory(titre="=HYPERLINK(1)", objet="@x", avancement=40)
    FicheFactory(titre="Autre chose", statut="abandonnee")

    octets = client.get(reverse("fiches:exporter", args=[forme]), {"statut": "en_cours"}).content

    if forme == "csv":
        texte = octets.decode("utf-8-sig")
        assert "\r\n'=HYPERLINK(1);" in texte
        assert "Autre chose" not in texte
    else:
        lignes = CalamineWorkbook.from_filelike(io.BytesIO(octets)).get_sheet_by_index(0).to_python()
        assert [x[0] for x in lignes] == ["Titre", "'=HYPERLINK(1)"]
        assert lignes[1][2] == 40
    assert client.get(reverse("fiches:exporter", args=["pdf"])).status_code == 404


def test_la_selection_se_change_en_trois_temps_toute_ou_rien(client, agent):
    une, deux = FicheFactory(titre="Une"), FicheFactory(titre="Deux")
    adresse = reverse("fiches:masse")
    choix = {"f": [une.pk, deux.pk], "v": [f"{une.pk}:1", f"{deux.pk}:1"]}

    assert "Une" in client.get(adresse, {"f": [une.pk, deux.pk]}).text
    refuse = client.post(adresse, choix | {"statut": "suspendue"})
    apercu = client.post(adresse, choix | {"statut": "realisee", "pilote": "CAF"})
    assert "point de blocage" in refuse.text
    assert 'name="confirmer"' not in refuse.text
    assert "40\xa0%" in apercu.text or "40 %" in apercu.text
    assert Fiche.objects.filter(statut="realisee").count() == 0

    client.post(adresse, choix | {"statut": "realisee", "pilote": "CAF", "confirmer": "1"})

    assert {f.avancement for f in Fiche.objects.all()} == {100}
    assert {i.nom for f in Fiche.objects.all() for i in f.intervenants.all()} == {"CAF"}
    perime = client.post(adresse, choix | {"statut": "en_cours", "confirmer": "1"})
    assert "Aucune fiche n" in perime.text
    assert Fiche.objects.filter(statut="realisee").count() == 2


def test_la_selection_ne_sort_pas_du_perimetre(client, agent):
    ailleurs = FicheFactory(collectivite_id="63")

    assert client.get(reverse("fiches:masse"), {"f": [ailleurs.pk]}).status_code == 404
    assert client.get(reverse("fiches:masse")).status_code == 302
    client.force_login(AffectationFactory(role=Role.PILOTE_FICHE, niveau=Niveau.DOSSIERS).agent)
    assert client.get(reverse("fiches:masse"), {"f": [FicheFactory().pk]}).status_code == 403


def test_annuler_montre_puis_remet_l_etat_precedent_et_se_defait(client, agent, requetes_max):
    fiche = FicheFactory(objet="Avant")
    garde = IntervenantFactory(fiche=fiche, nom="PMI")
    _envoi(client, fiche, "objet", {"objet": "Après"})
    adresse = reverse("fiches:annuler", args=[fiche.pk])

    with requetes_max(12):
        montre = client.get(adresse).text
    client.post(adresse, {"version": 2})
    fiche.refresh_from_db()
    assert "Avant" in montre
    assert "Après" in montre
    assert (fiche.objet, fiche.version) == ("Avant", 3)
    client.post(adresse, {"version": 3})
    fiche.refresh_from_db()
    assert fiche.objet == "Après"

    lignes = [{"id": garde.pk, "role": "pilote", "nom": "PMI", "DELETE": "on"}, {"role": "partenaire", "nom": "CAF"}]
    _envoi(client, fiche, "intervenants", _formset(lignes, 1))
    assert [i.nom for i in fiche.intervenants.all()] == ["CAF"]
    client.post(adresse, {"version": 5})
    assert [(i.pk, i.nom) for i in fiche.intervenants.all()] == [(garde.pk, "PMI")]


def test_une_fiche_importee_n_a_rien_a_annuler(client, agent):
    fiche = FicheFactory()

    assert "Rien à annuler" in client.get(reverse("fiches:annuler", args=[fiche.pk])).text
    client.post(reverse("fiches:annuler", args=[fiche.pk]), {"version": 1})
    fiche.refresh_from_db()
    assert fiche.version == 1


def test_l_historique_dit_qui_a_change_quoi_dans_la_fiche_et_ses_listes(client, agent, requetes_max):
    fiche = FicheFactory(objet="Avant")
    garde = IntervenantFactory(fiche=fiche, nom="PMI")
    _envoi(client, fiche, "objet", {"objet": "Après"})
    lignes = [{"id": garde.pk, "role": "pilote", "nom": "PMI", "DELETE": "on"}, {"role": "partenaire", "nom": "CAF"}]
    _envoi(client, fiche, "intervenants", _formset(lignes, 1))

    with requetes_max(12):
        page = client.get(reverse("fiches:historique", args=[fiche.pk]))

    dits = [(c.acte, x) for c in page.context["changements"] if c.par == str(agent) for x in c.champs]
    assert ("Modification", ("Objet", "Avant", "Après")) in dits
    assert ("Suppression", ("Intervenant", "PMI : pilote", "")) in dits
    assert ("Ajout", ("Intervenant", "", "CAF : partenaire")) in dits
