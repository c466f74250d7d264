/** Why there are no credentials, or not those that were expected. */
export type CredentialsProblem =
  /** The files are not there, or no profile is in them. */
  | 'noProfiles'
  /** No profile was chosen anywhere, and there is none called `default`. */
  | 'noProfileChosen'
  /** The files have no profile of that name. */
  | 'profileNotFound'
  /** The profile's settings do not lead to credentials: incomplete, broken, going round in a circle. */
  | 'invalidProfile'
  /** A configured endpoint is no URL, or a `services` section is missing. */
  | 'badEndpoint'
  /** The environment, or the machine, has no credentials to offer. */
  | 'noCredentials'
  /** There is no sign-in, or it has expired: the user has to sign in (SSO or console login). */
  | 'signInNeeded'
  /** Keys with a session were sent, and AWS says that it is over: new ones are needed. */
  | 'expired'
  /** Keys or tokens were sent, and AWS does not know them. */
  | 'invalidCredentials'
  /** The user closed the question for the MFA code. */
  | 'mfaCanceled'
  /** AWS did not take the MFA code. */
  | 'mfaRejected'
  /** `credential_process` is not run here: the workspace is not trusted. */
  | 'processRefused'
  | 'processFailed'
  /** STS, or the SSO portal, does not give this role to this caller. */
  | 'roleDenied'
  /** No answer: no network, a wrong endpoint, a Region without the service. */
  | 'unreachable'
  /** The credentials are fine, but they belong to somebody else than the target says. */
  | 'identityChanged'
  | 'failed';

/** What is known about a failure beside its message. */
export interface CredentialsErrorDetails {
  /** The profile that it happened in: the chosen one, or one that it leads to. */
  readonly profile?: string;
  /** For `signInNeeded`: how to sign in. */
  readonly signIn?: 'sso' | 'console';
  /** What was thrown; for logs. Never set when it might hold a secret. */
  readonly cause?: unknown;
}

/** A failure to come to credentials. Its message says what happened and what to do, and holds no secret. */
export class CredentialsError extends Error {
  override readonly name = 'CredentialsError';
  readonly problem: CredentialsProblem;
  readonly profile: string | undefined;
  readonly signIn: 'sso' | 'console' | undefined;

  constructor(problem: CredentialsProblem, message: string, details: CredentialsErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.problem = problem;
    this.profile = details.profile;
    this.signIn = details.signIn;
  }
}
