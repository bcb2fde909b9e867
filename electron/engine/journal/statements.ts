// Owns: SQL statements as the tables use them; a Database is the plainest kind. Imports nothing. Start reading at `preparedOnUse`.

/** A prepared statement, as far as a table needs it; values are given by place or by name. */
export interface Statement {
  get(...values: unknown[]): unknown;
  all(...values: unknown[]): unknown[];
  run(...values: unknown[]): unknown;
  /** Answers the first column instead of the row. */
  pluck(): Statement;
}

export interface Statements {
  readonly inTransaction: boolean;
  prepare(sql: string): Statement;
}

/** The tables have ninety statements, of which opening the journal runs a handful: SQLite prepares each on its first use. */
export function preparedOnUse(db: Statements): Statements {
  return {
    get inTransaction() {
      return db.inTransaction;
    },
    prepare: (sql) => onUse(() => db.prepare(sql)),
  };
}

function onUse(prepare: () => Statement): Statement {
  let prepared: Statement | undefined;
  const statement = () => {
    prepared ??= prepare();
    return prepared;
  };
  return {
    get: (...values) => statement().get(...values),
    all: (...values) => statement().all(...values),
    run: (...values) => statement().run(...values),
    pluck: () => onUse(() => statement().pluck()),
  };
}
