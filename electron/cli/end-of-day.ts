/** The last day counts whole, in UTC. */
export const endOfDayMs = (day: string | undefined): number | null =>
  day === undefined ? null : Date.parse(`${day}T23:59:59.999Z`);
