"""What is read of the registers for each declared table: one query each, in the order of its key.

A day after the last one known is not there yet: its cell is empty, its row too when the row begins with it. Files
merged count as the one that was kept.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from jalons.analyse.tables import registres
from jalons.analyse.tables.declaration import Table
from jalons.application.crip.models import EnfantConcerne, Evaluation, Information, Passage, Situation
from jalons.application.enfants.models import Enfant, LienFamilial, Personne
from jalons.application.faits.models import Fait
from jalons.application.mesures.models import Mesure, Renouvellement
from jalons.application.observatoire.extraits import codes
from jalons.application.projets_enfant.models import Projet, VersionProjet
from jalons.application.territoires.models import UniteLocale

ENTIER, TEXTE, JOUR, BOOLEEN = "entier", "texte", "jour", "booleen"

_T = {
    modele.__name__.lower(): modele._meta.db_table
    for modele in (
        Enfant, EnfantConcerne, Evaluation, Fait, Information, LienFamilial, Mesure, Passage, Personne, Projet,
        Renouvellement, Situation, UniteLocale, VersionProjet,
    )
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Requete:
    """Where a table comes from.

    Attributes:
        colonnes: name → what the query gives, in its order; some serve only to make others.
        sql: with the parameters ``code`` and ``au``, and lists of codes.
        completer: names the columns that the rows alone do not hold; see ``codes``.
        si: a query whose answer says whether the registers hold this table at all; empty: they do.
    """

    table: Table
    colonnes: Mapping[str, str]
    sql: str
    completer: Callable[[Any], Any] | None = None
    si: str = ""


def jour_venu(colonne: str) -> str:
    """The day, once it has come."""
    return f"CASE WHEN {colonne} <= %(au)s THEN {colonne} END"


def _possible(texte: str) -> str:
    """First possible day of a civil date, which may be known to the month or the year only."""
    return (
        f"make_date(left({texte}, 4)::int, coalesce(nullif(substr({texte}, 6, 2), ''), '1')::int, "
        f"coalesce(nullif(substr({texte}, 9, 2), ''), '1')::int)"
    )


_GARDES = """
gardes (de, a) AS (
    SELECT id, fusionne_dans_id FROM {enfant} WHERE collectivite_id = %(code)s AND fusionne_dans_id IS NOT NULL
    UNION
    SELECT g.de, e.fusionne_dans_id FROM gardes g JOIN {enfant} e ON e.id = g.a WHERE e.fusionne_dans_id IS NOT NULL
),
garde AS (SELECT g.de, g.a FROM gardes g JOIN {enfant} e ON e.id = g.a WHERE e.fusionne_dans_id IS NULL)
"""


def ecrire_sql(texte: str, **morceaux: str) -> str:
    """A query with the names of its tables; ``{GARDES}`` begins it with the files that merged ones became."""
    return texte.replace("{GARDES}", "WITH RECURSIVE" + _GARDES).format(**_T, **morceaux)


_NE = _possible("nullif(e.naissance, '')")
_NES = f"coalesce({_NE}, %(au)s) <= %(au)s"
"""Children born by then, or whose birth is not known."""

ENFANTS = Requete(
    registres.ENFANTS,
    {"enfant": ENTIER, "naissance": JOUR, "naissance_precision": TEXTE, "sexe": TEXTE, "non_accompagne": BOOLEEN,
     "famille": ENTIER, "mds": TEXTE},
    ecrire_sql(
        """
        SELECT e.id, {ne}, CASE length(e.naissance) WHEN 4 THEN 'annee' WHEN 7 THEN 'mois' WHEN 10 THEN 'jour' END,
               nullif(e.sexe, 'inconnu'), e.non_accompagne, e.fratrie_id, u.code
        FROM {enfant} e LEFT JOIN {unitelocale} u ON u.id = e.unite_id
        WHERE e.collectivite_id = %(code)s AND e.fusionne_dans_id IS NULL AND {nes} ORDER BY e.id
        """,
        ne=_NE, nes=_NES,
    ),
)  # fmt: skip
IDENTITES = Requete(
    registres.ENFANTS,
    {**ENFANTS.colonnes, "prenom": TEXTE, "nom": TEXTE, "nom_mere": TEXTE},
    ecrire_sql(
        """
        SELECT e.id, {ne}, CASE length(e.naissance) WHEN 4 THEN 'annee' WHEN 7 THEN 'mois' WHEN 10 THEN 'jour' END,
               nullif(e.sexe, 'inconnu'), e.non_accompagne, e.fratrie_id, u.code, {prenom}, {nom}, {mere}
        FROM {enfant} e
        LEFT JOIN {unitelocale} u ON u.id = e.unite_id
        LEFT JOIN LATERAL (
            SELECT p.nom FROM {lienfamilial} l JOIN {personne} p ON p.id = l.personne_id
            WHERE l.enfant_id = e.id AND l.collectivite_id = %(code)s AND l.lien = 'mere' ORDER BY l.id LIMIT 1
        ) m ON true
        WHERE e.collectivite_id = %(code)s AND e.fusionne_dans_id IS NULL AND {nes} ORDER BY e.id
        """,
        ne=_NE,
        nes=_NES,
        **{c: rf"nullif(regexp_replace({o}, '[[:cntrl:]\\]', '', 'g'), '')"
           for c, o in (("prenom", "e.prenom"), ("nom", "e.nom"), ("mere", "m.nom"))},
    ),
)  # fmt: skip
"""The same children with what an identifier is made of: these three columns are never written."""

MESURES = Requete(
    registres.MESURES,
    {"mesure": ENTIER, "enfant": ENTIER, "type": TEXTE, "mds": TEXTE, "decidee_le": JOUR, "notifiee_le": JOUR,
     "debut_le": JOUR, "fin_le": JOUR, "terme_le": JOUR, "motif_fin": TEXTE},
    ecrire_sql(
        """
        {GARDES}
        SELECT m.id, coalesce(g.a, m.enfant_id), m.nature, u.code, {decidee}, {notifiee}, {debut}, {fin}, m.terme_le,
               CASE WHEN m.fin_le <= %(au)s THEN nullif(m.motif_fin, '') END
        FROM {mesure} m
        JOIN {enfant} e ON e.id = m.enfant_id
        LEFT JOIN garde g ON g.de = m.enfant_id
        LEFT JOIN {unitelocale} u ON u.id = coalesce(m.unite_id, e.unite_id)
        WHERE m.collectivite_id = %(code)s AND m.annulee_le IS NULL
          AND coalesce(least(m.decidee_le, m.debut_le, m.premiere_notification_le), %(au)s) <= %(au)s
        ORDER BY m.id
        """,
        decidee=jour_venu("m.decidee_le"), notifiee=jour_venu("m.premiere_notification_le"),
        debut=jour_venu("m.debut_le"), fin=jour_venu("m.fin_le"),
    ),
    codes.mesures,
)  # fmt: skip
DECISIONS = Requete(
    registres.DECISIONS,
    {"mesure": ENTIER, "nature": TEXTE, "rang": ENTIER, "decidee_le": JOUR, "effet_du": JOUR, "effet_au": JOUR},
    ecrire_sql(
        """
        SELECT m.id, 'initiale', 0, m.decidee_le,
               CASE WHEN m.nature = ANY(%(judiciaires)s) THEN m.decidee_le ELSE {debut} END,
               coalesce((SELECT r.terme_avant FROM {renouvellement} r
                         WHERE r.mesure_id = m.id AND r.collectivite_id = %(code)s AND r.rang = 1), m.terme_le)
        FROM {mesure} m
        WHERE m.collectivite_id = %(code)s AND m.annulee_le IS NULL AND m.decidee_le <= %(au)s
        UNION ALL
        SELECT r.mesure_id, 'renouvellement', r.rang, r.decide_le, coalesce(r.terme_avant, r.decide_le), r.terme_le
        FROM {renouvellement} r JOIN {mesure} m ON m.id = r.mesure_id
        WHERE r.collectivite_id = %(code)s AND m.annulee_le IS NULL AND r.decide_le <= %(au)s
        ORDER BY 1, 3
        """,
        debut=jour_venu("m.debut_le"),
    ),
)  # fmt: skip
INFORMATIONS = Requete(
    registres.INFORMATIONS,
    {"ip": ENTIER, "situation": ENTIER, "famille": ENTIER, "origine": TEXTE, "recue_le": JOUR, "qualifiee_le": JOUR,
     "qualification": TEXTE},
    ecrire_sql(
        """
        WITH actes AS (
            SELECT situation_id, min(le) FILTER (WHERE acte = 'qualifier') AS oui,
                   min(le) FILTER (WHERE acte = 'ne_pas_qualifier') AS non,
                   min(le) FILTER (WHERE acte = 'signaler') AS signalee,
                   min(le) FILTER (WHERE acte = 'confier_evaluation') AS confiee
            FROM {passage} WHERE collectivite_id = %(code)s AND le <= %(au)s GROUP BY situation_id
        )
        SELECT i.id, i.situation_id, s.foyer_id, i.origine, i.recue_le,
               CASE WHEN i.rang > 1 THEN i.recue_le ELSE least(a.oui, a.non) END,
               CASE WHEN i.rang > 1 THEN 'jointe'
                    WHEN a.signalee IS NOT NULL AND a.confiee IS NULL THEN 'signalement'
                    WHEN a.oui IS NOT NULL THEN 'information_preoccupante'
                    WHEN a.non IS NOT NULL THEN 'sans_suite' END
        FROM {information} i
        JOIN {situation} s ON s.id = i.situation_id
        LEFT JOIN actes a ON a.situation_id = i.situation_id
        WHERE i.collectivite_id = %(code)s AND i.recue_le <= %(au)s
        ORDER BY i.id
        """
    ),
    codes.informations,
)  # fmt: skip
IP_ENFANTS = Requete(
    registres.IP_ENFANTS,
    {"ip": ENTIER, "enfant": ENTIER, "cite": BOOLEEN},
    ecrire_sql(
        """
        {GARDES}
        SELECT i.id, coalesce(g.a, c.enfant_id), bool_or(c.signale)
        FROM {information} i
        JOIN {enfantconcerne} c ON c.situation_id = i.situation_id AND c.collectivite_id = %(code)s
        LEFT JOIN garde g ON g.de = c.enfant_id
        WHERE i.collectivite_id = %(code)s AND i.recue_le <= %(au)s
        GROUP BY 1, 2 ORDER BY 1, 2
        """
    ),
)  # fmt: skip
EVALUATIONS = Requete(
    registres.EVALUATIONS,
    {"evaluation": ENTIER, "situation": ENTIER, "ip": ENTIER, "enfant": ENTIER, "ouverte_le": JOUR, "rapport_le": JOUR,
     "conclusion": TEXTE},
    ecrire_sql(
        """
        {GARDES}
        SELECT c.id, v.situation_id, i.id, coalesce(g.a, c.enfant_id), v.confiee_le, {rapport},
               CASE WHEN v.rapport_le <= %(au)s THEN nullif(v.conclusion, '') END
        FROM {evaluation} v
        JOIN {enfantconcerne} c ON c.situation_id = v.situation_id AND c.collectivite_id = %(code)s
        LEFT JOIN {information} i ON i.situation_id = v.situation_id AND i.rang = 1
        LEFT JOIN garde g ON g.de = c.enfant_id
        WHERE v.collectivite_id = %(code)s AND v.confiee_le <= %(au)s
        ORDER BY c.id
        """,
        rapport=jour_venu("v.rapport_le"),
    ),
    codes.evaluations,
)  # fmt: skip
PPE = Requete(
    registres.PPE,
    {"ppe": ENTIER, "mesure": ENTIER, "enfant": ENTIER, "etabli_le": JOUR, "signe_le": JOUR},
    ecrire_sql(
        """
        {GARDES},
        projets AS (
            SELECT p.id, coalesce(g.a, p.enfant_id) AS enfant,
                   coalesce(v.etabli_le, CASE WHEN p.avenant = 0 THEN p.etabli_le END) AS etabli_le,
                   coalesce(v.signe_le, CASE WHEN p.avenant = 0 THEN p.signe_le END) AS signe_le, m.id AS mesure
            FROM {projet} p
            LEFT JOIN LATERAL jsonb_array_elements_text(p.mesures) c (numero) ON true
            LEFT JOIN {mesure} m ON m.collectivite_id = %(code)s AND m.numero = c.numero
            LEFT JOIN garde g ON g.de = p.enfant_id
            LEFT JOIN {versionprojet} v ON v.projet_id = p.id AND v.avenant = 0
            WHERE p.collectivite_id = %(code)s AND p.motif_cloture <> 'erreur' AND p.commence_le <= %(au)s
        )
        SELECT p.id, p.mesure, p.enfant, {etabli}, {signe} FROM projets p ORDER BY p.id, p.mesure
        """,
        etabli=jour_venu("p.etabli_le"), signe=jour_venu("p.signe_le"),
    ),
)  # fmt: skip

_FAITS = "FROM {fait} f WHERE f.collectivite_id = %(code)s AND f.sujet_type = 'enfant' AND f.annule_le IS NULL"
ENTRETIENS = Requete(
    registres.ENTRETIENS,
    {"enfant": ENTIER, "dix_sept_ans_le": JOUR, "realise_le": JOUR},
    ecrire_sql(
        """
        {GARDES},
        faits AS (
            SELECT coalesce(g.a, f.sujet_id) AS enfant, min({le}) AS le
            FROM {fait} f LEFT JOIN garde g ON g.de = f.sujet_id
            WHERE f.collectivite_id = %(code)s AND f.sujet_type = 'enfant' AND f.annule_le IS NULL
              AND f.evenement = 'entretien_17_ans' GROUP BY 1
        ),
        nes AS (
            SELECT e.id AS enfant, ({ne} + interval '17 years')::date AS dix_sept,
                   ({ne} + interval '18 years')::date AS majeur
            FROM {enfant} e
            WHERE e.collectivite_id = %(code)s AND e.fusionne_dans_id IS NULL AND e.naissance <> ''
        )
        SELECT DISTINCT n.enfant, n.dix_sept, {fait_le}
        FROM {mesure} m
        LEFT JOIN garde g ON g.de = m.enfant_id
        JOIN nes n ON n.enfant = coalesce(g.a, m.enfant_id)
        LEFT JOIN faits f ON f.enfant = n.enfant
        WHERE m.collectivite_id = %(code)s AND m.annulee_le IS NULL AND m.nature = ANY(%(accueils)s)
          AND greatest(m.debut_le, n.dix_sept) <= %(au)s AND m.debut_le <= %(au)s
          AND greatest(m.debut_le, n.dix_sept) < least(coalesce(m.fin_le, n.majeur), n.majeur)
        ORDER BY n.enfant
        """,
        le=_possible("f.survenu_le"), ne=_possible("e.naissance"), fait_le=jour_venu("f.le"),
    ),
    si="SELECT EXISTS (SELECT 1 " + _FAITS.format(**_T) + " AND f.evenement = 'entretien_17_ans')",
)  # fmt: skip
EXAMENS = Requete(
    registres.EXAMENS,
    {"enfant": ENTIER, "genre": TEXTE, "realise_le": JOUR},
    ecrire_sql(
        """
        {GARDES}
        SELECT coalesce(g.a, f.sujet_id) AS enfant, replace(f.evenement, '_etabli', '') AS genre, min({le})
        FROM {fait} f LEFT JOIN garde g ON g.de = f.sujet_id
        WHERE f.collectivite_id = %(code)s AND f.sujet_type = 'enfant' AND f.annule_le IS NULL
          AND f.evenement = ANY(%(examens)s) AND {le} <= %(au)s
        GROUP BY 1, 2 ORDER BY 1, 2
        """,
        le=_possible("f.survenu_le"),
    ),
    si="SELECT EXISTS (SELECT 1 " + _FAITS.format(**_T) + " AND f.evenement = ANY(%(examens)s))",
)  # fmt: skip

REQUETES = (ENFANTS, MESURES, DECISIONS, INFORMATIONS, IP_ENFANTS, EVALUATIONS, PPE, ENTRETIENS, EXAMENS)
"""Those of an extract, with stays and places (see ``sejours``)."""

TENUS = ecrire_sql(
    """
    SELECT EXISTS (SELECT 1 FROM {mesure} WHERE collectivite_id = %(code)s)
        OR EXISTS (SELECT 1 FROM {information} WHERE collectivite_id = %(code)s)
    """
)
"""Whether anything was ever recorded: registers that nobody keeps are not registers without a child."""
