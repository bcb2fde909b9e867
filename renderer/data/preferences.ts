// Owns: what a person prefers in this window: theme, language, density, name. Imports siblings.
import * as z from 'zod/mini';
import { useViewState } from './hooks.ts';
import { createViewStore } from './view-state.ts';

const preferencesSchema = z.object({
  theme: z.enum(['auto', 'light', 'dark']),
  language: z.enum(['auto', 'en', 'de', 'zh']),
  density: z.enum(['comfortable', 'compact']),
  /** Who works here; kept from the last time it was given. */
  operator: z.string().check(z.maxLength(120)),
  hasSounds: z.boolean(),
});
export type Preferences = z.infer<typeof preferencesSchema>;

const preferences = createViewStore<Preferences>(
  'preferences',
  { theme: 'auto', language: 'auto', density: 'comfortable', operator: '', hasSounds: true },
  preferencesSchema,
);

export const usePreferences = () => useViewState(preferences);
