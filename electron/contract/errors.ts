// Owns: the closed catalogue of what can go wrong, in the words a person reads. Imports evidence only.
// Every refusal or failure that leaves a layer is a SlipwayError with one of these codes.
// Start reading at `errorCatalogue`; docs/errors.md is generated from it.

import type { NamedContext } from './evidence.ts';

/** Which part of the system noticed. */
export type ErrorLayer =
  | 'recipe'
  | 'bundle'
  | 'image'
  | 'port'
  | 'device'
  | 'boot'
  | 'measure'
  | 'identity'
  | 'secret'
  | 'journal'
  | 'fleet'
  | 'wire'
  | 'job'
  | 'station';

/**
 * Whether trying again can help, and what may be tried again.
 * `never`: the input must change first. `step`: the runner may repeat the step by itself.
 * `run`: a person may start the run again. `later`: a queue tries again with back-off.
 */
export type RetryClass = 'never' | 'step' | 'run' | 'later';

/** How a run that ends with this error is counted: the unit is bad (FAIL) or the station is (ERROR). */
export type ErrorOutcome = 'FAIL' | 'ERROR' | 'TIMEOUT' | 'ABORTED';

/** One row of the catalogue. `title` fits on a tile; `meaning` and `action` are full sentences. */
export interface ErrorEntry {
  readonly retry: RetryClass;
  readonly outcome: ErrorOutcome;
  readonly title: string;
  readonly meaning: string;
  readonly action: string;
}

const row = (retry: RetryClass, outcome: ErrorOutcome, title: string, meaning: string, action: string): ErrorEntry => ({
  retry,
  outcome,
  title,
  meaning,
  action,
});

export const errorCatalogue = {
  // recipe
  'recipe/unreadable': row(
    'never',
    'ERROR',
    'Recipe cannot be read',
    'The recipe file is missing or may not be read.',
    'Check the path and its permissions.',
  ),
  'recipe/syntax': row(
    'never',
    'ERROR',
    'Recipe is not valid YAML',
    'The recipe breaks YAML syntax at the line and column given.',
    'Correct the line, then run `slipway recipe check`.',
  ),
  'recipe/unsupported-version': row(
    'never',
    'ERROR',
    'Recipe version not supported',
    'The recipe is written for another version of the format.',
    'Use `recipe: 1`, or the Slipway release that the recipe was written for.',
  ),
  'recipe/unknown-key': row(
    'never',
    'ERROR',
    'Unknown key in recipe',
    'The recipe has a key that this version does not know; it would have been ignored silently.',
    'Correct the spelling or remove the key; `slipway recipe schema` lists the keys.',
  ),
  'recipe/wrong-type': row(
    'never',
    'ERROR',
    'Wrong type in recipe',
    'A value in the recipe has the wrong type or form.',
    'Correct the value at the line and column given.',
  ),
  'recipe/missing-key': row(
    'never',
    'ERROR',
    'Key missing in recipe',
    'The recipe lacks a key that it needs.',
    'Add the key; `slipway recipe schema` describes it.',
  ),
  'recipe/missing-file': row(
    'never',
    'ERROR',
    'File named in recipe is missing',
    'The recipe names a file that is not beside it or not in the bundle.',
    'Add the file, or correct its name in the recipe.',
  ),
  'recipe/config-invalid': row(
    'never',
    'ERROR',
    'Configuration value not allowed',
    'A configuration value does not satisfy the schema in the recipe.',
    'Correct the value; the message says what is allowed.',
  ),
  'recipe/in-use': row(
    'run',
    'ERROR',
    'Recipe is in use',
    'A run or the line works with the recipe, so it cannot be removed.',
    'Let the run end and set the line up with another recipe first.',
  ),
  // bundle
  'bundle/unreadable': row(
    'never',
    'ERROR',
    'Bundle cannot be read',
    'The bundle file is missing or may not be read.',
    'Check the path and its permissions.',
  ),
  'bundle/not-a-bundle': row(
    'never',
    'ERROR',
    'Not a bundle',
    'The file is not a Slipway bundle.',
    'Choose a *.slipway file made by `slipway bundle create`.',
  ),
  'bundle/truncated': row(
    'never',
    'ERROR',
    'Bundle is incomplete',
    'The bundle ends too early; its copy or download was cut off.',
    'Copy the bundle again from its source.',
  ),
  'bundle/unsigned': row(
    'never',
    'ERROR',
    'Bundle is not signed',
    'The bundle carries no signature, so nobody answers for its content.',
    'Sign it with `slipway bundle create --key`, or ask its owner for the signed one.',
  ),
  'bundle/untrusted-signer': row(
    'never',
    'ERROR',
    'Bundle signed by a stranger',
    'None of the keys that signed the bundle is trusted by this station.',
    'Ask who sent it; add their key with `slipway keys trust add` only if you know them.',
  ),
  'bundle/signature-invalid': row(
    'never',
    'ERROR',
    'Bundle signature is wrong',
    'The signature does not fit the content: the bundle was changed after it was signed.',
    'Discard this copy and get the bundle from its source.',
  ),
  'bundle/threshold-not-met': row(
    'never',
    'ERROR',
    'Too few signatures',
    'The bundle needs signatures from more trusted keys than it has.',
    'Have it signed by the missing people, then import it again.',
  ),
  'bundle/expired': row(
    'never',
    'ERROR',
    'Bundle has expired',
    'The bundle, or the key that signed it, is outside its validity.',
    'Ask the owner for a current bundle; check the clock of this station.',
  ),
  'bundle/rolled-back': row(
    'never',
    'ERROR',
    'Older bundle refused',
    'This station has already accepted a newer version of this product.',
    'Use the newer bundle; a downgrade needs a new, higher version from the owner.',
  ),
  'bundle/altered': row(
    'never',
    'ERROR',
    'Bundle was altered',
    'A file in the bundle differs from the signed list.',
    'Discard this copy and get the bundle from its source.',
  ),
  'bundle/too-large': row(
    'never',
    'ERROR',
    'Bundle exceeds limits',
    'The bundle would unpack to more than the limits allow, as a zip bomb does.',
    'Do not use it; if it is genuine, ask the owner to split it.',
  ),
  'bundle/unsafe-path': row(
    'never',
    'ERROR',
    'Bundle has an unsafe path',
    'A file in the bundle would be written outside its folder.',
    'Do not use it; report it to whoever sent it.',
  ),
  // image
  'image/unreadable': row(
    'never',
    'ERROR',
    'Image cannot be read',
    'The image file is missing or may not be read.',
    'Check the path and its permissions.',
  ),
  'image/not-an-image': row(
    'never',
    'ERROR',
    'Not an image for this family',
    'The file does not begin as an image of this device family does.',
    'Choose the image that the build made for this chip.',
  ),
  'image/truncated': row(
    'never',
    'ERROR',
    'Image is incomplete',
    'The image ends before its own header says that it should.',
    'Copy or build the image again.',
  ),
  'image/checksum': row(
    'never',
    'ERROR',
    'Image is damaged',
    'The checksum or hash inside the image does not fit its content.',
    'Copy or build the image again.',
  ),
  'image/hash-mismatch': row(
    'never',
    'ERROR',
    'Image differs from the recipe',
    'The SHA-256 of the file is not the one that the recipe names.',
    'Use the image that the recipe was written for.',
  ),
  'image/wrong-chip': row(
    'never',
    'ERROR',
    'Image is for another chip',
    'The image was built for a different chip than the one connected.',
    'Use the image for this chip, or put the right unit in.',
  ),
  'image/wrong-revision': row(
    'never',
    'ERROR',
    'Image needs another chip revision',
    'The chip is older or newer than the image supports.',
    'Use an image built for this revision.',
  ),
  'image/wrong-offset': row(
    'never',
    'ERROR',
    'Image at the wrong offset',
    'The chip would not find the image at the address given.',
    'Correct the offset in the recipe; the message names the right one.',
  ),
  'image/too-large': row(
    'never',
    'ERROR',
    'Image does not fit',
    'The image reaches past the end of the flash or of its partition.',
    'Use a smaller image, or a unit with more flash.',
  ),
  'image/overlap': row(
    'never',
    'ERROR',
    'Images overlap',
    'Two images, or an image and what must be kept, share addresses.',
    'Correct the offsets in the recipe.',
  ),
  'image/partition-table-invalid': row(
    'never',
    'ERROR',
    'Partition table is invalid',
    'The partition table cannot be read, or its MD5 or entries do not fit.',
    'Build the partition table again.',
  ),
  'image/nvs-invalid': row(
    'never',
    'ERROR',
    'NVS data is invalid',
    'The NVS pages break the format or their checksums.',
    'Erase the partition and write it again.',
  ),
  'image/nvs-full': row(
    'never',
    'ERROR',
    'NVS partition is too small',
    'The identity and configuration do not fit into the NVS partition.',
    'Make the partition larger, or store less.',
  ),
  // port
  'port/not-found': row(
    'run',
    'ERROR',
    'No such port',
    'There is no port of that name now.',
    'Plug the unit in; `slipway ports` lists what is there.',
  ),
  'port/busy': row(
    'step',
    'ERROR',
    'Port is in use',
    'Another program or run holds the port.',
    'Close the program named, or wait for the run to end.',
  ),
  'port/forbidden': row(
    'run',
    'ERROR',
    'Port may not be opened',
    'This user may not open the port.',
    'Add the user to the group named, sign in again, or run `slipway doctor`.',
  ),
  'port/gone': row(
    'run',
    'FAIL',
    'Unit was unplugged',
    'The port vanished: the cable was pulled or the unit lost power.',
    'Nothing is lost: plug the unit in again and start the run again.',
  ),
  'port/open-failed': row(
    'run',
    'ERROR',
    'Port cannot be opened',
    'The system refused to open the port.',
    'Unplug and plug again; run `slipway doctor`.',
  ),
  'port/unreachable': row(
    'run',
    'ERROR',
    'Port server cannot be reached',
    'The network port does not answer or refuses the connection.',
    'Check the address, the network and the port server.',
  ),
  'port/silent': row(
    'run',
    'FAIL',
    'Unit does not answer',
    'The port is open, but nothing answers on it.',
    'Check power and cable; hold BOOT while plugging in if the board has no auto-reset.',
  ),
  'port/garbage': row(
    'step',
    'FAIL',
    'Unit answers garbage',
    'Bytes arrive, but they are not the protocol.',
    'Check the cable, the ground and the line rate; try a lower baud rate.',
  ),
  'port/foreign': row(
    'never',
    'ERROR',
    'Port is not a slot of this station',
    'The port is not on the list of slots, so it is left alone.',
    "Add the port as a slot, or use one of the station's slots.",
  ),
  'port/no-modem-lines': row(
    'never',
    'ERROR',
    'Line has no modem signals',
    'The line cannot move DTR and RTS, so the unit cannot be reset through it.',
    'Put the unit into download mode by hand, or use a line with modem signals.',
  ),
  // device
  'device/wrong-mode': row(
    'run',
    'FAIL',
    'Unit runs its application',
    'The unit is not in download mode; it prints its boot log instead.',
    'Hold BOOT, press RESET, release BOOT; then start again.',
  ),
  'device/wrong-chip': row(
    'never',
    'FAIL',
    'Another chip is connected',
    'The unit has another chip than the recipe names.',
    'Put the right unit in, or choose the recipe for this one.',
  ),
  'device/unsupported-chip': row(
    'never',
    'ERROR',
    'Chip is not supported',
    'The chip is not known to this version.',
    'Update Slipway, or report the chip id.',
  ),
  'device/secure-download': row(
    'never',
    'ERROR',
    'Unit is in secure download mode',
    'The chip only accepts writes now; it cannot be read, so the act asked for is not possible.',
    'Use a recipe made for secured units.',
  ),
  'device/flash-encrypted': row(
    'never',
    'ERROR',
    'Unit encrypts its flash',
    'The flash encryption of the unit is on, and the image is to be written as plain bytes.',
    'Mark the image `encrypted: true`, or use the recipe made for secured units.',
  ),
  'device/rejected': row(
    'step',
    'FAIL',
    'Unit refused a command',
    'The boot loader of the unit answered with an error.',
    'Try again; if it repeats, take the unit out.',
  ),
  'device/timeout': row(
    'step',
    'TIMEOUT',
    'Unit stopped answering',
    'The unit answered before, but not to this command in time.',
    'Check power and cable and try again.',
  ),
  'device/write-failed': row(
    'step',
    'FAIL',
    'Flash cannot be written',
    'The unit reports that its flash was not written.',
    'Try again; if it repeats, the flash is bad: take the unit out.',
  ),
  'device/verify-mismatch': row(
    'step',
    'FAIL',
    'Flash differs from the image',
    'What was read back is not what was written.',
    'Try again; if it repeats, the flash is bad: take the unit out.',
  ),
  'device/flash-unknown': row(
    'never',
    'FAIL',
    'Flash chip not recognised',
    'The unit does not report a usable flash chip.',
    'Check the soldering of the flash; take the unit out.',
  ),
  'device/fuse-mismatch': row(
    'never',
    'FAIL',
    'Fuses do not read back',
    'The fuses differ from what was burned.',
    'Take the unit out; do not burn again.',
  ),
  // boot
  'boot/silent': row(
    'run',
    'FAIL',
    'Did not boot: no output',
    'After reset the unit printed nothing.',
    'Check power; look at the reset and strapping pins.',
  ),
  'boot/failed': row(
    'run',
    'FAIL',
    'Did not boot',
    'The unit reported that it cannot boot what was written.',
    'See the boot log in the evidence; put the unit in the red tray.',
  ),
  'boot/pattern-missing': row(
    'run',
    'FAIL',
    'Boot did not complete',
    'The unit printed its log, but never the line that says it is up.',
    'See the boot log in the evidence; put the unit in the red tray.',
  ),
  'boot/identity-missing': row(
    'run',
    'FAIL',
    'Unit does not say who it is',
    'The unit booted, but did not answer with its identity.',
    'See the console in the evidence; check the firmware.',
  ),
  'boot/identity-mismatch': row(
    'never',
    'FAIL',
    'Unit says it is another',
    'The unit answered with an identity other than the one it was given.',
    'Put the unit aside; do not ship it.',
  ),
  // measure
  'measure/missing': row(
    'run',
    'FAIL',
    'Measurement missing',
    'The unit never reported a value that the recipe asks for.',
    'See the console in the evidence; put the unit in the red tray.',
  ),
  'measure/out-of-limits': row(
    'run',
    'FAIL',
    'Measurement out of limits',
    'A measured value is outside the limits of the recipe.',
    'Put the unit in the red tray.',
  ),
  // identity
  'identity/pool-exhausted': row(
    'never',
    'ERROR',
    'No serial numbers left',
    'The pool or the sequence of serial numbers is used up.',
    'Add serial numbers to the pool, or widen the scheme.',
  ),
  'identity/pool-invalid': row(
    'never',
    'ERROR',
    'Serial number pool is invalid',
    'The list of serial numbers cannot be read, or names one twice.',
    'Correct the line given in the CSV file.',
  ),
  'identity/scheme-invalid': row(
    'never',
    'ERROR',
    'Serial number scheme is invalid',
    'The scheme cannot produce serial numbers.',
    'Correct the scheme; it needs one {n} field.',
  ),
  'identity/serial-needed': row(
    'run',
    'ERROR',
    'Serial number must be scanned',
    'The recipe takes the serial number from the label, and none was given.',
    'Scan the label of the unit, then start again.',
  ),
  'identity/serial-invalid': row(
    'run',
    'ERROR',
    'Serial number is not valid',
    'The serial number does not fit the scheme or its check digit.',
    'Scan the label again; if it repeats, the label is wrong.',
  ),
  'identity/duplicate-serial': row(
    'never',
    'ERROR',
    'Serial number already given',
    'Another unit has this serial number.',
    'Find the unit named in the message; never ship two.',
  ),
  'identity/duplicate-mac': row(
    'never',
    'FAIL',
    'MAC address already known',
    'Another unit has this MAC address.',
    'Find the unit named in the message; put this one aside.',
  ),
  'identity/duplicate-key': row(
    'never',
    'ERROR',
    'Key already given',
    'Another unit has this key.',
    'Find the unit named in the message; do not ship either.',
  ),
  'identity/duplicate-hardware': row(
    'never',
    'FAIL',
    'Hardware identity already known',
    'Another unit has this hardware identity.',
    'Find the unit named in the message; put this one aside.',
  ),
  // secret
  'secret/wrong-passphrase': row(
    'never',
    'ERROR',
    'Wrong passphrase',
    'The passphrase does not open the key store.',
    'Enter the passphrase again.',
  ),
  'secret/locked': row(
    'never',
    'ERROR',
    'Key store is locked',
    'The key store needs a passphrase and none was given.',
    'Set SLIPWAY_PASSPHRASE_FILE or enter the passphrase.',
  ),
  'secret/damaged': row(
    'never',
    'ERROR',
    'Key store is damaged',
    'The sealed key cannot be read.',
    'Restore the key store from its backup.',
  ),
  'secret/exposed': row(
    'never',
    'ERROR',
    'Private key is open to others',
    'The file of a private key may be read by others on this machine.',
    'Set its mode with `chmod 600`; if others had access, make a new key.',
  ),
  'secret/ca-missing': row(
    'never',
    'ERROR',
    'No issuing CA',
    'The recipe asks for a device certificate, but this station has no issuing CA.',
    'Create one with `slipway keys ca create`, or import yours.',
  ),
  'secret/ca-expired': row(
    'never',
    'ERROR',
    'Issuing CA has expired',
    'The certificate of the issuing CA is outside its validity.',
    'Renew the CA; check the clock of this station.',
  ),
  // journal
  'journal/locked': row(
    'never',
    'ERROR',
    'Journal is in use',
    'Another Slipway works with this journal.',
    'Use that one, or close it first; the message names it.',
  ),
  'journal/newer': row(
    'never',
    'ERROR',
    'Journal is from a newer version',
    'The journal was written by a newer Slipway.',
    'Update Slipway; nothing was changed.',
  ),
  'journal/damaged': row(
    'never',
    'ERROR',
    'Journal is damaged',
    'The database fails its integrity check.',
    'Keep the file. `slipway export --salvage` writes what is readable of it; go on from a backup.',
  ),
  'journal/disk-full': row(
    'run',
    'ERROR',
    'Disk is full',
    'The journal cannot be written, so no work may go on.',
    'Free some space; the units in progress stay resumable.',
  ),
  'journal/unwritable': row(
    'never',
    'ERROR',
    'Journal cannot be written',
    'The folder of the journal may not be written.',
    'Correct the permissions of the folder.',
  ),
  'journal/clock-behind': row(
    'never',
    'ERROR',
    'Clock is behind the records',
    'The clock of this station is earlier than its last record.',
    'Set the clock; certificates and records need the right time.',
  ),
  // fleet
  'fleet/not-configured': row(
    'never',
    'ERROR',
    'Fleet is not set up',
    'The recipe names a fleet that this station does not know.',
    'Add the fleet to the station, or correct the recipe.',
  ),
  'fleet/refused': row(
    'never',
    'ERROR',
    'Fleet refused the unit',
    'The server understood the request and refused it.',
    'Read the answer in the outbox; correct and retry.',
  ),
  'fleet/unauthorized': row(
    'later',
    'ERROR',
    'Fleet does not accept the token',
    'The access token is missing, wrong or expired.',
    'Set a new token; what waits is sent then.',
  ),
  'fleet/conflict': row(
    'never',
    'ERROR',
    'Fleet knows another such unit',
    'The server has a device with this identity but another key.',
    'Find the device on the server; decide which is real.',
  ),
  'fleet/rate-limited': row(
    'later',
    'ERROR',
    'Fleet asks to wait',
    'The server limits the rate of requests.',
    'Nothing to do: it is sent later by itself.',
  ),
  'fleet/unavailable': row(
    'later',
    'ERROR',
    'Fleet is not available',
    'The server failed to handle the request.',
    'Nothing to do: it is sent later by itself.',
  ),
  'fleet/timeout': row(
    'later',
    'ERROR',
    'Fleet does not answer',
    'The server did not answer in time.',
    'Nothing to do: it is sent later by itself.',
  ),
  'fleet/offline': row(
    'later',
    'ERROR',
    'Fleet cannot be reached',
    'There is no connection to the server.',
    'Nothing to do: it is sent when the network is back.',
  ),
  'fleet/redirected': row(
    'later',
    'ERROR',
    'Fleet address redirects',
    'The address answers with a redirect; secrets are not sent on to another place.',
    'Correct the address of the fleet; look for a captive portal.',
  ),
  'fleet/not-the-api': row(
    'later',
    'ERROR',
    "Not the fleet's API",
    'The address answers, but not as the API does, for example with an HTML page.',
    'Correct the address; look for a proxy or a captive portal.',
  ),
  'fleet/carry-file-invalid': row(
    'never',
    'ERROR',
    'Enrollment file is not valid',
    'The file is not an enrollment file, or was altered or cut off after it was signed.',
    'Copy the file again from the station that wrote it.',
  ),
  'fleet/carry-file-untrusted': row(
    'never',
    'ERROR',
    'Enrollment file signed by a stranger',
    'The file was signed by a station whose key is not known here.',
    'Compare the key id with the one that `slipway keys` prints on that station; trust it only if they agree.',
  ),
  // wire
  'wire/bad-token': row(
    'never',
    'ERROR',
    'Token not accepted',
    'The request carries no token or a wrong one.',
    'Use the token that `slipway serve` printed.',
  ),
  'wire/bad-origin': row(
    'never',
    'ERROR',
    'Origin not accepted',
    'The request comes from another web page or names another host.',
    'Open the address that `slipway serve` printed.',
  ),
  'wire/too-large': row(
    'never',
    'ERROR',
    'Message too large',
    'The message exceeds the limit of the wire.',
    'Send less at once.',
  ),
  'wire/malformed': row(
    'never',
    'ERROR',
    'Message not understood',
    'The message breaks the protocol.',
    'Use a client made for this version.',
  ),
  'wire/invalid-input': row(
    'never',
    'ERROR',
    'Input not valid',
    'The input does not satisfy the contract.',
    'Correct the field named in the message.',
  ),
  'wire/closed': row(
    'run',
    'ERROR',
    'Engine is not reachable',
    'The connection to the engine is closed.',
    'Connect again; runs go on without you.',
  ),
  // job
  'job/aborted': row(
    'run',
    'ABORTED',
    'Stopped by a person',
    'The run was stopped before its end.',
    'Start it again when you are ready.',
  ),
  'job/step-timeout': row(
    'run',
    'TIMEOUT',
    'Step took too long',
    'A step did not end within its time limit.',
    'Try again; if it repeats, see the evidence.',
  ),
  'job/slot-busy': row(
    'run',
    'ERROR',
    'Slot is working',
    'A run is already working in this slot.',
    'Wait for it to end, or stop it.',
  ),
  'job/needs-attention': row(
    'never',
    'ERROR',
    'Needs a decision',
    'An irreversible act was begun and its end is not known.',
    'Look at the unit; decide in its record whether to go on or retire it.',
  ),
  'job/not-set-up': row(
    'run',
    'ERROR',
    'Line is not set up',
    'No recipe has been chosen for the line, so nothing can be started on it.',
    'Choose what to make on the Line screen, then start the slot again.',
  ),
  'job/order-complete': row(
    'never',
    'ERROR',
    'Order is complete',
    'The order has its quantity, counting the units that are being made now.',
    'Begin the next order, or raise the quantity of this one.',
  ),
  'job/already-passed': row(
    'never',
    'ERROR',
    'Unit has passed already',
    'This unit has passed this very recipe before; it was left as it is.',
    'Take the unit out, or say that it shall be made again.',
  ),
  'job/interrupted': row(
    'run',
    'ABORTED',
    'Interrupted',
    'The station stopped in the middle of the run.',
    'Put the unit in again; the run goes on from what is known.',
  ),
  'job/not-found': row(
    'never',
    'ERROR',
    'No such record',
    'There is no record of that name.',
    'Check the id; `slipway runs` and `slipway units` list them.',
  ),
  // station
  'station/node-too-old': row(
    'never',
    'ERROR',
    'Node is too old',
    'The journal needs Node 24; this is an older one.',
    'Start through `npm run` or `npx slipway`, which bring their own Node.',
  ),
  'station/usage': row(
    'never',
    'ERROR',
    'Command not understood',
    'The command line has an unknown option or lacks an argument.',
    'See `slipway --help`.',
  ),
  'station/internal': row(
    'never',
    'ERROR',
    'Defect in Slipway',
    'Something happened that should be impossible.',
    'Keep the evidence and report it.',
  ),
} as const satisfies Record<`${ErrorLayer}/${string}`, ErrorEntry>;

export type ErrorCode = keyof typeof errorCatalogue;

export const errorCodes: readonly ErrorCode[] = Object.freeze((Object.keys(errorCatalogue) as ErrorCode[]).slice());

export const isErrorCode = (value: unknown): value is ErrorCode =>
  typeof value === 'string' && Object.hasOwn(errorCatalogue, value);

/** Where in the outside world the error points: a file position, an address, a byte count. JSON only, no secrets. */
export type ErrorContext = Readonly<Record<string, string | number | boolean | null | undefined>>;

/** The serialised form, as journaled and as sent over every wire. */
export interface ErrorReport {
  readonly code: ErrorCode;
  readonly message: string;
  readonly action: string;
  readonly context: ErrorContext;
}

/**
 * The one error type that crosses a layer. `message` says what is wrong and where, in one sentence;
 * what to do next comes from the catalogue unless `action` is given.
 */
export class SlipwayError extends Error {
  readonly code: ErrorCode;
  readonly context: ErrorContext;
  readonly action: string;

  constructor(
    code: ErrorCode,
    message: string,
    options: { context?: NamedContext; cause?: unknown; action?: string } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'SlipwayError';
    this.code = code;
    this.context = options.context ?? {};
    this.action = options.action ?? errorCatalogue[code].action;
  }

  get entry(): ErrorEntry {
    return errorCatalogue[this.code];
  }

  toReport(): ErrorReport {
    return { code: this.code, message: this.message, action: this.action, context: this.context };
  }
}

/** Turns anything thrown into a SlipwayError; an AbortError becomes `job/aborted`, the unknown a defect. */
export function toSlipwayError(thrown: unknown): SlipwayError {
  if (thrown instanceof SlipwayError) return thrown;
  if (thrown instanceof Error && thrown.name === 'AbortError') {
    const reason = thrown.cause;
    if (reason instanceof SlipwayError) return reason;
    return new SlipwayError('job/aborted', 'The work was stopped.', { cause: thrown });
  }
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return new SlipwayError('station/internal', `Unexpected: ${message}`, { cause: thrown });
}
