// Owns: how long a text may be by which units are searched. Imports nothing: the window's first screen has it too.

/** More than anything that a unit is known by has. */
export const mostSearchChars = 200;
