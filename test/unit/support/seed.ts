import { errorMessage } from '../../../src/common/errors.ts';

/** Determines every random choice of this process's tests. `TEARDOWN_SEED` replays a run. */
export const SEED = Number(process.env['TEARDOWN_SEED'] ?? Date.now() % 2 ** 31);

/** Runs a random test and returns its result. Adds the seed to its error. */
export async function replayable<T>(seed: number, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw new Error(`TEARDOWN_SEED=${seed} replays this: ${errorMessage(error)}`, {
      cause: error,
    });
  }
}
