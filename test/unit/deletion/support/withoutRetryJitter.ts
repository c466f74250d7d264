/**
 * Works without the SDK's own pauses between two tries of a look: it draws them by lot, up to seconds, in real time.
 *
 * @param work what to do meanwhile
 * @returns what the work returned
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
