// Owns: what a run wrote, region by region, read from the evidence of its steps. Imports contract and zod.
// Evidence is free in form: what a step of another family says otherwise is shown as plain evidence instead.
import * as z from 'zod';
import type { RunDetail, StepRecord } from '../../../../electron/contract/records.ts';

export interface WrittenRegion {
  readonly name: string;
  /** SHA-256 (hex) of the image that was written; null where only the verification names the region. */
  readonly sha256: string | null;
  readonly offset: number | null;
  readonly sizeBytes: number | null;
  /** Read back from the unit, and how; null where this run did not get so far. */
  readonly readBack: { readonly digest: string; readonly method: string } | null;
}

const writeEvidence = z.object({ images: z.array(z.object({ name: z.string(), sha256: z.string() })) });
const verifyEvidence = z.object({
  regions: z.array(
    z.object({
      name: z.string(),
      offset: z.number(),
      sizeBytes: z.number(),
      digest: z.string(),
      method: z.string(),
    }),
  ),
});

export function writtenOf({ steps }: Pick<RunDetail, 'steps'>): WrittenRegion[] {
  const images = writeEvidence.safeParse(evidenceOf(steps, 'write')).data?.images ?? [];
  const regions = verifyEvidence.safeParse(evidenceOf(steps, 'verify')).data?.regions ?? [];
  const names = new Set([...images, ...regions].map(({ name }) => name));
  return [...names].map((name) => {
    const region = regions.find((candidate) => candidate.name === name);
    return {
      name,
      sha256: images.find((candidate) => candidate.name === name)?.sha256 ?? null,
      offset: region?.offset ?? null,
      sizeBytes: region?.sizeBytes ?? null,
      readBack: region === undefined ? null : { digest: region.digest, method: region.method },
    };
  });
}

const evidenceOf = (steps: readonly StepRecord[], kind: StepRecord['kind']) =>
  steps.find((step) => step.kind === kind)?.evidence ?? null;
