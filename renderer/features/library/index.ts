// Owns: bundles, recipes and trust: what the station can make and on whose word. May import data, i18n, ui and the contract.
// Start reading at LibraryScreen.tsx; recipes are edited in draft/DraftScreen.tsx.
export { DraftScreen } from './draft/DraftScreen.tsx';
export { Editor } from './editor/LazyEditor.tsx';
export { LibraryScreen } from './LibraryScreen.tsx';
