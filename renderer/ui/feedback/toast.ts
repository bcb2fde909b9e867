// Owns: telling a person that something happened, beside what they are doing. Imports nothing. Toasts.tsx shows it.

export interface ToastOptions {
  readonly tone: 'info' | 'good' | 'warning' | 'bad' | 'station';
  /** What happened. */
  readonly title: string;
  /** What it means, what to do. */
  readonly message?: string;
  /** The exact words of the engine; folded away. */
  readonly evidence?: string;
  readonly action?: { readonly label: string; onAct(): void };
  /** A newer toast with this id replaces the older one. */
  readonly id?: string;
}

export type KnownToast = ToastOptions & { readonly id: string };

export const toastEvent = 'slipway:toast';
export const retellEvent = 'slipway:toast-retell';
export const dismissEvent = 'slipway:toast-dismiss';

/**
 * Good news leaves by itself; warnings and failures stay until they are closed, here or by Escape. Travels as a DOM event,
 * so that any code of the window may call it and there is no state to share or reset.
 */
export function toast(options: ToastOptions): void {
  document.dispatchEvent(new CustomEvent<ToastOptions>(toastEvent, { detail: options }));
}

/** Other words, as of another language, for the toast with this id; nothing where it is gone. */
export function retellToast(options: KnownToast): void {
  document.dispatchEvent(new CustomEvent<KnownToast>(retellEvent, { detail: options }));
}

/** Closes the toast with this id, without one all of them; false where there was none. */
export function dismissToasts(id?: string): boolean {
  const detail: DismissedToasts = { id, found: false };
  document.dispatchEvent(new CustomEvent<DismissedToasts>(dismissEvent, { detail }));
  return detail.found;
}

export interface DismissedToasts {
  readonly id: string | undefined;
  /** Set by whoever shows them. */
  found: boolean;
}
