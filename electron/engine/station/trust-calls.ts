// Owns: the contract's `trust`: whose bundles this station accepts, as a person changes it. May import contract, recipe.
import type { Engine } from '../engine.ts';
import { keyIdOf, parsePublicKey, type Trust } from '../recipe/trust.ts';

/** `onChange` is told after each change: what the library accepts may be another. */
export function createTrustCalls(deps: { readonly trust: Trust; readonly onChange: () => void }): Engine['trust'] {
  const { trust, onChange } = deps;
  const done = { ok: true } as const;
  return {
    get: async () => {
      const { threshold } = await trust.roots();
      return { threshold, keys: [...(await trust.list())] };
    },
    inspect: async ({ publicKey }) => {
      const keyId = keyIdOf(parsePublicKey(publicKey));
      return { keyId, isTrusted: (await trust.list()).some((key) => key.keyId === keyId) };
    },
    add: async ({ publicKey, name, notBeforeMs, notAfterMs }) => {
      const added = await trust.add({ publicKey: parsePublicKey(publicKey), name, notBeforeMs, notAfterMs });
      onChange();
      return added;
    },
    remove: async ({ keyId }) => {
      await trust.remove(keyId);
      onChange();
      return done;
    },
    setThreshold: async ({ threshold }) => {
      await trust.setThreshold(threshold);
      onChange();
      return done;
    },
  };
}
