import { t } from '@vscode/l10n';
import { escapeInvisible } from '../../common/text/displayText.ts';
import { relativeTime } from '../../common/text/relativeTime.ts';
import type { Usage } from './usage.ts';

/** Returns a verdict for a row: `not attached · created 41 days ago`. */
export function usageText({ reason, since }: Usage, now: number): string {
  return [escapeInvisible(reason), ...(since ? [sinceText(since, now)] : [])].join(' · ');
}

function sinceText({ at, event }: NonNullable<Usage['since']>, now: number): string {
  const when = relativeTime(at, now);
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
