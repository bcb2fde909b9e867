// Owns: making and taking in certificates. A quarter of the engine's code is needed only here, so everybody
// imports this file when there is a certificate to make, and not at the start. Start reading at `issueCertificate`.
// @peculiar/x509 resolves its algorithms by decorators and refuses to load without this.
import 'reflect-metadata';
import { createPrivateKey, type webcrypto as WebCrypto, webcrypto, X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import * as x509 from '@peculiar/x509';
import { SlipwayError } from '../../contract/errors.ts';
import type { CertificatePolicy, KeyType } from '../../contract/recipe.ts';
import type { Sentence } from '../../contract/sentence.ts';
import { say } from '../../contract/sentences.ts';
import { endOfDurationMs } from '../recipe/duration.ts';
import { fillTemplate } from '../recipe/template.ts';
import { parseDistinguishedName } from './distinguished-name.ts';
import { describePrivateKey, generateKey } from './keys.ts';
import { createSecretBytes, type SecretBytes } from './secret-bytes.ts';

/** An issuing CA: its certificate, and its private key as PKCS#8. */
export interface Authority {
  readonly name: string;
  readonly certificatePem: string;
  readonly privateKey: SecretBytes;
}

export interface CertificateDeps {
  readonly nowMs: () => number;
  /** Fills the array with random bytes and returns it. */
  readonly random: (bytes: Uint8Array) => Uint8Array;
}

/** A unit's clock may lag the station's by a little when it first uses its certificate. */
const backdateMs = 5 * 60_000;
/** RFC 5280 4.1.2.5: the last moment that a certificate can name. */
const endOfTimeMs = Date.UTC(9999, 11, 31, 23, 59, 59);

/** Makes a self-signed CA that may issue device certificates and nothing below them (pathLenConstraint 0). */
export async function createAuthority(
  deps: CertificateDeps,
  request: { name: string; subject: string; keyType: KeyType; validity: string },
): Promise<Authority> {
  const generated = generateKey(request.keyType);
  const subject = new x509.Name(parseDistinguishedName(request.subject, {}));
  const publicKey = new x509.PublicKey(generated.publicKeyPem);
  const certificate = await x509.X509CertificateGenerator.create(
    {
      serialNumber: randomSerial(deps),
      subject,
      issuer: subject,
      ...validityOf(deps.nowMs(), request.validity),
      publicKey,
      ...(await signerOf(generated.privateKey)),
      extensions: [
        new x509.BasicConstraintsExtension(true, 0, true),
        new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
        await x509.SubjectKeyIdentifierExtension.create(publicKey, false, webcrypto),
      ],
    },
    webcrypto,
  );
  return { name: request.name, certificatePem: pemOf(certificate), privateKey: generated.privateKey };
}

/** Takes an existing CA. Refuses (wire/invalid-input) a certificate that is no CA, or a key that is not its. */
export function importAuthority(request: { name: string; certificatePem: string; privateKeyPem: string }): Authority {
  const refuse = (reason: Sentence, cause?: unknown) =>
    new SlipwayError('wire/invalid-input', say('authority-not-imported', { name: request.name, reason }), { cause });
  const certificate = attempt(
    () => new X509Certificate(request.certificatePem),
    (cause) => refuse(say('reason-certificate-unreadable'), cause),
  );
  if (!certificate.ca) throw refuse(say('reason-no-authority'));
  const key = attempt(
    () => createPrivateKey(request.privateKeyPem),
    (cause) => refuse(say('reason-key-unreadable'), cause),
  );
  if (!certificate.checkPrivateKey(key)) throw refuse(say('reason-key-of-other'));
  const privateKey = createSecretBytes(key.export({ type: 'pkcs8', format: 'der' }));
  attempt(
    () => privateKey.use(describePrivateKey),
    (cause) => refuse(say('reason-key-type'), cause),
  );
  return { name: request.name, certificatePem: certificate.toString(), privateKey };
}

/**
 * Issues a unit's certificate for TLS client authentication. Throws secret/ca-expired while the CA is not valid,
 * recipe/wrong-type for a subject or SAN that is none once its words are filled in.
 */
export async function issueCertificate(
  deps: CertificateDeps,
  authority: Authority,
  request: { policy: CertificatePolicy; publicKeyPem: string; words: Readonly<Record<string, string>> },
): Promise<string> {
  const nowMs = deps.nowMs();
  assertInForce(authority, nowMs);
  const issuer = new x509.X509Certificate(authority.certificatePem);
  const publicKey = new x509.PublicKey(request.publicKeyPem);
  const san = (request.policy.san ?? []).map((entry) => parseAlternativeName(fillTemplate(entry, request.words)));
  const certificate = await x509.X509CertificateGenerator.create(
    {
      serialNumber: randomSerial(deps),
      subject: new x509.Name(parseDistinguishedName(request.policy.subject, request.words)),
      issuer: issuer.subjectName,
      ...validityOf(nowMs, request.policy.validity),
      publicKey,
      ...(await signerOf(authority.privateKey)),
      extensions: [
        new x509.BasicConstraintsExtension(false, undefined, true),
        new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
        new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.clientAuth]),
        await x509.SubjectKeyIdentifierExtension.create(publicKey, false, webcrypto),
        await authorityKeyIdentifier(issuer),
        ...(san.length === 0 ? [] : [new x509.SubjectAlternativeNameExtension(san)]),
      ],
    },
    webcrypto,
  );
  return pemOf(certificate);
}

/** Validity of an authority's certificate, as Unix milliseconds. */
export function validityOfCertificate(certificatePem: string): { notBeforeMs: number; notAfterMs: number } {
  const certificate = new X509Certificate(certificatePem);
  return { notBeforeMs: certificate.validFromDate.getTime(), notAfterMs: certificate.validToDate.getTime() };
}

function assertInForce(authority: Authority, nowMs: number): void {
  const { notBeforeMs, notAfterMs } = validityOfCertificate(authority.certificatePem);
  if (nowMs >= notBeforeMs && nowMs <= notAfterMs) return;
  const iso = (ms: number) => new Date(ms).toISOString();
  throw new SlipwayError(
    'secret/ca-expired',
    say('authority-expired', {
      name: authority.name,
      notBefore: iso(notBeforeMs),
      notAfter: iso(notAfterMs),
      now: iso(nowMs),
    }),
  );
}

/** RFC 5280 4.2.1.1: the issuer's own subject key identifier where it has one, else the hash of its key. */
async function authorityKeyIdentifier(issuer: x509.X509Certificate): Promise<x509.AuthorityKeyIdentifierExtension> {
  const identifier = issuer.getExtension(x509.SubjectKeyIdentifierExtension);
  if (identifier !== null) return new x509.AuthorityKeyIdentifierExtension(identifier.keyId);
  return x509.AuthorityKeyIdentifierExtension.create(issuer.publicKey, false, webcrypto);
}

/** RFC 5280 4.1.2.2: positive, at most 20 octets; 126 random bits behind a leading 01 keep the length and the sign. */
function randomSerial(deps: CertificateDeps): string {
  const bytes = deps.random(new Uint8Array(16));
  bytes[0] = ((bytes[0] ?? 0) & 0x3f) | 0x40;
  return Buffer.from(bytes).toString('hex');
}

const validityOf = (nowMs: number, validity: string) => ({
  notBefore: new Date(nowMs - backdateMs),
  notAfter: new Date(Math.min(endOfDurationMs(nowMs, validity), endOfTimeMs)),
});

async function signerOf(privateKey: SecretBytes): Promise<{
  signingKey: WebCrypto.CryptoKey;
  signingAlgorithm: { name: string; hash: string } | { name: string };
}> {
  const isEd25519 = privateKey.use(describePrivateKey).keyType === 'ed25519';
  const algorithm = isEd25519 ? { name: 'Ed25519' } : { name: 'ECDSA', namedCurve: 'P-256' };
  const signingKey = await privateKey.use((pkcs8) =>
    webcrypto.subtle.importKey(
      'pkcs8',
      Buffer.from(pkcs8.buffer, pkcs8.byteOffset, pkcs8.byteLength),
      algorithm,
      false,
      ['sign'],
    ),
  );
  return { signingKey, signingAlgorithm: isEd25519 ? { name: 'Ed25519' } : { name: 'ECDSA', hash: 'SHA-256' } };
}

function parseAlternativeName(text: string): { type: 'dns' | 'url' | 'email' | 'ip'; value: string } {
  const [, kind, value = ''] = /^(dns|uri|email|ip):(.*)$/s.exec(text) ?? [];
  if (kind === 'dns' && /^(?:\*\.)?[A-Za-z0-9_](?:[A-Za-z0-9_.-]{0,251}[A-Za-z0-9])?$/.test(value))
    return { type: 'dns', value };
  if (kind === 'uri' && URL.canParse(value)) return { type: 'url', value };
  if (kind === 'email' && /^[\x21-\x3f\x41-\x7e]+@[A-Za-z0-9.-]+$/.test(value)) return { type: 'email', value };
  if (kind === 'ip' && isIP(value) !== 0) return { type: 'ip', value };
  throw new SlipwayError('recipe/wrong-type', say('name-no-alternative', { san: text }));
}

const pemOf = (certificate: x509.X509Certificate): string => `${certificate.toString('pem').trim()}\n`;

function attempt<T>(work: () => T, refuse: (cause: unknown) => SlipwayError): T {
  try {
    return work();
  } catch (thrown) {
    throw refuse(thrown);
  }
}
