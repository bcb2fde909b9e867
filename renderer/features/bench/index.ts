// Owns: the panel of virtual units: plug, pull, replace, misbehave. May import data, i18n, ui and the contract.
export { BenchPanel } from './BenchPanel.tsx';
