// Owns: what the engine says of images and partitions, in German. Imports contract types and siblings.
import type { imageSentences } from '../../../../electron/contract/sentences/images.ts';
import type { WordsOf } from '../words.ts';

export const imagesDe: WordsOf<typeof imageSentences> = {
  'image-too-short': '{{image}} endet nach {{sizeBytes}}, aber „{{part}}“ reicht bis {{neededBytes}}.',
  'part-first-byte': 'erstes Byte',
  'part-header': 'Kopf',
  'part-extended-header': 'erweiterter Kopf',
  'part-segment-header': 'Kopf von Segment {{segment}}',
  'part-segment': 'Segment {{segment}}',
  'part-checksum': 'Prüfsumme',
  'part-sha256': 'SHA-256-Wert',
  'image-shrank': 'Das Image {{image}} endet nach {{sizeBytes}}; beim Öffnen war es länger.',
  'image-unreadable': 'Das Image {{image}} lässt sich nicht aus {{file}} lesen: {{reason}}.',

  'image-of-no-kind': '{{image}} ist kein Image von Espressif: {{reason}}.',
  'reason-image-empty': 'es ist leer',
  'reason-image-magic': 'es beginnt mit 0x{{found}} statt mit 0xe9',
  'reason-image-no-header': 'bei Byte {{count}} steht kein Kopf',
  'reason-image-segments': 'es gibt {{count}} Segmente an; ein Image hat 1 bis {{maximum}}',
  'reason-image-hash-flag': 'seine Angabe zum Hash ist {{value}}; möglich sind 0 und 1',
  'image-damaged': '{{image}} ist beschädigt: {{reason}}.',
  'reason-image-checksum': 'seine Prüfsumme ist 0x{{expected}}, aber seine Segmente ergeben 0x{{found}}',
  'reason-image-sha256': 'sein angehängter SHA-256 passt nicht zu seinem Inhalt',
  'image-for-chip-id': '{{image}} ist für die Chip-ID {{chipId}} gebaut; das Gerät ist ein {{expected}}.',
  'image-for-esp8266': '{{image}} ist für den ESP8266 gebaut; das Gerät ist ein {{expected}}.',
  'image-not-for-esp8266':
    '{{image}} ist für einen anderen Chip als den ESP8266 gebaut; das Gerät ist ein {{expected}}.',
  'image-for-newer-chip':
    '{{image}} braucht mindestens Revision {{minRevision}} des {{chip}}; das Gerät hat Revision {{unitRevision}}.',
  'image-for-older-chip':
    '{{image}} unterstützt höchstens Revision {{maxRevision}} des {{chip}}; das Gerät hat Revision {{unitRevision}}.',

  'image-past-partition':
    '{{image}} hat {{sizeBytes}} und würde bei {{endAddress}} enden; Partition {{partition}} endet bei {{limit}}.',
  'image-past-flash':
    '{{image}} hat {{sizeBytes}} und würde bei {{endAddress}} enden; der Flash des Geräts endet bei {{limit}}.',
  'image-overlaps':
    '{{image}} belegt {{offset}} bis {{endAddress}} und überschneidet sich so mit {{otherImage}} bei {{otherOffset}}.',
  'image-overlaps-kept':
    '{{image}} belegt {{offset}} bis {{endAddress}} und überschneidet sich so mit Partition {{partition}} bei {{otherOffset}}, die erhalten bleiben muss.',
  'image-misplaced': '{{image}} soll an {{offset}} geschrieben werden, aber {{reason}}.',
  'reason-loader-place': 'der {{chip}} sucht seinen Bootloader bei {{rightOffset}}',
  'reason-table-place': 'die Partitionstabelle wird bei {{rightOffset}} erwartet',
  'reason-shared-sector': 'dort zu schreiben würde löschen, was im Sektor bei {{address}} davor steht',
  'reason-app-alignment': 'eine Anwendung muss an einem Vielfachen von 0x10000 beginnen',
  'reason-app-elsewhere': 'die Partitionstabelle hat ihre Anwendungen woanders: {{allowed}}',

  'partitions-not-known':
    'Das Rezept nennt Partitionen, bringt aber keine Partitionstabelle mit, und das Gerät lässt sich nicht nach seiner fragen.',
  'partition-past-flash': 'Partition {{partition}} endet bei {{endAddress}}; der Flash des Geräts endet bei {{limit}}.',
  'partition-not-in-table':
    'Das Rezept nennt die Partition {{partition}}, die es in der Partitionstabelle nicht gibt; sie hat: {{allowed}}.',
  'partition-for-store-missing':
    'Die Partitionstabelle hat keine Partition „{{partition}}“ für Identität und Konfiguration.',
  'table-invalid': 'Die Partitionstabelle ist ungültig: {{reason}}.',
  'reason-table-md5': 'der MD5 über ihre {{count}} Einträge passt nicht',
  'reason-table-magic': 'Eintrag {{entry}} beginnt mit {{magic}} statt mit 0x50aa',
  'reason-table-empty': 'sie hat keine Einträge',
  'reason-table-cut': 'ihre {{sizeBytes}} enden mitten in einem Eintrag',
  'reason-table-full': 'sie hat {{count}} Einträge; Platz ist für {{maximum}}',
  'reason-label-length': 'der Name „{{partition}}“ hat {{sizeBytes}}; erlaubt sind 1 bis 16',
  'reason-partition-empty': 'Partition „{{partition}}“ hat keine Größe',
  'reason-partition-alignment':
    'Partition „{{partition}}“ bei {{offset}} liegt nicht auf einem Vielfachen von {{alignment}}',
  'reason-partition-past-end': 'Partition „{{partition}}“ reicht über das Ende des Adressraums hinaus',
  'reason-partition-twice': 'die Einträge {{otherEntry}} und {{entry}} heißen beide „{{partition}}“',
  'reason-partition-overlap':
    'Partition „{{partition}}“ bei {{offset}} überschneidet sich mit „{{otherPartition}}“, die bei {{endAddress}} endet',

  'store-full':
    'Die {{entries}} Einträge brauchen {{neededPages}} NVS-Seiten; die Partition mit {{sizeBytes}} hat {{availablePages}} neben der, die leer bleibt.',

  'do-add-table': 'Nehmen Sie die Partitionstabelle in die Images des Rezepts auf.',
  'do-correct-label': 'Berichtigen Sie den Namen im Rezept, oder verwenden Sie die richtige Partitionstabelle.',
};
