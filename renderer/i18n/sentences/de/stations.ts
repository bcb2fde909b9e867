// Owns: what the engine says of keys, the journal, settings and clients of a station, in German.
// Imports contract types and siblings.
import type { stationSentences } from '../../../../electron/contract/sentences/stations.ts';
import type { WordsOf } from '../words.ts';

export const stationsDe: WordsOf<typeof stationSentences> = {
  'store-unreadable': 'Der Schlüsselspeicher {{file}} lässt sich nicht lesen: {{reason}}.',
  'reason-store-closed': 'die Datei lässt sich nicht öffnen',
  'reason-store-version': 'es ist kein Schlüsselspeicher der Version 1',
  'reason-store-header': 'sein Kopf wurde verändert',
  'reason-store-no-secret': 'er hat kein Geheimnis „{{name}}“',
  'reason-store-public-text': 'der öffentliche Text von „{{name}}“ wurde verändert',
  'store-locked': 'Der Schlüsselspeicher {{file}} ist gesperrt: Es wurde keine Passphrase angegeben.',
  'store-wrong-passphrase': 'Die Passphrase öffnet den Schlüsselspeicher {{file}} nicht.',
  'store-of-keychain':
    'Den Schlüsselspeicher {{file}} hat der Schlüsselbund des Systems versiegelt, den dieses Programm nicht fragt.',
  'store-keychain-refused': 'Der Schlüsselbund des Systems öffnet das versiegelte Geheimnis „{{name}}“ nicht.',
  'store-secret-altered':
    'Das versiegelte Geheimnis „{{name}}“ lässt sich nicht öffnen: Es wurde verändert oder abgeschnitten.',
  'keychain-closed': 'Der Schlüsselbund dieses Computers lässt sich nicht öffnen: {{reason}}',
  'authority-there-already': 'Eine CA „{{name}}“ gibt es schon; Geräte draußen vertrauen ihr.',
  'authority-missing': 'Diese Station hat keine ausstellende CA „{{name}}“.',
  'authority-unreadable': 'Das Zertifikat der CA „{{name}}“ im Schlüsselspeicher lässt sich nicht lesen.',
  'authority-not-imported': 'Die CA „{{name}}“ lässt sich nicht importieren: {{reason}}.',
  'reason-certificate-unreadable': 'ihr Zertifikat lässt sich nicht als PEM lesen',
  'reason-no-authority': 'ihr Zertifikat ist keines einer CA',
  'reason-key-unreadable': 'ihr privater Schlüssel lässt sich nicht als unverschlüsseltes PEM lesen',
  'reason-key-of-other': 'ihr privater Schlüssel gehört zu einem anderen Zertifikat',
  'reason-key-type': 'ihr Schlüssel ist weder Ed25519 noch ECDSA P-256',
  'reason-file-unreadable': '{{file}} lässt sich nicht lesen: {{cause}}',
  'reason-path-not-whole': 'der Pfad muss vollständig sein',
  'authority-expired': 'Die CA „{{name}}“ gilt von {{notBefore}} bis {{notAfter}}; jetzt ist es {{now}}.',
  'key-exposed':
    'Der private Schlüssel {{file}} hat die Rechte {{value}}, andere auf diesem Rechner können ihn also lesen.',
  'name-no-alternative': '„{{san}}“ ist kein Name mit dns:, uri:, email: oder ip:.',
  'name-not-distinguished': '„{{subject}}“ ist kein Name der Form CN=Name,O=Firma: {{reason}}.',
  'reason-name-type': '„{{part}}“ ist keines von {{allowed}}',
  'reason-name-empty': '{{part}} ist leer',
  'reason-name-control': '{{part}} enthält ein Steuerzeichen',
  'reason-name-country': 'C ist kein Ländercode aus zwei Buchstaben',
  'reason-name-ascii': '{{part}} enthält Buchstaben jenseits von ASCII',
  'reason-name-no-type': '„{{part}}“ hat keine Art',
  'reason-name-backslash': 'vor „{{part}}“ gehört ein Backslash',
  'key-type-missing': 'Das Rezept nennt keine Art von Schlüssel, also lässt sich keiner erzeugen.',

  'journal-disk-full': 'Der Datenträger mit {{path}} ist voll ({{sqlite}}).',
  'journal-damaged': '{{path}} ist beschädigt: {{reason}} ({{sqlite}}).',
  'journal-locked': '{{path}} ist von einem anderen Prozess gesperrt ({{sqlite}}).',
  'journal-unwritable': '{{path}} lässt sich nicht schreiben: {{reason}} ({{sqlite}}).',
  'journal-event-altered': 'Ereignis {{seq}} des Journals ist nicht das, was geschrieben wurde.',
  'journal-in-use': '{{path}} wird von einem anderen Prozess verwendet.',
  'journal-in-use-by':
    '{{path}} wird von Prozess {{pid}} auf {{host}} verwendet (Slipway {{version}}, seit {{since}}).',
  'journal-missing': 'Unter {{path}} gibt es kein Journal.',
  'journal-newer':
    '{{path}} hat das Schema {{foundSchema}}; dieses Slipway kennt sie bis {{knownSchema}}. Es wurde nichts verändert.',
  'journal-read-only': '{{path}} wurde nur zum Lesen geöffnet.',
  'journal-closed': '{{path}} ist geschlossen.',
  'journal-clock-behind': 'Die Uhr zeigt {{now}}, {{count}} Minuten vor dem letzten Nachweis von {{last}}.',
  'duplicate-key': 'Der Schlüssel {{value}} gehört dem Gerät {{otherUnit}}.',
  'duplicate-serial': 'Die Seriennummer {{value}} gehört dem Gerät {{otherUnit}}.',
  'duplicate-mac': 'Die MAC-Adresse {{value}} gehört dem Gerät {{otherUnit}}.',
  'duplicate-hardware': 'Die Hardware-Identität {{value}} gehört dem Gerät {{otherUnit}}.',
  'duplicate-record': 'Der Nachweis mit der anderen Hardware-Identität {{value}} gehört dem Gerät {{otherUnit}}.',

  'engine-keeps-ending': 'Die Engine hat sich mehrmals hintereinander beendet.',
  'engine-without-node':
    'Das Node dieses Electron (Node-API {{nodeApi}}) ist zu alt für die Engine, und ein anderes Node ist nicht da.',

  'mode-fixed': 'Wie diese Station arbeitet, wurde dort entschieden, wo sie gestartet wurde.',
  'mode-busy': 'Die Station kann jetzt nicht neu geöffnet werden: Platz {{slot}} arbeitet am Lauf {{runId}}.',
  'bench-none': 'Diese Station arbeitet mit echten Anschlüssen; sie hat keinen virtuellen Prüftisch.',
  'bench-too-many': 'Ein virtueller Prüftisch hat 1 bis 64 Geräte, nicht {{count}}.',
  'bench-no-slot': 'Der virtuelle Prüftisch hat keinen Platz {{slot}}; er hat {{allowed}}.',
  'bench-no-temper': 'Ein Verhalten „{{temper}}“ gibt es für ein virtuelles Gerät nicht; es gibt {{allowed}}.',
  'slots-too-many': 'Eine Station hat höchstens {{maximum}} Plätze, nicht {{slots}}.',
  'slots-twice': '„{{twice}}“ ist für zwei Plätze angegeben.',
  'stretches-too-many':
    'Die gefragte Zeit hat {{count}} Abschnitte von {{value}} Minuten; auf einmal werden höchstens {{maximum}} genannt.',
  'settings-not-json': 'Die Einstellungsdatei {{file}} ist kein gültiges JSON.',
  'settings-wrong': 'In der Einstellungsdatei {{file}} ist {{field}} falsch: {{reason}}.',
  'data-of-real-units':
    '{{dataDir}} enthält Nachweise echter Geräte ({{count}}); virtuelle dürfen nicht dazwischen stehen.',
  'data-of-virtual-units':
    '{{dataDir}} enthält die Nachweise eines virtuellen Prüftischs; der echte Anschluss {{port}} darf keine Geräte dazwischen bringen.',
  'input-invalid': 'Die Eingabe für {{procedure}} ist ungültig: {{reason}}.',
  'input-field-invalid': 'Das Feld „{{field}}“ von {{procedure}} ist ungültig: {{reason}}.',
  'call-defect':
    '{{procedure}} ist auf eine Weise gescheitert, die nicht vorkommen sollte; Näheres steht im Protokoll der Engine.',
  'token-missing': 'Die Anfrage trägt kein Token.',
  'token-wrong': 'Das Token der Anfrage ist nicht das dieses Servers.',

  'do-start-engine-again':
    'Starten Sie sie erneut; endet sie wieder, starten Sie den Computer neu und senden Sie die Supportdatei.',
  'do-name-other-node': 'Verwenden Sie das offizielle Electron, oder nennen Sie ein Node 24 in SLIPWAY_ENGINE_NODE.',
  'do-open-in-app': 'Öffnen Sie diese Station mit der Desktop-App.',
  'do-unlock-keychain':
    'Melden Sie sich am Desktop als die Person an, die diese Station eingerichtet hat, entsperren Sie den Schlüsselbund und versuchen Sie es erneut.',
  'do-name-pem-files': 'Nennen Sie zwei PEM-Dateien auf der Station selbst.',
  'do-start-otherwise': 'Starten Sie sie mit oder ohne --virtual, wie Sie es brauchen.',
  'do-wait-for-runs': 'Warten Sie, bis die Läufe zu Ende sind, oder stoppen Sie sie.',
  'do-choose-bench':
    'Wählen Sie in den Einstellungen der Station den virtuellen Prüftisch, oder starten Sie mit --virtual N.',
  'do-fewer-slots': 'Geben Sie weniger Plätze an.',
  'do-own-data-for-bench': 'Geben Sie dem virtuellen Prüftisch einen eigenen Datenordner: --data-dir.',
  'do-own-data-for-units':
    'Geben Sie echten Geräten einen eigenen Datenordner: --data-dir; oder verwenden Sie ein virtuelles Gerät: --virtual.',
};
