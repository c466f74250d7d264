import { t } from '@vscode/l10n';
import { kindById } from '../catalog/index.ts';
import { truncateMiddle } from '../common/text/displayText.ts';
import { actionTitle } from '../deletion/presentation/phrases.ts';

/** How many resources the question names, and how long each of their texts may be, in characters. */
const NAMES_SHOWN = 5;
const TEXT_LIMIT = 256;

/**
 * Returns what an agent wants to delete, in words: action, id, parent and Region of the first resources, and how many more there are. The
 * input is as the model wrote it. No more of it is read than is shown.
 */
export function referenceNames(input: unknown): string {
  const resources: unknown =
    typeof input === 'object' && input !== null && 'resources' in input ? input.resources : undefined;
  if (!Array.isArray(resources)) return '';
  const names = resources.slice(0, NAMES_SHOWN).map(referenceName);
  const more = resources.length - names.length;
  return more > 0 ? t('{0} and {1} more', names.join(', '), more) : names.join(', ');
}

function referenceName(one: unknown): string {
  const text = (member: string) => {
    const value: unknown = typeof one === 'object' && one !== null ? Reflect.get(one, member) : undefined;
    return typeof value === 'string' && value !== '' ? truncateMiddle(value, TEXT_LIMIT) : undefined;
  };
  const [id, parent, region, kind] = [text('id') ?? '?', text('parentId'), text('region'), text('kind')];
  // A resource and what is detached from it may have one id.
  const known = kindById(kind ?? '');
  const named = known ? actionTitle(known, id) : [kind, id].filter(Boolean).join(' ');
  const own = parent === undefined ? named : t('{0} of {1}', named, parent);
  return region === undefined ? own : `${own} (${region})`;
}
