// Owns: loading the editor only when somebody opens a recipe. Imports ui; types only of the editor itself.
import { later } from '../../../ui/index.ts';

export type { EditorHandle } from './Editor.tsx';

export const Editor = later(async () => (await import('./Editor.tsx')).default);
