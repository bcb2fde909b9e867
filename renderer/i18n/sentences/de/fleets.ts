// Owns: what the engine says of fleets and carried files, in German. Imports contract types and siblings.
import type { fleetSentences } from '../../../../electron/contract/sentences/fleets.ts';
import type { WordsOf } from '../words.ts';

export const fleetsDe: WordsOf<typeof fleetSentences> = {
  'fleet-unknown': 'Eine Flotte „{{fleet}}“ kennt diese Station nicht.',
  'fleet-address': 'Die Adresse der Flotte „{{fleet}}“ {{reason}}.',
  'reason-no-url': 'ist keine URL',
  'reason-credentials-in-url': 'enthält Zugangsdaten; versiegeln Sie stattdessen das Token',
  'reason-url-query': 'hat eine Abfrage oder ein Fragment',
  'reason-url-scheme': 'verwendet {{scheme}}; ein Token wird nur über https gesendet',
  'fleet-at': 'Die Flotte „{{fleet}}“ unter {{host}} {{reason}}.',
  'reason-token-closed': 'braucht ihr Token: {{cause}}',
  'reason-token-unopened': 'es lässt sich nicht öffnen',
  'reason-token-form': 'braucht ein Token in der Form von RFC 6750',
  'reason-redirects': 'leitet um ({{status}}), nach {{target}}; das Token wurde nicht weitergesendet',
  'reason-answer-too-large': 'hat mehr als {{limitBytes}} gesendet',
  'reason-token-refused': 'nimmt das Token nicht an ({{status}})',
  'reason-asks-to-wait': 'bittet zu warten (429)',
  'reason-gave-up-waiting': 'hat nicht länger auf die Anfrage gewartet (408)',
  'reason-server-failed': 'konnte die Anfrage nicht bearbeiten ({{status}})',
  'reason-answer-no-json': 'antwortet {{status}} mit etwas, das kein JSON ist: {{answer}}',
  'reason-no-such-api': 'hat keine solche API ({{status}})',
  'reason-fleet-silent': 'hat nicht innerhalb von {{timeoutMs}} geantwortet',
  'reason-fleet-timeout': 'hat nicht geantwortet ({{cause}})',
  'reason-fleet-offline': 'ist nicht zu erreichen ({{cause}})',
  'reason-fleet-unproven': 'weist sich nicht als solche aus ({{cause}})',
  'reason-fleet-no-http': 'spricht kein HTTP ({{cause}})',
  'reason-fleet-broke-off': 'hat den Austausch abgebrochen ({{cause}})',

  'fleet-answers-preauthorization':
    'Die Flotte „{{fleet}}“ antwortet {{status}} auf eine Anmeldung, was die API von Mender nicht tut.',
  'fleet-answers-listing':
    'Die Flotte „{{fleet}}“ beantwortet eine Auflistung mit etwas, das keine Liste von Geräten ist, was die API von Mender nicht tut.',
  'fleet-answers-check':
    'Die Flotte „{{fleet}}“ antwortet {{status}} auf eine Auflistung mit etwas, das keine Liste von Geräten ist, was die API von Mender nicht tut.',
  'fleet-refused': 'Die Flotte „{{fleet}}“ hat {{serial}} abgelehnt ({{status}}): {{answer}}.',
  'fleet-refused-silently': 'Die Flotte „{{fleet}}“ hat {{serial}} abgelehnt ({{status}}): ohne Angabe eines Grundes.',
  'fleet-still-removing': 'Die Flotte „{{fleet}}“ entfernt noch ein früheres Gerät wie {{serial}}.',
  'fleet-conflict':
    'Die Flotte „{{fleet}}“ hat ein Gerät mit der Identität von {{serial}} und einem anderen Schlüssel: {{deviceId}}.',
  'fleet-rejected': 'Jemand hat {{serial}} in der Flotte „{{fleet}}“ zurückgewiesen: {{deviceId}}.',
  'fleet-entry-other-topic': 'Der Eintrag {{entryId}} enthält keine Anmeldung, sondern „{{topic}}“.',
  'fleet-entry-unknown': 'Einen Eintrag „{{entryId}}“ gibt es im Ausgang nicht.',
  'fleet-outbox-closing': 'Der Ausgang wird gerade geschlossen.',
  'fleet-no-folder': '„{{dir}}“ ist kein vollständiger Pfad eines Ordners auf der Station.',
  'fleet-needs-token': 'Die Flotte „{{fleet}}“ hat noch kein Token, deshalb muss ihr Token angegeben werden.',
  'fleet-needs-token-again':
    'Die Flotte „{{fleet}}“ bekommt eine andere Adresse, deshalb muss ihr Token angegeben werden.',

  'carry-too-large': 'Die Datei hätte {{sizeBytes}}, mehr, als irgendeine Station liest.',
  'carry-too-large-to-read':
    '{{file}} hat {{sizeBytes}}; keine Station schreibt eine Datei von mehr als {{limitBytes}}.',
  'carry-not-written': 'Die Datei {{file}} lässt sich nicht schreiben ({{cause}}).',
  'carry-unusable': 'Die Datei ({{what}}) lässt sich nicht verwenden: {{reason}}.',
  'carried-enrollments': 'Mitnahmedatei',
  'carried-receipt': 'Quittung',
  'reason-carry-too-long': 'sie ist länger als {{maximum}} Zeichen',
  'reason-carry-cut': 'sie ist nicht signiert ({{what}}) oder wurde abgeschnitten',
  'reason-carry-other': 'sie ist nicht das Erwartete ({{what}}), sondern etwas anderes, das signiert wurde',
  'reason-carry-signature': 'ihre Signatur passt nicht zu ihrem Inhalt',
  'reason-carry-version': 'ihr Inhalt ist von einer anderen Version',
  'carry-stranger': 'Die Datei ({{what}}) ist mit dem Schlüssel {{keyId}} signiert, dem hier nicht vertraut wird.',
  'carry-trust-gone': 'Dem Schlüssel {{keyId}} wird hier nicht mehr vertraut.',
  'carry-too-old':
    'Die Mitnahmedatei wurde vor {{count}} Tagen geschrieben; eine, die älter als 90 Tage ist, kann Geräte nennen, die seither ausgemustert wurden.',
  'carry-receipt-elsewhere':
    'Die Quittung ist für die Station mit dem Schlüssel {{keyId}}; diese hier hat {{expected}}.',
  'carry-entry-key':
    'Der Eintrag {{entryId}} der Mitnahmedatei nennt einen öffentlichen Schlüssel, der keiner oder ein anderer ist.',
  'carry-entry-delivered':
    'Der Eintrag {{entryId}} der Mitnahmedatei wurde schon früher zugestellt, mit einem anderen Schlüssel.',
  'carry-may-not-enroll': 'Die Station „{{name}}“ darf hier keine Geräte in der Flotte „{{fleet}}“ anmelden.',
  'carry-fleet-is-folder': 'Die Flotte „{{fleet}}“ ist hier ein Ordner und nicht der Server, der es erfahren soll.',
  'carry-refused-anyway': 'Dateien der Station {{keyId}} werden ohnehin abgelehnt.',

  'do-name-whole-path': 'Nennen Sie den Ordner von der Wurzel an.',
  'do-give-token': 'Geben Sie das Token mit an; es wird versiegelt und nie wieder gezeigt.',
  'do-deliver-by-network': 'Stellen Sie über das Netz zu, was wartet.',
  'do-plug-stick':
    'Stecken Sie den Stick ein, oder berichtigen Sie den Ordner der Flotte; geschrieben wird später von selbst.',
  'do-export-again':
    'Exportieren Sie noch einmal an der Station, die sie geschrieben hat; sehen Sie nach den Uhren beider.',
  'do-take-in-there': 'Nehmen Sie sie an der Station auf, die die Mitnahmedatei geschrieben hat.',
  'do-ask-other-station': 'Fragen Sie, wer die Station betreut, die sie geschrieben hat.',
  'do-allow-station': 'Erlauben Sie es mit `slipway stations add`, wenn sie es soll.',
  'do-deliver-elsewhere': 'Stellen Sie die Datei dort zu, wo die Flotte mit ihrem Server eingerichtet ist.',
  'do-see-stations': 'Sehen Sie in die Liste der Stationen.',
};
