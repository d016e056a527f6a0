"""Who took a picture, told from its caption, and nobody where a caption only speaks of pictures."""

import pytest

from ingest.credits import split_credit


@pytest.mark.parametrize(
    ("printed", "caption", "credit"),
    [
        ("Der neue Lesesaal. Foto: Karl Ostermann", "Der neue Lesesaal.", "Karl Ostermann"),
        ("Der neue Lesesaal (Foto: Karl Ostermann)", "Der neue Lesesaal", "Karl Ostermann"),
        ("Der neue Lesesaal © Stadt Rheinau", "Der neue Lesesaal", "Stadt Rheinau"),
        ("Der neue Lesesaal© Rheinau/Karl Ostermann", "Der neue Lesesaal", "Rheinau/Karl Ostermann"),
        ("Der neue Lesesaal. Quelle: jo / bilder.example", "Der neue Lesesaal.", "jo / bilder.example"),
        ("Der neue Lesesaal | Bild: Stadt Rheinau", "Der neue Lesesaal", "Stadt Rheinau"),
        ("Der neue Lesesaal – Foto: © Stadt Rheinau.", "Der neue Lesesaal", "Stadt Rheinau"),
        ("Bildnachweis: Stadt Rheinau", "", "Stadt Rheinau"),
        ("© Stadt Rheinau", "", "Stadt Rheinau"),
        ("Foto: Karl Ostermann (Rheinau)", "", "Karl Ostermann (Rheinau)"),
        ("Das neue Bild hängt im Rathaus", "Das neue Bild hängt im Rathaus", ""),
        ("Titelbild: Rathaus im Schnee", "Titelbild: Rathaus im Schnee", ""),
        ("Uli Preuss macht das Foto", "Uli Preuss macht das Foto", ""),
        ("Quelle der Weide im Stadtwald", "Quelle der Weide im Stadtwald", ""),
        ("", "", ""),
    ],
)
def test_a_credit_is_told_from_its_caption(printed: str, caption: str, credit: str) -> None:
    assert split_credit(printed) == (caption, credit)
