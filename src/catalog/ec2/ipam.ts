import { relativeTime } from '../../text/relativeTime.ts';
import { rowsOf } from '../define.ts';

const ec2 = rowsOf('ec2');

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpamExternalResourceVerificationToken.html */
export const ipamExternalResourceVerificationToken = ec2.kind({
  id: 'ec2.ipamExternalResourceVerificationToken',
  category: 'IPAM',
  noun: 'IPAM external resource verification token',
  nouns: 'IPAM external resource verification tokens',
  label: 'IPAM verification tokens',
  icon: 'verified',
  sources: [
    ec2.list('DescribeIpamExternalResourceVerificationTokens', 'IpamExternalResourceVerificationTokens', {
      again: { member: 'IpamExternalResourceVerificationTokenIds', by: 'ids' },
    }),
  ],
  members: {
    id: 'IpamExternalResourceVerificationTokenId',
    name: 'TokenName',
    arn: 'IpamExternalResourceVerificationTokenArn',
    state: 'State',
    tags: 'Tags',
    expires: 'NotAfter',
  },
  identity: ['IpamExternalResourceVerificationTokenId', 'IpamExternalResourceVerificationTokenArn', 'TokenName'],
  row({ item }, now) {
    if (item.State !== 'create-complete') return [item.State, item.Status];
    if (!item.NotAfter) return [item.Status];
    const when = relativeTime(item.NotAfter, now, 'en');
    return item.Status === 'expired' ? [`expired ${when}`] : [item.Status, `expires ${when}`];
  },
  health({ item }) {
    switch (item.State) {
      case 'create-complete':
        return item.Status === 'valid' ? 'good' : 'idle';
      case 'create-in-progress':
      case 'delete-in-progress':
        return 'busy';
      case 'create-failed':
      case 'delete-failed':
        return 'bad';
      default:
        return 'idle';
    }
  },
  facts: [
    { label: 'Token name', of: ({ item }) => item.TokenName },
    { label: 'Status', of: ({ item }) => item.Status, dialog: '{}' },
    { label: 'State', of: ({ item }) => item.State },
    { label: 'Not after', of: ({ item }) => item.NotAfter, dialog: 'not after {}' },
    { label: 'IPAM', of: ({ item }) => item.IpamId, dialog: '{}' },
    { label: 'IPAM home Region', of: ({ item }) => item.IpamRegion, dialog: 'home Region {}' },
  ],
  evidence: [
    {
      check: 'dnsRecord',
      assess({ item }, now) {
        switch (item.Status) {
          case 'valid':
            return {
              level: 'warning',
              text: `The token is still valid${item.NotAfter ? `, it expires ${relativeTime(item.NotAfter, now, 'en')}` : ''}: a DNS TXT record made for it becomes worthless.`,
            };
          case 'expired':
            return { level: 'ok', text: 'The token has expired: nothing can be verified with it any more.' };
          default:
            return { level: 'unknown', text: 'AWS did not say whether the token is still valid.' };
        }
      },
    },
  ],
  removal: {
    operation: 'DeleteIpamExternalResourceVerificationToken',
    verb: 'delete',
    dryRun: true,
    input: { IpamExternalResourceVerificationTokenId: { item: 'IpamExternalResourceVerificationTokenId' } },
  },
  settling: {
    states: { removing: ['delete-in-progress'], gone: ['delete-complete'], failed: ['delete-failed'] },
  },
  wayBack: {
    level: 'none',
    text: 'It cannot be restored: a new token has another name and another value, so its DNS TXT record must be made anew.',
  },
});
