import { t } from '@vscode/l10n';

/** Returns the first names of a list, and how many more there are: `a, b and 3 more`. */
export function nameList(names: readonly string[], max: number): string {
  const shown = names.slice(0, max).join(', ');
  return names.length > max ? t('{0} and {1} more', shown, names.length - max) : shown;
}
