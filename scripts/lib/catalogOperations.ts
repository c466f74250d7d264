import { iamPolicy, type PolicyPurpose } from '../../src/catalog/iamPolicy.ts';
import { KINDS, LISTED_KINDS } from '../../src/catalog/index.ts';
import { SERVICES, type ServiceId } from '../../src/catalog/model/services.ts';

const PURPOSES = ['read', 'findUnused', 'prices', 'creators', 'dryRun', 'delete'] satisfies PolicyPurpose[];

/** Returns the operations of a service that the catalog needs: those with a permission, and those that restore. */
export function catalogOperations(service: ServiceId): string[] {
  const prefix = `${SERVICES[service].iamPrefix}:`;
  const actions = PURPOSES.flatMap((purpose) =>
    iamPolicy(LISTED_KINDS, purpose).Statement.flatMap(({ Action }) => Action),
  );
  const restoring = KINDS.filter((kind) => kind.service === service).flatMap(
    ({ restorability }) => restorability.restore?.operation ?? [],
  );
  const permitted = actions.filter((action) => action.startsWith(prefix)).map((action) => action.slice(prefix.length));
  return [...new Set([...permitted, ...restoring])].sort();
}
