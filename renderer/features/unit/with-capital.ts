// Owns: names of evidence as labels beside others. Pure.

/** Evidence is named in the middle of sentences; a label begins with a capital, as those beside it do. */
export const withCapital = (name: string): string => `${name.charAt(0).toLocaleUpperCase()}${name.slice(1)}`;
