"""Places that receive children: managing bodies, establishments, units, and the dated acts that give their capacity.

The capacity of a unit on a day is never typed: ``rules.capacite`` computes it from the acts (opening, extension,
reduction, transformation, temporary conversion, closure). Categories, types of units and publics are data of
``nomenclatures.yaml``. Facts on an establishment (authorisation, evaluation, contract, adverse event) are those of the
catalogue of the law; ``faits`` computes their deadlines.

What happens besides places (contracts, evaluations, adverse events, controls, calls for projects, works) follows the
decision tables of ``cycles``; each row states its facts through ``services.termes``, so that its term is in the
échéancier. ``risque`` says which establishment to control first and why, from its own life only. ``classeur`` is the
workbook of places of a managing body.

What others may import: ``models.UniteAccueil`` for a foreign key, ``selectors``, ``rules``, ``nomenclatures``,
``porte`` (a managing body sees its own establishments only).
"""
