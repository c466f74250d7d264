/** The types of the control API, shared by server and client. Types only: the client loads nothing of the server. */

/**
 * The services of the sandbox. Signed requests name theirs in the signature's credential scope; those that issue
 * credentials (`sso` and the ones after it) are recognized by path.
 */
export type ServiceName =
  | 'ec2'
  | 'lightsail'
  | 'directconnect'
  | 'sts'
  | 'iam'
  | 'pricing'
  | 'cloudtrail'
  | 'sso'
  | 'sso-oidc'
  | 'signin'
  | 'container'
  | 'metadata';

/** A JSON object whose members are not typed here. */
export type Fields = Record<string, unknown>;

/**
 * How long a state lasts: milliseconds, a number of reads of the resource, or until `POST /_sandbox/settle`.
 * `{describes: 1}` is returned once in that state and in the next state from then on.
 */
export type Delay = { readonly ms: number } | { readonly describes: number } | 'manual';

/** What can be changed while a sandbox runs. */
export interface Settings {
  /** The minimum duration of every response in milliseconds. */
  readonly latencyMs: number;
  readonly settling: {
    /** How long `deleting`, `pending`, `Started`, `disassociating`, ... last. */
    readonly inProgress: Delay;
    /** How long a deleted resource is still listed as `deleted` / `delete-complete` / `disassociated`. */
    readonly deleted: Delay;
  };
  /** The maximum size of a page. It caps `MaxResults`. */
  readonly pageSizes: { readonly ec2: number; readonly lightsail: number; readonly directconnect: number };
  /** How many times faster than documented EC2's token buckets fill (1: as documented). 0 turns throttling off. */
  readonly throttlingSpeed: number;
  readonly log: {
    /** Keeps the text and the structure of responses. Off in benchmarks. */
    readonly bodies: boolean;
    /** The maximum number of logged requests. The oldest are dropped. */
    readonly limit: number;
  };
  /** Added to the sandbox's clock, so that tests can pass time without waiting. */
  readonly clockOffsetMs: number;
}

/** Some members of the settings, to any depth. */
export type SettingsPatch = {
  readonly [K in keyof Settings]?: Settings[K] extends Delay | number ? Settings[K] : Partial<Settings[K]>;
};

/** Selects the requests of a fault. Every given member must match. */
export interface FaultMatch {
  readonly service?: ServiceName;
  /** An operation's name; `*` matches any characters. */
  readonly operation?: string;
  readonly region?: string;
  readonly account?: string;
  readonly accessKeyId?: string;
  /** A value anywhere in the decoded input: an id, a name, an ARN. */
  readonly resource?: string;
  /** True: dry runs only. False: no dry runs. */
  readonly dryRun?: boolean;
}

/** What a fault does to a request. */
export type FaultEffect =
  /** 503 `RequestLimitExceeded` (EC2), 400 `ThrottlingException` (JSON), 400 `Throttling` (query). */
  | { readonly type: 'throttled' }
  /** 500 with the service's own code. */
  | { readonly type: 'serverError' }
  /** Any error. The default status is 400. `members` are added beside the message (JSON only). */
  | {
      readonly type: 'error';
      readonly code: string;
      readonly message: string;
      readonly status?: number;
      readonly members?: Fields;
    }
  /** Rejects the credentials as expired. */
  | { readonly type: 'expiredToken' }
  /** Denies the permission in the service's own format (EC2 with an encoded message). */
  | { readonly type: 'accessDenied' }
  /** Delays the response. */
  | { readonly type: 'slow'; readonly ms: number }
  /** Executes nothing and never responds. */
  | { readonly type: 'hang' }
  /** Resets the connection before the request is executed. */
  | { readonly type: 'resetBefore' }
  /** Executes the request, then resets the connection without a response. */
  | { readonly type: 'resetAfter' }
  /** Executes the request, then resets the connection in the middle of the response. */
  | { readonly type: 'truncated' }
  /** Executes the request and sends half of the response. The rest follows when the fault is removed. */
  | { readonly type: 'heldBack' }
  /** Executes the request and sends a complete response that cannot be parsed. */
  | { readonly type: 'malformed' }
  /** Shifts the server's clock by `ms`: the `Date` header, and an error where AWS rejects the signature's time. */
  | { readonly type: 'clockSkew'; readonly ms: number }
  /** Executes a dry run as if it were none. */
  | { readonly type: 'ignoreDryRun' }
  /** Ends every page with the same token and the same items. */
  | { readonly type: 'repeatedPageToken' }
  /**
   * On a deletion: lists show the resource unchanged for this long, then the truth. With `everyOther`, only every
   * second read is stale, as where one of two servers lags.
   */
  | { readonly type: 'staleList'; readonly for: Delay; readonly everyOther?: true }
  /**
   * On a deletion that can fail inside a response of status 200: fails with this code in `Unsuccessful` or its like,
   * or with `Return` false. Nothing is deleted.
   */
  | { readonly type: 'partialFailure'; readonly code: string; readonly message: string }
  /** On a deletion in Lightsail: the operation succeeds at once, while the resource stays `deleting` for a while. */
  | { readonly type: 'succeedsEarly' }
  /**
   * On a deletion: accepts the request and fails later. `original` returns the resource to its old state. `failed`
   * ends in the failed state of its kind, with the reason. A Lightsail operation has `errorCode` and `errorDetails`
   * in both cases.
   */
  | { readonly type: 'reverted'; readonly to: 'original' | 'failed'; readonly reason?: string; readonly code?: string };

/** A fault: its effect, the requests it applies to, and when. */
export interface FaultSpec {
  /** Assigned by the sandbox if absent. */
  readonly id?: string;
  readonly match: FaultMatch;
  readonly effect: FaultEffect;
  /** The first matching request that is affected, counted from 1. Default: 1. */
  readonly from?: number;
  /** The last matching request that is affected. Default: no end. */
  readonly to?: number;
  /**
   * The share of those requests that is affected (0..1), drawn by a generator seeded with `seed` (default 1).
   * Default: all.
   */
  readonly rate?: number;
  readonly seed?: number;
}

/** A fault with the number of requests that it matched and affected. */
export interface FaultState extends FaultSpec {
  readonly id: string;
  readonly matched: number;
  readonly hit: number;
}

/** How a request ended, from the server's side. `disconnected`: the client closed the connection before the response. */
export type Ending = 'pending' | 'responded' | 'reset' | 'truncated' | 'hung' | 'disconnected';

/** A request as it arrived, and what happened to it. */
export interface LoggedRequest {
  /** 1, 2, 3, ... in the order of arrival. Never reused, not even after the log is cleared. */
  readonly seq: number;
  /** ISO 8601. */
  readonly time: string;
  readonly service: ServiceName | null;
  readonly operation: string | null;
  /** The Region of the signature's credential scope. Null for unsigned requests. */
  readonly region: string | null;
  readonly accessKeyId: string | null;
  /** The account of the access key. Null for an unknown key. */
  readonly accountId: string | null;
  /** The input as AWS documents it; dates as ISO 8601. */
  readonly input: Fields;
  readonly dryRun: boolean;
  readonly method: string;
  readonly path: string;
  /** The Host header. */
  readonly host: string;
  readonly userAgent: string;
  /** The SDK's number of this attempt, from `amz-sdk-request`. 1 without that header. */
  readonly attempt: number;
  readonly ending: Ending;
  /** The HTTP status. Null if none was sent. */
  readonly status: number | null;
  readonly requestId: string;
  /** Whether a handler ran, also if it rejected the request by the service's rules. */
  readonly handled: boolean;
  /** Whether the handler succeeded, also if the response was lost on the way. */
  readonly executed: boolean;
  /** The structured output as AWS documents it; dates as ISO 8601. Null after an error or with `log.bodies` off. */
  readonly output: Fields | null;
  readonly error: { readonly code: string; readonly message: string } | null;
  /** The complete text of the response. Null if none was sent or `log.bodies` is off. */
  readonly body: string | null;
  /** The types of the faults that applied. */
  readonly faults: readonly string[];
}

/** Selects logged requests. Every given member must match. */
export interface RequestFilter {
  readonly service?: ServiceName;
  /** An operation's name; `*` matches any characters. */
  readonly operation?: string;
  readonly account?: string;
  readonly region?: string;
  /** Only requests with a greater `seq`. */
  readonly after?: number;
}

/** An account and a Region. */
export interface Place {
  readonly account: string;
  readonly region: string;
}

/** A resource as the sandbox stores it. */
export interface StoredRow {
  readonly id: string;
  /** The bucket of an access key, the connection / LAG / interconnect of a MACsec key. */
  readonly parent?: string;
  /** As AWS lists it; dates as ISO 8601. */
  readonly item: Fields;
  /** Whether a state change is pending. */
  readonly moving: boolean;
}

/** An access key and its owner. */
export interface IdentitySpec {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** If present, requests must carry it. */
  readonly sessionToken?: string;
  readonly accountId: string;
  readonly arn: string;
  readonly userId: string;
  /** IAM actions that are denied; `*` matches any characters: `ec2:Delete*`. */
  readonly deny: readonly string[];
  /** ISO 8601. The credentials are expired from then on. */
  readonly expiresAt?: string;
}

/** A profile in the files that a sandbox writes. */
export interface SandboxProfile {
  readonly name: string;
  readonly accountId: string;
  readonly region: string;
  readonly accessKeyId: string;
  readonly arn: string;
}

/** What a client needs to reach a sandbox. Both files have one profile for each of `profiles`. */
export interface SandboxInfo {
  /** `http://127.0.0.1:PORT` */
  readonly endpoint: string;
  readonly configFile: string;
  readonly credentialsFile: string;
  readonly profiles: readonly SandboxProfile[];
}
