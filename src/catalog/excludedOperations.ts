import type { OperationName } from './model/sdkTypes.ts';
import type { ServiceId } from './model/services.ts';

/** The reasons why an operation that deletes something is not in the catalog, in words. */
export const EXCLUSION_REASONS = {
  retired: 'AWS has retired it',
  accountSetting: 'account setting',
  attribute: 'attribute, which no operation lists',
  stateChange: 'state change, after which the resource still exists',
  change: 'change of a resource that takes something out of it',
  notListed: 'no operation lists it',
} as const;

interface Exclusion {
  readonly reason: keyof typeof EXCLUSION_REASONS;
  /** A sentence of Markdown. */
  readonly text: string;
}

const exclude = (reason: Exclusion['reason'], text: string): Exclusion => ({ reason, text });

/**
 * The operations that delete something and are not in the catalog. `operationCoverage.test.ts` requires a row or a line here for every
 * operation whose name begins with a deleting verb. The names are unquoted keys: the build bundles every operation that `src/` names in
 * quotation marks.
 */
export const EXCLUDED_OPERATIONS: {
  readonly [S in ServiceId]: Readonly<Partial<Record<OperationName<S>, Exclusion>>>;
} = {
  ec2: {
    CancelBundleTask: exclude('retired', 'AWS no longer supports it, because it no longer supports BundleInstance.'),
    DetachClassicLinkVpc: exclude('retired', 'AWS has deprecated it (EC2-Classic ClassicLink).'),
    DisableAllowedImagesSettings: exclude('accountSetting', 'One switch per account and Region; nothing to list.'),
    DisableApplicationStatusCheckSuppression: exclude(
      'stateChange',
      'Ends a suppression, so that checks count again; deletes no resource.',
    ),
    DisableCapacityManager: exclude('accountSetting', 'One switch per account.'),
    DisableEbsEncryptionByDefault: exclude('accountSetting', 'One switch per account and Region.'),
    DisableImage: exclude(
      'stateChange',
      'The AMI stays and becomes `state=disabled`. All launch permissions are removed and do not come back.',
    ),
    DisableImageBlockPublicAccess: exclude('accountSetting', 'One switch per account and Region.'),
    DisableImageDeprecation: exclude('attribute', "Removes an AMI's deprecation date."),
    DisableImageDeregistrationProtection: exclude('attribute', 'Switches off a protection of an AMI.'),
    DisableIpamOrganizationAdminAccount: exclude(
      'notListed',
      'No EC2 operation lists the delegated IPAM administrator (AWS Organizations does, with ListDelegatedAdministrators).',
    ),
    DisableSerialConsoleAccess: exclude('accountSetting', 'One switch per account and Region.'),
    DisableSnapshotBlockPublicAccess: exclude('accountSetting', 'One switch per account and Region.'),
    DisableVpcClassicLink: exclude('retired', 'AWS has deprecated it (EC2-Classic ClassicLink).'),
    DisableVpcClassicLinkDnsSupport: exclude('retired', 'AWS has deprecated it (EC2-Classic ClassicLink).'),
    DisassociateEnclaveCertificateIamRole: exclude(
      'notListed',
      'Another service lists its parents, certificates (ACM, with ListCertificates). A listing requires a certificate.',
    ),
    ModifyFpgaImageAttribute: exclude('change', '`LoadPermission.Remove` removes a share of an AFI.'),
    ModifyImageAttribute: exclude('change', '`LaunchPermission.Remove` removes a share of an AMI.'),
    ModifyIpam: exclude('change', '`RemoveOperatingRegions`.'),
    ModifyIpamPool: exclude('change', '`RemoveAllocationResourceTags`.'),
    ModifyIpamResourceDiscovery: exclude('change', '`RemoveOperatingRegions`, `RemoveOrganizationalUnitExclusions`.'),
    ModifyIpamScope: exclude('change', '`RemoveExternalAuthorityConfiguration`.'),
    ModifyManagedPrefixList: exclude('change', '`RemoveEntries` removes listable entries; requires `CurrentVersion`.'),
    ModifySnapshotAttribute: exclude('change', '`CreateVolumePermission.Remove` removes a share of a snapshot.'),
    ModifyTrafficMirrorFilterNetworkServices: exclude('change', '`RemoveNetworkServices`.'),
    ModifyTransitGateway: exclude('change', '`Options.RemoveTransitGatewayCidrBlocks`.'),
    ModifyTransitGatewayMeteringPolicy: exclude('change', '`RemoveMiddleboxAttachmentIds`.'),
    ModifyTransitGatewayVpcAttachment: exclude('change', '`RemoveSubnetIds`.'),
    ModifyVpcEndpoint: exclude('change', '`RemoveRouteTableIds`, `RemoveSubnetIds`, `RemoveSecurityGroupIds`.'),
    ModifyVpcEndpointServiceConfiguration: exclude(
      'change',
      '`RemoveNetworkLoadBalancerArns` and other `Remove*` lists.',
    ),
    ModifyVpcEndpointServicePermissions: exclude(
      'change',
      '`RemoveAllowedPrincipals` removes listable permissions (there is no Delete operation).',
    ),
    ResetAddressAttribute: exclude(
      'attribute',
      'Removes the reverse DNS (PTR) record of an Elastic IP address; DescribeAddressesAttribute reads it.',
    ),
    ResetEbsDefaultKmsKeyId: exclude('accountSetting', 'Resets a setting to its default.'),
    ResetFpgaImageAttribute: exclude('attribute', 'Resets the load permission of an AFI.'),
    ResetImageAttribute: exclude('attribute', 'Resets the launch permission of an AMI (removes every share).'),
    ResetInstanceAttribute: exclude('attribute', 'Resets `kernel`, `ramdisk` or `sourceDestCheck`.'),
    ResetNetworkInterfaceAttribute: exclude('attribute', 'Resets `sourceDestCheck`.'),
    ResetSnapshotAttribute: exclude(
      'attribute',
      'Resets `createVolumePermission` of a snapshot (removes every share).',
    ),
    StopInstances: exclude('stateChange', 'The instance stays.'),
    UnmonitorInstances: exclude(
      'attribute',
      'Turns detailed monitoring off, or unassociates metric categories through `MetricCategoryIds`.',
    ),
    WithdrawByoipCidr: exclude('stateChange', 'Stops advertising a range; the range stays provisioned.'),
  },
  lightsail: {
    DeleteKnownHostKeys: exclude(
      'notListed',
      'Only GetInstanceAccessDetails returns the host keys, together with temporary credentials for the instance. A listing must not request those.',
    ),
    PutInstancePublicPorts: exclude('change', 'Closes every open port that is not in the request.'),
    ResetDistributionCache: exclude('stateChange', 'Empties a cache; deletes nothing that is listed.'),
    SetResourceAccessForBucket: exclude(
      'change',
      "`access=deny` removes an instance's access to a bucket; listable with `includeConnectedResources`.",
    ),
    StopGUISession: exclude('notListed', 'Ends a GUI session; no operation lists sessions.'),
    StopInstance: exclude('stateChange', 'The instance stays.'),
    StopRelationalDatabase: exclude('stateChange', 'The database stays.'),
    UnpeerVpc: exclude('notListed', 'One peering per Region; AWS returns only a boolean.'),
    UpdateBucket: exclude('change', 'An empty `readonlyAccessAccounts` removes account access.'),
    UpdateSubdomainAssociation: exclude(
      'change',
      'Can detach a subdomain from a resource; only the JavaScript client has it.',
    ),
  },
  directconnect: {
    CreateDirectConnectGatewayAssociationProposal: exclude(
      'change',
      '`removeAllowedPrefixesToDirectConnectGateway` in a proposal.',
    ),
    StopBgpFailoverTest: exclude('stateChange', 'Stops a running failover test; the test stays in the history.'),
    UpdateDirectConnectGatewayAssociation: exclude('change', '`removeAllowedPrefixesToDirectConnectGateway`.'),
  },
};
