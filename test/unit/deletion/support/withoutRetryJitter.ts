/**
 * Runs work without the random pauses of the SDK between retries, which take up to seconds of real time.
 *
 * @param work runs without pauses
 * @returns the result of the work
 */
export async function unpaused<T>(work: () => Promise<T>): Promise<T> {
  const { random } = Math;
  Math.random = () => 0;
  try {
    return await work();
  } finally {
    Math.random = random;
  }
}
