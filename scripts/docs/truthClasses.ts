/** A class of faults of issue 13: what was wrong, what is right, AWS's page, and the tests that show it. */
export interface TruthClass {
  readonly title: string;
  readonly wrong: string;
  readonly right: string;
  /** What is not right yet. Left out for a complete class. */
  readonly open?: string;
  readonly pages: readonly string[];
  readonly tests: readonly string[];
}

const EC2_API = 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/';
const EC2_GUIDE = 'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/';
const EC2_DEV = 'https://docs.aws.amazon.com/ec2/latest/devguide/';
const LIGHTSAIL_API = 'https://docs.aws.amazon.com/lightsail/2016-11-28/api-reference/';
const DX_API = 'https://docs.aws.amazon.com/directconnect/latest/APIReference/';

/** The classes, in the order. */
export const TRUTH_CLASSES: readonly TruthClass[] = [
  {
    title: 'Is it AWS that responded?',
    wrong:
      'A response of status 200 with an empty body, or with the page of a proxy, counted as an empty list. Then the resource counted as deleted.',
    right:
      "A response counts only with the operation's response element and a request id, or with documented members in JSON. An error counts only with a request id, and a listed item only with its id. Everything else is malformed and never an empty list. A response of EC2 with both marks and nothing else is an empty list: the SDK's schemas of AWS's model require no member of any output, and AWS's examples have an empty list as well as none. STS, IAM, the Price List and CloudTrail are checked too: an account has 12 digits, and is that of its ARN.",
    pages: [
      `${EC2_API}making-api-requests.html`,
      'https://docs.aws.amazon.com/cli/latest/reference/ec2/describe-volume-status.html',
      `${LIGHTSAIL_API}CommonErrors.html`,
      `${DX_API}CommonErrors.html`,
    ],
    tests: [
      'test/unit/aws/foreignResponses.test.ts',
      'test/unit/aws/emptyLists.test.ts',
      'test/unit/aws/hostileResponses.test.ts',
      'test/unit/deletion/hostileDryRuns.test.ts',
      'test/unit/deletion/hostileRecovery.test.ts',
      'test/unit/restore/hostileRestores.test.ts',
      'test/foreign/moto.test.ts',
    ],
  },
  {
    title: 'Does it ever end?',
    wrong: 'A response that stalled after its headers was waited for without an end.',
    right:
      'Each request has a total deadline, and responses and lists have a limit of size. A list ends with an error after 15 minutes of requests, 1,000 pages, or 500 pages without an item, and keeps what came. A deletion that hits the deadline is settled by reading AWS.',
    pages: [`${EC2_DEV}ec2-api-pagination.html`],
    tests: [
      'test/unit/aws/network.test.ts',
      'test/unit/aws/longResponses.test.ts',
      'test/unit/aws/hostileResponses.test.ts',
      'test/unit/inventory/pageSizes.test.ts',
      'test/unit/deletion/lostResponses.test.ts',
    ],
  },
  {
    title: 'What do the codes mean?',
    wrong: 'Codes were classified by a few patterns. 62 of 175 codes meant something else.',
    right:
      'One table has rules, and exceptions for each operation with their source. Messages decide where one code means two things. The code decides, and not the status, but a 5xx response never shows that a resource does not exist.',
    open: "The causes of the further codes in the test were written by these rules and then read. Those of the service models and of the SDK's lists have a source. They hold what the code does: AWS documents codes, and not what each means for a deletion.",
    pages: [`${EC2_API}errors-overview.html`, `${LIGHTSAIL_API}CommonErrors.html`],
    tests: [
      'test/unit/aws/errorCodes.test.ts',
      'test/unit/aws/errorResponses.test.ts',
      'test/unit/sandbox/specialCases.test.ts',
    ],
  },
  {
    title: 'When is it over?',
    wrong: 'One read decided. A stale read, or a state on its way, ended a deletion as `reverted` or `deleted`.',
    right:
      'No end is believed on one read: Teardown reads again over the documented consistency lag. Documented states in progress keep a deletion in progress. A restore, too, is sent and ends only where two reads agree.',
    pages: [
      `${EC2_DEV}eventual-consistency.html`,
      `${EC2_GUIDE}manage-ec2-fleet.html`,
      `${LIGHTSAIL_API}API_Operation.html`,
    ],
    tests: [
      'test/unit/catalog/states.test.ts',
      'test/unit/deletion/waitUntilDeleted.test.ts',
      'test/unit/restore/staleReads.test.ts',
    ],
  },
  {
    title: 'Between the steps of a plan',
    wrong: 'A conflict with what the same plan had just deleted failed the next step.',
    right: 'Such a conflict is lag: Teardown retries with backoff, and shows it.',
    pages: [`${EC2_DEV}eventual-consistency.html`, `${EC2_API}errors-overview.html`],
    tests: ['test/unit/deletion/conflictLag.test.ts'],
  },
  {
    title: 'Dependencies',
    wrong: 'An ordinary VPC with an instance, a NAT gateway or an interface endpoint could not be deleted.',
    right:
      'Delete with Dependencies finds what owns each network interface, in all pages. What a service manages names its owner, and is never an item of its own. What another service replaces is marked, with how to end it for good: Teardown deletes no Auto Scaling groups.',
    open: "The tag of Karpenter's nodes, and the end of a resource gateway's interface description, are not from an AWS page: Karpenter is not AWS's, and AWS documents no descriptions of interfaces.",
    pages: [
      `${EC2_API}API_DeleteVpc.html`,
      `${EC2_API}API_NetworkInterface.html`,
      'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/requester-managed-eni.html',
      'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/amazon-ec2-managed-instances.html',
      'https://docs.aws.amazon.com/emr/latest/ManagementGuide/emr-plan-tags.html',
    ],
    tests: [
      'test/unit/deletion/vpcTakedown.test.ts',
      'test/foreign/vpcTakedown.test.ts',
      'test/unit/deletion/dependencySearch.test.ts',
      'test/unit/deletion/owners.test.ts',
    ],
  },
  {
    title: 'Listing',
    wrong: '105 operations sent no page size, and large accounts timed out.',
    right:
      "Requests have a page size within each operation's own bounds. Global resources are one resource in every Region. Rows come with each page.",
    open: "Of one response that drips, rows come at its end: before it has ended, nothing shows that it is AWS's. Which Regions of the sandbox are opt-in follows from AWS's date, and AWS's table of Regions was not read. Teardown itself asks DescribeRegions: for the choice of Regions, and where a Region rejects the credentials.",
    pages: [
      `${EC2_DEV}ec2-api-pagination.html`,
      `${EC2_API}API_DescribeAddresses.html`,
      'https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-regions.html',
    ],
    tests: [
      'test/unit/inventory/pageSizes.test.ts',
      'test/unit/inventory/globalResources.test.ts',
      'test/integration/arrivingRows.test.ts',
    ],
  },
  {
    title: 'Values',
    wrong: 'Times without a zone were local times, and one invalid date lost a whole list.',
    right:
      'Times without a zone are UTC. A value that does not parse is left out alone, and so is null in JSON. Tests generate all lists with odd values from the schemas of the SDK.',
    pages: [`${EC2_API}API_SpotDatafeedSubscription.html`, `${LIGHTSAIL_API}Welcome.html`],
    tests: [
      'test/unit/aws/sanitizeOutput.test.ts',
      'test/unit/catalog/rowTexts.test.ts',
      'test/unit/catalog/wireValues.test.ts',
    ],
  },
  {
    title: "The sandbox becomes AWS's",
    wrong:
      'The sandbox invented the words of states and the codes of errors, paged every list, and bulk deletions had no items in their responses.',
    right:
      "States, members, codes and page sizes come from AWS's models, pages and own examples. Differences are named with their reason, and moto checks the rest.",
    pages: [
      'https://docs.aws.amazon.com/cli/latest/reference/',
      `${EC2_API}errors-overview.html`,
      `${EC2_DEV}ec2-api-pagination.html`,
      `${EC2_API}API_TerminateInstances.html`,
    ],
    tests: [
      'test/unit/sandbox/awsResponses.test.ts',
      'test/unit/sandbox/operationCodes.test.ts',
      'test/foreign/moto.test.ts',
      'test/foreign/live.test.ts',
    ],
  },
];
