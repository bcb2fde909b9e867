// Owns: the first start: practice or real work, and the way to a first PASS. May import data, i18n, ui and the contract.
export { WelcomeScreen } from './WelcomeScreen.tsx';
