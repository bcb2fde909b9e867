// Placeholder until this feature's own screens are here; says so to whoever opens it.
import { createElement } from 'react';

export const RecordsScreen = () => createElement('p', null, 'This screen is not part of this build yet.');
export const ChartsScreen = () => createElement('p', null, 'This screen is not part of this build yet.');
