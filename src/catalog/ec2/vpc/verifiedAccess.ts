import { defineKinds } from '../../builder/rowBuilder.ts';

const ec2 = defineKinds('ec2');

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_VerifiedAccessInstance.html */
export const verifiedAccessInstance = ec2.kind({
  id: 'ec2.verifiedAccessInstance',
  category: 'Verified Access',
  noun: 'Verified Access instance',
  icon: 'verified',
  sources: [
    ec2.list('DescribeVerifiedAccessInstances', 'VerifiedAccessInstances', { getOne: ['VerifiedAccessInstanceIds'] }),
  ],
  members: { id: 'VerifiedAccessInstanceId', name: 'tag', tags: 'Tags', created: 'CreationTime' },
  fields: ['Description', 'FipsEnabled'],
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
              blockers: ids.map((id) => ({ kind: 'ec2.verifiedAccessTrustProviderAttachment', id })),
            };
      },
    },
  ],
  deletedAfter: ['ec2.verifiedAccessTrustProviderAttachment', 'ec2.verifiedAccessGroup'],
  action: { operation: 'DeleteVerifiedAccessInstance', verb: 'delete', input: 'VerifiedAccessInstanceId' },
  recreateOperation: 'CreateVerifiedAccessInstance',
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_VerifiedAccessTrustProviderCondensed.html */
export const verifiedAccessTrustProviderAttachment = ec2.kind({
  id: 'ec2.verifiedAccessTrustProviderAttachment',
  category: 'Verified Access',
  parentKinds: ['ec2.verifiedAccessInstance'],
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
  fields: ['TrustProviderType'],
  evidence: [
    {
      check: 'access',
      assess: () => ({
        level: 'warning',
        severe: true,
        text: 'Policies that ask this provider let nobody in any more.',
      }),
    },
  ],
  action: {
    operation: 'DetachVerifiedAccessTrustProvider',
    verb: 'detach',
    input: {
      VerifiedAccessInstanceId: { parent: 'id' },
      VerifiedAccessTrustProviderId: 'VerifiedAccessTrustProviderId',
    },
  },
  recreateOperation: 'AttachVerifiedAccessTrustProvider',
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_VerifiedAccessTrustProvider.html */
export const verifiedAccessTrustProvider = ec2.kind({
  id: 'ec2.verifiedAccessTrustProvider',
  category: 'Verified Access',
  noun: 'Verified Access trust provider',
  icon: 'account',
  sources: [
    ec2.list('DescribeVerifiedAccessTrustProviders', 'VerifiedAccessTrustProviders', {
      getOne: ['VerifiedAccessTrustProviderIds'],
    }),
  ],
  members: { id: 'VerifiedAccessTrustProviderId', name: 'tag', tags: 'Tags', created: 'CreationTime' },
  fields: ['TrustProviderType', 'Description', 'PolicyReferenceName'],
  deletedAfter: ['ec2.verifiedAccessTrustProviderAttachment'],
  action: { operation: 'DeleteVerifiedAccessTrustProvider', verb: 'delete', input: 'VerifiedAccessTrustProviderId' },
  restorability: 'It cannot be restored: AWS does not give back the client secret of an OIDC provider.',
  recreateOperation: 'CreateVerifiedAccessTrustProvider',
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_VerifiedAccessGroup.html */
export const verifiedAccessGroup = ec2.kind({
  id: 'ec2.verifiedAccessGroup',
  category: 'Verified Access',
  noun: 'Verified Access group',
  icon: 'organization',
  sources: [ec2.list('DescribeVerifiedAccessGroups', 'VerifiedAccessGroups', { getOne: ['VerifiedAccessGroupIds'] })],
  members: {
    id: 'VerifiedAccessGroupId',
    name: 'tag',
    arn: 'VerifiedAccessGroupArn',
    tags: 'Tags',
    created: 'CreationTime',
  },
  fields: ['Description', 'VerifiedAccessInstanceId', 'Owner'],
  // What is deleted stays listed for a while, with the time of its deletion.
  matches: ({ item }) => !item.DeletionTime,
  deletedAfter: ['ec2.verifiedAccessEndpoint'],
  action: { operation: 'DeleteVerifiedAccessGroup', verb: 'delete', input: 'VerifiedAccessGroupId' },
  recreateOperation: 'CreateVerifiedAccessGroup',
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_VerifiedAccessEndpoint.html */
export const verifiedAccessEndpoint = ec2.kind({
  id: 'ec2.verifiedAccessEndpoint',
  category: 'Verified Access',
  noun: 'Verified Access endpoint',
  icon: 'debug-disconnect',
  sources: [
    ec2.list('DescribeVerifiedAccessEndpoints', 'VerifiedAccessEndpoints', { getOne: ['VerifiedAccessEndpointIds'] }),
  ],
  members: {
    id: 'VerifiedAccessEndpointId',
    name: 'tag',
    state: 'Status.Code',
    tags: 'Tags',
    created: 'CreationTime',
  },
  fields: ['ApplicationDomain', 'EndpointDomain', 'EndpointType', 'VerifiedAccessGroupId'],
  evidence: [
    {
      check: 'access',
      assess: () => ({ level: 'warning', severe: true, text: 'The application is not reached through it any more.' }),
    },
  ],
  action: { operation: 'DeleteVerifiedAccessEndpoint', verb: 'delete', input: 'VerifiedAccessEndpointId' },
  recreateOperation: 'CreateVerifiedAccessEndpoint',
});
