"""What the program knows of German: tokens, stems, dates, names, topics; it knows nobody else here."""
