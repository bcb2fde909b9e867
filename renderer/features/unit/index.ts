// Owns: the screen of one unit: who it is, its life, and what can be done. May import data, ui, i18n and the contract.
// Start reading at UnitScreen.tsx; life/moments.ts folds the journal into a time line.
export { UnitScreen, type UnitScreenProps } from './UnitScreen.tsx';
