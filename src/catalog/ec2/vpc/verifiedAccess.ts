import { always } from '../../builder/evidence.ts';
import { defineKinds } from '../../builder/rowBuilder.ts';

const ec2 = defineKinds('ec2');

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_VerifiedAccessInstance.html */
const verifiedAccessInstance = ec2.kind({
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
              blockers: ids.map((id) => ({
                kind: 'ec2.verifiedAccessTrustProviderAttachment',
                id,
                parent: item.VerifiedAccessInstanceId ?? '',
              })),
            };
      },
    },
  ],
  deletedAfter: ['ec2.verifiedAccessTrustProviderAttachment'],
  dependents: [{ kind: 'ec2.verifiedAccessGroup', refersBy: 'VerifiedAccessInstanceId' }],
  action: 'DeleteVerifiedAccessInstance',
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_VerifiedAccessTrustProviderCondensed.html */
const verifiedAccessTrustProviderAttachment = ec2.kind({
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
  evidence: [always('access', 'severe', 'Policies that rely on this provider no longer grant access.')],
  action: {
    operation: 'DetachVerifiedAccessTrustProvider',
    input: {
      VerifiedAccessInstanceId: { parent: 'id' },
      VerifiedAccessTrustProviderId: 'VerifiedAccessTrustProviderId',
    },
  },
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_VerifiedAccessTrustProvider.html */
const verifiedAccessTrustProvider = ec2.kind({
  noun: 'Verified Access trust provider',
  icon: 'account',
  sources: [
    ec2.list('DescribeVerifiedAccessTrustProviders', 'VerifiedAccessTrustProviders', {
      getOne: ['VerifiedAccessTrustProviderIds'],
    }),
  ],
  members: { id: 'VerifiedAccessTrustProviderId', name: 'tag', tags: 'Tags', created: 'CreationTime' },
  fields: ['TrustProviderType', 'Description', 'PolicyReferenceName'],
  dependents: [{ kind: 'ec2.verifiedAccessTrustProviderAttachment', refersBy: 'VerifiedAccessTrustProviderId' }],
  action: 'DeleteVerifiedAccessTrustProvider',
  restorability: 'It cannot be restored. AWS does not return the client secret of an OIDC provider.',
  recreateOperation: 'CreateVerifiedAccessTrustProvider',
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_VerifiedAccessGroup.html */
const verifiedAccessGroup = ec2.kind({
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
  // AWS lists a deleted one for a while, with the time of its deletion.
  matches: ({ item }) => !item.DeletionTime,
  completion: { unmatched: 'deleted' },
  dependents: [{ kind: 'ec2.verifiedAccessEndpoint', refersBy: 'VerifiedAccessGroupId' }],
  action: 'DeleteVerifiedAccessGroup',
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_VerifiedAccessEndpoint.html */
const verifiedAccessEndpoint = ec2.kind({
  noun: 'Verified Access endpoint',
  icon: 'debug-disconnect',
  sources: [
    ec2.list('DescribeVerifiedAccessEndpoints', 'VerifiedAccessEndpoints', { getOne: ['VerifiedAccessEndpointIds'] }),
  ],
  members: { id: 'VerifiedAccessEndpointId', name: 'tag', state: 'Status.Code', tags: 'Tags', created: 'CreationTime' },
  fields: ['ApplicationDomain', 'EndpointDomain', 'EndpointType', 'VerifiedAccessGroupId'],
  evidence: [always('access', 'severe', 'The application can no longer be reached through it.')],
  action: 'DeleteVerifiedAccessEndpoint',
});

export const VERIFIED_ACCESS_KINDS = ec2.kinds('Verified Access', {
  verifiedAccessInstance,
  verifiedAccessTrustProviderAttachment,
  verifiedAccessTrustProvider,
  verifiedAccessGroup,
  verifiedAccessEndpoint,
});
