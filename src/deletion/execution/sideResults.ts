import { t } from '@vscode/l10n';
import type { DeleteAction } from '../../catalog/model/deleteAction.ts';
import type { Structure } from '../../catalog/model/structure.ts';
import { textAt } from '../../inventory/listing/memberPath.ts';
import type { Resource } from '../../inventory/resource.ts';
import type { Outcome } from './outcome.ts';

/** What AWS returned of one thing that the same request deletes. */
interface SideResult {
  readonly id: string;
  readonly failed: boolean;
  readonly text: string;
}

/**
 * Adds to the outcome of a deletion what became of the things that the same request deletes, each with its result. A thing that was not
 * deleted turns `deleted` into `failed`. `output` is AWS's response, undefined where it was lost.
 */
export function withSideResults(
  outcome: Outcome,
  { kind: { action }, entry }: Pick<Resource, 'kind' | 'entry'>,
  output: Structure | undefined,
): Outcome {
  const { sideResults } = action;
  if (!sideResults || (output === undefined && outcome.kind !== 'deleted')) return outcome;
  const { noun } = sideResults;
  const results = resultsIn(action, output ?? {});
  const missing = [...new Set(sideResults.expected(entry))].filter((id) => !results.some((one) => one.id === id));
  const unknown =
    results.length === 0 && (missing.length > 0 || output === undefined)
      ? [t('AWS did not return what became of each {0}.', noun)]
      : missing.map((id) => t('{0} {1}: AWS returned no result.', noun, id));
  const texts = [...results.map(({ text }) => text), ...unknown];
  return withTexts(
    outcome,
    texts,
    results.some(({ failed }) => failed),
  );
}

/** Adds to the outcome of a deletion what became of the other operations of its request. One that failed turns `deleted` into `failed`. */
export function withOperations(outcome: Outcome, failed: readonly string[], pending: readonly string[]): Outcome {
  const working = pending.map((name) => t('{0}: AWS is still working on it.', name));
  return withTexts(outcome, [...failed, ...working], failed.length > 0);
}

/** Adds sentences to an outcome. Where something that goes with it has failed, `deleted` turns into `failed`. */
function withTexts(outcome: Outcome, texts: readonly string[], hasFailed: boolean): Outcome {
  if (texts.length === 0) return outcome;
  return outcome.kind === 'deleted' && hasFailed
    ? {
        ...outcome,
        kind: 'failed',
        reason: joined(outcome.reason, t('It is deleted, but not all that goes with it.'), ...texts),
      }
    : { ...outcome, reason: joined(outcome.reason, ...texts) };
}

/** Returns what AWS returned of the things that the same request deletes, in sentences; empty where it returned nothing of them. */
export function sideResultsIn(action: Pick<DeleteAction, 'sideResults'>, output: Structure): string {
  return joined(...resultsIn(action, output).map(({ text }) => text));
}

function resultsIn({ sideResults }: Pick<DeleteAction, 'sideResults'>, output: Structure): readonly SideResult[] {
  if (!sideResults) return [];
  const { member, noun, id: idMember, code, deleted, kept } = sideResults;
  const list = (output[member] ?? []) as readonly Structure[];
  return list.map((element) => {
    const [id, result] = [textAt(element, idMember) ?? '?', textAt(element, code) ?? ''];
    if (result === deleted) return { id, failed: false, text: t('{0} {1}: deleted.', noun, id) };
    if (result === kept) return { id, failed: false, text: t('{0} {1}: kept, AWS skipped it.', noun, id) };
    return { id, failed: true, text: t('{0} {1}: not deleted ({2}).', noun, id, result) };
  });
}

function joined(...sentences: readonly (string | undefined)[]): string {
  return sentences.filter((sentence) => sentence !== undefined).join(' ');
}
