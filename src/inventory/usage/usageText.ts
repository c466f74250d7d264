import { t } from '@vscode/l10n';
import { translateCatalogText } from '../../catalog/translate.ts';
import { escapeInvisible } from '../../common/text/displayText.ts';
import { relativeTime } from '../../common/text/relativeTime.ts';
import type { Usage } from './usage.ts';

/** Returns a verdict for a row, the reason first: `not attached`, `created 41 days ago`. */
export function usageTexts({ reason, since }: Usage, now: number): readonly string[] {
  return [
    escapeInvisible(translateCatalogText(reason)),
    ...(since ? [sinceText(since.event, relativeTime(since.at, now))] : []),
  ];
}

/** Returns a verdict as one text: `not attached · created 41 days ago`. */
export function usageText(usage: Usage, now: number): string {
  return usageTexts(usage, now).join(' · ');
}

/** Returns a verdict that stays the same from one day to the next: `not attached, created 2026-10-18`. */
export function datedUsageText({ reason, since }: Usage): string {
  return [
    translateCatalogText(reason),
    ...(since ? [sinceText(since.event, since.at.toISOString().slice(0, 10))] : []),
  ].join(', ');
}

function sinceText(event: NonNullable<Usage['since']>['event'], when: string): string {
  switch (event) {
    case 'created':
      return t('created {0}', when);
    case 'lastUsed':
      return t('last used {0}', when);
    case 'lastLaunched':
      return t('last launched {0}', when);
    case 'expired':
      return t('expired {0}', when);
  }
}
