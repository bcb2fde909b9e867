import { X509Certificate } from 'node:crypto';
import { SlipwayError } from '../../contract/errors.ts';
import type { KeyType } from '../../contract/recipe.ts';
import { say } from '../../contract/sentences.ts';
import type { Authority, CertificateDeps } from './certificate.ts';
import type { KeyStore } from './keystore.ts';

/** What may be known of an issuing CA while the key store is locked. */
export interface AuthorityInfo {
  readonly name: string;
  readonly subject: string;
  readonly notBeforeMs: number;
  readonly notAfterMs: number;
  readonly certificatePem: string;
}

/** The issuing CAs of the station, sealed in its key store. A name that is taken is refused (wire/invalid-input). */
export interface Authorities {
  create(request: { name: string; subject: string; keyType: KeyType; validity: string }): Promise<AuthorityInfo>;
  import(request: { name: string; certificatePem: string; privateKeyPem: string }): Promise<AuthorityInfo>;
  list(): Promise<readonly AuthorityInfo[]>;
  /** Lends the CA to `work` and wipes its key afterwards. Rejects with secret/ca-missing. */
  withAuthority<T>(name: string, work: (authority: Authority) => Promise<T>): Promise<T>;
}

const prefix = 'ca/';

export function createAuthorities(deps: CertificateDeps & { readonly keystore: KeyStore }): Authorities {
  const { keystore } = deps;

  async function keep(authority: Authority): Promise<AuthorityInfo> {
    try {
      await keystore.seal(prefix + authority.name, authority.privateKey, authority.certificatePem);
    } finally {
      authority.privateKey.wipe();
    }
    return describe(authority.name, authority.certificatePem);
  }

  async function assertFree(name: string): Promise<void> {
    if ((await keystore.publicText(prefix + name)) === undefined) return;
    throw new SlipwayError('wire/invalid-input', say('authority-there-already', { name }), {
      action: say('do-choose-other-name'),
    });
  }

  return {
    async create(request) {
      const { createAuthority } = await import('./certificate.ts');
      await assertFree(request.name);
      return keep(await createAuthority(deps, request));
    },
    async import(request) {
      const { importAuthority } = await import('./certificate.ts');
      await assertFree(request.name);
      return keep(importAuthority(request));
    },
    async list() {
      const names = (await keystore.list()).filter((name) => name.startsWith(prefix));
      const found = await Promise.all(
        names.map(async (name) => ({ name, certificatePem: await keystore.publicText(name) })),
      );
      return found.flatMap(({ name, certificatePem }) =>
        certificatePem === undefined ? [] : [describe(name.slice(prefix.length), certificatePem)],
      );
    },
    async withAuthority(name, work) {
      const certificatePem = await keystore.publicText(prefix + name);
      if (certificatePem === undefined) {
        throw new SlipwayError('secret/ca-missing', say('authority-missing', { name }));
      }
      const privateKey = await keystore.open(prefix + name);
      try {
        return await work({ name, certificatePem, privateKey });
      } finally {
        privateKey.wipe();
      }
    },
  };
}

function describe(name: string, certificatePem: string): AuthorityInfo {
  let certificate: X509Certificate;
  try {
    certificate = new X509Certificate(certificatePem);
  } catch (thrown) {
    throw new SlipwayError('secret/damaged', say('authority-unreadable', { name }), {
      cause: thrown,
    });
  }
  return {
    name,
    subject: certificate.subject.replaceAll('\n', ', '),
    notBeforeMs: certificate.validFromDate.getTime(),
    notAfterMs: certificate.validToDate.getTime(),
    certificatePem,
  };
}
