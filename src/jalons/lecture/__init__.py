"""Reading of documents: from a text to dated, sourced elements, each with its passage and how sure the reading is."""
