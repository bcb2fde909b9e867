// Owns: starting dependency-cruiser with a parser that it can use. dependency-cruiser 18 parses TypeScript through the
// compiler's API, which TypeScript 7 does not offer yet; so for it alone `typescript` is TypeScript 6, Microsoft's
// own package for the time between. Goes away once dependency-cruiser reads TypeScript 7.
import { registerHooks } from 'node:module';

registerHooks({
  resolve(specifier, context, nextResolve) {
    const isAsked = specifier === 'typescript' || specifier.startsWith('typescript/');
    if (!isAsked || !context.parentURL?.includes('/dependency-cruiser/')) return nextResolve(specifier, context);
    return nextResolve(specifier.replace('typescript', '@typescript/typescript6'), context);
  },
});

await import(new URL('../node_modules/dependency-cruiser/bin/dependency-cruiser.mjs', import.meta.url).href);
