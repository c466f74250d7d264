import { t } from '@vscode/l10n';
import { formatJson } from '../../common/text/formatJson.ts';
import type { ListingState } from '../../inventory/inventory.ts';
import type { Resource } from '../../inventory/resource.ts';

/** Returns whether AWS no longer lists a resource: only a complete listing shows that. */
export function isUnlisted({ key }: Pick<Resource, 'key'>, { listing }: Pick<ListingState, 'listing'>): boolean {
  return listing?.failures.length === 0 && listing.resources.every((listed) => listed.key !== key);
}

/** Returns the text of a details document. Of a resource that AWS no longer lists, the first member shows that, and nothing is lost. */
export function detailsText(value: object, unlisted: boolean): string {
  const status = t('AWS no longer lists this resource. The rest of this document was read before.');
  return `${formatJson(unlisted ? { status, ...value } : value)}\n`;
}
