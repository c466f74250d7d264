import { escapeInvisible } from '../../common/text/displayText.ts';
import { displayName, rowFacts, rowLabel, type Resource } from '../resource.ts';

/**
 * Returns every text that people see of a resource in its row and its tooltip, and the identifiers behind them. What the row shows
 * together is one text, so that a phrase across two facts is found.
 */
export function* resourceTexts(resource: Resource, now: number): Generator<string | undefined> {
  const { id, name, arn, state, tags, kind, target, entry } = resource;
  yield* [id, name, arn, state, kind.noun, target.region, entry.parent?.id, entry.parent?.name];
  for (const pair of tags ?? []) yield* pair;
  const facts = rowFacts(resource, now);
  const whole = kind.description(entry, now);
  const row = [rowLabel(resource), displayName(resource), kind.badge?.(entry), facts.join(' · '), ...facts, ...whole];
  yield* row;
  for (const text of row) if (text !== undefined) yield* asWritten(text);
  for (const fact of kind.facts) {
    const value = fact.value(entry);
    if (value !== undefined && !(value instanceof Date)) yield String(value);
  }
}

/** The same text as the row writes it: with invisible characters spelled out; and without quotation marks, which a filter takes away. */
function* asWritten(text: string): Generator<string> {
  const shown = escapeInvisible(text);
  if (shown !== text) yield shown;
  if (shown.includes('"')) yield shown.replaceAll('"', '');
}
