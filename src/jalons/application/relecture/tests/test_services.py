"""From the deposit to the import: decisions, undoing, two people at once, whole or part, again without doubles."""

import pytest

from jalons.application.fiches.models import Action, Fiche, Intervenant, Resultat, Rubrique
from jalons.application.relecture import selectors, services, taches, travail
from jalons.application.relecture.models import ElementLu, FicheLue, PageLue, Relecture
from jalons.application.relecture.rules import Etat
from jalons.application.relecture.services.depot import source_gardee
from jalons.application.relecture.tests import scene
from jalons.application.relecture.tests.scene import MAINTENANT, deposee, relue
from jalons.application.schema import selectors as schemas
from jalons.application.schema.models import Schema
from jalons.application.socle.models import Entree
from jalons.application.socle.version import VersionDepassee
from jalons.noyau.saisie import EntreeRefusee, Faute

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _lieux(territoire, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    territoire("15", "63")


def frais(relecture):
    return Relecture.objects.get(pk=relecture.pk)


def element(relecture, texte):
    return ElementLu.objects.get(relecture=relecture, texte=texte)


def etats(relecture):
    return {x.texte: x.etat for x in selectors.elements(relecture)}


def accepter(relecture, *textes):
    cles = [element(relecture, t).pk for t in textes]
    return services.accepter(relecture=relecture, elements=cles, par=None, maintenant=MAINTENANT)


def corriger(relecture, lu_texte, version=None, /, **champs):
    vise = element(relecture, lu_texte)
    services.corriger(
        relecture=relecture, element=vise.pk, version=vise.version if version is None else version,
        champs={"texte": vise.texte} | champs, par=None, maintenant=MAINTENANT,
    )  # fmt: skip


def importer(relecture, *choisies):
    return services.importer(
        relecture=relecture, choisies=choisies, version=frais(relecture).version, par=None, maintenant=MAINTENANT
    )


def section(relecture, texte):
    return f"fiche-{element(relecture, texte).pk}"


def test_un_document_depose_est_lu_en_deux_temps_et_garde_page_par_page():
    recue = deposee()
    services.commencer(relecture=recue, maintenant=MAINTENANT)
    services.ranger_texte(relecture=recue, source=scene.source(), maintenant=MAINTENANT)

    assert (frais(recue).etat, frais(recue).nombre_pages, frais(recue).forme) == ("en_lecture", 3, "txt")
    assert source_gardee(frais(recue)).texte == scene.TEXTE


def test_les_elements_gardent_leur_passage_et_leur_page():
    lue = relue()
    caf = element(lue, "CAF")

    assert scene.TEXTE[caf.debut : caf.fin] == "CAF"
    assert (caf.page, caf.parent.texte, caf.confiance) == (2, "Visites à domicile", "douteux")
    assert (lue.etat, lue.nature, lue.nature_lue) == ("a_relire", "schema", "schema")


def test_le_passage_marque_est_celui_de_l_element():
    lue = relue()
    caf = element(lue, "CAF")

    page = selectors.page(lue, 2, debut=caf.debut, fin=caf.fin)

    assert [m.texte for m in page.morceaux if m.marque] == ["CAF"]


def test_une_lecture_tuee_entre_ses_deux_temps_se_reprend_sans_rien_doubler():
    recue = deposee()
    for _ in range(2):
        services.commencer(relecture=recue, maintenant=MAINTENANT)
        services.ranger_texte(relecture=recue, source=scene.source(), maintenant=MAINTENANT)
    assert [r.pk for r in travail.arretees(avant=MAINTENANT)] == []
    assert [r.pk for r in travail.arretees(avant=MAINTENANT + travail.SILENCE)] == [recue.pk]

    lecture = scene.Lecture("schema.txt", "schema", scene.elements())
    services.ranger_lecture(relecture=recue, lecture=lecture, maintenant=MAINTENANT)
    rejouee = services.ranger_lecture(relecture=recue, lecture=lecture, maintenant=MAINTENANT)

    assert rejouee is None
    assert (PageLue.objects.count(), ElementLu.objects.count()) == (3, len(scene.elements()))


def test_un_fichier_illisible_est_refuse_d_une_phrase_et_ne_laisse_aucun_texte(monkeypatch):
    def refuser(chemin, nom, suivre):
        raise EntreeRefusee([Faute("", "Le PDF est chiffré : enregistrez-le sans mot de passe.")])

    monkeypatch.setattr(travail.lecteur, "extraire", refuser)
    recue = deposee()

    taches.extraire.func(collectivites=["15"], relecture=recue.pk)

    assert (frais(recue).etat, PageLue.objects.count()) == ("refuse", 0)
    assert "mot de passe" in frais(recue).fautes[0]["message"]


def test_un_fichier_qui_n_est_pas_ce_que_dit_son_nom_n_est_pas_garde():
    with pytest.raises(EntreeRefusee):
        deposee(contenu=b"%PDF-1.4 x", nom="schema.docx")

    assert Relecture.objects.count() == 0


def test_accepter_toute_une_partie_laisse_ce_qui_est_deja_decide():
    lue = relue()
    corriger(lue, "CAF", texte="Caisse d'allocations familiales")

    faits = accepter(lue, "Caisse d'allocations familiales", "Recenser les besoins", "Service de PMI")

    assert faits == 1
    assert etats(lue)["Caisse d'allocations familiales"] is Etat.CORRIGE
    assert etats(lue)["Service de PMI"] is Etat.SUR


def test_corriger_sans_rien_changer_c_est_accepter_et_la_lecture_reste():
    lue = relue()
    corriger(lue, "CAF")
    corriger(lue, "Accueil de jour", texte="Accueils de jour", numero="2")

    assert etats(lue)["CAF"] is Etat.ACCEPTE
    assert element(lue, "Accueils de jour").lu["texte"] == "Accueil de jour"


def test_refuser_une_fiche_refuse_ce_qui_pend_dessous_et_s_annule_d_un_acte():
    lue = relue()
    avant = etats(lue)
    vise = element(lue, "Visites à domicile")

    services.refuser(relecture=lue, element=vise.pk, version=vise.version, par=None, maintenant=MAINTENANT)
    refuses = [t for t, e in etats(lue).items() if e is Etat.REFUSE]
    services.annuler(relecture=lue, lot=frais(lue).version, par=None, maintenant=MAINTENANT)

    assert sorted(refuses) == [
        "CAF", "Former les équipes", "Recenser les besoins", "Service de PMI", "Visites à domicile",
    ]  # fmt: skip
    assert etats(lue) == avant


def test_annuler_rend_le_texte_d_avant_mais_jamais_sous_une_decision_plus_recente():
    lue = relue()
    corriger(lue, "CAF", texte="Caf du Cantal")
    premier = frais(lue).version
    corriger(lue, "Caf du Cantal", texte="Caf 15")

    with pytest.raises(EntreeRefusee, match="le plus récent"):
        services.annuler(relecture=lue, lot=premier, par=None, maintenant=MAINTENANT)
    services.annuler(relecture=lue, lot=premier + 1, par=None, maintenant=MAINTENANT)
    services.annuler(relecture=lue, lot=premier, par=None, maintenant=MAINTENANT)

    assert etats(lue)["CAF"] is Etat.A_VERIFIER
    with pytest.raises(EntreeRefusee, match="déjà annulé"):
        services.annuler(relecture=lue, lot=premier, par=None, maintenant=MAINTENANT)


def test_deux_personnes_sur_un_element_la_seconde_l_apprend_et_rien_n_est_ecrit():
    lue = relue()
    vue = element(lue, "CAF").version
    corriger(lue, "CAF", vue, texte="Caf 15")

    with pytest.raises(VersionDepassee):
        corriger(lue, "Caf 15", vue, texte="Caf 63")

    assert "Caf 15" in etats(lue)


def test_ce_qui_manque_s_ajoute_a_sa_place_avec_son_passage():
    lue = relue()
    fiche = element(lue, "Accueil de jour")

    neuf = services.ajouter(
        relecture=lue, genre_ajoute="resultat_attendu", page=3,
        champs={"texte": "Moins d'attente", "parent": fiche.pk}, par=None, maintenant=MAINTENANT,
    )  # fmt: skip

    assert scene.TEXTE[neuf.debut : neuf.fin] == "moins d'attente"
    assert element(lue, "Moins d'attente").en_lu().etat is Etat.AJOUTE


def test_toutes_les_fautes_d_un_ajout_viennent_ensemble():
    lue = relue()

    with pytest.raises(EntreeRefusee) as refus:
        services.ajouter(
            relecture=lue, genre_ajoute="montant", page=1, champs={"texte": "", "valeur": "x"}, par=None,
            maintenant=MAINTENANT,
        )  # fmt: skip

    assert {f.lieu for f in refus.value.fautes} == {"texte", "valeur"}


def test_une_partie_importee_cree_ses_fiches_seulement_et_dit_d_ou_elles_viennent():
    lue = relue()

    bilan = importer(lue, "structure", section(lue, "Visites à domicile"))

    fiche = Fiche.objects.get()
    assert (fiche.titre, bilan.nouvelles) == ("Visites à domicile", 1)
    assert [i.nom for i in Intervenant.objects.all()] == ["Service de PMI"]
    assert [a.titre for a in Action.objects.all()] == ["Former les équipes"]
    (provenance,) = selectors.provenances(fiche)
    assert (provenance.element.texte, provenance.element.page) == ("Visites à domicile", 2)
    assert [r.titre for r in Rubrique.objects.order_by("genre")] == ["Prévenir tôt", "Aller vers les familles"]


def test_ce_qui_attend_une_personne_n_est_jamais_importe():
    lue = relue()

    importer(lue, section(lue, "Visites à domicile"))

    assert "CAF" not in set(Intervenant.objects.values_list("nom", flat=True))
    with pytest.raises(EntreeRefusee, match="attend votre décision"):
        importer(lue, section(lue, "Accueil de jour"))


def test_le_reste_s_importe_plus_tard_sans_rien_doubler_ni_perdre_le_travail_fait():
    lue = relue()
    premiere = section(lue, "Visites à domicile")
    importer(lue, premiere)
    Fiche.objects.update(statut="en_cours")
    Action.objects.update(statut="en_cours")
    accepter(lue, "Accueil de jour", "CAF")

    bilan = importer(lue, premiere, section(lue, "Accueil de jour"), "structure", "effectif")
    rejoue = importer(lue, premiere, section(lue, "Accueil de jour"), "structure", "effectif")

    assert (bilan.nouvelles, rejoue.nouvelles, Fiche.objects.count(), Schema.objects.count()) == (1, 0, 2, 1)
    assert FicheLue.objects.count() == 2
    assert {a.statut for a in Action.objects.all()} == {"en_cours"}
    assert Fiche.objects.get(titre="Visites à domicile").statut == "en_cours"
    assert sorted(Intervenant.objects.values_list("nom", flat=True)) == [
        "CAF",
        "Direction de l'enfance",
        "Service de PMI",
    ]
    assert [r.texte for r in Resultat.objects.all()] == ["moins d'attente"]
    assert schemas.dossier(Schema.objects.get()).annonces.fiches == 3


def test_une_fiche_sans_numero_garde_le_sien_d_un_import_a_l_autre():
    sans = [scene.lu("fiche", "Visites à domicile"), scene.lu("fiche", "Accueil de jour")]
    lue = relue(elements_lus=sans)
    importer(lue, section(lue, "Accueil de jour"))

    importer(lue, section(lue, "Visites à domicile"))

    numeros = {f.titre: f.numero for f in schemas.dossier(Schema.objects.get()).fiches}
    assert numeros == {"Visites à domicile": 1, "Accueil de jour": 2}
    assert Fiche.objects.count() == 2


def test_un_document_n_ecrit_jamais_dans_un_schema_qu_il_n_a_pas_donne():
    importer(relue(), "structure")
    seconde = relue()

    with pytest.raises(EntreeRefusee, match="intitule déjà"):
        importer(seconde, "structure")


def test_l_apercu_dit_ce_qui_changerait_et_n_ecrit_rien():
    lue = relue()

    changements = services.previsualiser(relecture=lue, choisies=["structure"]).changements

    assert any("engagements" in c.chemin for c in changements)
    assert Schema.objects.count() == 0


@pytest.mark.parametrize("nature", ["schema", "contrat"])
def test_un_titre_deja_pris_est_refuse_des_l_apercu(nature):
    importer(relue(nature=nature), "structure")
    autre = relue(nature=nature, nom="autre.txt", elements_lus=(scene.lu("engagement", "Prévenir tôt", numero=1),))

    for acte in (
        lambda: services.previsualiser(relecture=autre, choisies=["structure"]),
        lambda: importer(autre, "structure"),
    ):
        with pytest.raises(EntreeRefusee, match="s'intitule déjà « Schéma de la Haute-Rive »"):
            acte()


@pytest.mark.parametrize(("nature", "phrase"), [("autre", "schéma ou un contrat"), ("schema", "intitulé")])
def test_un_document_mal_decrit_ne_s_importe_pas(nature, phrase):
    lue = relue(nature=nature, decrite=False)

    with pytest.raises(EntreeRefusee, match=phrase):
        importer(lue, "structure", section(lue, "Visites à domicile"))


def test_le_journal_dit_les_actes_et_rien_du_document():
    lue = relue()
    corriger(lue, "CAF", texte="Caisse")
    importer(lue, "structure")

    lignes = Entree.objects.filter(acte__startswith="relecture:")

    assert {"relecture:deposer", "relecture:lire", "relecture:corriger", "relecture:importer"} <= {
        x.acte for x in lignes
    }
    assert not [x for x in lignes if any(isinstance(v, str) and v != "schema" for v in x.details.values())]


def test_un_document_ecarte_ne_se_decide_plus_et_ses_fiches_restent():
    lue = relue()
    importer(lue, section(lue, "Visites à domicile"))
    services.ecarter(relecture=frais(lue), par=None)

    with pytest.raises(EntreeRefusee, match="écarté"):
        accepter(lue, "CAF")
    assert Fiche.objects.count() == 1


def test_refuser_une_partie_n_emporte_pas_les_fiches_qui_y_sont_rangees():
    lue = relue(elements_lus=(
        scene.lu("engagement", "Prévenir tôt", numero=1),
        scene.lu("sous_theme", "Aller vers les familles", parent="engagement 1"),
        scene.lu("fiche", "Visites à domicile", numero=1, parent="engagement 1"),
    ))  # fmt: skip
    partie = element(lue, "Prévenir tôt")

    services.refuser(relecture=lue, element=partie.pk, version=0, par=None, maintenant=MAINTENANT)

    assert element(lue, "Aller vers les familles").suite == "refusee"
    assert element(lue, "Visites à domicile").suite == ""


def test_la_periode_et_l_intitule_que_dit_le_titre_sont_proposes():
    titre = "Schéma de la Haute-Rive 2024-2028"
    lue = relue(elements_lus=(scene.lu("date", titre, valeur="2024-2028"),), decrite=False)

    assert (lue.intitule, str(lue.debut), str(lue.fin)) == (titre, "2024", "2028")


def test_une_valeur_tapee_comme_on_l_ecrit_est_normalisee():
    lue = relue(elements_lus=(
        scene.lu("montant", "Part de l'État", valeur=1, unite="EUR"), scene.lu("date", "fin", valeur="2024"),
    ))  # fmt: skip

    corriger(lue, "Part de l'État", texte="Part de l'État", valeur="10,5 M€")
    corriger(lue, "fin", texte="fin", valeur="le 12 mars 2024")

    assert [e.valeur for e in ElementLu.objects.order_by("rang")] == ["10500000", "2024-03-12"]


def test_un_element_refuse_par_erreur_s_accepte_de_nouveau():
    lue = relue()
    vise = element(lue, "CAF")
    services.refuser(relecture=lue, element=vise.pk, version=0, par=None, maintenant=MAINTENANT)

    services.accepter(relecture=lue, elements=[vise.pk], version=1, par=None, maintenant=MAINTENANT)

    assert etats(lue)["CAF"] is Etat.ACCEPTE
