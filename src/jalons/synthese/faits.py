"""The tables as facts for the engine of deadlines: who, which event, when, with the words of the catalogue of events.

An information that joins an open situation does not open a second one: the situation is what ``ip`` names.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import polars as pl

from jalons.noyau.colonnes import phrase

Tables = dict[str, pl.DataFrame]

ATTRIBUTS: dict[str, pl.DataType] = {
    "admis_avant_deux_ans": pl.Boolean(),
    **dict.fromkeys(
        ("affaire", "cadre", "decision", "demande", "ip", "mesure", "motif", "origine", "placement", "rapport",
         "recueil", "sejour", "terme", "type"), pl.String(),
    ),
}  # fmt: skip
"""Attributes that a fact may bear, the same for all so that facts make one table."""

ORIGINES = {
    "snated_119": "snated", "parquet": "parquet", "famille": "particulier", "anonyme": "particulier", "autre": "autre",
}  # fmt: skip
"""Origin of an information → word of the catalogue; the others are professionals."""

VIES = {
    "placement": ("placement_decide", "placement_renouvele", "placement_leve"),
    "aemo": ("aemo_decidee", "aemo_renouvelee", "aemo_levee"),
    "aemo_renforcee": ("aemo_decidee", "aemo_renouvelee", "aemo_levee"),
    "mjagbf": ("mjagbf_decidee", "mjagbf_renouvelee", "mjagbf_levee"),
    "mjie": ("mjie_ordonnee", "", "mjie_levee"),
    "tutelle": ("tutelle_ouverte", "", "tutelle_levee"),
    "tiers_digne_de_confiance": ("tiers_designe", "", "tiers_decharge"),
}
"""Judicial measure → events of its decision, renewal and end; none where the catalogue has no word."""

AIDE = ("aide_administrative_decidee", "aide_administrative_renouvelee", "aide_administrative_finie")
RECUEILS = {"accueil_72h": "recueil_72h", "accueil_urgence_5j": "recueil_urgence"}
SANS_AIDE = (*RECUEILS, "pupille", "parrainage", "contrat_jeune_majeur", "accueil_provisoire_jeune_majeur")


def en_faits(tables: Tables) -> pl.DataFrame:
    """Every fact, one per row, as the engine of deadlines reads them by columns.

    Columns: ``sujet_type``, ``sujet``, ``evenement``, ``le`` (first possible day), ``precision`` (jour, mois, annee),
    ``instant`` (UTC, or null), ``identifiant`` (empty) and ``attributs``, a struct of ``ATTRIBUTS``.
    """
    lots = [
        *_naissances(tables), *_crip(tables), *_mesures(tables), *_decisions(tables), *_urgences(tables),
        *_prises_en_charge(tables), *_sejours(tables), *_suivi(tables), *_majeurs(tables), *_reponses(tables),
        *_sante(tables),
    ]  # fmt: skip
    return pl.concat(lots)


def lignes(faits: pl.DataFrame) -> Iterator[dict[str, Any]]:
    """The facts as the command reads them in JSON: dates as text with their precision, no empty attribute."""
    longueurs = {"jour": 10, "mois": 7, "annee": 4}
    for un in faits.iter_rows(named=True):
        attributs = {nom: v for nom, v in un["attributs"].items() if v is not None}
        quand = {"le": un["le"].isoformat()[: longueurs[un["precision"]]]}
        if un["instant"] is not None:
            quand = {"instant": un["instant"].isoformat(timespec="seconds")}
        yield {
            "sujet_type": un["sujet_type"], "sujet": un["sujet"], "evenement": un["evenement"], **quand,
            **({"attributs": attributs} if attributs else {}),
        }  # fmt: skip


def en_json(faits: pl.DataFrame) -> str:
    """The facts as the file that ``jalons echeances calculer`` reads."""
    return json.dumps({"faits": list(lignes(faits))}, ensure_ascii=False)


def repere(prefixe: str, colonne: str) -> pl.Expr:
    """The reference of a row over the country: département, letter, number."""
    return phrase("{}-" + prefixe + "{}", pl.col("departement"), pl.col(colonne))


def _lot(
    table: pl.DataFrame, evenement: str | pl.Expr, quand: str, *, instant: pl.Expr | None = None,
    precision: pl.Expr | None = None, **attributs: pl.Expr | str,
) -> pl.DataFrame:  # fmt: skip
    """The facts of a table: one per row whose day ``quand`` is known. A text attribute is a constant."""
    valeurs = {n: pl.lit(v) if isinstance(v, str) else v for n, v in attributs.items()}
    return (
        table.filter(pl.col(quand).is_not_null())
        .select(
            sujet_type=pl.lit("enfant"),
            sujet=repere("E", "enfant"),
            evenement=pl.lit(evenement) if isinstance(evenement, str) else evenement,
            le=pl.col(quand),
            precision=pl.lit("jour") if precision is None else precision,
            instant=(pl.lit(None) if instant is None else instant).cast(pl.Datetime("us", "UTC")),
            identifiant=pl.lit(""),
            attributs=pl.struct(
                *(valeurs.get(nom, pl.lit(None)).cast(genre).alias(nom) for nom, genre in ATTRIBUTS.items())
            ),
        )
        .filter(pl.col("evenement").is_not_null())
    )


def _naissances(tables: Tables) -> Iterator[pl.DataFrame]:
    yield _lot(tables["enfants"], "naissance", "naissance", precision=pl.col("naissance_precision"))


def _crip(tables: Tables) -> Iterator[pl.DataFrame]:
    ip, origine = repere("S", "situation"), pl.col("origine").replace_strict(ORIGINES, default="professionnel")
    infos = tables["informations_preoccupantes"].with_columns(origine)
    ouvrantes = infos.filter(pl.col("qualification").is_null() | (pl.col("qualification") != "jointe"))
    recues = tables["ip_enfants"].drop("departement").join(ouvrantes, on="ip")
    yield _lot(recues, "ip_recue", "recue_le", instant=pl.col("recue_a"), ip=ip, origine=pl.col("origine"))
    suite = pl.when(pl.col("qualification") == "sans_suite").then(pl.lit("ip_non_qualifiee"))
    yield _lot(recues, suite.otherwise(pl.lit("ip_qualifiee")), "qualifiee_le", ip=ip)
    directs = recues.filter(pl.col("qualification") == "signalement")
    evaluees = tables["evaluations"].join(infos.select("ip", "origine"), on="ip")
    signalees = evaluees.filter(pl.col("conclusion") == "saisine_judiciaire")
    for evenement in ("danger_l226_4_constate", "procureur_saisi"):
        yield _lot(directs, evenement, "qualifiee_le", ip=ip)
        yield _lot(signalees, evenement, "rapport_le", ip=ip)
    yield _lot(evaluees, "evaluation_engagee", "ouverte_le", ip=ip)
    equipe = evaluees.filter(pl.col("evaluateurs") > 1)
    yield _lot(equipe, "equipe_evaluation_composee", "ouverte_le", ip=ip)
    yield _lot(evaluees, "parents_informes_evaluation", "parents_informes_le", ip=ip)
    yield _lot(evaluees, "visite_domicile_evaluation", "visite_domicile_le", ip=ip)
    yield _lot(evaluees, "rapport_evaluation_remis", "rapport_le", ip=ip, origine=pl.col("origine"))


def _mesures(tables: Tables) -> Iterator[pl.DataFrame]:
    mesures = tables["mesures"].filter(~pl.col("type").is_in(list(RECUEILS)))
    mesure = repere("M", "mesure")
    yield _lot(mesures, "mesure_debut", "debut_le", mesure=mesure, type=pl.col("type"), cadre=pl.col("mandat"))
    yield _lot(mesures, "mesure_fin", "fin_le", mesure=mesure)
    for genre, (_, _, fin) in VIES.items():
        yield _lot(mesures.filter(pl.col("type") == genre), fin, "fin_le", **_porte(fin, mesure))
    aides = mesures.filter((pl.col("mandat") == "administratif") & ~pl.col("type").is_in(SANS_AIDE))
    yield _lot(aides, AIDE[2], "fin_le", mesure=mesure)
    recueils = tables["mesures"].filter(pl.col("type").is_in(list(RECUEILS)))
    yield _lot(recueils, pl.col("type").replace_strict(RECUEILS, default=None), "debut_le", recueil=mesure)
    yield _lot(recueils, "enfant_rendu", "fin_le", recueil=mesure)


def _porte(evenement: str, mesure: pl.Expr) -> dict[str, pl.Expr]:
    """The attribute ``mesure``, but for the events that bear none."""
    return {} if evenement.startswith("tiers_") else {"mesure": mesure}


def _decisions(tables: Tables) -> Iterator[pl.DataFrame]:
    decisions = tables["decisions"].join(tables["mesures"].select("mesure", "type", "mandat"), on="mesure")
    mesure, decision, terme = repere("M", "mesure"), repere("D", "decision"), pl.col("effet_au").cast(pl.String)
    genre = pl.col("type")
    for nature, rang in (("initiale", 0), ("renouvellement", 1)):
        prises = decisions.filter(pl.col("nature") == nature)
        for code, vie in VIES.items():
            if not vie[rang]:
                continue
            suite: dict[str, pl.Expr] = _porte(vie[rang], mesure)
            suite |= {"type": genre} if code.startswith("aemo") else {}
            suite |= {"terme": terme} if code == "placement" else {}
            yield _lot(prises.filter(genre == code), vie[rang], "decidee_le", **suite)
        aides = prises.filter((pl.col("mandat") == "administratif") & ~genre.is_in(SANS_AIDE))
        yield _lot(aides, AIDE[rang], "decidee_le", mesure=mesure, **({} if rang else {"type": genre}))
    prises = decisions.filter(pl.col("nature").is_in(["initiale", "renouvellement"]))
    administratives = prises.filter((pl.col("mandat") == "administratif") & ~genre.is_in(list(RECUEILS)))
    yield _lot(administratives, "decision_administrative_notifiee", "notifiee_le", decision=decision)
    juge = prises.filter((pl.col("mandat") == "judiciaire") & (genre != "ordonnance_placement_provisoire"))
    yield _lot(juge, "decision_juge_rendue", "decidee_le", affaire=mesure, decision=decision)
    yield _lot(juge, "decision_juge_notifiee", "notifiee_le", decision=decision)


def _urgences(tables: Tables) -> Iterator[pl.DataFrame]:
    """Orders of the prosecutor: the order, the referral to the judge, the judge's decision that ends it."""
    ordonnances = tables["mesures"].filter(pl.col("type") == "ordonnance_placement_provisoire")
    affaire = repere("M", "mesure")
    yield _lot(ordonnances, "opp_parquet", "decidee_le", affaire=affaire)
    saisines = tables["decisions"].filter(pl.col("nature") == "saisine_juge")
    yield _lot(saisines, "juge_saisi", "decidee_le", affaire=affaire, motif="opp")
    yield _lot(ordonnances, "decision_juge_rendue", "fin_le", affaire=affaire, decision=repere("DM", "mesure"))


def _prises_en_charge(tables: Tables) -> Iterator[pl.DataFrame]:
    """Times in care: measures of care that follow each other without a day between make one."""
    accueils = (
        tables["mesures"].filter((pl.col("cadre") == "accueil") & pl.col("debut_le").is_not_null())
        .sort("enfant", "debut_le", "mesure")
        .with_columns((pl.col("fin_le").shift(1) < pl.col("debut_le")).over("enfant").fill_null(True).alias("neuve"))
        .with_columns(pl.col("neuve").cum_sum().over("enfant").alias("tour"))
    )  # fmt: skip
    durees = accueils.group_by("departement", "enfant", "tour", maintain_order=True).agg(
        pl.col("debut_le").first(), pl.col("fin_le").last(), pl.col("mesure").first()
    )
    yield _lot(durees, "admission_ase", "debut_le")
    yield _lot(durees, "fin_prise_en_charge_ase", "fin_le")
    placements = tables["mesures"].filter(pl.col("type") == "placement")
    ages = placements.join(tables["enfants"].select("enfant", "naissance"), on="enfant", how="left")
    jeune = pl.col("debut_le") < pl.col("naissance").dt.offset_by("2y")
    yield _lot(ages, "placement_debut", "debut_le", placement=repere("M", "mesure"), admis_avant_deux_ans=jeune)
    yield _lot(ages, "placement_fin", "fin_le", placement=repere("M", "mesure"))


def _sejours(tables: Tables) -> Iterator[pl.DataFrame]:
    sejours = tables["sejours"].filter(pl.col("genre").is_in(["etablissement", "lieu_de_vie"]))
    yield _lot(sejours, "admission_essms", "debut_le", sejour=repere("J", "sejour"))
    yield _lot(sejours, "dipc_remis", "dipc_remis_le", sejour=repere("J", "sejour"))
    yield _lot(sejours, "contrat_sejour_signe", "contrat_signe_le", sejour=repere("J", "sejour"))
    yield _lot(sejours, "sejour_fini", "fin_le", sejour=repere("J", "sejour"))


def _reponses(tables: Tables) -> Iterator[pl.DataFrame]:
    """What followed, told to the 119, to the professional, to the relative who asked."""
    ip = repere("S", "situation")
    infos = tables["informations_preoccupantes"].with_columns(
        pl.col("origine").replace_strict(ORIGINES, default="professionnel")
    )
    ouvrantes = infos.filter(pl.col("qualification").is_null() | (pl.col("qualification") != "jointe"))
    recues = tables["ip_enfants"].drop("departement").join(ouvrantes, on="ip")
    yield _lot(recues.filter(pl.col("origine") == "snated"), "fiche_119_transmise", "recue_le", ip=ip)
    yield _lot(recues, "suite_demandee_par_informateur", "reponse_demandee_le", ip=ip)
    a_qui = {"snated": "retour_119_fait", "professionnel": "professionnel_informe"}
    evenement = pl.col("origine").replace_strict(a_qui, default="informateur_informe")
    yield _lot(recues, evenement, "repondue_le", ip=ip)


def _sante(tables: Tables) -> Iterator[pl.DataFrame]:
    """Health check-ups, and the commission that examines the status of children in care."""
    certificat = pl.col("genre").str.starts_with("certificat")
    etabli = pl.when(certificat).then(pl.col("genre") + "_etabli").otherwise(pl.col("genre"))
    yield _lot(tables["examens_enfance"], etabli, "realise_le")
    yield _lot(tables["bilans_sante"], "bilan_sante_realise", "realise_le")
    yield _lot(tables["ppe"], "bilan_sante_joint", "bilan_sante_joint_le", mesure=repere("M", "mesure"))
    yield _lot(tables["examens_statut"], "cessec_examine", "examine_le")


def _suivi(tables: Tables) -> Iterator[pl.DataFrame]:
    mesure, rapport = repere("M", "mesure"), repere("R", "rapport")
    yield _lot(tables["ppe"], "ppe_etabli", "etabli_le", mesure=mesure)
    rapports = tables["rapports"].join(tables["mesures"].select("mesure", "mandat"), on="mesure")
    yield _lot(rapports, "rapport_situation_valide", "remis_le", rapport=rapport, cadre=pl.col("mandat"))
    yield _lot(rapports, "rapport_juge_transmis", "transmis_au_juge_le", rapport=rapport)
    yield _lot(rapports, "rapport_juge_envoye", "transmis_au_juge_le", mesure=mesure)
    actualises = rapports.filter(pl.col("ppe_actualise"))
    yield _lot(actualises, "ppe_actualise", "remis_le", mesure=mesure, rapport=rapport)


def _majeurs(tables: Tables) -> Iterator[pl.DataFrame]:
    yield _lot(tables["entretiens_17"], "entretien_17_ans", "realise_le")
    contrats = tables["jeunes_majeurs"].join(tables["mesures"].select("mesure", "type"), on="mesure")
    yield _lot(contrats, "demande_jeune_majeur", "demande_le", demande=repere("M", "mesure"))
    accueils = contrats.filter(pl.col("type") == "accueil_provisoire_jeune_majeur")
    yield _lot(accueils, "accueil_jeune_majeur_debut", "debut_le")
    yield _lot(contrats, "entretien_apres_sortie", "entretien_six_mois_le")
