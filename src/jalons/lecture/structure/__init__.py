"""From lines to what they hold: headings of every depth, tables of labels and values, lists."""
