/** One change of the schema. Never edited after it has been released: the next change is the next file. */
export interface Migration {
  /** 1, 2, 3, ...; SQLite's user_version once it has been applied. */
  readonly number: number;
  readonly sql: string;
  /** Functions of one text that `sql` calls. */
  readonly functions?: Readonly<Record<string, (text: string) => string>>;
}
