/**
 * What a sandbox and those who steer it say to each other. Types only: the client loads nothing of the server.
 */

/**
 * The services that the sandbox speaks for: by the name that they have in a signature's credential scope, or, those that
 * hand out keys (`sso` and what follows), by their paths.
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

/** A JSON object whose members are nobody's business here. */
export type Fields = Record<string, unknown>;

/**
 * How long a state lasts: milliseconds, a number of times that the resource is listed or read, or until somebody settles
 * it (`POST /_sandbox/settle`). `{describes: 1}` means: seen once in that state, and in the next one the time after.
 */
export type Delay = { readonly ms: number } | { readonly describes: number } | 'manual';

/** What can be set while a sandbox runs. */
export interface Settings {
  /** Milliseconds that every answer takes at least. */
  readonly latencyMs: number;
  readonly settling: {
    /** How long `deleting`, `pending`, `Started`, `disassociating`, ... last. */
    readonly inProgress: Delay;
    /** How long a removed resource is still listed as `deleted` / `delete-complete` / `disassociated`. */
    readonly gone: Delay;
  };
  /** The most that one page holds, whatever `MaxResults` asks for. */
  readonly pageSizes: { readonly ec2: number; readonly lightsail: number; readonly directconnect: number };
  /** How many times faster than documented EC2's token buckets fill (1: as documented); 0 switches throttling off. */
  readonly throttlingSpeed: number;
  readonly log: {
    /** Keep the text and the structure of answers; off for benchmarks. */
    readonly bodies: boolean;
    /** The newest so many requests are kept. */
    readonly limit: number;
  };
  /** Added to the sandbox's clock, so that time passes without waiting. */
  readonly clockOffsetMs: number;
}

/** Members of settings, to any depth. */
export type SettingsPatch = {
  readonly [K in keyof Settings]?: Settings[K] extends Delay | number ? Settings[K] : Partial<Settings[K]>;
};

/** Which calls a fault is for; every member that is given must fit. */
export interface FaultMatch {
  readonly service?: ServiceName;
  /** An operation's name; `*` stands for any characters. */
  readonly operation?: string;
  readonly region?: string;
  readonly account?: string;
  readonly accessKeyId?: string;
  /** A string that is somewhere among the values of the decoded input: an id, a name, an ARN. */
  readonly resource?: string;
  /** Only dry runs, or only calls that are none. */
  readonly dryRun?: boolean;
}

/** What goes wrong. */
export type FaultEffect =
  /** 503 `RequestLimitExceeded` (EC2), 400 `ThrottlingException` (JSON), 400 `Throttling` (query). */
  | { readonly type: 'throttled' }
  /** 500 with the service's own code. */
  | { readonly type: 'serverError' }
  /** Any error. The status is 400 unless given; `members` are put beside the message (JSON only). */
  | {
      readonly type: 'error';
      readonly code: string;
      readonly message: string;
      readonly status?: number;
      readonly members?: Fields;
    }
  /** The credentials have expired. */
  | { readonly type: 'expiredToken' }
  /** The caller may not, said as the service says it (EC2 with an encoded message). */
  | { readonly type: 'accessDenied' }
  /** The answer comes so many milliseconds later. */
  | { readonly type: 'slow'; readonly ms: number }
  /** Nothing is carried out and no answer ever comes. */
  | { readonly type: 'hang' }
  /** The connection breaks before anything was carried out. */
  | { readonly type: 'resetBefore' }
  /** The call is carried out, then the connection breaks without an answer. */
  | { readonly type: 'resetAfter' }
  /** The call is carried out; the connection breaks in the middle of the answer. */
  | { readonly type: 'truncated' }
  /** The call is carried out; the answer stops in its middle, and goes on when the fault is taken back. */
  | { readonly type: 'heldBack' }
  /** The call is carried out; the answer arrives whole and cannot be parsed. */
  | { readonly type: 'malformed' }
  /** The server's clock is off by so many milliseconds: `Date` header, and a refusal where AWS would refuse. */
  | { readonly type: 'clockSkew'; readonly ms: number }
  /** A dry run is carried out as if it were none. */
  | { readonly type: 'ignoreDryRun' }
  /** Every page ends with the same token and holds the same items. */
  | { readonly type: 'repeatedPageToken' }
  /**
   * On a removing call: lists go on showing the resource as it was, for this long, then what is true. With `everyOther`, only
   * every second read does, as where one of two servers lags.
   */
  | { readonly type: 'staleList'; readonly for: Delay; readonly everyOther?: true }
  /**
   * On a removing call that can fail inside a response of status 200: it does, with this code, in `Unsuccessful` and its like, or
   * with `Return` false. Nothing is removed.
   */
  | { readonly type: 'partialFailure'; readonly code: string; readonly message: string }
  /** On a removing call of Lightsail's: the operation has succeeded at once, and the resource goes on as `deleting` for a while. */
  | { readonly type: 'succeedsEarly' }
  /**
   * On a removing call: it is accepted, and later turns out not to have worked. `original`: the resource is back in its
   * old state. `failed`: it ends in the kind's failed state with the reason (a Lightsail operation has `errorCode` and
   * `errorDetails` in both cases).
   */
  | { readonly type: 'reverted'; readonly to: 'original' | 'failed'; readonly reason?: string; readonly code?: string };

/** A fault: what goes wrong, with which calls, and when. */
export interface FaultSpec {
  /** Chosen by the sandbox where it is not given. */
  readonly id?: string;
  readonly match: FaultMatch;
  readonly effect: FaultEffect;
  /** The first matching call that it is for, counted from 1. Default 1. */
  readonly from?: number;
  /** The last matching call that it is for. Default: for ever. */
  readonly to?: number;
  /** Of those, the share that is hit (0..1), by a generator seeded with `seed` (default 1). Default: all. */
  readonly rate?: number;
  readonly seed?: number;
}

/** A fault as it stands: how many calls matched, how many were hit. */
export interface FaultState extends FaultSpec {
  readonly id: string;
  readonly matched: number;
  readonly hit: number;
}

/** How a request ended, as seen from the server. */
export type Ending = 'pending' | 'answered' | 'reset' | 'truncated' | 'hung' | 'gone';

/** A request as it arrived, and what was done about it. */
export interface LoggedRequest {
  /** 1, 2, 3, ... in the order of arrival; never reused, not even after the log was cleared. */
  readonly seq: number;
  /** ISO 8601. */
  readonly time: string;
  readonly service: ServiceName | null;
  readonly operation: string | null;
  /** The Region of the signature's credential scope; null for requests that are not signed. */
  readonly region: string | null;
  readonly accessKeyId: string | null;
  /** The account of the access key; null where the key is unknown. */
  readonly accountId: string | null;
  /** The input as AWS documents it; dates as ISO 8601. */
  readonly input: Fields;
  readonly dryRun: boolean;
  readonly method: string;
  readonly path: string;
  /** The Host header. */
  readonly host: string;
  readonly userAgent: string;
  /** The SDK's own count of this try, as it says in `amz-sdk-request`; 1 where it says nothing. */
  readonly attempt: number;
  readonly ending: Ending;
  /** HTTP status; null if none was sent. */
  readonly status: number | null;
  readonly requestId: string;
  /** Whether a handler ran: what the call asks for was carried out, or refused by the service's own rules. */
  readonly handled: boolean;
  /** Whether the handler did it: true even if the answer was lost on the way. */
  readonly carriedOut: boolean;
  /** The structured output as AWS documents it, dates as ISO 8601; null if there was an error or `log.bodies` is off. */
  readonly output: Fields | null;
  readonly error: { readonly code: string; readonly message: string } | null;
  /** The text of the answer, to the last character; null if none was sent or `log.bodies` is off. */
  readonly body: string | null;
  /** The types of the faults that hit it. */
  readonly faults: readonly string[];
}

/** Which requests to return; every member that is given must fit. */
export interface RequestFilter {
  readonly service?: ServiceName;
  /** An operation's name; `*` stands for any characters. */
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

/** A resource as the sandbox keeps it. */
export interface StoredRow {
  readonly id: string;
  /** The bucket of an access key, the connection / LAG / interconnect of a MACsec key. */
  readonly parent?: string;
  /** As AWS would list it; dates as ISO 8601. */
  readonly item: Fields;
  /** It is on its way to another state. */
  readonly moving: boolean;
}

/** An access key and whose it is. */
export interface IdentitySpec {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Requests must bring it if it is there. */
  readonly sessionToken?: string;
  readonly accountId: string;
  readonly arn: string;
  readonly userId: string;
  /** IAM actions that are denied; `*` stands for any characters: `ec2:Delete*`. */
  readonly deny: readonly string[];
  /** ISO 8601; past it, the credentials have expired. */
  readonly expiresAt?: string;
}

/** A profile of the files that a sandbox writes. */
export interface SandboxProfile {
  readonly name: string;
  readonly accountId: string;
  readonly region: string;
  readonly accessKeyId: string;
  readonly arn: string;
}

/** What a sandbox is reached by. The credentials and config files hold one profile for each of `profiles`. */
export interface SandboxInfo {
  /** `http://127.0.0.1:PORT` */
  readonly endpoint: string;
  readonly configFile: string;
  readonly credentialsFile: string;
  readonly profiles: readonly SandboxProfile[];
}
