import type { AnyHandler } from '../services/handlers.ts';
import type { Call } from '../services/call.ts';
import type { SampleStore } from './sampleStore.ts';

/** The listings whose resources can refer to a prefix list, and the id member of those resources. */
const REFERRING: readonly (readonly [list: string, id: string | undefined])[] = [
  ['DescribeRouteTables', 'RouteTableId'],
  ['DescribeSecurityGroupRules', 'GroupId'],
  ['GetTransitGatewayPrefixListReferences', undefined],
];

/**
 * Returns the handler of GetManagedPrefixListAssociations, which lists the resources that refer to a prefix list
 * (https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_GetManagedPrefixListAssociations.html).
 */
export function prefixListAssociations(store: SampleStore): AnyHandler {
  return (given: never, call: Call) => {
    const { PrefixListId: list = '' } = given as { PrefixListId?: string };
    const holders = REFERRING.flatMap(([operation, id]) => {
      const listing = store.listings.get(operation);
      const rows = listing ? store.collection(call, listing).rows() : [];
      return rows
        .filter(({ deleted, item }) => !deleted && JSON.stringify(item).includes(JSON.stringify(list)))
        .map(({ item, parent }) => (id === undefined ? parent : String(item[id])));
    });
    return {
      PrefixListAssociations: [...new Set(holders)].map((ResourceId) => ({
        ResourceId,
        ResourceOwner: call.accountId,
      })),
    };
  };
}
