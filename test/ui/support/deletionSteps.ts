import type { SandboxClient } from '../../../sandbox/client.ts';
import type { DeletionCase } from './deletionCase.ts';
import { absolute, DEV, DEV_ACCOUNT, found, LABELS } from './steps.ts';

/** The account and Region of all of them, as in the dialog and the tooltip. */
export const WHERE = `Profile dev · account ${DEV_ACCOUNT} · ${DEV.region}`;
export const IN_TOOLTIP = ['Profile: dev', `Account: example-dev (${DEV.account})`, `Region: ${DEV.region}`];
const KEY_NOT_BACK = 'Warning: It cannot be restored. AWS returned its secret only once, at its creation.';
const PAIR_BACK =
  'Can be restored: Whoever has the public key can import the pair again. Lightsail does not return it.';

const dryRunAllowed = (operation: string) => `You have permission (dry run of ${operation}).`;
/** Returns the dialog's line about a permission that only an IAM simulation confirmed. */
export const simulated = (action: string) =>
  `Not certain: Probably allowed: the IAM policy simulation allows ${action}.`;

/** Returns the menu entries of a resource that can be deleted, in order. */
const menuOf = ({ hasDryRun = false, hasArn = false } = {}): readonly string[] => [
  'Show Details',
  ...(hasDryRun ? ['Check Permission (Dry Run)'] : []),
  ...['Open in AWS Console', 'Look Up Creator', 'Copy ID'],
  ...(hasArn ? ['Copy ARN'] : []),
  ...['Refresh', 'Delete…'],
];
const MENU = menuOf();
const MENU_ARN = menuOf({ hasArn: true });
const MENU_EC2 = menuOf({ hasDryRun: true });
const MENU_EC2_ARN = menuOf({ hasDryRun: true, hasArn: true });

/** Returns a token that is still valid. Its deletion makes the TXT record useless. */
export async function validToken(aws: SandboxClient): Promise<DeletionCase> {
  const rows = await aws.rows({ ...DEV, kind: 'ec2.ipamExternalResourceVerificationToken' });
  const { item } = found(
    rows,
    'valid token',
    (row) => row.item.Tags?.some(({ Value }) => Value === 'office-range') ?? false,
  );
  const id = item.IpamExternalResourceVerificationTokenId ?? '';
  const name = item.TokenName ?? '';
  const noun = 'IPAM external resource verification token';
  return {
    kind: LABELS.tokens,
    label: name,
    description: 'valid · expires in 3 hours',
    tooltip: [
      `ID: ${id}`,
      `Token name: ${name}`,
      'Status: valid',
      'State: create-complete',
      `Not after: ${absolute(item.NotAfter)} (in 3 hours)`,
      `IPAM: ${item.IpamId ?? ''}`,
      'IPAM home Region: eu-west-1',
      'Tag Name: office-range',
      ...IN_TOOLTIP,
    ],
    menu: MENU_EC2_ARN,
    dialog: {
      message: `Delete ${noun} "${name}"?`,
      detail: [
        `${id} · valid · not after ${absolute(item.NotAfter)} (in 3 hours) · ${item.IpamId ?? ''} · home Region eu-west-1`,
        WHERE,
        'Warning: The token is still valid, it expires in 3 hours: a DNS TXT record created for it becomes useless.',
        'Warning: It cannot be restored. A new token has another name and value, so its DNS TXT record must be created again.',
        dryRunAllowed('DeleteIpamExternalResourceVerificationToken'),
      ],
      button: 'Delete IPAM External Resource Verification Token',
    },
    progress: 'deleting',
    toast: `Deleted ${name} (${id}): ${noun} in eu-west-1.`,
    service: 'ec2',
    channelService: 'EC2',
    operation: 'DeleteIpamExternalResourceVerificationToken',
    input: { IpamExternalResourceVerificationTokenId: id },
    subject: id,
  };
}

/** Returns a peer whose BGP session carries routes. */
export async function peerThatIsUp(aws: SandboxClient): Promise<DeletionCase> {
  const rows = await aws.rows({ ...DEV, kind: 'ec2.routeServerPeer' });
  const { id, item } = found(rows, 'peer that is up', (row) => row.item.PeerAddress === '10.0.1.21');
  return {
    kind: LABELS.peers,
    label: 'edge-fw-1',
    description: '10.0.1.21 · BGP up · AS65001 · BFD up',
    tooltip: [
      `ID: ${id}`,
      'Peer address: 10.0.1.21',
      'Peer ASN: 65001',
      'State: available',
      'BGP: up',
      'BFD: up',
      `Route server: ${item.RouteServerId ?? ''}`,
      'Tag Name: edge-fw-1',
      ...IN_TOOLTIP,
    ],
    menu: MENU_EC2,
    dialog: {
      message: 'Delete route server peer "edge-fw-1"?',
      detail: [
        `${id} · peer 10.0.1.21 · AS65001 · route server ${item.RouteServerId ?? ''}`,
        WHERE,
        'Warning: BGP is up. The session carries routes, and those learned from this peer are withdrawn at once.',
        'Can be restored: A peer with the same settings can be created again. It gets a new ID.',
        dryRunAllowed('DeleteRouteServerPeer'),
      ],
      button: 'Delete Route Server Peer',
    },
    typed: 'edge-fw-1',
    progress: 'deleting',
    toast: 'Deleted edge-fw-1 ',
    service: 'ec2',
    channelService: 'EC2',
    operation: 'DeleteRouteServerPeer',
    input: { RouteServerPeerId: id },
    subject: id,
  };
}

/** Returns the last active key of a bucket. */
export async function lastActiveKey(aws: SandboxClient): Promise<DeletionCase> {
  const rows = await aws.rows({ ...DEV, kind: 'lightsail.bucketAccessKey' });
  const { id, item } = found(rows, 'last active key', ({ parent }) => parent === 'backups-2023');
  const used = absolute(item.lastUsed?.lastUsedDate);
  return {
    kind: LABELS.bucketKeys,
    label: `${id.slice(0, 4)}…${id.slice(-4)}`,
    description: 'backups-2023 · Active · last used 3 months ago by s3 in us-east-1',
    tooltip: [
      `ID: ${id}`,
      'Bucket: backups-2023',
      'Status: Active',
      `Created: ${absolute(item.createdAt)} (1 year ago)`,
      `Last used: ${used} (3 months ago)`,
      'Last used in Region: us-east-1',
      'Last used by service: s3',
      ...IN_TOOLTIP,
    ],
    menu: MENU,
    dialog: {
      message: `Delete bucket access key "${id}" of bucket backups-2023?`,
      detail: [
        `${id} · bucket backups-2023 · Active · created ${absolute(item.createdAt)} (1 year ago)`,
        WHERE,
        'Warning: It is the last active key of bucket backups-2023.',
        'Warning: Last used 3 months ago by s3 in us-east-1. Applications that sign requests with it lose access.',
        KEY_NOT_BACK,
        simulated('lightsail:DeleteBucketAccessKey'),
      ],
      button: 'Delete Bucket Access Key',
    },
    typed: 'a code',
    progress: 'deleting',
    toast: `Deleted ${id} of bucket backups-2023: bucket access key in eu-west-1.`,
    service: 'lightsail',
    channelService: 'Lightsail',
    operation: 'DeleteBucketAccessKey',
    input: { bucketName: 'backups-2023', accessKeyId: id },
    subject: `backups-2023 / ${id}`,
  };
}

/** Returns the Region's default key pair, which instances use, one of them with Windows. */
export async function defaultKeyPair(aws: SandboxClient): Promise<DeletionCase> {
  const rows = await aws.rows({ ...DEV, kind: 'lightsail.keyPair' });
  const { item } = found(rows, 'default key pair', ({ id }) => id === 'LightsailDefaultKeyPair');
  const fingerprint = item.fingerprint ?? '';
  const created = `${absolute(item.createdAt)} (1 year ago)`;
  return {
    kind: LABELS.keyPairs,
    label: 'LightsailDefaultKeyPair',
    description: `default · 2 instances · ${fingerprint}`,
    tooltip: [
      'ID: LightsailDefaultKeyPair',
      `Fingerprint: ${fingerprint}`,
      `Created: ${created}`,
      'Default pair of the Region: yes',
      'Instances: bastion, win-jump',
      ...IN_TOOLTIP,
    ],
    menu: MENU_ARN,
    dialog: {
      message: 'Delete key pair "LightsailDefaultKeyPair"?',
      detail: [
        `LightsailDefaultKeyPair · fingerprint ${fingerprint} · created ${created}`,
        WHERE,
        'Warning: Instances were created with this pair: bastion, win-jump. They keep the public key, but Lightsail no longer has the pair.',
        "Warning: It is the Region's default pair. Save the administrator passwords of Windows instances (win-jump) first. They cannot be decrypted without it.",
        'Warning: The default pair cannot be restored. Lightsail creates a new one when one is needed.',
        simulated('lightsail:DeleteKeyPair'),
      ],
      button: 'Delete Key Pair',
    },
    typed: 'a code',
    progress: 'deleting',
    toast: 'Deleted LightsailDefaultKeyPair: key pair in eu-west-1.',
    service: 'lightsail',
    channelService: 'Lightsail',
    operation: 'DeleteKeyPair',
    input: { keyPairName: 'LightsailDefaultKeyPair', expectedFingerprint: fingerprint },
    subject: 'LightsailDefaultKeyPair',
  };
}

/** Returns a key pair of the user. Its request has no fingerprint. */
export async function ownKeyPair(aws: SandboxClient): Promise<DeletionCase> {
  const rows = await aws.rows({ ...DEV, kind: 'lightsail.keyPair' });
  const { item } = found(rows, 'key pair ci-runner', ({ id }) => id === 'ci-runner');
  const fingerprint = item.fingerprint ?? '';
  const created = `${absolute(item.createdAt)} (1 month ago)`;
  return {
    kind: LABELS.keyPairs,
    label: 'ci-runner',
    description: `no instances · ${fingerprint}`,
    tooltip: ['Default pair of the Region: no', 'Instances: none'],
    menu: MENU_ARN,
    dialog: {
      message: 'Delete key pair "ci-runner"?',
      detail: [
        `ci-runner · fingerprint ${fingerprint} · created ${created}`,
        WHERE,
        PAIR_BACK,
        'No instance was created with this pair.',
        simulated('lightsail:DeleteKeyPair'),
      ],
      button: 'Delete Key Pair',
    },
    progress: 'deleting',
    toast: 'Deleted ci-runner: key pair in eu-west-1.',
    service: 'lightsail',
    channelService: 'Lightsail',
    operation: 'DeleteKeyPair',
    input: { keyPairName: 'ci-runner' },
    subject: 'ci-runner',
  };
}
