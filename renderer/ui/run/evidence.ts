// Owns: how a piece of evidence is shown, told by the name that the steps give it. Imports nothing of ours.
// Evidence is free in form, so that a new device family needs no change here. Start reading at `showEvidence`.

type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

export type Shown =
  | { readonly kind: 'bytes'; readonly value: number }
  | { readonly kind: 'duration'; readonly value: number }
  | { readonly kind: 'address'; readonly value: number }
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'yes-no'; readonly value: boolean }
  | { readonly kind: 'hash'; readonly value: string }
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'nothing' }
  | { readonly kind: 'texts'; readonly values: readonly string[] }
  | { readonly kind: 'table'; readonly columns: readonly string[]; readonly rows: readonly ShownRow[] }
  | { readonly kind: 'group'; readonly entries: readonly ShownEntry[] };

export interface ShownEntry {
  readonly name: string;
  readonly shown: Shown;
}
export type ShownRow = readonly Shown[];

/** Long enough to be a digest, and nothing else in it: MD5 and longer. */
const digest = /^[0-9a-f]{32,}$/i;

export function showEvidence(evidence: Readonly<Record<string, Json>>): ShownEntry[] {
  return Object.entries(evidence).map(([name, value]) => ({ name, shown: show(name, value) }));
}

function show(name: string, value: Json): Shown {
  if (value === null) return { kind: 'nothing' };
  if (typeof value === 'boolean') return { kind: 'yes-no', value };
  if (typeof value === 'number') return showNumber(name, value);
  if (typeof value === 'string') return { kind: digest.test(value) ? 'hash' : 'text', value };
  if (isList(value)) return showList(name, value);
  return { kind: 'group', entries: showEvidence(value) };
}

function showNumber(name: string, value: number): Shown {
  if (/bytes$/i.test(name)) return { kind: 'bytes', value };
  if (/ms$/i.test(name)) return { kind: 'duration', value };
  if (/^(offset|address)$/i.test(name)) return { kind: 'address', value };
  return { kind: 'number', value };
}

function showList(name: string, list: readonly Json[]): Shown {
  const objects = list.filter(isObject);
  if (objects.length === 0 || objects.length < list.length) {
    return { kind: 'texts', values: list.map((item) => (typeof item === 'string' ? item : JSON.stringify(item))) };
  }
  const columns = [...new Set(objects.flatMap((item) => Object.keys(item)))];
  const rows = objects.map((item) => columns.map((column) => show(column || name, item[column] ?? null)));
  return { kind: 'table', columns, rows };
}

const isList = (value: Json): value is readonly Json[] => Array.isArray(value);
const isObject = (value: Json): value is { readonly [key: string]: Json } =>
  typeof value === 'object' && value !== null && !isList(value);
