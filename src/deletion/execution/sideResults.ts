import { t } from '@vscode/l10n';
import type { Kind } from '../../catalog/model/kind.ts';
import type { Structure } from '../../catalog/model/structure.ts';
import { textAt } from '../../inventory/listing/memberPath.ts';
import type { Outcome } from './outcome.ts';

/**
 * Adds to the outcome of a deletion what became of the things that the same request deletes, each with its result. A thing that was not
 * deleted makes it `failed`. `output` is AWS's response, undefined where it was lost.
 */
export function withSideResults(
  outcome: Outcome,
  { action }: Pick<Kind, 'action'>,
  output: Structure | undefined,
): Outcome {
  const { sideResults } = action;
  if (!sideResults || outcome.kind !== 'deleted') return outcome;
  const { member, noun, id, code, deleted, kept } = sideResults;
  const list = output?.[member];
  if (!Array.isArray(list)) {
    const unknown = t('AWS did not return what became of each {0}.', noun);
    return output === undefined || list !== undefined
      ? { ...outcome, reason: joined(outcome.reason, unknown) }
      : outcome;
  }
  const results = (list as readonly Structure[]).map((element) => {
    const [what, result] = [textAt(element, id) ?? '?', textAt(element, code) ?? ''];
    if (result === deleted) return { failed: false, text: t('{0} {1}: deleted.', noun, what) };
    if (result === kept) return { failed: false, text: t('{0} {1}: kept, AWS skipped it.', noun, what) };
    return { failed: true, text: t('{0} {1}: not deleted ({2}).', noun, what, result) };
  });
  if (results.length === 0) return outcome;
  const text = results.map((result) => result.text).join(' ');
  return results.some(({ failed }) => failed)
    ? {
        ...outcome,
        kind: 'failed',
        reason: joined(outcome.reason, t('It is deleted, but not all that goes with it.'), text),
      }
    : { ...outcome, reason: joined(outcome.reason, text) };
}

function joined(...sentences: readonly (string | undefined)[]): string {
  return sentences.filter((sentence) => sentence !== undefined).join(' ');
}
