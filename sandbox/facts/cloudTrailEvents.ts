/** Who may have created a resource, as CloudTrail's records name them. */
export interface RecordedCaller {
  readonly userName: string;
  readonly userIdentity: (accountId: string) => object;
  readonly userAgent: string;
}

/**
 * The operations that create resources, by the beginnings of their ids
 * (https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Operations.html).
 */
export const CREATING: Readonly<Record<string, string>> = {
  eipalloc: 'AllocateAddress',
  i: 'RunInstances',
  nat: 'CreateNatGateway',
  rs: 'CreateRouteServer',
  rsp: 'CreateRouteServerPeer',
  sg: 'CreateSecurityGroup',
  subnet: 'CreateSubnet',
  vol: 'CreateVolume',
  vpc: 'CreateVpc',
};

/**
 * The members of records: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html, and
 * of identities: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html.
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
