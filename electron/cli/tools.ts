// Owns: what the command line needs of the station's files without opening its journal. station.ts provides it.
// Start reading at `RecipeTools` and `KeyTools`.
import type { RecipeSummary } from '../contract/api.ts';
import type { RecipeSource } from '../contract/line.ts';
import type { KeyType } from '../contract/recipe.ts';

export interface BundleFacts {
  readonly product: string;
  readonly version: string;
  readonly manifestHash: string;
  /** Key ids that signed it; whether they are trusted is what `verify` says. */
  readonly signers: readonly string[];
  readonly files: readonly { readonly path: string; readonly sizeBytes: number; readonly sha256: string }[];
}

export interface TrustedKey {
  readonly keyId: string;
  readonly name: string;
  readonly notBeforeMs: number | null;
  readonly notAfterMs: number | null;
}

export interface AuthorityFacts {
  readonly name: string;
  readonly subject: string;
  readonly notAfterMs: number;
}

/** Recipes and bundles, without a journal. */
export interface RecipeTools {
  recipeSchema(): object;
  checkRecipe(source: RecipeSource): Promise<RecipeSummary>;
  createBundle(request: {
    readonly recipeFile: string;
    readonly outFile: string;
    /** Private keys (PKCS#8 PEM files) that sign it. */
    readonly keyFiles: readonly string[];
    readonly expires: string | undefined;
  }): Promise<BundleFacts>;
  /** Checks hashes and signatures against the trust of this station. */
  verifyBundle(file: string): Promise<BundleFacts>;
  /** Reads without judging the signers. */
  inspectBundle(file: string): Promise<BundleFacts>;
}

/** Whom the station trusts and the keys that it holds. station-keys.ts provides it. */
export interface KeyTools {
  trustedKeys(): Promise<readonly TrustedKey[]>;
  trustKey(request: {
    readonly publicKeyFile: string;
    readonly name: string;
    readonly expires: string | undefined;
  }): Promise<TrustedKey>;
  distrustKey(keyId: string): Promise<void>;
  /** Makes a key pair for signing bundles: `file` (0600) and `file`.pub. */
  createSigningKey(file: string): Promise<{ readonly keyId: string; readonly publicKeyFile: string }>;
  authorities(): Promise<readonly AuthorityFacts[]>;
  createAuthority(request: {
    readonly name: string;
    readonly subject: string;
    readonly keyType: KeyType;
    readonly validity: string;
  }): Promise<AuthorityFacts & { readonly certificatePem: string }>;
  stationKey(): Promise<{ readonly keyId: string; readonly publicKeyPem: string }>;
}
