// Owns: the records of this station: searching units, exporting them, and charts of their runs. May import data, ui, i18n,
// commands and the contract. Start reading at RecordsScreen.tsx; list/use-unit-list.ts keeps the list live and still.
export { ChartsScreen } from './charts/ChartsScreen.tsx';
export { RecordsScreen } from './RecordsScreen.tsx';
