import { rowsOf } from '../define.ts';

const ec2 = rowsOf('ec2');

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_VerifiedAccessInstance.html */
export const verifiedAccessInstance = ec2.kind({
  id: 'ec2.verifiedAccessInstance',
  category: 'Verified Access',
  noun: 'Verified Access instance',
  icon: 'verified',
  sources: [
    ec2.list('DescribeVerifiedAccessInstances', 'VerifiedAccessInstances', { again: ['VerifiedAccessInstanceIds'] }),
  ],
  members: { id: 'VerifiedAccessInstanceId', name: 'tag', tags: 'Tags', created: 'CreationTime' },
  show: ['Description', 'FipsEnabled'],
  evidence: [
    {
      check: 'trustProviders',
      assess({ item }) {
        const ids = (item.VerifiedAccessTrustProviders ?? []).flatMap(
          ({ VerifiedAccessTrustProviderId: id }) => id ?? [],
        );
        return ids.length === 0
          ? undefined
          : {
              level: 'blocker',
              text: `Trust providers are attached: ${ids.join(', ')}. Detach them first.`,
              blocking: ids.map((id) => ({ kind: 'ec2.verifiedAccessTrustProviderAttachment', id })),
            };
      },
    },
  ],
  after: ['ec2.verifiedAccessTrustProviderAttachment', 'ec2.verifiedAccessGroup'],
  removal: { operation: 'DeleteVerifiedAccessInstance', verb: 'delete', input: 'VerifiedAccessInstanceId' },
  remake: 'CreateVerifiedAccessInstance',
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_VerifiedAccessTrustProviderCondensed.html */
export const verifiedAccessTrustProviderAttachment = ec2.kind({
  id: 'ec2.verifiedAccessTrustProviderAttachment',
  category: 'Verified Access',
  under: ['ec2.verifiedAccessInstance'],
  noun: 'Verified Access trust provider attachment',
  icon: 'link',
  sources: [
    ec2.nested(
      'DescribeVerifiedAccessInstances',
      'VerifiedAccessInstances',
      'VerifiedAccessTrustProviders',
      { noun: 'Verified Access instance', id: 'VerifiedAccessInstanceId' },
      ['VerifiedAccessInstanceIds'],
    ),
  ],
  members: { id: 'VerifiedAccessTrustProviderId', name: 'Description' },
  show: ['TrustProviderType'],
  evidence: [
    {
      check: 'access',
      assess: () => ({
        level: 'warning',
        grave: true,
        text: 'Policies that ask this provider let nobody in any more.',
      }),
    },
  ],
  removal: {
    operation: 'DetachVerifiedAccessTrustProvider',
    verb: 'detach',
    input: {
      VerifiedAccessInstanceId: { parent: 'id' },
      VerifiedAccessTrustProviderId: 'VerifiedAccessTrustProviderId',
    },
  },
  remake: 'AttachVerifiedAccessTrustProvider',
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_VerifiedAccessTrustProvider.html */
export const verifiedAccessTrustProvider = ec2.kind({
  id: 'ec2.verifiedAccessTrustProvider',
  category: 'Verified Access',
  noun: 'Verified Access trust provider',
  icon: 'account',
  sources: [
    ec2.list('DescribeVerifiedAccessTrustProviders', 'VerifiedAccessTrustProviders', {
      again: ['VerifiedAccessTrustProviderIds'],
    }),
  ],
  members: { id: 'VerifiedAccessTrustProviderId', name: 'tag', tags: 'Tags', created: 'CreationTime' },
  show: ['TrustProviderType', 'Description', 'PolicyReferenceName'],
  after: ['ec2.verifiedAccessTrustProviderAttachment'],
  removal: { operation: 'DeleteVerifiedAccessTrustProvider', verb: 'delete', input: 'VerifiedAccessTrustProviderId' },
  wayBack: 'It cannot be restored: AWS does not give back the client secret of an OIDC provider.',
  remake: 'CreateVerifiedAccessTrustProvider',
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_VerifiedAccessGroup.html */
export const verifiedAccessGroup = ec2.kind({
  id: 'ec2.verifiedAccessGroup',
  category: 'Verified Access',
  noun: 'Verified Access group',
  icon: 'organization',
  sources: [ec2.list('DescribeVerifiedAccessGroups', 'VerifiedAccessGroups', { again: ['VerifiedAccessGroupIds'] })],
  members: {
    id: 'VerifiedAccessGroupId',
    name: 'tag',
    arn: 'VerifiedAccessGroupArn',
    tags: 'Tags',
    created: 'CreationTime',
  },
  show: ['Description', 'VerifiedAccessInstanceId', 'Owner'],
  // What is deleted stays listed for a while, with the time of its deletion.
  applies: ({ item }) => !item.DeletionTime,
  after: ['ec2.verifiedAccessEndpoint'],
  removal: { operation: 'DeleteVerifiedAccessGroup', verb: 'delete', input: 'VerifiedAccessGroupId' },
  remake: 'CreateVerifiedAccessGroup',
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_VerifiedAccessEndpoint.html */
export const verifiedAccessEndpoint = ec2.kind({
  id: 'ec2.verifiedAccessEndpoint',
  category: 'Verified Access',
  noun: 'Verified Access endpoint',
  icon: 'debug-disconnect',
  sources: [
    ec2.list('DescribeVerifiedAccessEndpoints', 'VerifiedAccessEndpoints', { again: ['VerifiedAccessEndpointIds'] }),
  ],
  members: {
    id: 'VerifiedAccessEndpointId',
    name: 'tag',
    state: 'Status.Code',
    tags: 'Tags',
    created: 'CreationTime',
  },
  show: ['ApplicationDomain', 'EndpointDomain', 'EndpointType', 'VerifiedAccessGroupId'],
  evidence: [
    {
      check: 'access',
      assess: () => ({ level: 'warning', grave: true, text: 'The application is not reached through it any more.' }),
    },
  ],
  removal: { operation: 'DeleteVerifiedAccessEndpoint', verb: 'delete', input: 'VerifiedAccessEndpointId' },
  remake: 'CreateVerifiedAccessEndpoint',
});
