import { t } from '@vscode/l10n';
import type { Listing } from '../../inventory/listing/listKind.ts';
import { failureReason } from '../execution/classifyFailure.ts';

/** Returns why a listing proves no absence: a list of it failed or was canceled. Undefined where it is complete. */
export function listingFailure({ kind, failures }: Pick<Listing, 'kind' | 'failures'>): string | undefined {
  const [failure] = failures;
  return failure && t('{0} could not be listed. {1}', kind.label, failureReason(failure));
}
