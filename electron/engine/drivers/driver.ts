// Owns: the interface of a device family. May import contract, util, transport types, image.
// A family is one folder beside this file and one line in index.ts. Start reading at `DriverModule`.

import type * as z from 'zod';
import type { HardwareIdentity, PortInfo } from '../../contract/device.ts';
import type { Sentence } from '../../contract/sentence.ts';
import type { ImageSource } from '../image/image-source.ts';
import type { Transport } from '../transport/transport.ts';
import type { Clock } from '../util/clock.ts';

export type { ImageSource };

export interface PlacedImage {
  readonly source: ImageSource;
  readonly kind: 'bootloader' | 'partition-table' | 'app' | 'data';
  /** Byte address in flash, or the label of a partition of the table among these images. */
  readonly at: number | { readonly partition: string };
  readonly isEncrypted: boolean;
}

export interface Partition {
  readonly label: string;
  readonly type: number;
  readonly subtype: number;
  readonly offset: number;
  readonly sizeBytes: number;
  readonly isEncrypted: boolean;
}

export interface PlannedRegion {
  readonly image: PlacedImage;
  readonly offset: number;
  readonly sizeBytes: number;
}

/** What a flash will do, in order; made before anything is touched. */
export interface FlashPlan {
  readonly regions: readonly PlannedRegion[];
  readonly totalBytes: number;
  readonly partitions: readonly Partition[];
  /** Address ranges that must not be written or erased. */
  readonly preserved: readonly { readonly label: string; readonly offset: number; readonly sizeBytes: number }[];
}

/** Progress of the current operation; totals are known from the first call on. */
export type OnProgress = (label: string, doneBytes: number, totalBytes: number) => void;

export interface OperationContext {
  readonly signal: AbortSignal;
  readonly onProgress: OnProgress;
}

export interface FlashReport {
  /** Bytes whose sectors were written; the rest was already there. */
  readonly writtenBytes: number;
  readonly skippedBytes: number;
  /** Bytes that crossed the line towards the unit. */
  readonly sentBytes: number;
  readonly durationMs: number;
  readonly baudRate: number;
}

export interface VerifiedRegion {
  readonly name: string;
  readonly offset: number;
  readonly sizeBytes: number;
  /** Digest of the unit's flash over the region, as the unit or a read-back computed it. */
  readonly digest: string;
  readonly method: 'md5-on-unit' | 'read-back' | 'write-acknowledged';
}

export type ConfigValue =
  | { readonly type: 'string'; readonly value: string }
  | { readonly type: 'blob'; readonly value: Uint8Array }
  | { readonly type: 'u8' | 'i8' | 'u16' | 'i16' | 'u32' | 'i32' | 'u64' | 'i64'; readonly value: bigint };

export interface ConfigEntry {
  readonly namespace: string;
  readonly key: string;
  readonly value: ConfigValue;
}

/** Key-value storage in the unit that survives updates (NVS on Espressif chips). */
export interface ConfigCapability {
  /** Replaces the partition by exactly these entries and verifies it. Rejects with image/nvs-full before the first byte. */
  write(partition: Partition, entries: readonly ConfigEntry[], ctx: OperationContext): Promise<{ sha256: string }>;
  /** The entries there now; an erased partition has none. Rejects with image/nvs-invalid, device/secure-download. */
  read(partition: Partition, ctx: OperationContext): Promise<readonly ConfigEntry[]>;
}

/** One-time programmable memory. Every call that burns is irreversible: the caller journals intent and confirmation. */
export interface FusesCapability {
  /** The user-data field as it is; all zero when never burned. */
  readUserData(signal: AbortSignal): Promise<Uint8Array>;
  /** Burns the field once. Rejects with device/fuse-mismatch if it is not blank or does not read back. */
  burnUserData(data: Uint8Array, signal: AbortSignal): Promise<void>;
  readonly userDataBytes: number;
}

export interface ConsoleCapability {
  /** Leaves the boot loader and starts what is in flash; what the unit prints from then on is read with `read`. */
  start(signal: AbortSignal): Promise<void>;
  /** Text that arrived, or undefined when `timeoutMs` passed with none. */
  read(timeoutMs: number, signal: AbortSignal): Promise<string | undefined>;
  send(text: string, signal: AbortSignal): Promise<void>;
  /** Console lines by which the family itself says that it cannot boot, with the plain meaning of each. */
  readonly bootFailures: readonly { readonly pattern: RegExp; readonly meaning: Sentence }[];
}

/** An open conversation with one unit in its boot loader. */
export interface Session extends AsyncDisposable {
  readonly identity: HardwareIdentity;
  /** Pure: checks everything against this unit and refuses (image/*, device/*) before the first byte is written. */
  plan(images: readonly PlacedImage[], options: { preserve: readonly string[] }): Promise<FlashPlan>;
  flash(plan: FlashPlan, ctx: OperationContext): Promise<FlashReport>;
  /** Rejects with device/verify-mismatch naming region and first differing sector. */
  verify(plan: FlashPlan, ctx: OperationContext): Promise<readonly VerifiedRegion[]>;
  /** Finds the unit again after a garbled or timed-out exchange: re-sync, or reset into the boot loader again. */
  reconnect(signal: AbortSignal): Promise<void>;
  readonly read?: (offset: number, length: number, ctx: OperationContext) => Promise<Uint8Array>;
  readonly erase?: (offset: number, length: number, ctx: OperationContext) => Promise<void>;
  readonly config?: ConfigCapability;
  readonly fuses?: FusesCapability;
  readonly console?: ConsoleCapability;
}

export interface DriverContext {
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Diagnostic lines for the evidence; never secrets. */
  readonly log: (line: string) => void;
}

export interface DriverModule<O = unknown> {
  readonly id: string;
  readonly label: string;
  /** Chips of this family in its own spelling. */
  readonly chips: readonly string[];
  /** Whether this family may be behind the port: `no` for ports that certainly are something else. Pure. */
  match(port: PortInfo): 'yes' | 'maybe' | 'no';
  readonly optionsSchema: z.ZodType<O>;
  /** Baud rate at which the port is opened before the session negotiates. */
  readonly initialBaudRate: number;
  /** Checks an image by itself, without a unit: format, truncation, checksum, chip. Refuses with image/*. */
  inspect(image: PlacedImage, chip: string): Promise<Readonly<Record<string, string | number | boolean>>>;
  /** Takes over the transport: closing the session leaves it open. Rejects with port/silent, port/garbage, device/*. */
  open(transport: Transport, options: O, ctx: DriverContext): Promise<Session>;
}
