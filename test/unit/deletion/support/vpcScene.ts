import type { SandboxClient } from '../../../../sandbox/client.ts';
import type { Fields } from '../../../../sandbox/types.ts';
import type { Resource } from '../../../../src/inventory/resource.ts';
import type { TestEnvironment } from '../../support/testEnvironment.ts';

/** An account and a Region where the sandbox has no samples. */
export const SCENE = { account: '111122223333', region: 'eu-central-1' } as const;

const id = (prefix: string, n = 1) => `${prefix}-0a1b2c3d4e5f6${String(n).padStart(4, '0')}`;

/** The ids of all resources in the scene. */
export const IDS = {
  vpc: id('vpc'),
  peer: id('vpc', 2),
  subnet: id('subnet'),
  defaultGroup: id('sg'),
  groupA: id('sg', 2),
  groupB: id('sg', 3),
  ruleA: id('sgr', 2),
  ruleB: id('sgr', 3),
  instance: id('i'),
  nat: id('nat'),
  address: id('eipalloc'),
  endpoint: id('vpce'),
  gatewayEndpoint: id('vpce', 2),
  connectEndpoint: id('eice'),
  internetGateway: id('igw'),
  egressOnly: id('eigw'),
  vpnGateway: id('vgw'),
  attachment: id('tgw-attach'),
  transitGateway: id('tgw'),
  peering: id('pcx'),
  service: id('vpce-svc'),
  connection: id('vpce', 9),
  primary: id('eni'),
  natInterface: id('eni', 2),
  endpointInterface: id('eni', 3),
  connectInterface: id('eni', 4),
  attachmentInterface: id('eni', 5),
} as const;

/** Returns a network interface with the members of AWS's DescribeNetworkInterfaces. */
export function networkInterface(members: Fields): Fields {
  return {
    AvailabilityZone: 'eu-central-1a',
    Groups: [{ GroupId: IDS.defaultGroup, GroupName: 'default' }],
    InterfaceType: 'interface',
    MacAddress: '02:78:d7:00:8a:1e',
    OwnerId: SCENE.account,
    RequesterManaged: false,
    Status: 'in-use',
    SubnetId: IDS.subnet,
    VpcId: IDS.vpc,
    ...members,
  };
}

/** Returns a network interface that an AWS service attaches: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/requester-managed-eni.html */
export function managedInterface(
  NetworkInterfaceId: string,
  type: string,
  Description: string,
  more: Fields = {},
): Fields {
  return networkInterface({
    NetworkInterfaceId,
    Description,
    InterfaceType: type,
    RequesterId: '123456789012',
    RequesterManaged: true,
    Attachment: {
      AttachmentId: `ela-attach-${NetworkInterfaceId.slice(4)}`,
      DeleteOnTermination: false,
      DeviceIndex: 1,
      InstanceOwnerId: 'amazon-aws',
      Status: 'attached',
    },
    ...more,
  });
}

const rule = (SecurityGroupRuleId: string, GroupId: string, other: string): Fields => ({
  SecurityGroupRuleId,
  GroupId,
  IsEgress: false,
  IpProtocol: 'tcp',
  FromPort: 443,
  ToPort: 443,
  ReferencedGroupInfo: { GroupId: other },
});

const group = (GroupId: string, GroupName: string, other?: string): Fields => ({
  GroupId,
  GroupName,
  VpcId: IDS.vpc,
  IpPermissions: other
    ? [{ IpProtocol: 'tcp', FromPort: 443, ToPort: 443, UserIdGroupPairs: [{ GroupId: other }] }]
    : [],
  IpPermissionsEgress: [],
});

const LISTINGS: Readonly<Record<string, readonly Fields[]>> = {
  DescribeVpcs: [
    { VpcId: IDS.vpc, State: 'available', CidrBlock: '10.0.0.0/16', IsDefault: false },
    { VpcId: IDS.peer, State: 'available', CidrBlock: '10.1.0.0/16', IsDefault: false },
  ],
  DescribeSubnets: [{ SubnetId: IDS.subnet, VpcId: IDS.vpc, State: 'available', CidrBlock: '10.0.0.0/24' }],
  DescribeSecurityGroups: [
    group(IDS.defaultGroup, 'default'),
    group(IDS.groupA, 'web', IDS.groupB),
    group(IDS.groupB, 'db', IDS.groupA),
  ],
  DescribeSecurityGroupRules: [rule(IDS.ruleA, IDS.groupA, IDS.groupB), rule(IDS.ruleB, IDS.groupB, IDS.groupA)],
  DescribeInstances: [
    {
      Instances: [
        { InstanceId: IDS.instance, VpcId: IDS.vpc, SubnetId: IDS.subnet, State: { Code: 16, Name: 'running' } },
      ],
    },
  ],
  DescribeNatGateways: [
    {
      NatGatewayId: IDS.nat,
      State: 'available',
      VpcId: IDS.vpc,
      SubnetId: IDS.subnet,
      NatGatewayAddresses: [
        { AllocationId: IDS.address, NetworkInterfaceId: IDS.natInterface, PublicIp: '198.51.100.7', IsPrimary: true },
      ],
    },
  ],
  DescribeAddresses: [
    {
      AllocationId: IDS.address,
      AssociationId: id('eipassoc'),
      PublicIp: '198.51.100.7',
      NetworkInterfaceId: IDS.natInterface,
      Domain: 'vpc',
    },
  ],
  DescribeVpcEndpoints: [
    {
      VpcEndpointId: IDS.endpoint,
      VpcEndpointType: 'Interface',
      ServiceName: 'com.amazonaws.eu-central-1.ssm',
      VpcId: IDS.vpc,
      State: 'available',
      SubnetIds: [IDS.subnet],
      NetworkInterfaceIds: [IDS.endpointInterface],
    },
    {
      VpcEndpointId: IDS.gatewayEndpoint,
      VpcEndpointType: 'Gateway',
      ServiceName: 'com.amazonaws.eu-central-1.s3',
      VpcId: IDS.vpc,
      State: 'available',
    },
  ],
  DescribeInstanceConnectEndpoints: [
    {
      InstanceConnectEndpointId: IDS.connectEndpoint,
      State: 'create-complete',
      VpcId: IDS.vpc,
      SubnetId: IDS.subnet,
      NetworkInterfaceIds: [IDS.connectInterface],
    },
  ],
  DescribeInternetGateways: [
    { InternetGatewayId: IDS.internetGateway, Attachments: [{ State: 'available', VpcId: IDS.vpc }] },
  ],
  DescribeEgressOnlyInternetGateways: [
    { EgressOnlyInternetGatewayId: IDS.egressOnly, Attachments: [{ State: 'attached', VpcId: IDS.vpc }] },
  ],
  DescribeVpnGateways: [
    { VpnGatewayId: IDS.vpnGateway, State: 'available', VpcAttachments: [{ State: 'attached', VpcId: IDS.vpc }] },
  ],
  DescribeTransitGateways: [{ TransitGatewayId: IDS.transitGateway, State: 'available' }],
  DescribeTransitGatewayVpcAttachments: [
    {
      TransitGatewayAttachmentId: IDS.attachment,
      TransitGatewayId: IDS.transitGateway,
      VpcId: IDS.vpc,
      State: 'available',
      SubnetIds: [IDS.subnet],
    },
  ],
  DescribeVpcPeeringConnections: [
    {
      VpcPeeringConnectionId: IDS.peering,
      RequesterVpcInfo: { VpcId: IDS.vpc },
      AccepterVpcInfo: { VpcId: IDS.peer },
      Status: { Code: 'active' },
    },
  ],
  DescribeVpcEndpointServiceConfigurations: [
    {
      ServiceId: IDS.service,
      ServiceName: `com.amazonaws.vpce.eu-central-1.${IDS.service}`,
      ServiceState: 'Available',
    },
  ],
  DescribeVpcEndpointConnections: [
    { ServiceId: IDS.service, VpcEndpointId: IDS.connection, VpcEndpointState: 'available' },
  ],
  DescribeNetworkInterfaces: [
    networkInterface({
      NetworkInterfaceId: IDS.primary,
      Description: 'Primary network interface',
      Association: { PublicIp: '198.51.100.9', IpOwnerId: 'amazon' },
      Attachment: {
        AttachmentId: 'eni-attach-1b9db777',
        DeleteOnTermination: true,
        DeviceIndex: 0,
        InstanceId: IDS.instance,
        InstanceOwnerId: SCENE.account,
        Status: 'attached',
      },
    }),
    managedInterface(IDS.natInterface, 'nat_gateway', `Interface for NAT Gateway ${IDS.nat}`, {
      Association: { AllocationId: IDS.address, PublicIp: '198.51.100.7', IpOwnerId: SCENE.account },
    }),
    managedInterface(IDS.endpointInterface, 'vpc_endpoint', `VPC Endpoint Interface ${IDS.endpoint}`),
    managedInterface(
      IDS.connectInterface,
      'ec2_instance_connect_endpoint',
      `EC2 Instance Connect Endpoint Interface ${IDS.connectEndpoint}`,
    ),
    managedInterface(
      IDS.attachmentInterface,
      'transit_gateway',
      `Network Interface for Transit Gateway Attachment ${IDS.attachment}`,
    ),
  ],
};

/** Adds an ordinary VPC to the sandbox, with the usual attachments of AWS services and users. */
export async function putVpcScene(control: SandboxClient): Promise<void> {
  for (const [operation, items] of Object.entries(LISTINGS)) await control.putItems({ ...SCENE, operation }, items);
}

/** Returns a listed resource of the scene. Throws where there is none. */
export async function findInScene(world: TestEnvironment, kind: string, id: string): Promise<Resource> {
  const found = (await world.list(kind, 'dev', SCENE.region)).find((one) => one.id === id);
  if (!found) throw new Error(`There is no ${kind} ${id}.`);
  return found;
}
