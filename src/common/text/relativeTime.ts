import { t } from '@vscode/l10n';

const UNITS: readonly [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 365 * 86_400],
  ['month', 30 * 86_400],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
];

/**
 * Returns a point in time as a phrase: `in 3 hours`, `2 days ago`, `now`. It is in the largest unit that fits at least
 * once; below a minute in seconds. `now` is milliseconds since the epoch. Default of `language`: that of the sentences
 * around it.
 */
export function relativeTime(at: Date, now: number, language = displayLanguage()): string {
  const seconds = Math.round((at.getTime() - now) / 1000);
  if (Number.isNaN(seconds)) return t('at an unknown time');
  const [unit, size] = UNITS.find(([, length]) => Math.abs(seconds) >= length) ?? ['second', 1];
  const count = Math.trunc(seconds / size);
  return language === 'en' ? englishPhrase(count, unit) : phraseIn(language, count, unit);
}

/** Returns what ICU returns for English, without its data: 8 MiB of memory for the first phrase. */
function englishPhrase(count: number, unit: string): string {
  if (count === 0) return 'now';
  const size = String(Math.abs(count)).replace(/\B(?=(?:\d{3})+$)/g, ',');
  const length = `${size} ${unit}${size === '1' ? '' : 's'}`;
  return count < 0 ? `${length} ago` : `in ${length}`;
}

function phraseIn(language: string, count: number, unit: Intl.RelativeTimeFormatUnit): string {
  return new Intl.RelativeTimeFormat(language, { numeric: count === 0 ? 'auto' : 'always' }).format(count, unit);
}

/**
 * Returns the language of the texts that are loaded: VS Code's, where there is a translation for it, English otherwise.
 */
export function displayLanguage(): string {
  return t({
    message: 'en',
    comment: 'The language of this file, as in bundle.l10n.de.json: for phrases like 3 hours ago',
  });
}

/**
 * Returns a point in time for tooltips, absolute first, for comparing, then as a phrase. Example: `2026-11-21 14:02:11
 * UTC (3 hours ago)`. `now` is milliseconds since the epoch.
 */
export function absoluteAndRelative(at: Date, now: number): string {
  if (Number.isNaN(at.getTime())) return t('not a date');
  return `${at.toISOString().slice(0, 19).replace('T', ' ')} UTC (${relativeTime(at, now)})`;
}
