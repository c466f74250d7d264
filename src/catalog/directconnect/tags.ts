import type { Connection, Interconnect, Lag, Tag, VirtualInterface } from '@aws-sdk/client-direct-connect';
import { always } from '../builder/evidence.ts';
import { defineKinds } from '../builder/rowBuilder.ts';

const directconnect = defineKinds('directconnect');

/** A connection, interconnect, LAG or virtual interface. */
type TaggedParent = Partial<Connection & Interconnect & Lag & VirtualInterface>;

/**
 * The resource types of ARNs, by source; an interconnect is a connection there.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsdirectconnect.html
 */
const ARN_TYPES = ['dxcon', 'dxcon', 'dxlag', 'dxvif'] as const;

/** The index of the source of interconnects. */
const INTERCONNECT = 1;

const meaning = always('meaning', 'warning', 'Policies, cost reports and tools that use it no longer find it.');

/** Tags are listed with their resources. AWS removes them by ARN, which those lists do not have. https://docs.aws.amazon.com/directconnect/latest/APIReference/API_Tag.html */
const directConnectTag = directconnect.kind({
  noun: 'tag',
  icon: 'tag',
  sources: directconnect.union<Tag, TaggedParent>(
    directconnect.nested(
      'DescribeConnections',
      'connections',
      'tags',
      { noun: 'connection', id: 'connectionId', name: 'connectionName' },
      'connectionId',
    ),
    directconnect.nested(
      'DescribeInterconnects',
      'interconnects',
      'tags',
      { noun: 'interconnect', id: 'interconnectId', name: 'interconnectName' },
      'interconnectId',
    ),
    directconnect.nested('DescribeLags', 'lags', 'tags', { noun: 'LAG', id: 'lagId', name: 'lagName' }, 'lagId'),
    directconnect.nested(
      'DescribeVirtualInterfaces',
      'virtualInterfaces',
      'tags',
      { noun: 'virtual interface', id: 'virtualInterfaceId', name: 'virtualInterfaceName' },
      'virtualInterfaceId',
    ),
  ),
  members: { id: 'key' },
  identity: ['key', 'value'],
  fields: ['value'],
  description: ({ item, parent }) => [item.value, parent && `${parent.noun} ${parent.name ?? parent.id}`],
  evidence: [meaning],
  action: {
    operation: 'UntagResource',
    input: { tagKeys: ['key'] },
    // An interconnect's description does not name its owner.
    computedInput({ parent, source }, { partition, accountId }) {
      const { region, ownerAccount = source === INTERCONNECT ? accountId : undefined } = parent?.raw ?? {};
      if (!parent || !region || !ownerAccount) return { resourceArn: undefined };
      const type = ARN_TYPES[source as 0 | 1 | 2 | 3];
      return { resourceArn: `arn:${partition}:directconnect:${region}:${ownerAccount}:${type}/${parent.id}` };
    },
  },
  restorability: 'TagResource sets it again. The plan contains its value.',
});

/** The tags of a gateway are as global as the gateway. https://docs.aws.amazon.com/directconnect/latest/APIReference/API_DirectConnectGateway.html */
const gatewayTag = directconnect.kind({
  global: true,
  noun: 'tag of a Direct Connect gateway',
  pluralNoun: 'tags of Direct Connect gateways',
  icon: 'tag',
  sources: [
    directconnect.nested(
      'DescribeDirectConnectGateways',
      'directConnectGateways',
      'tags',
      { noun: 'Direct Connect gateway', id: 'directConnectGatewayId', name: 'directConnectGatewayName' },
      'directConnectGatewayId',
    ),
  ],
  members: { id: 'key' },
  identity: ['key', 'value'],
  fields: ['value'],
  description: ({ item, parent }) => [item.value, parent && (parent.name ?? parent.id)],
  evidence: [meaning],
  action: {
    operation: 'UntagResource',
    input: { tagKeys: ['key'] },
    computedInput({ parent }, { partition }) {
      const owner = parent?.raw.ownerAccount;
      if (!parent || !owner) return { resourceArn: undefined };
      return { resourceArn: `arn:${partition}:directconnect::${owner}:dx-gateway/${parent.id}` };
    },
  },
  restorability: 'TagResource sets it again. The plan contains its value.',
});

export const TAG_KINDS = directconnect.kinds('Tags', { tag: directConnectTag, gatewayTag });
