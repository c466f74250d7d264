/** A possible creator of a resource, as CloudTrail's records name it. */
export interface RecordedCaller {
  readonly userName: string;
  readonly userIdentity: (accountId: string) => object;
  readonly userAgent: string;
}

/** The operations that create resources, by service and by the prefixes of the ids. */
const CREATING: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  // https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Operations.html
  ec2: {
    acl: 'CreateNetworkAcl',
    ami: 'CreateImage',
    cgw: 'CreateCustomerGateway',
    cr: 'CreateCapacityReservation',
    'cvpn-endpoint': 'CreateClientVpnEndpoint',
    dopt: 'CreateDhcpOptions',
    eice: 'CreateInstanceConnectEndpoint',
    eigw: 'CreateEgressOnlyInternetGateway',
    eipalloc: 'AllocateAddress',
    eni: 'CreateNetworkInterface',
    fl: 'CreateFlowLogs',
    fleet: 'CreateFleet',
    h: 'AllocateHosts',
    i: 'RunInstances',
    igw: 'CreateInternetGateway',
    ipam: 'CreateIpam',
    'ipam-pool': 'CreateIpamPool',
    'ipam-scope': 'CreateIpamScope',
    key: 'CreateKeyPair',
    lt: 'CreateLaunchTemplate',
    nat: 'CreateNatGateway',
    pcx: 'CreateVpcPeeringConnection',
    pl: 'CreateManagedPrefixList',
    rs: 'CreateRouteServer',
    rse: 'CreateRouteServerEndpoint',
    rsp: 'CreateRouteServerPeer',
    rtb: 'CreateRouteTable',
    sg: 'CreateSecurityGroup',
    snap: 'CreateSnapshot',
    subnet: 'CreateSubnet',
    tgw: 'CreateTransitGateway',
    'tgw-rtb': 'CreateTransitGatewayRouteTable',
    tmf: 'CreateTrafficMirrorFilter',
    vgw: 'CreateVpnGateway',
    vol: 'CreateVolume',
    vpc: 'CreateVpc',
    vpce: 'CreateVpcEndpoint',
    'vpce-svc': 'CreateVpcEndpointServiceConfiguration',
    vpn: 'CreateVpnConnection',
  },
  // https://docs.aws.amazon.com/directconnect/latest/APIReference/API_Operations.html
  directconnect: {
    dxcon: 'CreateConnection',
    dxlag: 'CreateLag',
  },
};

/** Returns the operation that creates an id, and its service. Undefined for ids without a prefix, like Lightsail's names. */
export function creatingOperation(id: string): { readonly service: string; readonly operation: string } | undefined {
  const prefix = id.replace(/-[^-]*$/, '');
  for (const [service, operations] of Object.entries(CREATING)) {
    const operation = operations[prefix];
    if (operation !== undefined) return { service, operation };
  }
  return undefined;
}

/**
 * The members of records:
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html. The
 * members of identities:
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html.
 */
export const CALLERS: readonly RecordedCaller[] = [
  {
    userName: 'ada',
    userIdentity: (accountId) => ({
      type: 'AssumedRole',
      principalId: 'AROAIDPPEZS35WEXAMPLE:ada',
      arn: `arn:aws:sts::${accountId}:assumed-role/Developer/ada`,
      accountId,
      accessKeyId: 'ASIAIOSFODNN7EXAMPLE',
      sessionContext: {
        sessionIssuer: {
          type: 'Role',
          principalId: 'AROAIDPPEZS35WEXAMPLE',
          arn: `arn:aws:iam::${accountId}:role/Developer`,
          accountId,
          userName: 'Developer',
        },
      },
    }),
    userAgent: 'APN/1.0 HashiCorp/1.0 Terraform/1.9.8 aws-sdk-go-v2/1.32.5',
  },
  {
    userName: 'grace',
    userIdentity: (accountId) => ({
      type: 'IAMUser',
      principalId: 'AIDACKCEVSQ6C2EXAMPLE',
      arn: `arn:aws:iam::${accountId}:user/grace`,
      accountId,
      userName: 'grace',
    }),
    userAgent: 'console.amazonaws.com',
  },
];
