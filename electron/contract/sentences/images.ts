// Owns: what the engine says of images and partitions, in English. Imports nothing; ../sentences.ts joins the areas.

export const imageSentences = {
  'image-too-short': '{{image}} ends at byte {{sizeBytes}}, but its {{part}} reaches to byte {{neededBytes}}.',
  'part-first-byte': 'first byte',
  'part-header': 'header',
  'part-extended-header': 'extended header',
  'part-segment-header': 'header of segment {{segment}}',
  'part-segment': 'segment {{segment}}',
  'part-checksum': 'checksum',
  'part-sha256': 'SHA-256',
  'image-shrank': 'The image {{image}} ends at byte {{sizeBytes}}; it was longer when it was opened.',
  'image-unreadable': 'The image {{image}} cannot be read from {{file}}: {{reason}}.',

  'image-of-no-kind': '{{image}} is not an Espressif image: {{reason}}.',
  'reason-image-empty': 'it is empty',
  'reason-image-magic': 'it begins with 0x{{found}} instead of 0xe9',
  'reason-image-no-header': 'there is no header at byte {{count}}',
  'reason-image-segments': 'it claims {{count}} segments; an image has 1 to {{maximum}}',
  'reason-image-hash-flag': 'its hash flag is {{value}}; it is 0 or 1',
  'image-damaged': '{{image}} is damaged: {{reason}}.',
  'reason-image-checksum': 'its checksum is 0x{{expected}}, but its segments give 0x{{found}}',
  'reason-image-sha256': 'its appended SHA-256 does not fit its content',
  'image-for-chip-id': '{{image}} is built for chip id {{chipId}}; the unit is an {{expected}}.',
  'image-for-esp8266': '{{image}} is built for the ESP8266; the unit is an {{expected}}.',
  'image-not-for-esp8266': '{{image}} is built for a chip other than the ESP8266; the unit is an {{expected}}.',
  'image-for-newer-chip':
    '{{image}} needs at least revision {{minRevision}} of the {{chip}}; the unit has revision {{unitRevision}}.',
  'image-for-older-chip':
    '{{image}} supports at most revision {{maxRevision}} of the {{chip}}; the unit has revision {{unitRevision}}.',

  'image-past-partition':
    '{{image}} has {{sizeBytes}} bytes and would end at {{endAddress}}; partition {{partition}} ends at {{limit}}.',
  'image-past-flash':
    '{{image}} has {{sizeBytes}} bytes and would end at {{endAddress}}; the flash of the unit ends at {{limit}}.',
  'image-overlaps': '{{image}} takes {{offset}} to {{endAddress}} and so overlaps {{otherImage}} at {{otherOffset}}.',
  'image-overlaps-kept':
    '{{image}} takes {{offset}} to {{endAddress}} and so overlaps partition {{partition}}, which must be kept, at {{otherOffset}}.',
  'image-misplaced': '{{image}} is to be written at {{offset}}, but {{reason}}.',
  'reason-loader-place': 'the {{chip}} looks for its boot loader at {{rightOffset}}',
  'reason-table-place': 'the partition table is expected at {{rightOffset}}',
  'reason-shared-sector': 'writing there would erase what stands before it in the sector at {{address}}',
  'reason-app-alignment': 'an application must start at a multiple of 0x10000',
  'reason-app-elsewhere': 'the partition table has its applications elsewhere: {{allowed}}',

  'partitions-not-known':
    'The recipe names partitions, but brings no partition table, and the unit cannot be asked for its own.',
  'partition-past-flash': 'Partition {{partition}} ends at {{endAddress}}; the flash of the unit ends at {{limit}}.',
  'partition-not-in-table':
    'The recipe names the partition {{partition}}, which the partition table does not have; it has: {{allowed}}.',
  'partition-for-store-missing': 'The partition table has no partition "{{partition}}" for identity and configuration.',
  'table-invalid': 'The partition table is invalid: {{reason}}.',
  'reason-table-md5': 'the MD5 over its {{count}} entries does not fit',
  'reason-table-magic': 'entry {{entry}} begins with {{magic}} instead of 0x50aa',
  'reason-table-empty': 'it has no entries',
  'reason-table-cut': 'its {{sizeBytes}} bytes end in the middle of an entry',
  'reason-table-full': 'it has {{count}} entries; there is room for {{maximum}}',
  'reason-label-length': 'the label "{{partition}}" has {{sizeBytes}} bytes; 1 to 16 are allowed',
  'reason-partition-empty': 'partition "{{partition}}" has no size',
  'reason-partition-alignment': 'partition "{{partition}}" at {{offset}} is not aligned to {{alignment}}',
  'reason-partition-past-end': 'partition "{{partition}}" reaches past the end of the address space',
  'reason-partition-twice': 'entries {{otherEntry}} and {{entry}} are both called "{{partition}}"',
  'reason-partition-overlap':
    'partition "{{partition}}" at {{offset}} overlaps "{{otherPartition}}", which ends at {{endAddress}}',

  'store-full':
    'The {{entries}} entries need {{neededPages}} NVS pages; the partition of {{sizeBytes}} bytes has {{availablePages}} beside the one that stays empty.',

  'do-add-table': 'Add the partition table to the images of the recipe.',
  'do-correct-label': 'Correct the label in the recipe, or use the right partition table.',
} as const;
