/**
 * Runs work without the random pauses of the SDK between retries, which take up to seconds of real time. Returns its
 * result.
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
