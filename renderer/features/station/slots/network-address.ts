// Owns: a network port's address as people type or paste it. Pure. What an address may be is the engine's to say.
export const networkKinds = ['rfc2217', 'tcp'] as const;
export type NetworkKind = (typeof networkKinds)[number];

export const isNetworkKind = (text: string): text is NetworkKind => networkKinds.some((kind) => kind === text);

/** A pasted `tcp://host:port` chooses the kind; anything else leaves it. */
export function readAddress(text: string, kind: NetworkKind): { readonly kind: NetworkKind; readonly typed: string } {
  const [, scheme = '', rest = ''] = /^\s*([a-z0-9]+):\/\/(.*)$/i.exec(text) ?? [];
  const named = scheme.toLowerCase();
  return isNetworkKind(named) ? { kind: named, typed: rest } : { kind, typed: text };
}

export const addressOf = (kind: NetworkKind, typed: string): string => `${kind}://${typed.trim()}`;
