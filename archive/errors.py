"""What can go wrong with the archive.

ArchiveError
├── ArchiveTooNew      written by a newer version of the program
├── ArchiveUnusable    not an archive, or not writable
├── ArchiveMissing       there is none
├── ArchiveAddressUnfit  the address of a database cannot be understood
├── ArchiveUnreachable   the server of a database does not answer
├── ArchiveDenied        the server knows neither this user nor this password
├── ArchiveNotOwned      tables belong to another user than the one who is to write them anew
├── ArchiveBusy          others hold what is needed for too long
│   └── ArchiveStillRead   what was deleted, but others may still see it
├── CapturesAddressUnfit the address of a store of objects cannot be understood
├── CapturesUnreachable  a store of objects does not answer
├── CapturesMissing      a store of objects has no such bucket
├── CapturesDenied       a store of objects does not let us in
├── CapturesElsewhere    none of the captures on record is where the setting says
├── CapturesUnsafe       a store of objects writes over what is there
├── ArchiveDamaged     what is on record cannot be read
├── NoSuchRecord       no release under this id
├── CaptureDamaged     the stored bytes are not those that were stored
├── CaptureErased      the stored bytes were destroyed on purpose
├── SealUnfit          a release that cannot be sealed, erased or unsealed as asked
├── BackupUnwritable   a backup that cannot be written where it was asked for
├── BackupDamaged      a file that is no whole backup
├── MoveRefused        tables that cannot be moved there
├── MoveUnfinished     tables that are being moved there, and are not all there yet
└── RestoreRefused     something lies where a backup is to be restored
"""

from language.messages import Message, UserFacingError


class ArchiveError(UserFacingError):
    """The root of this tree."""

    code = "archive"
    message = Message("Das Archiv meldet einen Fehler: {place}")


class ArchiveTooNew(ArchiveError):
    """The archive on disk has migrations this program does not know."""

    code = "archive-too-new"
    message = Message(
        "Das Archiv {place} wurde von einer neueren Version von Pressearchiv geschrieben (Stand {found}, "
        "diese Version kennt {known}). Bitte das Programm aktualisieren; am Archiv wurde nichts geändert.",
    )


class ArchiveUnusable(ArchiveError):
    """The place given cannot hold or does not hold an archive."""

    code = "archive-unusable"
    message = Message(
        "Das Archiv {place} lässt sich nicht öffnen: {reason}. Bitte Verzeichnis und Rechte prüfen.",
    )


class ArchiveMissing(ArchiveError):
    """There is no archive, and nothing asked for a new one."""

    code = "archive-missing"
    http_status = 503
    message = Message(
        "In {place} liegt kein Archiv. Bitte den Ort prüfen (--data, PRESSEARCHIV_DATA, PRESSEARCHIV_ARCHIVE); ein "
        "neues legen „ingest“, „watch“, „import“ und „serve“ an.",
    )


class ArchiveRefused(ArchiveError):
    """The server of a database does not do what is asked."""

    code = "archive-refused"
    message = Message(
        "Die Datenbank {place} lehnt das ab: {reason}. Bitte Adresse, Schema und Rechte in der Datenbank prüfen.",
    )


class ArchiveAddressUnfit(ArchiveError):
    """The address of a database cannot be understood."""

    code = "archive-address"
    exit_code = 2
    message = Message(
        "Die Adresse in {place} ist nicht zu verstehen: {why}. Richtig wäre etwa "
        "postgresql://archiv@rechner:5432/pressearchiv?password_file=/etc/pressearchiv/passwort",
    )


class ArchiveUnreachable(ArchiveError):
    """The server of a database does not answer."""

    code = "archive-unreachable"
    http_status = 503
    message = Message(
        "Die Datenbank {place} antwortet nicht: {reason}. Sobald sie wieder da ist, gehen „serve“ und „watch“ von "
        "selbst weiter; ein Befehl, der abbrach, ist zu wiederholen.",
    )


class ArchiveDenied(ArchiveError):
    """The server knows neither this user nor this password, or the user may not do this."""

    code = "archive-denied"
    http_status = 503
    message = Message(
        "Die Datenbank {place} lässt diesen Benutzer nicht ein oder erlaubt ihm das nicht. Bitte Benutzer und Passwort "
        "in PRESSEARCHIV_ARCHIVE prüfen.",
    )


class ArchiveReadOnly(ArchiveError):
    """The server of a database takes no changes: it has become a standby, or was set so."""

    code = "archive-read-only"
    http_status = 503
    message = Message(
        "Die Datenbank {place} nimmt keine Änderungen an: {reason}. Gelesen wird weiter; sobald sie sie annimmt oder "
        "unter ihrer Adresse eine andere es tut, geht es von selbst weiter.",
    )


class ArchiveNotOwned(ArchiveError):
    """Tables belong to another user: PostgreSQL lets their owner alone write them anew, without what was deleted."""

    code = "archive-not-owned"
    http_status = 503
    message = Message(
        "Die Tabelle „{table}“ in der Datenbank {place} gehört einem anderen Benutzer: was darin gelöscht ist, lässt "
        "sich so nicht vernichten. Bitte in PRESSEARCHIV_ARCHIVE den Eigentümer der Tabellen angeben oder sie dem "
        "Benutzer übertragen (ALTER TABLE … OWNER TO …); `pressearchiv index` vollendet die Löschung dann.",
    )


class ArchiveBusy(ArchiveError):
    """Others hold what is needed for too long."""

    code = "archive-busy"
    http_status = 503
    message = Message(
        "An der Datenbank {place} arbeitet gerade jemand anderes. Bitte später noch einmal versuchen; geändert wurde "
        "nichts.",
    )


class ArchiveStillRead(ArchiveBusy):
    """What was deleted is in the files of the database as long as other sessions may see it."""

    code = "archive-still-read"
    message = Message(
        "Gelöscht ist es, aber in den Dateien der Datenbank {place} kann es noch stehen: eine andere Sitzung sieht "
        "noch einen früheren Stand. Bitte den Befehl wiederholen, sobald sie geendet hat.",
    )


class CapturesAddressUnfit(ArchiveError):
    """The address of a store of objects cannot be understood."""

    code = "captures-address"
    exit_code = 2
    message = Message(
        "Die Adresse in {place} ist nicht zu verstehen: {why}. Richtig wäre etwa "
        "s3://pressearchiv/seiten?endpoint=https://s3.rechenzentrum.example",
    )


class CapturesUnreachable(ArchiveError):
    """A store of objects does not answer."""

    code = "captures-unreachable"
    http_status = 503
    message = Message(
        "Die gespeicherten Bytes in {place} sind gerade nicht zu erreichen: {reason}. Sobald sie es wieder sind, gehen "
        "„serve“ und „watch“ von selbst weiter; ein Befehl, der abbrach, ist zu wiederholen.",
    )


class CapturesMissing(ArchiveError):
    """The bucket of an address is in no store of objects."""

    code = "captures-missing"
    http_status = 503
    message = Message(
        "Einen Eimer „{bucket}“ gibt es dort nicht, wo {place} liegen soll. Bitte ihn anlegen oder die Adresse in "
        "PRESSEARCHIV_CAPTURES prüfen.",
    )


class CapturesDenied(ArchiveError):
    """A store of objects does not let us in, or does not allow this."""

    code = "captures-denied"
    http_status = 503
    message = Message(
        "Der Speicher {place} lässt uns nicht ein oder erlaubt das nicht. Bitte die Zugangsdaten prüfen "
        "(AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY).",
    )


class CapturesElsewhere(ArchiveError):
    """None of the captures on record is where the setting says: what is stored there would part them."""

    code = "captures-elsewhere"
    exit_code = 2
    http_status = 503
    message = Message(
        "In {place} liegen weder die ältesten noch die neuesten Seiten, die dieses Archiv gespeichert hat ({file}). "
        "Gespeichert wird dort nichts, damit sie nicht an zwei Orten liegen. Bitte PRESSEARCHIV_CAPTURES prüfen; sind "
        "sie wirklich verloren, hilft eine Sicherung, oder `pressearchiv repair` holt noch einmal, was noch da ist.",
    )


class CapturesUnsafe(ArchiveError):
    """A store of objects knows no conditional writes: of two that put the same, the second would spoil the first."""

    code = "captures-unsafe"
    message = Message(
        "Der Speicher {place} überschreibt, was dort schon liegt: er kennt keine bedingten Schreibzugriffe "
        "(If-None-Match). Aufgenommen wurde nichts; bitte einen Speicher nehmen, der sie kennt."
    )


class ArchiveDamaged(ArchiveError):
    """The database, or an entry of it, is not what was written; or it is no longer where it was opened."""

    code = "archive-damaged"
    http_status = 503
    message = Message(
        "Das Archiv {place} ist beschädigt oder nicht mehr an seinem Ort: {reason}. Bitte keine weiteren Meldungen "
        "aufnehmen und aus einer Sicherung wiederherstellen (`pressearchiv restore`).",
    )


class NoSuchRecord(ArchiveError):
    """The id is not in the archive."""

    code = "not-found"
    message = Message(
        "Eine Meldung mit der Kennung {place} gibt es in diesem Archiv nicht.",
    )


class CaptureDamaged(ArchiveError):
    """Stored bytes whose digest differs from the one recorded, or that cannot be read."""

    code = "capture-damaged"
    message = Message(
        "Die gespeicherten Bytes in {place} sind beschädigt: {reason}. Bitte aus der Sicherung wiederherstellen.",
    )


class CaptureErased(ArchiveError):
    """Bytes that `seal --erase` destroyed."""

    code = "erased"
    message = Message(
        "Die gespeicherten Bytes von {place} wurden mit Absicht gelöscht.",
    )


class SealUnfit(ArchiveError):
    """What was asked of a seal does not fit the state of the release."""

    code = "seal-unfit"
    message = Message(
        "Meldung {place}: {reason}.",
    )


class AmendmentUnfit(ArchiveError):
    """What was asked of an amendment does not fit the state of the release."""

    code = "amendment-unfit"
    message = Message(
        "Meldung {place}: {reason}.",
    )


class BackupUnwritable(ArchiveError):
    """A place where no backup can be written."""

    code = "backup-unwritable"
    message = Message(
        "Die Sicherung {place} ließ sich nicht schreiben: {reason}.",
    )


class BackupDamaged(ArchiveError):
    """A file that was asked to be restored and is not what `backup` wrote."""

    code = "backup-damaged"
    message = Message(
        "{place} ist keine vollständige Sicherung ({reason}). Es wurde nichts wiederhergestellt.",
    )


class MoveRefused(ArchiveError):
    """Tables that cannot be moved there, or were not all moved."""

    code = "move-refused"
    message = Message("Nach {place} wurde nicht umgezogen: {reason}.")


class MoveUnfinished(ArchiveError):
    """Tables that are being moved there, and are not all there yet."""

    code = "move-unfinished"
    http_status = 503
    message = Message(
        "Nach {place} wird gerade umgezogen, oder ein Umzug dorthin wurde abgebrochen. `pressearchiv move` bringt ihn "
        "zu Ende; bis dahin gilt das alte Archiv.",
    )


class RestoreRefused(ArchiveError):
    """A restore never overwrites."""

    code = "restore-refused"
    message = Message(
        "{place} ist nicht leer. Eine Sicherung wird nur in ein leeres oder neues Verzeichnis wiederhergestellt.",
    )
