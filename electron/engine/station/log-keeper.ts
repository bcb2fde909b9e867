/** The newest lines of the log, for the support file; passes each on. */
export interface LogKeeper {
  readonly log: (line: string) => void;
  lines(): readonly string[];
}

const lineLimitChars = 2_000;

export function createLogKeeper(deps: {
  readonly keep: number;
  readonly nowMs: () => number;
  readonly passOn: (line: string) => void;
}): LogKeeper {
  const kept: string[] = [];
  return {
    log(line) {
      deps.passOn(line);
      kept.push(`${new Date(deps.nowMs()).toISOString()} ${line.slice(0, lineLimitChars)}`);
      if (kept.length > deps.keep) kept.shift();
    },
    lines: () => [...kept],
  };
}
