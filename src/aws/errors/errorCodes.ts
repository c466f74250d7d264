import type { FailureCause } from './callError.ts';

/**
 * AWS's error codes and what each means for a deletion. A rule holds for a whole family of codes; a member that the
 * name of its family does not describe stands above the rule. The first row that matches wins. Sources, by row:
 * - EC2: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html
 * - LS: https://docs.aws.amazon.com/lightsail/2016-11-28/api-reference/API_DeleteInstance.html#API_DeleteInstance_Errors
 * - DX: https://docs.aws.amazon.com/directconnect/latest/APIReference/CommonErrors.html
 * - SDK: `@smithy/core/retry`, the codes that AWS's own clients retry
 * - IAM, STS: the "Common Errors" page of each. `RequestAbortedException` is in those of LS and DX: no response was
 *   sent, and the outcome is unknown
 * - 200: the enums of items that fail inside a response with status 200 (`DeleteFleetErrorCode`,
 *   `LaunchTemplateErrorCode`, …)
 */
interface Rule {
  readonly code: RegExp;
  /** Set where the code alone does not decide. */
  readonly message?: RegExp;
  /** Set where the row holds for these operations only. */
  readonly operations?: readonly string[];
  readonly cause: FailureCause;
}

const RULES: readonly Rule[] = [
  // The system's and the client's own codes: no response.
  { code: /^(AbortError|RequestAborted)$/, cause: 'canceled' },
  { code: /^(ENOTFOUND|EAI_AGAIN)$/, cause: 'unknownHost' },
  {
    code: /^(ECONN\w+|EHOST(UNREACH|DOWN)|ENET(UNREACH|DOWN|RESET)|EADDRNOTAVAIL|ECANCELED|EPIPE|ETIMEDOUT|TimeoutError|NetworkingError|RequestTimeout(Exception)?|RequestAbortedException|ResponseTimeout)$/,
    cause: 'unreachable',
  },
  // TLS: https://nodejs.org/api/tls.html#x509-certificate-error-codes
  {
    code: /^(UNABLE_TO_|CERT_|CRL_|DEPTH_ZERO_|SELF_SIGNED_|INVALID_(CA|PURPOSE)|PATH_LENGTH_|HOSTNAME_MISMATCH|ERR_(TLS|SSL)_|EPROTO)/,
    cause: 'unreachable',
  },
  { code: /^(SyntaxError|ERR_HTTP_\w+|HPE_\w+|ForeignResponse|ResponseTooLarge)$/, cause: 'malformedResponse' },

  { code: /^DryRunOperation$/, cause: 'dryRun' },

  // One code, two meanings: keys that are unknown to AWS (401), and a resource that is another account's or in use
  // (400). EC2. ReleaseAddress returns it while a NAT gateway or load balancer that is being deleted still has the
  // address: https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-troubleshooting.html
  {
    code: /^AuthFailure$/,
    message: /permission to access the specified resource/i,
    operations: ['ReleaseAddress', 'DisassociateAddress'],
    cause: 'conflict',
  },
  {
    code: /^AuthFailure$/,
    message: /permission|not authorized|not allowed|does not own|not the owner/i,
    cause: 'denied',
  },
  {
    code: /^(AuthFailure|UnrecognizedClient|InvalidIdentityToken|InvalidClientTokenId|InvalidAccessKeyId|SignatureDoesNotMatch|InvalidSignature|InvalidSecurityToken|IncompleteSignature|Unauthenticated|MissingAuthenticationToken|CredentialsProviderError)(Exception)?$/,
    cause: 'noCredentials',
  },
  { code: /^(RequestExpired|ExpiredToken|TokenRefreshRequired)(Exception)?$/, cause: 'expired' },
  { code: /^(InvalidSecurity\.RequestHasExpired|RequestInTheFuture|RequestTimeTooSkewed)$/, cause: 'clock' },

  // Accounts and Regions that are not open yet. EC2, LS, STS.
  {
    code: /^((Region|Account)SetupInProgress|PendingVerification|RegionDisabled|NotReady)(Exception)?$/,
    cause: 'notReady',
  },
  {
    code: /^(Unauthorized(Operation|Access)?|Authorization(Error)?|OptInRequired|Blocked|AccountDisabled|SubscriptionRequired|NotAuthorized|Forbidden|InsufficientPrivileges|InsufficientPermissions?|ExplicitDeny|TagPolicyViolation|DeclarativePoliciesNotPermitted)(Exception|Fault)?$|AccessDenied(Exception|Fault)?$/,
    cause: 'denied',
  },

  // Nothing was executed; the same request may succeed a little later. SDK, EC2 ("concurrent" codes).
  {
    code: /^(BandwidthLimitExceeded|EC2Throttled|LimitExceededException|PriorRequestNotComplete|ProvisionedThroughputExceeded|RequestLimitExceeded|RequestThrottled|SlowDown|Throttled|Throttling|TooManyRequests|TransactionInProgress|RequestResourceCountExceeded)(Exception)?$/,
    cause: 'throttled',
  },
  { code: /^Concurrent(Tag|Mutation|Modification|Operation|Update|Access)\w*$|RateExceeded$/, cause: 'throttled' },

  // What reads like "not found" and is not: the request names a wrong thing beside the resource, or the state is wrong. EC2.
  { code: /^InvalidClientVpnActiveAssociationNotFound$/, cause: 'conflict' },
  // What HashiCorp's provider for AWS waits for: the resource exists, and is not ready.
  { code: /^(ResourceNotReady|PrefixListVersionMismatch)(Exception)?$/, cause: 'conflict' },
  {
    code: /^(InvalidZone\.NotFound|Invalid(TargetArn|ResourceType)\.Unknown|InvalidNetworkLoadBalancerArn\.NotFound|NetworkLoadBalancerNotFound(Exception)?|LogDestinationNotFound(Exception)?|UnknownParameter|UnknownPrincipalType\.\w+|UnknownVolumeType|InvalidAvailabilityZone)$/,
    cause: 'invalid',
  },
  // "Not found" without the words. EC2.
  {
    code: /^(InvalidConversionTaskId|InvalidReservedInstancesId|InvalidVpnConnectionID|InvalidConnectionNotification|NoSuch\w+)$/,
    cause: 'notFound',
  },
  { code: /^reserved-instances-id-invalid$/, cause: 'notFound' },
  {
    code: /(NotFound|NoFound|DoesNotExist|NonExistent|NotRegistered|\.Unknown|\.Unavailable|\.NotAttached)(Exception|Fault|Error)?$/i,
    cause: 'notFound',
  },

  // The resource is named, and the code blames the parameter. EC2; the second message is what HashiCorp's provider takes for "detached".
  {
    code: /^InvalidParameter(Value|Combination)?$/,
    message: /\bID '[^']+' do(es)? not exist\b|\bis not attached to instance\b/i,
    cause: 'notFound',
  },

  // Deletions that the present state forbids: dependencies, use, states, locks, duplicates. EC2, LS.
  {
    code: /^(InvalidParameterValue|InvalidParameterCombination|InvalidRequest|ValidationError|UnsupportedOperation|InvalidInput(Exception)?)$/,
    message:
      /\b(currently|still|already) (in use|being used|used|associated|attached|deleting|being deleted)\b|\bis in use\b|\bin use by\b|\bpending VPNs\b|\bhas dependenc|\bcannot be deleted (because|while|when|since)\b|\bincorrect state\b|\bnot in (a|the|an) ([\w-]+ )?state\b/i,
    cause: 'conflict',
  },
  {
    code: /^(DependencyViolation|CannotDelete|DeleteConversionTaskError|OperationNotPermitted|OperationFailure|Existing\w+)(Exception)?$/,
    cause: 'conflict',
  },
  // Protection, and changes on their way: AWS documents none of these codes, and its attributes have these names.
  { code: /(Protection(Enabled|On)?|Protected|BeingModified|NotDeletable)(Exception|Fault)?$/, cause: 'conflict' },
  {
    code: /(InUse|Already(Assigned|Associated|Attached|Linked|Covered\w*)|\.Duplicate|Exists?|Locked|Conflict|Busy|InProgress)(Exception|Fault|Error)?$|InUseBy|(Already|Analysis|Association|Attachment|Dependent|Dependenc)\w*Exist/i,
    cause: 'conflict',
  },
  {
    code: /^(Incorrect|Invalid)\w*(State|Status)(Transition)?(\.\w+)?(Exception|Fault)?$|\.(Invalid|Incorrect)(State|Status)$|NotIn\w+State(Exception)?$|not-in-\w+-state$/,
    cause: 'conflict',
  },

  // AWS's own faults: whether the request was executed is not known. EC2 ("server error codes"), LS, DX, 200.
  {
    code: /^(ServiceException|DirectConnectServerException|Internal(Server|Service)?(Error|Failure|Exception|Fault)?(Exception)?|ServerInternal|ServerException|ServiceUnavailable(Exception)?|Unavailable|RetryableError|[uU]nexpected-?[eE]rror|ServiceFailure(Exception)?)$|^Insufficient\w*Capacity$/,
    cause: 'server',
  },

  // Mistakes in the request, quotas, and what only creations return, in EC2's page: families that no row above claims. The code decides,
  // whatever the status.
  {
    code: /^(Invalid|Malformed|Missing|Unsupported|Unfulfillable|Unmonitored|Max[A-Z]|Duplicate|Insufficient|Unknown(Parameter|Operation)|Validation(Error|Exception)|TooManyTags)|(Malformed|Exceeded|Unsupported(\.\w+)?|Not(Supported|Specified|Exportable)|Mismatch|Too(Large|Low)|InZone|PermissionIssue|Tenancy\w*|Terminated|Revoked|MigratedToVpc)(Exception|Fault)?$/,
    cause: 'invalid',
  },
  {
    code: /^(CannotModify|ConnectionIdMissing|FpgaImageCouldNotBeCopied|(Incompatible|Unavailable)HostRequirements|InstanceEventStartTimeCannotChange|LegacySecurityGroup|NonEBSInstance|ReservedInstancesUnavailable|ScheduledInstanceSlot\w+|VolumeIOPSLimit|ZonesMismatched)$/,
    cause: 'invalid',
  },
];

/**
 * What a code still means where a server blames itself, by 5xx or by the prefix `Server.`. Everything else is the caller's mistake: with
 * 5xx, whether AWS executed the request is not known
 * (https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html: 4xx client errors, 5xx server errors). EC2 throttles with 503.
 */
const MEANT_BY_SERVERS: ReadonlySet<FailureCause> = new Set([
  'throttled',
  'server',
  'unreachable',
  'malformedResponse',
  'canceled',
]);

/**
 * Direct Connect has one exception for every mistake of the caller, and Lightsail's `InvalidInputException` covers many: the
 * reason is in the message alone. The first row that matches wins.
 */
const MESSAGES: readonly { readonly message: RegExp; readonly cause: FailureCause }[] = [
  // What DescribeInterconnects returns to an account that can have none.
  { message: /\bis not an authorized Direct Connect partner\b/i, cause: 'notFound' },
  { message: /not authorized|access denied|does not have permission/i, cause: 'denied' },
  // A name can have the word: a request is sent again after no error but this one.
  {
    message: /(?<![\w.'"-])(throttl(?:ed|ing)|rate exceeded|too many requests)(?!['"-]|\.?\w)/i,
    cause: 'throttled',
  },
  {
    message:
      /\b(do(es)? ?n[o']t exist|do(es)? not exist|no longer exists?|not found|(could|can)(not| not) (be found|find)|unable to find|is not associated|no such|no association exists)\b/i,
    cause: 'notFound',
  },
  {
    message:
      /(?<![\w-])(state|status|in use|being used|in progress|already|attached|depend\w*|associated with|still has|not empty|cannot be deleted|has (active|existing|associated|non-deleted|virtual interfaces|\w+ associations)|until it('s| is| has)|must be (deleted|detached|disassociated) (first|before))(?![\w-])/i,
    cause: 'conflict',
  },
];

/** The codes whose meaning is in their message. */
const BY_MESSAGE = /^(DirectConnectClientException|InvalidInputException)$/;

/**
 * Classifies a failed request by what it means for a deletion; `other` where nothing is known of it. `name` is AWS's
 * code, with or without the prefix `Client.` or `Server.`; else the system's code or the error's name. `status` is the
 * HTTP status; undefined where no response came. Some codes mean different things by operation.
 */
export function classifyCause(
  name: string,
  message: string,
  status: number | undefined,
  operation?: string,
): FailureCause {
  const code = name.replace(/^(Client|Server)\./, '');
  const known = causeOfCode(code, message, operation);
  const isServersFault = name.startsWith('Server.') || (status !== undefined && status >= 500);
  if (known && isServersFault && !MEANT_BY_SERVERS.has(known)) return 'server';
  // A throttled request is sent again. Throttling has 400, 429 or, in EC2, 503; any other 5xx leaves open whether AWS executed the request.
  if (known === 'throttled' && status !== undefined && status > 499 && status !== 503) return 'server';
  if (known) return known;
  if (/deserialization error|unclosed|unexpected (end|token)/i.test(message)) return 'malformedResponse';
  if (status === undefined) return 'other';
  // EC2 blames itself: whether it executed the request is not known.
  if (name.startsWith('Server.')) return 'server';
  return BY_STATUS.get(status) ?? causeOfStatus(status);
}

/** Returns what a code means, whatever the status; undefined where it is not known. */
function causeOfCode(code: string, message: string, operation: string | undefined): FailureCause | undefined {
  if (BY_MESSAGE.test(code)) {
    const found = MESSAGES.find((row) => row.message.test(message))?.cause;
    if (found) return found;
    if (code === 'DirectConnectClientException') return 'invalid';
  }
  return RULES.find(
    (row) =>
      row.code.test(code) &&
      (row.message === undefined || row.message.test(message)) &&
      (row.operations === undefined || (operation !== undefined && row.operations.includes(operation))),
  )?.cause;
}

/**
 * What a status means where the code is not known. None of the services returns 404 for a resource that does not exist:
 * that was not AWS.
 */
const BY_STATUS: ReadonlyMap<number, FailureCause> = new Map([
  [401, 'denied'],
  [403, 'denied'],
  [404, 'malformedResponse'],
  [408, 'unreachable'],
  [409, 'conflict'],
  [423, 'conflict'],
  [429, 'throttled'],
]);

function causeOfStatus(status: number): FailureCause {
  if (status >= 500) return 'server';
  return status >= 400 ? 'invalid' : 'malformedResponse';
}
