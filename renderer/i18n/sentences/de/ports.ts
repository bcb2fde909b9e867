// Owns: what the engine says of ports, in German. Imports contract types and siblings.
import type { portSentences } from '../../../../electron/contract/sentences/ports.ts';
import type { WordsOf } from '../words.ts';

export const portsDe: WordsOf<typeof portSentences> = {
  'port-not-there': 'Den Anschluss {{port}} gibt es gerade nicht.',
  'port-not-named': '„{{port}}“ benennt keinen Anschluss.',
  'port-no-network-address': '„{{port}}“ ist keine Adresse eines Netzwerkanschlusses.',
  'port-no-host-and-port': '{{address}} ist keine Adresse der Form Rechner:Port.',
  'port-no-virtual-unit': 'An {{port}} ist gerade kein virtuelles Gerät.',
  'port-not-on-bench': 'Am virtuellen Prüftisch ist an {{port}} kein Gerät eingesteckt.',
  'port-in-no-slot': 'Der Anschluss {{port}} gehört zu keinem der Plätze hier; es gibt {{slots}}.',
  'port-vanished': 'Der Anschluss {{port}} ist verschwunden, während er in Gebrauch war.',
  'port-did-not-return': 'Der Anschluss {{port}} ist nicht innerhalb von {{timeoutMs}} zurückgekommen.',
  'port-refused-by-system': 'Das System hat es abgelehnt, {{port}} zu öffnen: {{reason}}.',
  'port-forbidden': 'Dieser Benutzer darf {{port}} nicht öffnen.',
  'port-forbidden-by-group': 'Dieser Benutzer darf {{port}} nicht öffnen; der Anschluss gehört der Gruppe {{group}}.',

  'port-held': 'Der Anschluss {{port}} ist belegt: {{holder}}.',
  'port-held-by-program': 'Der Anschluss {{port}} ist von {{command}} belegt (Prozess {{pid}}).',
  'port-held-by-itself': 'Der Anschluss {{port}} ist von diesem Prozess selbst belegt.',
  'port-held-by-unknown':
    'Der Anschluss {{port}} ist von einem Programm belegt, das dieser Benutzer nicht einsehen darf.',
  'port-open-already': 'Der virtuelle Anschluss {{port}} ist in diesem Prozess schon offen.',
  'holder-run': 'Lauf {{runId}} an Platz {{slot}}',
  'holder-recognising': 'das Gerät an Platz {{slot}} wird erkannt',
  'holder-identify': 'das Gerät an {{target}} wird gefragt, wer es ist',
  'holder-try': '{{address}} wird ausprobiert',

  'port-server-unreachable': 'Der Portserver {{address}} ist nicht zu erreichen: {{reason}}.',
  'port-server-hung-up':
    'Der Portserver {{address}} hat die Verbindung sofort geschlossen; vielleicht hat ein anderer Client den Anschluss.',
  'port-server-not-spoken': '{{address}} spricht kein RFC 2217: {{reason}}.',
  'port-server-baud-rate': '{{address}} läuft mit {{actual}} Baud statt mit {{wanted}}.',
  'reason-no-listener': 'dort nimmt niemand Verbindungen an (Verbindung abgelehnt)',
  'reason-no-such-name': 'der Name ist nicht bekannt',
  'reason-no-way': 'in dieses Netz führt kein Weg',
  'reason-no-answer': 'es kam keine Antwort innerhalb von {{timeoutMs}}',
  'reason-not-agreed': 'COM-PORT-OPTION wurde nicht innerhalb von {{timeoutMs}} vereinbart',
  'reason-command-not-answered': 'auf Befehl {{command}} kam keine Antwort innerhalb von {{timeoutMs}}',

  'line-no-modem-signals':
    '{{port}} kann DTR und RTS nicht schalten, und das Reset-Verfahren {{strategy}} braucht sie.',
  'line-no-byte': 'An {{port}} antwortet nichts: Nach Reset und Synchronisieren kam kein einziges Byte.',
  'line-one-way':
    'Das Gerät an {{port}} meldet, dass es auf einen Download wartet, hört uns aber nicht: Die Leitung zu ihm ist unterbrochen.',
  'line-prints-text':
    'Das Gerät an {{port}} gibt Text aus, statt zu antworten: Es führt seine Anwendung aus, nicht den Bootloader.',
  'line-no-reply': 'Von {{port}} kamen {{receivedBytes}}, aber nichts davon ist die Antwort eines Bootloaders.',
  'line-lost-at-rate': '{{fault}} Die Verbindung ging verloren, als die Baudrate auf {{baudRate}} erhöht wurde.',

  'do-name-a-port':
    'Nennen Sie einen Geräteknoten, COM3, tcp://rechner:port, rfc2217://rechner:port oder virtual:01; `slipway ports` zeigt, was da ist.',
  'do-name-a-network-port': 'Geben Sie tcp://rechner:port oder rfc2217://rechner:port an.',
  'do-join-group':
    'Führen Sie `sudo usermod -aG {{group}} $USER` aus und melden Sie sich neu an, oder installieren Sie die udev-Regeln, die `slipway doctor` nennt.',
  'do-switch-port-server':
    'Stellen Sie den Portserver auf RFC 2217 (Telnet mit COM-PORT-OPTION), oder verwenden Sie für einen rohen Anschluss eine tcp://-Adresse.',
  'do-check-tx-wire': 'Prüfen Sie die Leitung vom TX des Adapters zum RX des Geräts.',
  'do-lower-baud-rate':
    'Setzen Sie in den Geräteoptionen eine niedrigere `baudRate`, und bringen Sie das Gerät erneut in den Download-Modus.',
};
