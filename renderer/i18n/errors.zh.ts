import { errorCatalogue } from '../../electron/contract/errors.ts';
import type { ErrorWordsOfAll } from './error-text.ts';
export const errorsZh: ErrorWordsOfAll = errorCatalogue;
