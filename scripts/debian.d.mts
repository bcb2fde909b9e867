/** Types of debian.mjs, which runs before TypeScript can. */
export function missingPackages(packages: readonly string[]): string[];
export function ensurePackages(packages: readonly string[], say: (line: string) => void, more?: string): boolean;
