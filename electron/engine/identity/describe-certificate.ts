// Owns: what a certificate says, as people and the contract read it. Imports contract and Node's own X.509 reader.
import { X509Certificate } from 'node:crypto';
import type { CertificateFacts } from '../../contract/records.ts';

/** Reads a certificate in PEM; undefined for text that is none, so that an odd record can still be shown. */
export function tryDescribeCertificate(certificatePem: string): CertificateFacts | undefined {
  const certificate = tryRead(certificatePem);
  if (certificate === undefined) return undefined;
  const { publicKey } = certificate;
  const curve = publicKey.asymmetricKeyDetails?.namedCurve;
  return {
    subject: distinguishedName(certificate.subject),
    issuer: distinguishedName(certificate.issuer),
    serialNumber: certificate.serialNumber.toLowerCase(),
    notBeforeMs: certificate.validFromDate.getTime(),
    notAfterMs: certificate.validToDate.getTime(),
    alternativeNames: alternativeNames(certificate.subjectAltName),
    keyAlgorithm: curve === undefined ? (publicKey.asymmetricKeyType ?? 'unknown') : `ecdsa-${curve}`,
    sha256: certificate.fingerprint256.replaceAll(':', '').toLowerCase(),
  };
}

function tryRead(certificatePem: string): X509Certificate | undefined {
  try {
    return new X509Certificate(certificatePem);
  } catch {
    return undefined;
  }
}

/** Node prints one attribute a line, the root first; RFC 4514 2.1 writes them the other way round, with commas. */
const distinguishedName = (lines: string): string => lines.split('\n').reverse().join(', ');

/**
 * Node's list is made not to be mistaken: an entry with a comma or a quote in it is a JSON string behind its kind
 * (CVE-2021-44532). `DNS:a, URI:"b, c"` becomes `DNS:a` and `URI:b, c`.
 */
function alternativeNames(list: string | undefined): string[] {
  if (list === undefined) return [];
  return [...list.matchAll(/([A-Za-z ]+):("(?:[^"\\]|\\.)*"|[^,]*)(?:, |$)/g)].map(
    ([, kind = '', value = '']) => `${kind}:${value.startsWith('"') ? unquoted(value) : value}`,
  );
}

function unquoted(json: string): string {
  try {
    return String(JSON.parse(json));
  } catch {
    return json;
  }
}
