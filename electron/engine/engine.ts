// Owns: what the engine offers, derived from the contract so that the two cannot drift. May import contract only.
// `createEngine` in index.ts implements it; electron/api serves it over every wire. Start reading at `Engine`.
import type { AnyContractProcedure, InferSchemaInput, InferSchemaOutput } from '@orpc/contract';
import type { Contract } from '../contract/api.ts';

/** What every call is given beside its input. */
export interface CallOptions {
  /** Aborted when the caller cancels, or when its connection is lost. Runs go on: they belong to the engine. */
  readonly signal: AbortSignal;
}

type Result<Output> = Output extends AsyncIterator<infer Event> ? AsyncIterable<Event> : Output;

/** Input as the contract parsed it, defaults filled in; a stream must end soon after its signal is aborted. */
type Method<Procedure extends AnyContractProcedure> = (
  input: InferSchemaOutput<NonNullable<Procedure['~orpc']['inputSchema']>>,
  options: CallOptions,
) => Promise<Result<InferSchemaInput<NonNullable<Procedure['~orpc']['outputSchema']>>>>;

type Methods<Router> = {
  readonly [Key in keyof Router]: Router[Key] extends AnyContractProcedure ? Method<Router[Key]> : Methods<Router[Key]>;
};

/** One method for each procedure of the contract, under the same names. Failures are SlipwayErrors. */
export interface Engine extends Methods<Contract> {
  /** Stops runs at their next safe point, ends all streams, closes ports and the journal. Calling it twice is fine. */
  close(): Promise<void>;
}
