/**
 * Runs a side effect of a deletion, such as showing or writing what AWS has done already. An error becomes a warning
 * and never fails the deletion.
 */
export async function bestEffort(work: () => void | Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    process.emitWarning(error instanceof Error ? error : String(error));
  }
}
