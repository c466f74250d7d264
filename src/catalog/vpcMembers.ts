/**
 * The members in which AWS's descriptions name the VPC that a resource is in, the first that has one counts
 * (https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Types.html). A peering connection counts to its requester. The VPC that a
 * security group's rule refers to is not the group's own, so no other member is searched.
 */
export const VPC_MEMBERS: readonly string[] = [
  'VpcId',
  'Attachments.VpcId',
  'VpcAttachments.VpcId',
  'RequesterVpcInfo.VpcId',
  // What flow logs and transit gateway attachments belong to is a VPC, or something else.
  'ResourceId',
];

/** "The ID of the VPC" begins with this (https://docs.aws.amazon.com/vpc/latest/userguide/what-is-amazon-vpc.html). */
export const VPC_ID = /^vpc-[0-9a-z]+$/;
