// Owns: what the engine says of units that answer, in German. Imports contract types and siblings.
import type { deviceSentences } from '../../../../electron/contract/sentences/devices.ts';
import type { WordsOf } from '../words.ts';

export const devicesDe: WordsOf<typeof deviceSentences> = {
  'loader-stub-silent': 'Der Flasher-Stub wurde geladen, hat aber nicht gemeldet, dass er läuft.',
  'loader-no-answer': 'Das Gerät hat {{command}} nicht innerhalb von {{timeoutMs}} beantwortet.',
  'loader-refused': 'Das Gerät hat {{command}} mit Fehler {{errorCode}} abgelehnt: {{reason}}.',
  'loader-not-reached': 'Das Gerät ist nicht in seinem Bootloader.',
  'loader-read-failed':
    'Das Lesen von {{sizeBytes}} ab {{offset}} ist {{count}}-mal gescheitert: Pakete gingen verloren oder kamen beschädigt an.',
  'loader-restarted': 'Das Gerät ist mitten im Schreiben neu gestartet.',
  'loader-stopped': 'Das Gerät hat mitten im Schreiben aufgehört zu antworten.',
  'loader-not-encrypted': 'Das ROM des {{chip}} kann nicht verschlüsselt schreiben; das kann nur der Flasher-Stub.',

  'reason-loader-05': 'die Nachricht ist ungültig, oder der Befehl wird nicht unterstützt',
  'reason-loader-06': 'der Befehl ließ sich nicht ausführen',
  'reason-loader-07': 'die Prüfsumme der Daten ist falsch',
  'reason-loader-08': 'der Flash hat die Daten nicht angenommen',
  'reason-loader-09': 'der Flash ließ sich nicht lesen',
  'reason-loader-0a': 'die zu lesende Länge ist falsch',
  'reason-loader-0b': 'die gepackten Daten lassen sich nicht entpacken',
  'reason-loader-0c': 'der Adler-32 der gepackten Daten ist falsch',
  'reason-loader-0d': 'die Parameter des gepackten Schreibens sind falsch',
  'reason-loader-0e': 'die Größe des RAM-Programms ist falsch',
  'reason-loader-0f': 'die Adresse des RAM-Programms ist falsch',
  'reason-loader-64': 'ein Parameter ist ungültig',
  'reason-loader-65': 'das Format ist ungültig',
  'reason-loader-66': 'eine Beschreibung ist zu lang',
  'reason-loader-67': 'die Kodierung ist falsch',
  'reason-loader-69': 'es gibt keinen Speicher',
  'reason-loader-c0': 'die Länge der Daten ist falsch',
  'reason-loader-c2': 'die Blockgröße ist falsch',
  'reason-loader-c3': 'der Befehl ist ungültig',
  'reason-loader-c4': 'die SPI-Operation des Flashs ist gescheitert',
  'reason-loader-c5': 'der Flash ließ sich nicht entsperren',
  'reason-loader-c6': 'es wird gerade kein Flash beschrieben',
  'reason-loader-c8': 'die Daten sind nicht so lang wie angekündigt',
  'reason-loader-c9': 'es kamen mehr Daten als angekündigt',
  'reason-loader-ff': 'den Befehl gibt es nicht',
  'reason-loader-unknown': 'der Grund ist nicht dokumentiert',

  'chip-id-unknown': 'Das Gerät nennt die Chip-ID {{chipId}}; sie ist nicht bekannt.',
  'chip-magic-unknown': 'Das Gerät nennt keine Chip-ID und die magische Zahl {{magic}}; sie ist nicht bekannt.',
  'chip-not-told':
    'Das Gerät verrät seinen Chip nicht: Sein Bootloader nimmt nur Schreibzugriffe an und ist zu alt, um den Chip zu nennen.',
  'chip-not-answered': 'Das Gerät hat SYNC beantwortet, aber nicht die Frage nach seinem Chip.',
  'chip-not-of-family': '{{chip}} ist kein Chip dieser Familie; sie hat: {{allowed}}.',
  'chip-vendor-unknown': 'Der ESP8266 nennt einen Hersteller-Vorsatz seiner MAC, der nicht bekannt ist.',
  'chip-mac-secret':
    'Dieser {{chip}} ist im sicheren Download-Modus: Seine MAC lässt sich nicht lesen, also unterscheidet ihn nichts von anderen Geräten.',
  'chip-other-unit': 'Jetzt ist ein anderes Gerät verbunden: {{chip}} {{found}} statt {{expectedChip}} {{expected}}.',
  'chip-not-of-recipe': 'Das Rezept ist für {{expected}}; an Platz {{slot}} ist ein {{found}}.',

  'flash-size-unknown': 'Der Flash mit der ID 0x{{flashId}} sagt nicht, wie groß er ist.',
  'flash-silent': 'Der Flash des Geräts antwortet nicht: Seine ID liest sich als 0x{{flashId}}.',
  'flash-too-small': 'Das Rezept braucht {{neededBytes}} Flash; das Gerät hat {{flashSizeBytes}}.',
  'flash-differs': 'Der Flash weicht von {{region}} ab, zuerst im Sektor bei {{address}}.',
  'flash-not-sectors':
    'Flash wird in Sektoren von {{limitBytes}} gelöscht; {{sizeBytes}} ab {{offset}} passen nicht dazu.',
  'flash-encrypted':
    'Das Gerät verschlüsselt seinen Flash, aber {{image}} soll unverschlüsselt geschrieben werden; es könnte es nicht lesen.',
  'flash-partition-unread':
    'Partition {{partition}} lässt sich nicht lesen: Der Bootloader des Geräts liest keinen Flash.',
  'store-reads-back-differently': 'Der Speicher des Geräts liest sich anders zurück: {{entry}}.',
  'store-has-more':
    'Der Speicher des Geräts liest sich anders zurück: Er hat einen Eintrag, der nicht geschrieben wurde.',

  'fuses-busy': 'Die eFuse-Steuerung des Geräts blieb beschäftigt.',
  'fuses-wrong': 'Die Benutzer-Fuses sind nicht so, wie sie sein sollen: {{reason}}.',
  'reason-fuses-too-long': 'gegeben wurden {{sizeBytes}}, das Feld hat {{limitBytes}}',
  'reason-fuses-burned-before': 'das Feld wurde schon früher gebrannt; es wurde nichts getan',
  'reason-fuses-read-differently': 'das Feld liest sich anders zurück, als es gebrannt wurde',
  'reason-fuses-corrected': 'das Feld liest sich erst nach einer Korrektur richtig zurück',
  'fuses-not-supported': 'Fuses des {{chip}} kann diese Version nicht brennen.',
  'fuses-too-small': 'Die Benutzer-Fuses fassen {{limitBytes}}; „{{userData}}“ hat {{sizeBytes}}.',
  'fuses-hold-other':
    'Die Benutzer-Fuses enthalten schon etwas anderes als „{{expected}}“; ein zweites Mal lassen sie sich nicht brennen.',

  'boot-silent': 'Das Gerät hat nach dem Reset {{timeoutMs}} lang nichts ausgegeben.',
  'boot-no-line': 'Das Gerät hat keine Zeile ausgegeben, die zu /{{expected}}/ passt, innerhalb von {{timeoutMs}}.',
  'boot-failed': '{{reason}}',
  'reason-boot-header': 'Der Bootloader fehlt oder ist beschädigt: Sein Kopf ist keiner.',
  'reason-boot-flash': 'Das ROM kann den Flash nicht lesen.',
  'reason-boot-checksum': 'Die Prüfsumme des Bootloaders passt nicht.',
  'reason-boot-signature': 'Secure Boot hat den Bootloader oder die Anwendung abgelehnt.',
  'reason-boot-no-app': 'Die Partitionstabelle hat keine Anwendung, die sich starten lässt.',
  'reason-boot-app': 'Die Anwendung fehlt oder ist beschädigt.',
  'reason-boot-app-hash': 'Die Anwendung ist beschädigt: Ihr Hash passt nicht.',
  'reason-boot-table': 'Die Partitionstabelle fehlt oder ist beschädigt.',
  'reason-boot-crash': 'Die Anwendung ist abgestürzt.',
  'reason-boot-abort': 'Die Anwendung hat von sich aus aufgegeben.',
  'reason-boot-watchdog': 'Ein Watchdog hat das Gerät zurückgesetzt: Was es gestartet hat, hing fest.',
  'reason-boot-brownout': 'Die Versorgungsspannung ist eingebrochen.',
  'reason-boot-rejected': 'Das Gerät hat eine Zeile ausgegeben, die das Rezept ablehnt.',
  'boot-not-asked': 'Das Gerät hat nicht innerhalb von {{timeoutMs}} gesagt, wer es ist.',
  'boot-answer-unreadable': 'Das Gerät hat geantwortet, aber nicht mit einer lesbaren Identität.',
  'boot-not-signed': 'Das Gerät hat sich genannt, die Aufgabe aber nicht mit seinem Schlüssel signiert.',
  'boot-other-serial': 'Das Gerät nennt die Seriennummer {{found}}; bekommen hat es {{expected}}.',
  'boot-no-serial': 'Das Gerät nennt keine Seriennummer; bekommen hat es {{expected}}.',
  'boot-other-mac': 'Das Gerät nennt die MAC-Adresse {{found}}; sie müsste {{expected}} sein.',
  'boot-other-key':
    'Das Gerät hat einen anderen Schlüssel, denn seine Signatur passt nicht; bekommen hat es {{expected}}.',
  'boot-no-key': 'Das Gerät hat keinen bestätigten Schlüssel, also kann es nicht angemeldet werden.',
  'measurement-missing': 'Das Gerät hat „{{measurement}}“ nie gemeldet.',
  'measurement-out': '{{measurement}} ist {{value}} {{valueUnit}}; erlaubt ist {{min}} bis {{max}} {{valueUnit}}.',
  'measurement-too-low': '{{measurement}} ist {{value}} {{valueUnit}}; erlaubt ist {{min}} bis ∞ {{valueUnit}}.',
  'measurement-too-high': '{{measurement}} ist {{value}} {{valueUnit}}; erlaubt ist -∞ bis {{max}} {{valueUnit}}.',

  'do-set-flash-size': 'Setzen Sie `flashSizeBytes` in den Geräteoptionen des Rezepts.',
  'do-give-hardware-id':
    'Geben Sie seine Hardware-ID in den Geräteoptionen an (`hardwareId`), wie sie auf dem Etikett oder im Nachweis steht.',
  'do-allow-stub': 'Erlauben Sie den Flasher-Stub in den Geräteoptionen des Rezepts.',
};
