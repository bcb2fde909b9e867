// Non-volatile storage of ESP-IDF, version 2: pages of 4096 bytes with entries of 32 (ESP-IDF programming guide,
// "Non-Volatile Storage Library", internals). Written in the order of Espressif's partition generator, byte for byte.
// Pure: entries in, partition image out, and back. Start reading at `buildNvs` and `parseNvs`.
import { SlipwayError } from '../../../contract/errors.ts';
import type { NamedContext } from '../../../contract/evidence.ts';
import { say } from '../../../contract/sentences.ts';
import { concatBytes, viewOf } from '../../util/bytes.ts';
import { crc32Nvs } from '../../util/crc.ts';
import type { ConfigEntry, ConfigValue } from '../driver.ts';

const PAGE_BYTES = 0x1000;
const ENTRY_BYTES = 32;
const ENTRIES_AT = 64;
export const ENTRIES_PER_PAGE = 126;
/** Two of data and one that the library keeps empty for moving entries. */
const MIN_PAGES = 3;
const VERSION_2 = 0xfe;
const STATE = {
  uninitialised: 0xffffffff,
  active: 0xfffffffe,
  full: 0xfffffffc,
  freeing: 0xfffffff8,
  corrupt: 0xfffffff0,
};
const ENTRY_EMPTY = 3;
const ENTRY_WRITTEN = 2;
const NO_CHUNK = 0xff;
const TYPE_STRING = 0x21;
const TYPE_BLOB_DATA = 0x42;
const TYPE_BLOB_INDEX = 0x48;
const TYPE_NAMESPACE = 0x01;
const MAX_KEY_BYTES = 15;
/** A string lies within one page; the library stops at 4000 bytes with its NUL. */
const MAX_STRING_BYTES = 4000;
const MAX_NAMESPACES = 254;

type IntegerType = 'u8' | 'i8' | 'u16' | 'i16' | 'u32' | 'i32' | 'u64' | 'i64';
interface IntegerForm {
  readonly code: number;
  readonly bytes: 1 | 2 | 4 | 8;
  readonly isSigned: boolean;
}
const INTEGERS: Readonly<Record<IntegerType, IntegerForm>> = {
  u8: { code: 0x01, bytes: 1, isSigned: false },
  i8: { code: 0x11, bytes: 1, isSigned: true },
  u16: { code: 0x02, bytes: 2, isSigned: false },
  i16: { code: 0x12, bytes: 2, isSigned: true },
  u32: { code: 0x04, bytes: 4, isSigned: false },
  i32: { code: 0x14, bytes: 4, isSigned: true },
  u64: { code: 0x08, bytes: 8, isSigned: false },
  i64: { code: 0x18, bytes: 8, isSigned: true },
};
const INTEGER_TYPES: readonly IntegerType[] = ['u8', 'i8', 'u16', 'i16', 'u32', 'i32', 'u64', 'i64'];

/**
 * The whole partition with exactly these entries, in their order. Throws image/nvs-full when they do not fit,
 * image/nvs-invalid for a key or value that the format cannot hold.
 */
export function buildNvs(entries: readonly ConfigEntry[], sizeBytes: number): Uint8Array {
  if (sizeBytes % PAGE_BYTES !== 0 || sizeBytes < MIN_PAGES * PAGE_BYTES) {
    throw invalid(`a partition of ${sizeBytes} bytes is not a whole number of at least ${MIN_PAGES} pages of 4096`, {
      sizeBytes,
    });
  }
  const writer = createPageWriter();
  const namespaces = new Map<string, number>();
  for (const entry of entries) {
    const known = namespaces.get(entry.namespace);
    const index = known ?? namespaces.size + 1;
    if (known === undefined) {
      if (index > MAX_NAMESPACES) throw invalid(`there are more than ${MAX_NAMESPACES} namespaces`, {});
      namespaces.set(entry.namespace, index);
      writer.small(0, TYPE_NAMESPACE, entry.namespace, Uint8Array.of(index));
    }
    writeValue(writer, index, entry);
  }
  const pages = writer.finish();
  const there = sizeBytes / PAGE_BYTES - 1;
  if (pages.length > there) {
    throw new SlipwayError(
      'image/nvs-full',
      say('store-full', {
        entries: entries.length,
        neededPages: pages.length,
        sizeBytes,
        availablePages: there,
      }),
    );
  }
  const image = new Uint8Array(sizeBytes).fill(0xff);
  pages.forEach((page, index) => {
    image.set(page, index * PAGE_BYTES);
  });
  return image;
}

function writeValue(writer: PageWriter, namespace: number, entry: ConfigEntry): void {
  const { key, value } = entry;
  if (value.type === 'string') {
    const text = new TextEncoder().encode(`${value.value}\0`);
    if (value.value.includes('\0')) throw invalid(`the string "${key}" contains a NUL`, { key });
    if (text.length > MAX_STRING_BYTES) {
      throw invalid(`the string "${key}" takes ${text.length} bytes; ${MAX_STRING_BYTES} are allowed`, { key });
    }
    writer.string(namespace, key, text);
    return;
  }
  if (value.type === 'blob') {
    writer.blob(namespace, key, value.value);
    return;
  }
  const form = INTEGERS[value.type];
  const bits = BigInt(form.bytes * 8);
  const fits = form.isSigned ? BigInt.asIntN(Number(bits), value.value) : BigInt.asUintN(Number(bits), value.value);
  if (fits !== value.value) throw invalid(`the value ${value.value} of "${key}" is not of type ${value.type}`, { key });
  const data = new Uint8Array(8);
  viewOf(data).setBigUint64(0, BigInt.asUintN(64, value.value), true);
  writer.small(namespace, form.code, key, data.slice(0, form.bytes));
}

interface PageWriter {
  small(namespace: number, type: number, key: string, data: Uint8Array): void;
  string(namespace: number, key: string, text: Uint8Array): void;
  blob(namespace: number, key: string, data: Uint8Array): void;
  finish(): Uint8Array[];
}

function createPageWriter(): PageWriter {
  const pages: Uint8Array[] = [];
  let used = 0;
  let page = openPage();

  function openPage(): Uint8Array {
    const fresh = new Uint8Array(PAGE_BYTES).fill(0xff);
    const view = viewOf(fresh);
    view.setUint32(0, STATE.active, true);
    view.setUint32(4, pages.length, true);
    view.setUint8(8, VERSION_2);
    view.setUint32(28, crc32Nvs(fresh.subarray(4, 28)), true);
    pages.push(fresh);
    used = 0;
    return fresh;
  }

  function nextPage(): void {
    viewOf(page).setUint32(0, STATE.full, true);
    page = openPage();
  }

  function put(header: Uint8Array, payload: Uint8Array = new Uint8Array(0)): void {
    const span = 1 + Math.ceil(payload.length / ENTRY_BYTES);
    page.set(header, ENTRIES_AT + used * ENTRY_BYTES);
    page.set(payload, ENTRIES_AT + (used + 1) * ENTRY_BYTES);
    for (let index = used; index < used + span; index++) {
      const at = ENTRY_BYTES + (index >> 2);
      const shift = (index & 3) * 2;
      page[at] = ((page[at] ?? 0xff) & ~(3 << shift)) | (ENTRY_WRITTEN << shift);
    }
    used += span;
  }

  /** Size, reserved and CRC of data that follows in entries of its own. */
  function describe(data: Uint8Array): Uint8Array {
    const fields = new Uint8Array(8).fill(0xff);
    viewOf(fields).setUint16(0, data.length, true);
    viewOf(fields).setUint32(4, crc32Nvs(data), true);
    return fields;
  }

  return {
    small(namespace, type, key, data) {
      if (used >= ENTRIES_PER_PAGE) nextPage();
      put(entryOf(namespace, type, 1, NO_CHUNK, key, data));
    },
    string(namespace, key, text) {
      const span = 1 + Math.ceil(text.length / ENTRY_BYTES);
      // The generator leaves the last entry of a page free here, where the library would use it.
      if (used + span >= ENTRIES_PER_PAGE && used > 0) nextPage();
      put(entryOf(namespace, TYPE_STRING, span, NO_CHUNK, key, describe(text)), text);
    },
    blob(namespace, key, data) {
      if (used >= ENTRIES_PER_PAGE) nextPage();
      let chunk = 0;
      for (let at = 0; ; ) {
        const room = (ENTRIES_PER_PAGE - used - 1) * ENTRY_BYTES;
        const part = data.subarray(at, at + room);
        at += part.length;
        const span = 1 + Math.ceil(part.length / ENTRY_BYTES);
        put(entryOf(namespace, TYPE_BLOB_DATA, span, chunk, key, describe(part)), part);
        chunk += 1;
        if (at < data.length || room - part.length < ENTRY_BYTES) nextPage();
        if (at >= data.length) break;
        if (chunk > 0x7f) throw invalid(`the blob "${key}" of ${data.length} bytes has more than 127 chunks`, { key });
      }
      const index = new Uint8Array(8).fill(0xff);
      viewOf(index).setUint32(0, data.length, true);
      index[4] = chunk;
      index[5] = 0;
      put(entryOf(namespace, TYPE_BLOB_INDEX, 1, NO_CHUNK, key, index));
    },
    finish: () => (used === 0 && pages.length === 1 ? [] : pages),
  };
}

function entryOf(
  namespace: number,
  type: number,
  span: number,
  chunk: number,
  key: string,
  data: Uint8Array,
): Uint8Array {
  const name = new TextEncoder().encode(key);
  if (name.length === 0 || name.length > MAX_KEY_BYTES || name.includes(0)) {
    throw invalid(`the key "${key}" has ${name.length} bytes; 1 to ${MAX_KEY_BYTES} without NUL are allowed`, { key });
  }
  const entry = new Uint8Array(ENTRY_BYTES).fill(0xff);
  entry.set([namespace, type, span, chunk]);
  entry.fill(0, 8, 24);
  entry.set(name, 8);
  entry.set(data, 24);
  viewOf(entry).setUint32(4, entryCrc(entry), true);
  return entry;
}

const entryCrc = (entry: Uint8Array) => crc32Nvs(concatBytes([entry.subarray(0, 4), entry.subarray(8, ENTRY_BYTES)]));

/**
 * The entries of a partition in the order in which they were written; an erased partition has none. A key that is
 * there twice has its newest value. Throws image/nvs-invalid with page, entry and reason.
 */
export function parseNvs(bytes: Uint8Array): ConfigEntry[] {
  if (bytes.length === 0 || bytes.length % PAGE_BYTES !== 0) {
    throw invalid(`${bytes.length} bytes are not a whole number of pages of 4096`, { sizeBytes: bytes.length });
  }
  const items = pagesInOrder(bytes).flatMap(readPage);
  const namespaces = new Map<number, string>();
  for (const item of items) {
    if (item.namespace === 0 && item.type === TYPE_NAMESPACE) namespaces.set(item.data[0] ?? 0, item.key);
  }
  const found = new Map<string, ConfigEntry>();
  const chunks = new Map<string, Map<number, Uint8Array>>();
  for (const item of items) {
    if (item.namespace === 0) continue;
    const namespace = namespaces.get(item.namespace);
    if (namespace === undefined) throw invalidAt(item, `namespace ${item.namespace} is not declared`);
    const id = `${item.namespace}\0${item.key}`;
    if (item.type === TYPE_BLOB_DATA) {
      const parts = chunks.get(id) ?? new Map<number, Uint8Array>();
      parts.set(item.chunk, item.payload);
      chunks.set(id, parts);
      continue;
    }
    const value = item.type === TYPE_BLOB_INDEX ? joinBlob(item, chunks.get(id)) : readValue(item);
    found.delete(id);
    found.set(id, { namespace, key: item.key, value });
  }
  return [...found.values()];
}

interface Page {
  readonly index: number;
  readonly sequence: number;
  readonly bytes: Uint8Array;
}

interface Item {
  readonly page: number;
  readonly entry: number;
  readonly namespace: number;
  readonly type: number;
  readonly chunk: number;
  readonly key: string;
  readonly data: Uint8Array;
  readonly payload: Uint8Array;
}

function pagesInOrder(bytes: Uint8Array): Page[] {
  const pages: Page[] = [];
  for (let index = 0; index * PAGE_BYTES < bytes.length; index++) {
    const page = bytes.subarray(index * PAGE_BYTES, (index + 1) * PAGE_BYTES);
    const view = viewOf(page);
    const state = view.getUint32(0, true);
    if (state === STATE.uninitialised) {
      if (page.some((byte) => byte !== 0xff)) throw invalid(`page ${index} has data but no header`, { page: index });
      continue;
    }
    if (state === STATE.corrupt) continue;
    if (state !== STATE.active && state !== STATE.full && state !== STATE.freeing) {
      throw invalid(`page ${index} has the unknown state 0x${state.toString(16)}`, { page: index });
    }
    if (view.getUint32(28, true) !== crc32Nvs(page.subarray(4, 28))) {
      throw invalid(`the CRC of the header of page ${index} does not fit`, { page: index });
    }
    if (view.getUint8(8) !== VERSION_2) {
      throw invalid(
        `page ${index} has version byte 0x${view.getUint8(8).toString(16)}; only version 2 (0xfe) is known`,
        { page: index },
      );
    }
    pages.push({ index, sequence: view.getUint32(4, true), bytes: page });
  }
  return pages.sort((a, b) => a.sequence - b.sequence);
}

function readPage(page: Page): Item[] {
  const items: Item[] = [];
  for (let entry = 0; entry < ENTRIES_PER_PAGE; ) {
    const state = ((page.bytes[ENTRY_BYTES + (entry >> 2)] ?? 0xff) >> ((entry & 3) * 2)) & 3;
    if (state === ENTRY_EMPTY || state !== ENTRY_WRITTEN) {
      entry += 1;
      continue;
    }
    const at = ENTRIES_AT + entry * ENTRY_BYTES;
    const raw = page.bytes.subarray(at, at + ENTRY_BYTES);
    const view = viewOf(raw);
    const place = { page: page.index, entry };
    if (view.getUint32(4, true) !== entryCrc(raw)) throw invalidAt(place, 'its CRC does not fit');
    const span = view.getUint8(2);
    if (span === 0 || entry + span > ENTRIES_PER_PAGE) throw invalidAt(place, `its span of ${span} leaves the page`);
    items.push({ ...readEntry(raw, place), payload: readPayload(page.bytes, raw, span, place) });
    entry += span;
  }
  return items;
}

function readEntry(raw: Uint8Array, place: { page: number; entry: number }): Omit<Item, 'payload'> {
  const name = raw.subarray(8, 24);
  const end = name.indexOf(0);
  if (end <= 0) throw invalidAt(place, 'its key is empty or not ended');
  return {
    ...place,
    namespace: raw[0] ?? 0,
    type: raw[1] ?? 0,
    chunk: raw[3] ?? 0,
    key: textOf(name.subarray(0, end), place),
    data: raw.slice(24, 32),
  };
}

function readPayload(
  page: Uint8Array,
  raw: Uint8Array,
  span: number,
  place: { page: number; entry: number },
): Uint8Array {
  const type = raw[1];
  if (type !== TYPE_STRING && type !== TYPE_BLOB_DATA) {
    if (span !== 1) throw invalidAt(place, `its span is ${span}; a value of this type has 1`);
    return new Uint8Array(0);
  }
  const size = viewOf(raw).getUint16(24, true);
  if (Math.ceil(size / ENTRY_BYTES) !== span - 1)
    throw invalidAt(place, `${size} bytes do not take ${span - 1} entries`);
  const start = ENTRIES_AT + (place.entry + 1) * ENTRY_BYTES;
  const payload = page.slice(start, start + size);
  if (viewOf(raw).getUint32(28, true) !== crc32Nvs(payload)) throw invalidAt(place, 'the CRC of its data does not fit');
  return payload;
}

function joinBlob(item: Item, parts: ReadonlyMap<number, Uint8Array> | undefined): ConfigValue {
  const size = viewOf(item.data).getUint32(0, true);
  const count = item.data[4] ?? 0;
  const start = item.data[5] ?? 0;
  const pieces: Uint8Array[] = [];
  for (let chunk = start; chunk < start + count; chunk++) {
    const piece = parts?.get(chunk);
    if (!piece) throw invalidAt(item, `chunk ${chunk} of the blob "${item.key}" is missing`);
    pieces.push(piece);
  }
  const value = concatBytes(pieces);
  if (value.length !== size) throw invalidAt(item, `the blob "${item.key}" has ${value.length} of its ${size} bytes`);
  return { type: 'blob', value };
}

function readValue(item: Item): ConfigValue {
  if (item.type === TYPE_STRING) {
    const end = item.payload.length - 1;
    if (end < 0 || item.payload.indexOf(0) !== end)
      throw invalidAt(item, `the string "${item.key}" does not end with its NUL`);
    return { type: 'string', value: textOf(item.payload.subarray(0, end), item) };
  }
  const type = INTEGER_TYPES.find((name) => INTEGERS[name].code === item.type);
  if (!type) throw invalidAt(item, `the type 0x${item.type.toString(16)} of "${item.key}" is not known`);
  const { bytes, isSigned } = INTEGERS[type];
  const raw = BigInt.asUintN(bytes * 8, viewOf(item.data).getBigUint64(0, true));
  return { type, value: isSigned ? BigInt.asIntN(bytes * 8, raw) : raw };
}

function textOf(bytes: Uint8Array, place: { page: number; entry: number }): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw invalidAt(place, 'its text is not UTF-8');
  }
}

const invalidAt = ({ page, entry }: { readonly page: number; readonly entry: number }, why: string) =>
  invalid(`page ${page}, entry ${entry}: ${why}`, { page, entry });

const invalid = (why: string, context: NamedContext) =>
  new SlipwayError('image/nvs-invalid', `NVS: ${why}.`, { context });
