// Owns: the mark of Slipway: a hull on its ways. Decorative; the name stands beside it in words.
export function BrandMark({ size }: { readonly size: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <path d="M4 7h24l-4.5 10.5a3 3 0 0 1-2.8 1.8h-9.4a3 3 0 0 1-2.8-1.8Z" fill="var(--sw-accent)" />
      <path d="M3 21.5 29 27" stroke="currentColor" strokeWidth="2.5" strokeLinecap="round" />
    </svg>
  );
}
