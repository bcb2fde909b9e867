// Owns: what decides whether and how patiently updates are looked for. A file of its own, so that the end-to-end tests build
// the same app with a released runtime's answer and shorter times; there is no setting for it. Start reading at `updateFacts`.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { app } from 'electron';
import * as z from 'zod';
import type { UpdateFacts } from './updates.ts';

const packageSchema = z.object({ updateKey: z.string().optional() });

export const updateFacts = (): UpdateFacts => ({
  isPackaged: app.isPackaged,
  isDevelopmentRuntime: Number(process.versions.napi) < 10,
  resourcesPath: process.resourcesPath,
  updateKey: packageSchema.parse(JSON.parse(readFileSync(path.join(app.getAppPath(), 'package.json'), 'utf8')))
    .updateKey,
  patience: { checkEveryMs: 6 * 60 * 60 * 1000, answerWithinMs: 30_000, silenceMs: 60_000 },
});
