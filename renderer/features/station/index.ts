// Owns: the station as its people look after it: slots, fleets, keys, doctor, appearance, about.
// May import data, commands, i18n, ui and the contract. Start reading at StationScreen.tsx.
export { StationScreen } from './StationScreen.tsx';
