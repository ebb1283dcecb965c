"""Documents made from the application's facts: report, fiche, synopsis, bilan, as Word, PDF and Excel."""
