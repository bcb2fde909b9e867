// Owns: the token of a browser's tab: taken from the address once, kept for the tab, never shown again.

export interface TokenStore {
  read(): string | undefined;
  keep(token: string): void;
  forget(): void;
}

const storageKey = 'slipway.token';
/** 256 bits in base64url, as electron/api/guard.ts makes them; others are tolerated, spaces around them too. */
const tokenForm = /^[\w-]{1,256}$/;

export const parseToken = (text: string): string | undefined => {
  const token = text.trim();
  return tokenForm.test(token) ? token : undefined;
};

/**
 * `slipway serve` prints an address that ends in `#token=…`. A fragment is not sent to servers or in Referer; it is
 * taken out of the address bar at once, so that neither history, a bookmark nor a screenshot keeps it.
 */
export function takeTokenFromAddress(page: Window): string | undefined {
  const fragment = page.location.hash.replace(/^#/, '');
  if (!fragment.startsWith('token=')) return undefined;
  page.history.replaceState(page.history.state, '', page.location.pathname + page.location.search);
  return parseToken(new URLSearchParams(fragment).get('token') ?? '');
}

export function createTokenStore(page: Window): TokenStore {
  const fromAddress = takeTokenFromAddress(page);
  if (fromAddress !== undefined) page.sessionStorage.setItem(storageKey, fromAddress);
  return {
    read: () => page.sessionStorage.getItem(storageKey) ?? undefined,
    keep: (token) => page.sessionStorage.setItem(storageKey, token),
    forget: () => page.sessionStorage.removeItem(storageKey),
  };
}
