/**
 * Does something beside a deletion that must not spoil it, as showing or writing what AWS has done already. What fails is warned of,
 * and that is all.
 *
 * @param work what to do
 */
export async function bestEffort(work: () => void | Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    process.emitWarning(error instanceof Error ? error : String(error));
  }
}
