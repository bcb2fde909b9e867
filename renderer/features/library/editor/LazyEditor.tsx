// Owns: loading the editor only when somebody opens a recipe. Imports siblings; types only of the editor itself.
import { lazy } from 'react';

export type { EditorHandle } from './Editor.tsx';

export const Editor = lazy(() => import('./Editor.tsx'));
