// Owns: German for what goes wrong with ports, units, boot, measurements, journal, wire, jobs and the station.
// Imports siblings.
import { type ErrorWordsOf, words } from './words.ts';

export const unitsDe: ErrorWordsOf<'port' | 'device' | 'boot' | 'measure' | 'journal' | 'wire' | 'job' | 'station'> = {
  'port/not-found': words(
    'Kein solcher Anschluss',
    'Einen Anschluss dieses Namens gibt es gerade nicht.',
    'Stecken Sie das Gerät ein; `slipway ports` zeigt, was da ist.',
  ),
  'port/busy': words(
    'Anschluss ist belegt',
    'Ein anderes Programm oder ein anderer Lauf hält den Anschluss.',
    'Schließen Sie das genannte Programm, oder warten Sie, bis der Lauf zu Ende ist.',
  ),
  'port/forbidden': words(
    'Anschluss darf nicht geöffnet werden',
    'Dieser Benutzer darf den Anschluss nicht öffnen.',
    'Nehmen Sie den Benutzer in die genannte Gruppe auf und melden Sie sich neu an, oder führen Sie `slipway doctor` aus.',
  ),
  'port/gone': words(
    'Gerät wurde abgezogen',
    'Der Anschluss ist verschwunden: Das Kabel wurde gezogen, oder das Gerät hat keinen Strom mehr.',
    'Stecken Sie das Gerät wieder ein und starten Sie es erneut. Es ist nichts verloren.',
  ),
  'port/open-failed': words(
    'Anschluss lässt sich nicht öffnen',
    'Das System hat es abgelehnt, den Anschluss zu öffnen.',
    'Ziehen Sie das Gerät ab und stecken Sie es wieder ein; führen Sie `slipway doctor` aus.',
  ),
  'port/unreachable': words(
    'Portserver nicht erreichbar',
    'Der Netzwerkanschluss antwortet nicht oder lehnt die Verbindung ab.',
    'Prüfen Sie die Adresse, das Netz und den Portserver.',
  ),
  'port/silent': words(
    'Gerät antwortet nicht',
    'Der Anschluss ist offen, aber es antwortet nichts. Bei einer Platine, die sich nicht selbst zurücksetzt, muss beim Einstecken BOOT gedrückt sein.',
    'Prüfen Sie Strom und Kabel, dann versuchen Sie es erneut.',
  ),
  'port/garbage': words(
    'Gerät antwortet unverständlich',
    'Es kommen Bytes an, aber sie folgen nicht dem Protokoll.',
    'Prüfen Sie Kabel, Masse und Baudrate; versuchen Sie eine niedrigere Baudrate.',
  ),
  'port/foreign': words(
    'Anschluss gehört zu keinem Platz',
    'Der Anschluss steht nicht in der Liste der Plätze und wird deshalb nicht angerührt.',
    'Nehmen Sie den Anschluss als Platz auf, oder verwenden Sie einen Platz der Station.',
  ),
  'port/no-modem-lines': words(
    'Leitung ohne Modemsignale',
    'Die Leitung kann DTR und RTS nicht schalten, sodass sich das Gerät darüber nicht zurücksetzen lässt.',
    'Versetzen Sie das Gerät von Hand in den Download-Modus, oder verwenden Sie eine Leitung mit Modemsignalen.',
  ),
  'device/wrong-mode': words(
    'Gerät führt seine Anwendung aus',
    'Das Gerät ist nicht im Download-Modus; es gibt stattdessen sein Startprotokoll aus.',
    'Halten Sie BOOT, drücken Sie RESET, lassen Sie BOOT los; starten Sie dann erneut.',
  ),
  'device/wrong-chip': words(
    'Anderer Chip angeschlossen',
    'Das Gerät hat einen anderen Chip, als das Rezept nennt.',
    'Stecken Sie das richtige Gerät ein, oder wählen Sie das Rezept für dieses.',
  ),
  'device/unsupported-chip': words(
    'Chip wird nicht unterstützt',
    'Diese Version kennt den Chip nicht.',
    'Aktualisieren Sie Slipway, oder melden Sie die Chip-ID.',
  ),
  'device/secure-download': words(
    'Gerät im sicheren Download-Modus',
    'Der Chip nimmt nur noch Schreibzugriffe an und lässt sich nicht auslesen; das Verlangte ist deshalb nicht möglich.',
    'Verwenden Sie ein Rezept für gesicherte Geräte.',
  ),
  'device/flash-encrypted': words(
    'Gerät verschlüsselt seinen Flash',
    'Die Flash-Verschlüsselung des Geräts ist an, und das Image soll unverschlüsselt geschrieben werden.',
    'Kennzeichnen Sie das Image mit `encrypted: true`, oder verwenden Sie das Rezept für gesicherte Geräte.',
  ),
  'device/rejected': words(
    'Gerät hat einen Befehl abgelehnt',
    'Der Bootloader des Geräts hat mit einem Fehler geantwortet.',
    'Versuchen Sie es erneut; wiederholt es sich, nehmen Sie das Gerät heraus.',
  ),
  'device/timeout': words(
    'Gerät antwortet nicht mehr',
    'Das Gerät hat zuvor geantwortet, aber auf diesen Befehl nicht rechtzeitig.',
    'Prüfen Sie Strom und Kabel und versuchen Sie es erneut.',
  ),
  'device/write-failed': words(
    'Flash lässt sich nicht beschreiben',
    'Das Gerät meldet, dass sein Flash nicht beschrieben wurde.',
    'Versuchen Sie es erneut; wiederholt es sich, ist der Flash defekt: Nehmen Sie das Gerät heraus.',
  ),
  'device/verify-mismatch': words(
    'Flash weicht vom Image ab',
    'Zurückgelesen wurde etwas anderes, als geschrieben wurde.',
    'Versuchen Sie es erneut; wiederholt es sich, ist der Flash defekt: Nehmen Sie das Gerät heraus.',
  ),
  'device/flash-unknown': words(
    'Flash-Chip nicht erkannt',
    'Das Gerät meldet keinen brauchbaren Flash-Chip.',
    'Prüfen Sie die Lötstellen des Flashs; nehmen Sie das Gerät heraus.',
  ),
  'device/fuse-mismatch': words(
    'Fuses lesen sich anders zurück',
    'Die Fuses weichen von dem ab, was gebrannt wurde.',
    'Nehmen Sie das Gerät heraus; brennen Sie nicht noch einmal.',
  ),
  'boot/silent': words(
    'Nicht gestartet: keine Ausgabe',
    'Nach dem Reset hat das Gerät nichts ausgegeben.',
    'Prüfen Sie die Stromversorgung; sehen Sie sich Reset- und Strapping-Pins an.',
  ),
  'boot/failed': words(
    'Nicht gestartet',
    'Das Gerät meldet, dass es das Geschriebene nicht starten kann; das Startprotokoll liegt bei den Belegen.',
    'Legen Sie das Gerät in die rote Kiste.',
  ),
  'boot/pattern-missing': words(
    'Start nicht abgeschlossen',
    'Das Gerät hat sein Protokoll ausgegeben, aber nie die Zeile, die sagt, dass es bereit ist; es liegt bei den Belegen.',
    'Legen Sie das Gerät in die rote Kiste.',
  ),
  'boot/identity-missing': words(
    'Gerät sagt nicht, wer es ist',
    'Das Gerät ist gestartet, hat aber nicht mit seiner Identität geantwortet.',
    'Die Konsole liegt bei den Belegen; prüfen Sie die Firmware.',
  ),
  'boot/identity-mismatch': words(
    'Falsche Identität im Gerät',
    'Das Gerät hat mit einer anderen Identität geantwortet als der, die es bekommen hat.',
    'Legen Sie das Gerät in die rote Kiste; liefern Sie es nicht aus.',
  ),
  'measure/missing': words(
    'Messwert fehlt',
    'Das Gerät hat einen Wert, den das Rezept verlangt, nie gemeldet; die Konsole liegt bei den Belegen.',
    'Legen Sie das Gerät in die rote Kiste.',
  ),
  'measure/out-of-limits': words(
    'Messwert außerhalb der Grenzen',
    'Ein gemessener Wert liegt außerhalb der Grenzen des Rezepts.',
    'Legen Sie das Gerät in die rote Kiste.',
  ),
  'journal/locked': words(
    'Journal ist in Gebrauch',
    'Ein anderes Slipway arbeitet mit diesem Journal.',
    'Verwenden Sie das bereits laufende Slipway oder beenden Sie es zuerst.',
  ),
  'journal/newer': words(
    'Journal stammt von neuerer Version',
    'Das Journal wurde von einem neueren Slipway geschrieben.',
    'Aktualisieren Sie Slipway; es wurde nichts verändert.',
  ),
  'journal/damaged': words(
    'Journal ist beschädigt',
    'Die Datenbank besteht ihre Integritätsprüfung nicht.',
    'Behalten Sie die Datei. `slipway export --salvage` schreibt heraus, was lesbar ist; machen Sie mit einer Sicherung weiter.',
  ),
  'journal/disk-full': words(
    'Datenträger ist voll',
    'Das Journal lässt sich nicht schreiben, deshalb darf keine Arbeit weitergehen.',
    'Schaffen Sie Platz; angefangene Geräte lassen sich danach fortsetzen.',
  ),
  'journal/unwritable': words(
    'Journal lässt sich nicht schreiben',
    'Der Ordner des Journals darf nicht beschrieben werden.',
    'Berichtigen Sie die Zugriffsrechte des Ordners.',
  ),
  'journal/clock-behind': words(
    'Uhr geht nach',
    'Die Uhr dieser Station zeigt eine frühere Zeit als der letzte Nachweis.',
    'Stellen Sie die Uhr; Zertifikate und Nachweise brauchen die richtige Zeit.',
  ),
  'wire/bad-token': words(
    'Token nicht angenommen',
    'Die Anfrage trägt kein Token oder ein falsches.',
    'Verwenden Sie das Token, das `slipway serve` ausgegeben hat.',
  ),
  'wire/bad-origin': words(
    'Herkunft nicht angenommen',
    'Die Anfrage kommt von einer anderen Webseite oder nennt einen anderen Rechner.',
    'Öffnen Sie die Adresse, die `slipway serve` ausgegeben hat.',
  ),
  'wire/too-large': words(
    'Nachricht zu groß',
    'Die Nachricht überschreitet die Grenze der Verbindung.',
    'Senden Sie weniger auf einmal.',
  ),
  'wire/malformed': words(
    'Nachricht nicht verstanden',
    'Die Nachricht verletzt das Protokoll.',
    'Verwenden Sie einen Client, der für diese Version gemacht ist.',
  ),
  'wire/invalid-input': words(
    'Eingabe ist ungültig',
    'Die Eingabe erfüllt die Schnittstelle nicht.',
    'Berichtigen Sie das in der Meldung genannte Feld.',
  ),
  'wire/closed': words(
    'Engine ist nicht erreichbar',
    'Die Verbindung zur Engine ist geschlossen.',
    'Verbinden Sie sich erneut; Läufe gehen ohne Sie weiter.',
  ),
  'job/aborted': words(
    'Von Hand gestoppt',
    'Der Lauf wurde vor seinem Ende gestoppt.',
    'Starten Sie ihn wieder, wenn Sie so weit sind.',
  ),
  'job/step-timeout': words(
    'Schritt hat zu lange gedauert',
    'Ein Schritt ist nicht innerhalb seiner Zeitgrenze fertig geworden.',
    'Versuchen Sie es erneut; wiederholt es sich, sehen Sie in die Belege.',
  ),
  'job/slot-busy': words(
    'Platz arbeitet',
    'An diesem Platz arbeitet bereits ein Lauf.',
    'Warten Sie, bis er zu Ende ist, oder stoppen Sie ihn.',
  ),
  'job/not-set-up': words(
    'Linie ist nicht eingerichtet',
    'Für die Linie wurde kein Rezept gewählt, deshalb lässt sich nichts starten.',
    'Wählen Sie auf der Ansicht „Linie“, was gefertigt wird, und starten Sie den Platz erneut.',
  ),
  'job/order-complete': words(
    'Auftrag ist vollständig',
    'Der Auftrag hat seine Stückzahl erreicht, mitsamt den Geräten, die gerade gefertigt werden.',
    'Beginnen Sie den nächsten Auftrag, oder erhöhen Sie die Stückzahl dieses Auftrags.',
  ),
  'job/already-passed': words(
    'Gerät hat schon bestanden',
    'Dieses Gerät hat genau dieses Rezept bereits bestanden; es wurde so gelassen, wie es ist.',
    'Nehmen Sie das Gerät heraus, oder geben Sie an, dass es noch einmal gefertigt werden soll.',
  ),
  'job/failed-for-good': words(
    'Endgültig schlecht',
    'Der letzte Lauf dieses Geräts ist so ausgegangen, dass kein weiterer es rettet; nur eine Entscheidung in seinem Nachweis lässt einen neuen Versuch zu.',
    'Legen Sie das Gerät in die rote Kiste; liefern Sie es nicht aus.',
  ),
  'job/needs-attention': words(
    'Eine Entscheidung ist nötig',
    'Ein nicht umkehrbarer Schritt wurde begonnen, und sein Ausgang ist nicht bekannt.',
    'Sehen Sie sich das Gerät an; entscheiden Sie in seinem Nachweis, ob es weitergeht oder ausgemustert wird.',
  ),
  'job/interrupted': words(
    'Unterbrochen',
    'Die Station ist mitten im Lauf stehen geblieben.',
    'Stecken Sie das Gerät wieder ein; der Lauf geht von dem aus weiter, was bekannt ist.',
  ),
  'job/not-found': words(
    'Kein solcher Nachweis',
    'Einen Nachweis dieses Namens gibt es nicht.',
    'Prüfen Sie die ID; `slipway runs` und `slipway units` zeigen alle.',
  ),
  'station/node-too-old': words(
    'Node ist zu alt',
    'Das Journal braucht Node 24; dieses ist älter.',
    'Starten Sie mit `npm run` oder `npx slipway`, die ihr eigenes Node mitbringen.',
  ),
  'station/usage': words(
    'Befehl nicht verstanden',
    'Die Befehlszeile enthält eine unbekannte Option, oder ein Argument fehlt.',
    'Siehe `slipway --help`.',
  ),
  'station/internal': words(
    'Fehler in Slipway',
    'Es ist etwas geschehen, das nicht möglich sein sollte.',
    'Bewahren Sie die Belege auf und melden Sie den Fehler.',
  ),
};
