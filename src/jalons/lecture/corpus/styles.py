"""The styles of the corpus: those that tune the reader, and those that only test it."""

from __future__ import annotations

from jalons.lecture.corpus.style import Style

BASE = Style()
AXES = Style(
    engagement="AXE",
    engagements="romain",
    separateur=" – ",
    fiche="Fiche action",
    champs="barres",
    puces=("-", "o"),
    sections=("Constats", "Actions à conduire", "Effets attendus"),
    roles=("Pilotage", "Partenaires associés"),
)
ORIENTATIONS = Style(
    engagement="Orientation",
    separateur=" : ",
    fiche="FICHE ACTION N°",
    champs="cellules",
    action="",
    puces=("▪", "-"),
    sections=("Contexte", "Mise en œuvre", "Résultats attendus"),
    roles=("Pilote", "Partenaires mobilisés"),
    fiches_a_la_fin=False,
)
PRIORITES = Style(
    engagement="PRIORITÉ",
    separateur=". ",
    fiche="Fiche n°",
    fiches="double",
    champs="ligne",
    puces=("–", "•"),
    sections=("Diagnostic", "Actions", "Objectifs visés"),
    roles=("Pilotes", "Partenaires"),
    capitales=True,
    fiches_a_la_fin=False,
)
OBJECTIFS = Style(
    engagement="Objectif stratégique",
    fiche="Fiche-action",
    champs="puces",
    action="Mesure",
    sous_themes="titres",
    sections=("Éléments de diagnostic", "Modalités de mise en œuvre", "Résultats attendus"),
    roles=("Service pilote", "Partenaires associés à la mise en œuvre"),
)
SANS_NUMERO = Style(
    engagement="Axe",
    engagements=None,
    fiche="Fiche action",
    fiches=None,
    action=None,
    sous_themes=None,
    champs="cellules",
    sections=("Constats", "Modalités", "Résultats attendus"),
    fiches_a_la_fin=False,
)
STRATEGIES = Style(
    engagement="Axe stratégique",
    fiche="Fiche-action n°",
    champs="ligne",
    action=None,
    sections=("Contexte et enjeux", "Description de l'action", "Résultats attendus"),
    roles=("Pilote(s)", "Partenaire(s)"),
    complements=True,
    fiches_a_la_fin=False,
)
VOLETS = Style(
    engagement="Volet",
    engagements="romain",
    separateur=" – ",
    fiche="Fiche",
    fiches="double",
    champs="cellules",
    puces=("-", "o"),
    sections=("Problématique", "Contenu de l'action", "Bénéfices attendus"),
    roles=("Direction pilote", "Partenaires internes et externes"),
    complements=True,
    sous_themes="titres",
)
CHANTIERS = Style(
    engagement="GRAND OBJECTIF",
    separateur=" : ",
    fiche="ACTION",
    action="",
    champs="puces",
    puces=("●", "○"),
    sections=("Rappel du contexte", "Étapes de mise en œuvre", "Objectifs attendus"),
    roles=("Référent", "Acteurs mobilisés"),
    roles_a_la_fin=True,
    fiches_a_la_fin=False,
    sous_themes=None,
)
THEMES = Style(
    engagement="Thématique",
    separateur=". ",
    fiche="FICHE-ACTION N°",
    champs="barres",
    puces=("✓", "-"),
    action="Action",
    sections=("Motifs", "Leviers d'action", "Résultats visés"),
    roles=("Pilotage et copilotage", "Partenariats"),
    constats_en_paragraphe=True,
    complements=True,
)

# for testing only: none of the labels below stands above
AMBITIONS = Style(
    engagement="Ambition",
    separateur=" - ",
    fiche="FICHE",
    champs="colonnes",
    puces=("•", "–"),
    action="Action n°",
    sections=("Pourquoi cette fiche ?", "Déclinaison opérationnelle", "Ce que nous en attendons"),
    roles=("Porteur", "Acteurs associés"),
    fiches_a_la_fin=False,
    sous_themes="titres",
)
DEFIS = Style(
    engagement="DÉFI",
    separateur=" : ",
    fiche="Fiche projet n°",
    champs="barres",
    puces=("➢", "-"),
    action="Étape",
    sections=("État des lieux", "Plan d'action", "Résultats escomptés"),
    roles=("Responsable", "Contributeurs"),
)
ENJEUX = Style(
    engagement="ENJEU",
    engagements="romain",
    separateur=" : ",
    fiche="Fiche action",
    fiches="double",
    champs="ligne",
    puces=("-", "•"),
    action="",
    sections=("Enjeux et constats", "Modalités opérationnelles", "Impacts attendus"),
    roles=("Pilote(s) de l'action", "Partenaires à mobiliser"),
    capitales=True,
)
