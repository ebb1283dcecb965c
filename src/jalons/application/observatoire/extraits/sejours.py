"""Stays and places, from the register of places: where each child lives, in the words that analyses know.

A stay is a place occupied, relief aside; its measure is the last one in progress before its end. Half of the registers
may not be kept yet: a child without a stay lives in a place that is not known, which is not nowhere.
"""

from __future__ import annotations

from collections.abc import Mapping

from jalons.analyse.tables import registres
from jalons.application.etablissements.models import Etablissement, UniteAccueil
from jalons.application.observatoire.extraits.requetes import ENTIER, JOUR, TEXTE, Requete, ecrire_sql, jour_venu
from jalons.application.places.listes import SEJOUR
from jalons.application.places.models import Occupation

GENRES: Mapping[str, str] = {
    "internat": "etablissement", "pouponniere": "etablissement", "urgence": "etablissement",
    "village_enfants": "etablissement", "seuil_adapte": "etablissement", "repit": "etablissement",
    "parent_enfant": "etablissement", "lieu_de_vie": "lieu_de_vie", "semi_autonomie": "logement_autonome",
    "famille_accueil": "assistant_familial", "domicile": "domicile_parental", "autre": "autre_accueil",
}  # fmt: skip
"""Kind of place, by type of unit; day care houses nobody and is left out."""

_CAS = " ".join(f"WHEN '{type_}' THEN '{genre}'" for type_, genre in GENRES.items())
_T = {
    "occupation": Occupation._meta.db_table, "unite": UniteAccueil._meta.db_table,
    "etablissement": Etablissement._meta.db_table, "sejour": SEJOUR,
}  # fmt: skip
_HEBERGES = (
    "o.collectivite_id = %(code)s AND o.nature = '{sejour}' AND o.annulee_le IS NULL AND NOT o.relais "
    "AND o.du <= %(au)s AND x.type <> 'accueil_jour'"
)

SEJOURS = Requete(
    registres.SEJOURS,
    {"sejour": ENTIER, "mesure": ENTIER, "enfant": ENTIER, "lieu": ENTIER, "genre": TEXTE, "debut_le": JOUR,
     "fin_le": JOUR},
    ecrire_sql(
        """
        {GARDES}
        SELECT o.id, (
                   SELECT m.id FROM {mesure} m
                   WHERE m.collectivite_id = %(code)s AND m.enfant_id = o.enfant_id AND m.annulee_le IS NULL
                     AND m.nature = ANY(%(hebergements)s) AND m.debut_le <= %(au)s
                     AND m.debut_le < greatest(coalesce(o.au, %(au)s + 1), o.du + 1)
                     AND (m.fin_le IS NULL OR m.fin_le > o.du)
                   ORDER BY m.debut_le DESC, m.id DESC LIMIT 1
               ), coalesce(g.a, o.enfant_id), x.id, CASE x.type {cas} END, o.du, {au}
        FROM {occupation} o
        JOIN {unite} x ON x.id = o.unite_id
        LEFT JOIN garde g ON g.de = o.enfant_id
        WHERE {heberges}
        ORDER BY o.id
        """,
        cas=_CAS, au=jour_venu("o.au"), heberges=_HEBERGES.format(**_T), **_T,
    ),
    si=ecrire_sql(
        "SELECT EXISTS (SELECT 1 FROM {occupation} o JOIN {unite} x ON x.id = o.unite_id WHERE {heberges})",
        heberges=_HEBERGES.format(**_T), **_T,
    ),
)  # fmt: skip
LIEUX = Requete(
    registres.LIEUX,
    {"lieu": ENTIER, "categorie_finess": TEXTE, "departement_du_lieu": TEXTE},
    ecrire_sql(
        """
        SELECT x.id, nullif(t.categorie, ''), coalesce(nullif(t.hors_departement, ''), x.collectivite_id)
        FROM {unite} x JOIN {etablissement} t ON t.id = x.etablissement_id
        WHERE x.collectivite_id = %(code)s AND EXISTS (
            SELECT 1 FROM {occupation} o WHERE o.unite_id = x.id AND {heberges}
        )
        ORDER BY x.id
        """,
        heberges=_HEBERGES.format(**_T), **_T,
    ),
    si=SEJOURS.si,
)  # fmt: skip
