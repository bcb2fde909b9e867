// Owns: whether an order has all its units. Imports types only, so that the page has this without the schemas.
import type { LineState } from './line.ts';

/** Nothing more is made for it. Without an order there is no end. */
export const isOrderFull = ({ order }: Pick<LineState, 'order'>): boolean =>
  order !== null && order.passed >= order.quantity;
