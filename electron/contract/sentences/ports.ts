// Owns: what the engine says of ports, in English. Imports nothing; ../sentences.ts joins the areas.

export const portSentences = {
  'port-not-there': 'There is no port {{port}} now.',
  'port-not-named': '"{{port}}" does not name a port.',
  'port-no-network-address': '"{{port}}" is no address of a network port.',
  'port-no-host-and-port': '{{address}} is not an address of the form host:port.',
  'port-no-virtual-unit': 'There is no virtual unit at {{port}} now.',
  'port-not-on-bench': 'The virtual bench has no unit plugged in at {{port}}.',
  'port-in-no-slot': 'The port {{port}} is in none of the {{slots}} slots here.',
  'port-vanished': 'The port {{port}} vanished while it was in use.',
  'port-did-not-return': 'The port {{port}} did not come back within {{timeoutMs}} ms.',
  'port-refused-by-system': 'The system refused to open {{port}}: {{reason}}.',
  'port-forbidden': 'This user may not open {{port}}.',
  'port-forbidden-by-group': 'This user may not open {{port}}; it belongs to the group {{group}}.',

  'port-held': 'The port {{port}} is held by {{holder}}.',
  'port-held-by-program': 'The port {{port}} is held by {{command}} (process {{pid}}).',
  'port-held-by-itself': 'The port {{port}} is held by this process itself.',
  'port-held-by-unknown': 'The port {{port}} is held by a program that this user may not look into.',
  'port-open-already': 'The virtual port {{port}} is open already in this process.',
  /** Who holds a port: part of the sentence above, and by itself where ports are listed. */
  'holder-run': 'run {{runId}} in slot {{slot}}',
  'holder-recognising': 'recognising the unit in slot {{slot}}',
  'holder-identify': 'identify of {{target}}',
  'holder-try': 'try of {{address}}',

  'port-server-unreachable': 'The port server {{address}} cannot be reached: {{reason}}.',
  'port-server-hung-up': 'The port server {{address}} closed the connection at once; another client may have the port.',
  'port-server-not-spoken': '{{address}} does not speak RFC 2217: {{reason}}.',
  'port-server-baud-rate': '{{address}} runs at {{actual}} baud instead of {{wanted}}.',
  'reason-no-listener': 'nothing listens there (connection refused)',
  'reason-no-such-name': 'the name is not known',
  'reason-no-way': 'there is no way to that network',
  'reason-no-answer': 'it gave no answer within {{timeoutMs}} ms',
  'reason-not-agreed': 'it did not agree to COM-PORT-OPTION within {{timeoutMs}} ms',
  'reason-command-not-answered': 'it did not answer command {{command}} within {{timeoutMs}} ms',

  'line-no-modem-signals': '{{port}} cannot move DTR and RTS, and the reset strategy {{strategy}} needs them.',
  'line-no-byte': 'Nothing answers on {{port}}: no byte arrived after reset and sync.',
  'line-one-way':
    'The unit on {{port}} says that it waits for a download, but does not hear us: the line towards it is broken.',
  'line-prints-text':
    'The unit on {{port}} prints text instead of answering: it runs its application, not the boot loader.',
  'line-no-reply': '{{receivedBytes}} bytes came from {{port}}, but none of them is a reply of a boot loader.',
  'line-lost-at-rate': '{{fault}} It was lost when the line rate was raised to {{baudRate}}.',

  'do-name-a-port':
    'Give a device node, COM3, tcp://host:port, rfc2217://host:port or virtual:01; `slipway ports` lists what is there.',
  'do-name-a-network-port': 'Give tcp://host:port or rfc2217://host:port.',
  'do-join-group':
    'Run `sudo usermod -aG {{group}} $USER`, then sign in again; or install the udev rules that `slipway doctor` names.',
  'do-switch-port-server':
    'Switch the port server to RFC 2217 (Telnet with COM-PORT-OPTION), or use a tcp:// address for a raw port.',
  'do-check-tx-wire': 'Check the wire from the TX of the adapter to the RX of the unit.',
  'do-lower-baud-rate': 'Set a lower `baudRate` in the device options, then put the unit into download mode again.',
} as const;
