// Owns: the page that shows every component of the kit in every state. Imports ui and i18n.
export { GalleryScreen } from './GalleryScreen.tsx';
