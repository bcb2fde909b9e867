// Owns: the mark of Slipway: a unit on a slipway, on its way into the water. Decorative; the name stands beside it in words.
// The same drawing as resources/icons/icon.svg, in the colours of the theme.
export function BrandMark({ size }: { readonly size: string }) {
  return (
    <svg width={size} height={size} viewBox="140 180 724 640" fill="none" aria-hidden="true" focusable="false">
      <g strokeWidth="52" strokeLinecap="round">
        <path d="M168 726c58-44 114-44 172 0s114 44 172 0 114-44 172 0 114 44 172 0" stroke="var(--sw-accent)" />
        <path d="M186 338 646 600" stroke="var(--sw-text-dim)" />
      </g>
      <g transform="rotate(29.7 480 330)">
        <g fill="var(--sw-text)">
          <rect x="392" y="206" width="36" height="46" rx="14" />
          <rect x="462" y="206" width="36" height="46" rx="14" />
          <rect x="532" y="206" width="36" height="46" rx="14" />
          <rect x="344" y="240" width="272" height="190" rx="42" />
        </g>
        <path d="m430 338 38 38 70-76" stroke="var(--sw-surface-1)" strokeWidth="40" strokeLinecap="round" />
      </g>
    </svg>
  );
}
