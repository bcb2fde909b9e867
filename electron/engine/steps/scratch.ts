import { SlipwayError } from '../../contract/errors.ts';
import type { FlashPlan } from '../drivers/driver.ts';
import type { StepContext } from './step.ts';

const missing = (what: string) =>
  new SlipwayError(
    'station/internal',
    `A step ran before the one that finds the ${what}; the plan of the run is out of order.`,
  );

/** The unit that `identify` bound to this run. */
export function unitIdOf(ctx: StepContext): string {
  if (ctx.scratch.unitId === undefined) throw missing('unit');
  return ctx.scratch.unitId;
}

/** The plan that `identify` made for this unit. */
export function flashPlanOf(ctx: StepContext): FlashPlan {
  if (ctx.scratch.plan === undefined) throw missing('flash plan');
  return ctx.scratch.plan;
}

/** The serial number that `reserve` gave. */
export function serialOf(ctx: StepContext): string {
  if (ctx.scratch.serial === undefined) throw missing('serial number');
  return ctx.scratch.serial;
}

/** The words that templates in the recipe may use, as far as this run knows them yet. */
export function wordsOf(ctx: StepContext): Record<string, string> {
  const { recipe } = ctx.job;
  const words: Record<string, string> = { product: recipe.product, version: recipe.version, chip: recipe.device.chip };
  if (ctx.session.identity.mac !== undefined) words['mac'] = ctx.session.identity.mac;
  if (ctx.scratch.unitId !== undefined) words['unit'] = ctx.scratch.unitId;
  if (ctx.scratch.serial !== undefined) words['serial'] = ctx.scratch.serial;
  if (ctx.scratch.keyFingerprint !== undefined) words['keyFingerprint'] = ctx.scratch.keyFingerprint;
  return words;
}
