import type { AnyHandler } from '../services/handlers.ts';
import type { Call } from '../services/call.ts';
import type { SampleStore } from './sampleStore.ts';

/** The listings whose resources can refer to a prefix list, and the member that is the id of what refers. */
const REFERRING: readonly (readonly [list: string, id: string | undefined])[] = [
  ['DescribeRouteTables', 'RouteTableId'],
  ['DescribeSecurityGroupRules', 'GroupId'],
  ['GetTransitGatewayPrefixListReferences', undefined],
];

/**
 * GetManagedPrefixListAssociations: what refers to a prefix list
 * (https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_GetManagedPrefixListAssociations.html).
 *
 * @param shelf where the resources are
 * @returns the handler
 */
export function prefixListAssociations(shelf: SampleStore): AnyHandler {
  return (given: never, call: Call) => {
    const { PrefixListId: list = '' } = given as { PrefixListId?: string };
    const holders = REFERRING.flatMap(([operation, id]) => {
      const listing = shelf.listings.get(operation);
      const rows = listing ? shelf.collection(call, listing).rows() : [];
      return rows
        .filter(({ gone, item }) => !gone && JSON.stringify(item).includes(JSON.stringify(list)))
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
