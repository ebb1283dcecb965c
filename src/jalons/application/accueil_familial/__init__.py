"""Foster carers (assistants familiaux): who they are, what they are approved for on a day, what they must still do.

What a carer may receive is never typed: ``rules.agrement`` computes it for any day from dated decisions (delivered,
renewed, changed, a derogation, an overrun, suspended, withdrawn). Stage, training and attestations of honourability are
facts of the catalogue of the law; ``faits`` computes their deadlines. The home of a carer has its own permission, and
each reading of it is journalled: a carer is an agent, not a public address.

``classeur`` is the workbook of the carers of an employer, without their homes.

What others may import: ``selectors`` (``agrements_des_unites``: what the carer of each unit is approved for),
``rules``, ``occupation`` (the module that knows stays says how many children are there), ``maison`` (the carers of one
establishment, read once for its page).
"""
