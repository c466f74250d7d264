import type { NetworkInterface } from '@aws-sdk/client-ec2';
import type { Owner } from '../../model/kind.ts';
import type { ListedItem } from '../../model/listedItem.ts';

/** The types of interfaces that AWS services create: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_NetworkInterface.html. */
const OWN_TYPES: ReadonlySet<string> = new Set(['interface', 'efa', 'efa-only', 'trunk', 'branch', 'secondary']);

/**
 * How the descriptions of interfaces name the resource that has them, where Teardown can delete it:
 * https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/requester-managed-eni.html
 */
const OWNERS_BY_ID: readonly (readonly [id: RegExp, kind: string, noun: string])[] = [
  [/\bnat-[0-9a-f]{8,17}\b/, 'ec2.natGateway', 'NAT gateway'],
  [/\bvpce-[0-9a-f]{8,17}\b/, 'ec2.vpcEndpoint', 'VPC endpoint'],
  [/\btgw-attach-[0-9a-f]{8,17}\b/, 'ec2.transitGatewayVpcAttachment', 'transit gateway VPC attachment'],
  [/\beice-[0-9a-f]{8,17}\b/, 'ec2.instanceConnectEndpoint', 'EC2 Instance Connect Endpoint'],
  [/\brse-[0-9a-f]{8,17}\b/, 'ec2.routeServerEndpoint', 'route server endpoint'],
];

/** How they name owners in other services; the group is the name. */
const FOREIGN_OWNERS: readonly (readonly [description: RegExp, noun: string])[] = [
  // https://repost.aws/knowledge-center/elb-find-load-balancer-ip
  [/^ELB (.+)$/, 'load balancer'],
  // https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html
  [
    /^AWS Lambda VPC ENI[-: ]+(.+?)(?:-[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})?(?:: [0-9a-f-]+)?$/,
    'Lambda function',
  ],
  // https://docs.aws.amazon.com/efs/latest/ug/accessing-fs.html
  [/^EFS mount target for (\S+)/, 'EFS file system'],
  [/^RDSNetworkInterface()/, 'RDS database'],
  [/^ElastiCache (.+)$/, 'ElastiCache cluster'],
  [/^RedshiftNetworkInterface()/, 'Redshift cluster'],
  // https://docs.aws.amazon.com/eks/latest/userguide/network-reqs.html
  [/^Amazon EKS (.+)$/, 'EKS cluster'],
  // https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-networking-awsvpc.html
  [/^(arn:aws[\w-]*:ecs:\S+)$/, 'ECS task, which its service starts again,'],
  [/^ClientVPN Endpoint resource()/i, 'Client VPN endpoint'],
  // https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/requester-managed-eni.html
  [/^Resource Gateway Interface (\S+)/, 'VPC Lattice resource gateway'],
];

/**
 * Returns whether an AWS service attached an interface, or created it: only that service can detach or delete it. Hyperplane's attachments
 * have ids of their own (`ela-attach-…`), and belong to accounts of AWS (`amazon-aws`).
 */
export function isServiceManaged({ Attachment: attachment, ...item }: NetworkInterface): boolean {
  // Only its operator can delete it, detached or not: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_OperatorResponse.html
  if (item.Operator?.Managed === true) return true;
  // What a service detached and did not delete can be deleted:
  // https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/requester-managed-eni.html
  if (attachment === undefined && item.Status === 'available') return false;
  const { AttachmentId: id = '', InstanceOwnerId: holder = '' } = attachment ?? {};
  if (item.RequesterManaged === true) return true;
  if (id.startsWith('ela-attach-') || holder.startsWith('amazon-')) return true;
  return attachment !== undefined && item.InterfaceType !== undefined && !OWN_TYPES.has(item.InterfaceType);
}

/** Returns the resource that an AWS service created an interface for; undefined where no service did. */
export function serviceOwner(item: NetworkInterface): Owner | undefined {
  if (!isServiceManaged(item)) return undefined;
  const { Description: description = '', InterfaceType: type = 'no description', RequesterId: requester } = item;
  for (const [pattern, kind, noun] of OWNERS_BY_ID) {
    const [id] = pattern.exec(description) ?? [];
    if (id !== undefined) return { text: `${noun} ${id}`, reference: { kind, id } };
  }
  for (const [pattern, noun] of FOREIGN_OWNERS) {
    const found = pattern.exec(description);
    if (found) return { text: [noun, found[1]].filter(Boolean).join(' ') };
  }
  const service = item.Operator?.Principal ?? requester ?? item.Attachment?.InstanceOwnerId ?? 'an AWS service';
  return { text: `${service} (${description === '' ? type : description})` };
}

/**
 * Returns what must be deleted in place of a network interface: the instance that AWS deletes it with, or the resource that an AWS service
 * created it for. Undefined where the interface itself must be deleted.
 */
export function interfaceOwner({ item }: ListedItem): Owner | undefined {
  const { Attachment: attachment } = item as NetworkInterface;
  const id = attachment?.InstanceId;
  if (id !== undefined && attachment?.DeleteOnTermination === true)
    return { text: `instance ${id}`, reference: { kind: 'ec2.instance', id } };
  return serviceOwner(item);
}
