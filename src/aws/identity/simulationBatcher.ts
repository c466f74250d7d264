import type { Simulation } from './simulatePolicy.ts';
import { targetKey, type Target } from './target.ts';

/** What is asked of IAM in one request. */
interface Batch {
  readonly arns: Set<string | undefined>;
  readonly results: Promise<ReadonlyMap<string | undefined, Simulation>>;
}

/** Simulates one action on some resources in one request. */
type SendBatch = (
  target: Target,
  action: string,
  arns: readonly (string | undefined)[],
  signal: AbortSignal,
) => Batch['results'];

/** Sends the simulations of one action that are asked for in one turn of the event loop as one request. */
export class SimulationBatcher {
  readonly #send: SendBatch;
  /** The batches that are not sent yet, by signal and by target and action. */
  readonly #open = new Map<AbortSignal, Map<string, Batch>>();

  constructor(send: SendBatch) {
    this.#send = send;
  }

  /** Simulates whether the caller of a target may perform an action on a resource. */
  async simulate(target: Target, action: string, arn: string | undefined, signal: AbortSignal): Promise<Simulation> {
    const batch = this.#batch(target, action, signal);
    batch.arns.add(arn);
    return (await batch.results).get(arn) ?? 'unknown';
  }

  #batch(target: Target, action: string, signal: AbortSignal): Batch {
    const ofSignal = this.#open.get(signal) ?? new Map<string, Batch>();
    this.#open.set(signal, ofSignal);
    const key = JSON.stringify([targetKey(target), action]);
    const open = ofSignal.get(key);
    if (open) return open;
    const arns = new Set<string | undefined>();
    const send = () => {
      this.#open.delete(signal);
      return this.#send(target, action, [...arns], signal);
    };
    const batch = { arns, results: Promise.resolve().then(send) };
    ofSignal.set(key, batch);
    return batch;
  }
}
