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

export const toastEvent = 'slipway:toast';

/**
 * Good news leaves by itself; warnings and failures stay until they are closed. Travels as a DOM event, so that any code
 * of the window may call it and there is no state to share or reset.
 */
export function toast(options: ToastOptions): void {
  document.dispatchEvent(new CustomEvent<ToastOptions>(toastEvent, { detail: options }));
}
