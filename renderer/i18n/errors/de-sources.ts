// Owns: German for what goes wrong with recipes, bundles, images, identities, secrets and fleets. Imports siblings.
import { type ErrorWordsOf, words } from './words.ts';

export const sourcesDe: ErrorWordsOf<'recipe' | 'bundle' | 'image' | 'identity' | 'secret' | 'fleet'> = {
  'recipe/unreadable': words(
    'Rezept nicht lesbar',
    'Die Rezeptdatei fehlt oder darf nicht gelesen werden.',
    'Prüfen Sie den Pfad und die Zugriffsrechte.',
  ),
  'recipe/syntax': words(
    'Rezept ist kein gültiges YAML',
    'Das Rezept verletzt an der genannten Zeile und Spalte die YAML-Syntax.',
    'Berichtigen Sie die Zeile und führen Sie dann `slipway recipe check` aus.',
  ),
  'recipe/unsupported-version': words(
    'Rezeptversion nicht unterstützt',
    'Das Rezept ist für eine andere Version des Formats geschrieben.',
    'Verwenden Sie `recipe: 1` oder die Slipway-Version, für die das Rezept geschrieben wurde.',
  ),
  'recipe/unknown-key': words(
    'Unbekannter Schlüssel im Rezept',
    'Das Rezept enthält einen Schlüssel, den diese Version nicht kennt; er wäre stillschweigend übergangen worden.',
    'Berichtigen Sie die Schreibweise oder entfernen Sie ihn; `slipway recipe schema` nennt alle Schlüssel.',
  ),
  'recipe/wrong-type': words(
    'Falscher Typ im Rezept',
    'Ein Wert im Rezept hat den falschen Typ oder die falsche Form.',
    'Berichtigen Sie den Wert an der genannten Zeile und Spalte.',
  ),
  'recipe/missing-key': words(
    'Schlüssel fehlt im Rezept',
    'Dem Rezept fehlt ein Schlüssel, den es braucht.',
    'Ergänzen Sie den Schlüssel; `slipway recipe schema` beschreibt ihn.',
  ),
  'recipe/missing-file': words(
    'Im Rezept genannte Datei fehlt',
    'Das Rezept nennt eine Datei, die nicht daneben oder nicht im Bundle liegt.',
    'Fügen Sie die Datei hinzu oder berichtigen Sie ihren Namen im Rezept.',
  ),
  'recipe/config-invalid': words(
    'Konfigurationswert nicht erlaubt',
    'Ein Konfigurationswert erfüllt das Schema im Rezept nicht.',
    'Berichtigen Sie den Wert; die Meldung sagt, was erlaubt ist.',
  ),
  'recipe/in-use': words(
    'Rezept wird verwendet',
    'Ein Lauf oder die Linie arbeitet mit dem Rezept, daher kann es nicht entfernt werden.',
    'Lassen Sie den Lauf enden und richten Sie die Linie mit einem anderen Rezept ein.',
  ),
  'bundle/unreadable': words(
    'Bundle nicht lesbar',
    'Die Bundle-Datei fehlt oder darf nicht gelesen werden.',
    'Prüfen Sie den Pfad und die Zugriffsrechte.',
  ),
  'bundle/not-a-bundle': words(
    'Kein Bundle',
    'Die Datei ist kein Slipway-Bundle.',
    'Wählen Sie eine *.slipway-Datei, die mit `slipway bundle create` erstellt wurde.',
  ),
  'bundle/truncated': words(
    'Bundle ist unvollständig',
    'Das Bundle endet zu früh; beim Kopieren oder Herunterladen wurde es abgeschnitten.',
    'Kopieren Sie das Bundle noch einmal von seiner Quelle.',
  ),
  'bundle/unsigned': words(
    'Bundle ist nicht signiert',
    'Das Bundle trägt keine Signatur; niemand steht für seinen Inhalt ein.',
    'Signieren Sie es mit `slipway bundle create --key`, oder bitten Sie den Besitzer um das signierte Bundle.',
  ),
  'bundle/untrusted-signer': words(
    'Bundle von Unbekannten signiert',
    'Keinem der Schlüssel, mit denen das Bundle signiert ist, vertraut diese Station.',
    'Fragen Sie, wer es geschickt hat; nehmen Sie den Schlüssel mit `slipway keys trust add` nur auf, wenn Sie den Absender kennen.',
  ),
  'bundle/signature-invalid': words(
    'Signatur des Bundles ist falsch',
    'Die Signatur passt nicht zum Inhalt: Das Bundle wurde nach dem Signieren verändert.',
    'Verwerfen Sie diese Kopie und holen Sie das Bundle von seiner Quelle.',
  ),
  'bundle/threshold-not-met': words(
    'Zu wenige Signaturen',
    'Das Bundle braucht Signaturen von mehr vertrauenswürdigen Schlüsseln, als es hat.',
    'Lassen Sie es von den fehlenden Personen signieren und importieren Sie es erneut.',
  ),
  'bundle/expired': words(
    'Bundle ist abgelaufen',
    'Das Bundle oder der Schlüssel, der es signiert hat, liegt außerhalb seiner Gültigkeit.',
    'Bitten Sie den Besitzer um ein aktuelles Bundle; prüfen Sie die Uhr dieser Station.',
  ),
  'bundle/rolled-back': words(
    'Älteres Bundle abgelehnt',
    'Diese Station hat bereits eine neuere Version dieses Produkts angenommen.',
    'Verwenden Sie das neuere Bundle; für ein Zurück braucht es vom Besitzer eine neue, höhere Version.',
  ),
  'bundle/altered': words(
    'Bundle wurde verändert',
    'Eine Datei im Bundle weicht von der signierten Liste ab.',
    'Verwerfen Sie diese Kopie und holen Sie das Bundle von seiner Quelle.',
  ),
  'bundle/too-large': words(
    'Bundle überschreitet die Grenzen',
    'Das Bundle würde beim Entpacken größer, als die Grenzen erlauben, wie eine Zip-Bombe.',
    'Verwenden Sie es nicht; ist es echt, bitten Sie den Besitzer, es aufzuteilen.',
  ),
  'bundle/unsafe-path': words(
    'Unsicherer Pfad im Bundle',
    'Eine Datei im Bundle würde außerhalb seines Ordners geschrieben.',
    'Verwenden Sie es nicht; melden Sie es der Person, die es geschickt hat.',
  ),
  'image/unreadable': words(
    'Image nicht lesbar',
    'Die Image-Datei fehlt oder darf nicht gelesen werden.',
    'Prüfen Sie den Pfad und die Zugriffsrechte.',
  ),
  'image/not-an-image': words(
    'Kein Image für diese Familie',
    'Die Datei beginnt nicht so, wie ein Image dieser Gerätefamilie beginnt.',
    'Wählen Sie das Image, das der Build für diesen Chip erzeugt hat.',
  ),
  'image/truncated': words(
    'Image ist unvollständig',
    'Das Image endet früher, als sein eigener Kopf angibt.',
    'Kopieren oder bauen Sie das Image neu.',
  ),
  'image/checksum': words(
    'Image ist beschädigt',
    'Die Prüfsumme oder der Hash im Image passt nicht zu seinem Inhalt.',
    'Kopieren oder bauen Sie das Image neu.',
  ),
  'image/hash-mismatch': words(
    'Image weicht vom Rezept ab',
    'Der SHA-256 der Datei ist nicht der, den das Rezept nennt.',
    'Verwenden Sie das Image, für das das Rezept geschrieben wurde.',
  ),
  'image/wrong-chip': words(
    'Image ist für einen anderen Chip',
    'Das Image wurde für einen anderen Chip gebaut als den angeschlossenen.',
    'Verwenden Sie das Image für diesen Chip, oder stecken Sie das richtige Gerät ein.',
  ),
  'image/wrong-revision': words(
    'Image braucht eine andere Chip-Revision',
    'Der Chip ist älter oder neuer, als das Image unterstützt.',
    'Verwenden Sie ein Image, das für diese Revision gebaut ist.',
  ),
  'image/wrong-offset': words(
    'Image an falscher Adresse',
    'Der Chip würde das Image an der angegebenen Adresse nicht finden.',
    'Berichtigen Sie die Adresse im Rezept; die Meldung nennt die richtige.',
  ),
  'image/too-large': words(
    'Image passt nicht hinein',
    'Das Image reicht über das Ende des Flashs oder seiner Partition hinaus.',
    'Verwenden Sie ein kleineres Image oder ein Gerät mit mehr Flash.',
  ),
  'image/overlap': words(
    'Images überschneiden sich',
    'Zwei Images, oder ein Image und ein Bereich, der erhalten bleiben muss, teilen sich Adressen.',
    'Berichtigen Sie die Adressen im Rezept.',
  ),
  'image/partition-table-invalid': words(
    'Partitionstabelle ist ungültig',
    'Die Partitionstabelle lässt sich nicht lesen, oder ihr MD5 oder ihre Einträge passen nicht.',
    'Bauen Sie die Partitionstabelle neu.',
  ),
  'image/nvs-invalid': words(
    'NVS-Daten sind ungültig',
    'Die NVS-Seiten verletzen das Format oder ihre Prüfsummen.',
    'Löschen Sie die Partition und beschreiben Sie sie neu.',
  ),
  'image/nvs-full': words(
    'NVS-Partition ist zu klein',
    'Identität und Konfiguration passen nicht in die NVS-Partition.',
    'Vergrößern Sie die Partition, oder legen Sie weniger ab.',
  ),
  'identity/pool-exhausted': words(
    'Keine Seriennummern mehr',
    'Der Vorrat oder die Folge der Seriennummern ist aufgebraucht.',
    'Fügen Sie dem Vorrat Seriennummern hinzu, oder erweitern Sie das Schema.',
  ),
  'identity/pool-invalid': words(
    'Vorrat an Seriennummern ist ungültig',
    'Die Liste der Seriennummern lässt sich nicht lesen oder nennt eine doppelt.',
    'Berichtigen Sie die genannte Zeile der CSV-Datei.',
  ),
  'identity/scheme-invalid': words(
    'Schema der Seriennummern ist ungültig',
    'Aus dem Schema lassen sich keine Seriennummern bilden.',
    'Berichtigen Sie das Schema; es braucht ein Feld {n}.',
  ),
  'identity/serial-needed': words(
    'Seriennummer muss gescannt werden',
    'Das Rezept nimmt die Seriennummer vom Etikett, und es wurde keine angegeben.',
    'Scannen Sie das Etikett des Geräts und starten Sie erneut.',
  ),
  'identity/serial-invalid': words(
    'Seriennummer ist ungültig',
    'Die Seriennummer passt nicht zum Schema oder zu ihrer Prüfziffer.',
    'Scannen Sie das Etikett noch einmal; bleibt es dabei, ist das Etikett falsch.',
  ),
  'identity/duplicate-serial': words(
    'Seriennummer schon vergeben',
    'Ein anderes Gerät hat diese Seriennummer.',
    'Suchen Sie das in der Meldung genannte Gerät; liefern Sie niemals zwei aus.',
  ),
  'identity/duplicate-mac': words(
    'MAC-Adresse schon bekannt',
    'Ein anderes Gerät hat diese MAC-Adresse.',
    'Suchen Sie das in der Meldung genannte Gerät; legen Sie dieses beiseite.',
  ),
  'identity/duplicate-key': words(
    'Schlüssel schon vergeben',
    'Ein anderes Gerät hat diesen Schlüssel.',
    'Suchen Sie das in der Meldung genannte Gerät; liefern Sie keines der beiden aus.',
  ),
  'identity/duplicate-hardware': words(
    'Hardware-Identität schon bekannt',
    'Ein anderes Gerät hat diese Hardware-Identität.',
    'Suchen Sie das in der Meldung genannte Gerät; legen Sie dieses beiseite.',
  ),
  'secret/wrong-passphrase': words(
    'Falsche Passphrase',
    'Die Passphrase öffnet den Schlüsselspeicher nicht.',
    'Geben Sie die Passphrase noch einmal ein.',
  ),
  'secret/locked': words(
    'Schlüsselspeicher ist gesperrt',
    'Der Schlüsselspeicher braucht eine Passphrase, und es wurde keine angegeben.',
    'Setzen Sie SLIPWAY_PASSPHRASE_FILE, oder geben Sie die Passphrase ein.',
  ),
  'secret/damaged': words(
    'Schlüsselspeicher ist beschädigt',
    'Der versiegelte Schlüssel lässt sich nicht lesen.',
    'Stellen Sie den Schlüsselspeicher aus seiner Sicherung wieder her.',
  ),
  'secret/exposed': words(
    'Privater Schlüssel liegt offen',
    'Andere auf diesem Rechner dürfen die Datei eines privaten Schlüssels lesen.',
    'Setzen Sie die Rechte mit `chmod 600`; hatten andere Zugriff, erzeugen Sie einen neuen Schlüssel.',
  ),
  'secret/ca-missing': words(
    'Station kann keine Zertifikate ausstellen',
    'Das Rezept verlangt ein Gerätezertifikat, aber dieser Station fehlt die ausstellende CA, die es nennt.',
    'Legen Sie die genannte CA mit `slipway keys ca create` an, oder importieren Sie Ihre.',
  ),
  'secret/ca-expired': words(
    'Ausstellende CA ist abgelaufen',
    'Das Zertifikat der ausstellenden CA liegt außerhalb seiner Gültigkeit.',
    'Erneuern Sie die CA; prüfen Sie die Uhr dieser Station.',
  ),
  'fleet/not-configured': words(
    'Flotte ist nicht eingerichtet',
    'Das Rezept nennt eine Flotte, die diese Station nicht kennt.',
    'Richten Sie die Flotte auf der Station ein, oder berichtigen Sie das Rezept.',
  ),
  'fleet/refused': words(
    'Flotte hat das Gerät abgelehnt',
    'Der Server hat die Anfrage verstanden und abgelehnt.',
    'Lesen Sie die Antwort im Ausgang; berichtigen Sie die Ursache und versuchen Sie es erneut.',
  ),
  'fleet/unauthorized': words(
    'Flotte nimmt das Token nicht an',
    'Das Zugangstoken fehlt, ist falsch oder abgelaufen.',
    'Hinterlegen Sie ein neues Token; was wartet, wird dann gesendet.',
  ),
  'fleet/conflict': words(
    'Flotte kennt diese Identität schon',
    'Der Server hat ein Gerät mit dieser Identität, aber einem anderen Schlüssel.',
    'Suchen Sie das Gerät auf dem Server und entscheiden Sie, welches das echte ist.',
  ),
  'fleet/rate-limited': words(
    'Flotte bittet zu warten',
    'Der Server begrenzt die Zahl der Anfragen.',
    'Es ist nichts zu tun: Es wird später von selbst gesendet.',
  ),
  'fleet/unavailable': words(
    'Flotte ist nicht verfügbar',
    'Der Server konnte die Anfrage nicht bearbeiten.',
    'Es ist nichts zu tun: Es wird später von selbst gesendet.',
  ),
  'fleet/timeout': words(
    'Flotte antwortet nicht',
    'Der Server hat nicht rechtzeitig geantwortet.',
    'Es ist nichts zu tun: Es wird später von selbst gesendet.',
  ),
  'fleet/offline': words(
    'Flotte ist nicht erreichbar',
    'Es besteht keine Verbindung zum Server.',
    'Es ist nichts zu tun: Es wird gesendet, sobald das Netz wieder da ist.',
  ),
  'fleet/redirected': words(
    'Adresse der Flotte leitet um',
    'Die Adresse antwortet mit einer Umleitung; Geheimnisse werden nicht an einen anderen Ort weitergegeben.',
    'Berichtigen Sie die Adresse der Flotte; prüfen Sie, ob ein Anmeldeportal dazwischensteht.',
  ),
  'fleet/not-the-api': words(
    'Nicht die API der Flotte',
    'Die Adresse antwortet, aber nicht so, wie es die API tut, zum Beispiel mit einer HTML-Seite.',
    'Berichtigen Sie die Adresse; prüfen Sie, ob ein Proxy oder ein Anmeldeportal dazwischensteht.',
  ),
  'fleet/carry-file-invalid': words(
    'Mitnahmedatei ist ungültig',
    'Die Datei ist keine Mitnahmedatei, oder sie wurde nach dem Signieren verändert oder abgeschnitten.',
    'Kopieren Sie die Datei noch einmal von der Station, die sie geschrieben hat.',
  ),
  'fleet/carry-file-untrusted': words(
    'Mitnahmedatei von Unbekannten signiert',
    'Die Datei wurde von einer Station signiert, deren Schlüssel hier nicht bekannt ist.',
    'Vergleichen Sie die Schlüssel-ID mit der, die `slipway keys` auf jener Station ausgibt; vertrauen Sie ihr nur, wenn beide gleich sind.',
  ),
};
