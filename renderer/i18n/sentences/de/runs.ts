// Owns: what the engine says of runs, units, serial numbers and the line, in German. Imports contract types and siblings.
import type { runSentences } from '../../../../electron/contract/sentences/runs.ts';
import type { WordsOf } from '../words.ts';

export const runsDe: WordsOf<typeof runSentences> = {
  interrupted: 'Die Station ist mitten im Lauf stehen geblieben.',
  'interrupted-before-unit': 'Die Station ist stehen geblieben, bevor der Lauf sein Gerät gefunden hatte.',
  'interrupted-unsettled':
    'Die Station ist mitten im Lauf stehen geblieben; der nächste liest aus dem Gerät, wie dies ausgegangen ist: {{act}}.',
  'interrupted-undecided':
    'Die Station ist während eines nicht umkehrbaren Schritts stehen geblieben, deren Ausgang sich nicht aus dem Gerät lesen lässt: {{act}}.',
  'voided-by-person': 'Entschieden von {{operator}}: {{reason}}',
  'voided-fuses-blank': 'Die Fuses sind leer.',
  'voided-identity-not-held': 'Das Gerät hat diese Identität nicht.',
  'voided-key-not-held': 'Das Gerät hat diesen Schlüssel nicht; seine private Hälfte gibt es nirgends sonst.',

  'attention-open-end': 'Ein nicht umkehrbarer Schritt an diesem Gerät hat einen unbekannten Ausgang.',
  'attention-open-acts': 'Ein nicht umkehrbarer Schritt an diesem Gerät hat einen unbekannten Ausgang: {{act}}.',
  'attention-unit': 'Gerät {{unit}}: {{reason}}',
  'attention-first':
    'Am Gerät {{unit}} hat ein nicht umkehrbarer Schritt einen unbekannten Ausgang; zuerst muss ein Mensch entscheiden.',
  'attention-begun':
    'Der nicht umkehrbare Schritt „{{act}}“ wurde begonnen, und sein Ausgang ist nicht bekannt: {{cause}}',
  'decided-nothing':
    'Das Gerät {{unit}} wartet auf keine Entscheidung; es kann so, wie es ist, erneut versucht werden.',
  'decided-busy': 'Am Gerät {{unit}} wird gerade gearbeitet; stoppen Sie seinen Lauf, bevor Sie es ausmustern.',

  'run-stopped': 'Der Lauf wurde gestoppt.',
  'run-stopped-by-person': 'Der Lauf wurde von Hand gestoppt.',
  'work-stopped': 'Die Arbeit wurde gestoppt.',
  'slot-stopped-by-person': 'Was an Platz {{slot}} begonnen war, wurde von Hand gestoppt.',
  'station-closing': 'Die Station wird gerade beendet.',
  'station-closing-slot': 'Die Station wird gerade beendet; an Platz {{slot}} beginnt kein Lauf mehr.',
  'step-over': 'Der Schritt ist vorbei; was er jetzt noch sagt, wird nicht aufgezeichnet.',
  'step-too-long': 'Der Schritt „{{step}}“ ist nicht innerhalb von {{timeoutMs}} fertig geworden.',
  'step-identify': 'Gerät erkennen',
  'step-reserve': 'Seriennummer reservieren',
  'step-write': 'Images schreiben',
  'step-verify': 'Geschriebenes vergleichen',
  'step-personalise': 'Identität und Konfiguration geben',
  'step-fuses': 'Fuses brennen',
  'step-boot': 'Start und Identität nachweisen',
  'step-enroll': 'Für die Flotte vormerken',
  'run-not-here': 'Ein Lauf {{runId}} arbeitet hier nicht.',
  'run-not-found': 'Einen Lauf {{runId}} gibt es nicht.',
  'unit-not-found': 'Ein Gerät {{unitId}} gibt es nicht.',
  'family-not-found': 'Eine Gerätefamilie „{{family}}“ gibt es hier nicht.',

  'line-not-set-up': 'Platz {{slot}}: Die Linie ist nicht eingerichtet.',
  'slot-busy': 'Platz {{slot}} arbeitet am Lauf {{runId}}.',
  'slot-recognising': 'Platz {{slot}} erkennt gerade sein Gerät.',
  'slot-empty': 'An Platz {{slot}} ist nichts eingesteckt.',
  'slot-idle': 'An Platz {{slot}} arbeitet nichts.',
  'slot-unit-gone': 'Das Gerät an Platz {{slot}} wurde herausgenommen.',
  'slot-not-recognised': 'Das Gerät an Platz {{slot}} wurde nicht innerhalb von {{timeoutMs}} erkannt.',
  'rehearsals-full': 'Es sind schon {{count}} Probeläufe im Gang.',
  'order-full': 'Platz {{slot}} wurde nicht gestartet: Der Auftrag hat seine Stückzahl.',
  'unit-retired': 'Das Gerät {{unit}} wurde ausgemustert und darf nicht noch einmal eingerichtet werden.',
  'unit-failed-for-good':
    'Das Gerät {{unit}} hat an Platz {{otherSlot}} endgültig nicht bestanden und darf nicht ausgeliefert werden: {{cause}}',
  'unit-passed-before':
    'Das Gerät an Platz {{slot}} ({{unit}}) hat dieses Rezept schon früher bestanden, an Platz {{otherSlot}}.',

  'serial-used-up': 'Die Seriennummern von „{{scheme}}“ sind aufgebraucht: Die letzte ist {{last}}.',
  'serial-pool-not-loaded': 'Der Vorrat „{{pool}}“ an Seriennummern wurde nicht geladen.',
  'serial-pool-empty': 'Alle {{size}} Seriennummern des Vorrats „{{pool}}“ sind vergeben.',
  'serial-pool-invalid': '{{file}}:{{line}}: {{reason}}.',
  'reason-pool-unreadable': 'die Datei lässt sich nicht lesen: {{cause}}',
  'reason-pool-no-column': 'die erste Zeile hat keine Spalte „serial“',
  'reason-pool-no-serial': 'in der Spalte „serial“ steht keine Seriennummer',
  'reason-pool-twice': 'diese Seriennummer steht schon in Zeile {{otherLine}}',
  'reason-pool-nothing': 'die Datei nennt keine Seriennummer',
  'serial-of-other-unit': 'Die Seriennummer {{serial}} gehört dem Gerät {{otherUnitId}}.',
  'serial-other-label': 'Auf dem Etikett steht {{scanned}}, aber dieses Gerät hat schon die Seriennummer {{serial}}.',
  'serial-to-scan': 'Die Seriennummer dieses Geräts muss von seinem Etikett gescannt werden.',
  'serial-no-match': '„{{serial}}“ passt nicht zu /{{pattern}}/.',
  'serial-check-digit': 'Die Prüfziffer von „{{serial}}“ ist falsch ({{check}}): falsch gelesen oder vertippt.',
  'scheme-invalid': 'Das Schema der Seriennummern „{{scheme}}“ {{reason}}.',
  'reason-scheme-brace': 'hat eine geschweifte Klammer ohne Gegenstück',
  'reason-scheme-numbers': 'braucht genau ein Feld {n} und hat {{count}}',
  'reason-scheme-checks': 'hat mehr als ein Feld {check}',
  'reason-scheme-no-method': 'hat ein Feld {check}, aber das Rezept nennt kein Prüfverfahren',
  'reason-scheme-field': 'hat das unbekannte Feld {{field}}',
  'reason-scheme-no-check': 'ergibt „{{serial}}“, worüber sich {{check}} nicht berechnen lässt',
  'config-no-value': 'Der Konfigurationswert „{{key}}“ hat keinen Wert.',

  'do-wait-for-rehearsal': 'Warten Sie, bis einer zu Ende ist, oder stoppen Sie einen.',
  'do-see-unit': 'Den Zustand des Geräts zeigt `slipway show`.',
};
