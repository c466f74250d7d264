import { t } from '@vscode/l10n';
import { jsonText } from '../text/json.ts';
import { spokenName } from './words.ts';
import { questionAbout } from './confirmation.ts';
import type { Plan, PlanItem } from './plan.ts';

/**
 * A plan as a document: what will be called, in which order, where, and with which evidence.
 *
 * @param plan the plan
 * @param now milliseconds since the epoch
 * @returns the text
 */
export function planDocument(plan: Plan, now: number): string {
  const question = questionAbout(plan.items, now);
  return [`# ${question.title}`, '', question.detail, '', ...plan.items.flatMap(itemLines)].join('\n');
}

function itemLines(item: PlanItem, index: number): string[] {
  const { resource, operation, input, evidence } = item;
  return [
    `## ${index + 1}. ${spokenName(resource)}`,
    '',
    `${operation} ${jsonText(input)}`,
    '',
    ...evidence.map(({ level, text, operation: source }) => `- ${level}: ${text} (${t('by {0}', source)})`),
    '',
  ];
}
