// Owns: the nonce that the server of this page gave its <style> elements. Imports nothing.

/** Undefined under the development server, which has no policy. Browsers show a nonce to scripts as a property only. */
export function readStyleNonce(page: Document): string | undefined {
  const nonce = page.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce;
  return nonce === undefined || nonce === '' ? undefined : nonce;
}
