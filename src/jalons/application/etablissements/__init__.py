"""Places that receive children: managing bodies, establishments, units, and the dated acts that give their capacity.

The capacity of a unit on a day is never typed: ``rules.capacite`` computes it from the acts (opening, extension,
reduction, transformation, temporary conversion, closure). Categories, types of units and publics are data of
``nomenclatures.yaml``. Facts on an establishment (authorisation, evaluation, contract, adverse event) are those of the
catalogue of the law; ``faits`` computes their deadlines.

What others may import: ``models.UniteAccueil`` for a foreign key, ``selectors``, ``rules``, ``nomenclatures``,
``porte`` (a managing body sees its own establishments only).
"""
