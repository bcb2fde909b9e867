// Owns: the line: tiles, keys, scans, set-up, evidence, shift. May import data, i18n, ui, commands and the contract.
// Start reading at LineScreen.tsx; what is decided without a screen is in model/.
export { CardPanel } from './card/LaterCardPanel.tsx';
export { LineScreen } from './LineScreen.tsx';
