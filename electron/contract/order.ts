// Owns: whether a line has a recipe, and whether its order has all its units. Imports types only, so that the page has
// this without the schemas.
import type { LineState } from './line.ts';

/** There is a recipe, and it can be used. */
export const hasRecipe = ({ setup, problem }: Pick<LineState, 'setup' | 'problem'>): boolean =>
  setup !== null && problem === null;

/** Nothing more is made for it. Without an order there is no end. */
export const isOrderFull = ({ order }: Pick<LineState, 'order'>): boolean =>
  order !== null && order.passed >= order.quantity;
