/** The reason why there are no credentials, or not the expected ones. */
export type CredentialsProblem =
  /** The files do not exist, or have no profile. */
  | 'noProfiles'
  /** No profile was chosen, and there is none named `default`. */
  | 'noProfileChosen'
  /** The files have no profile of that name. */
  | 'profileNotFound'
  /** The profile's settings do not lead to credentials: incomplete, malformed, or circular. */
  | 'invalidProfile'
  /** A configured endpoint is no URL, or a `services` section is missing. */
  | 'badEndpoint'
  /** The environment, or the machine, has no credentials. */
  | 'noCredentials'
  /** The sign-in (SSO or console login) is missing or has expired. */
  | 'signInNeeded'
  /** AWS rejected the keys because their session has expired. */
  | 'expired'
  /** AWS rejected the keys or tokens as unknown. */
  | 'invalidCredentials'
  /** The user closed the prompt for the MFA code. */
  | 'mfaCanceled'
  /** AWS rejected the MFA code. */
  | 'mfaRejected'
  /** `credential_process` is not run here: the workspace is not trusted. */
  | 'processRefused'
  | 'processFailed'
  /** STS, or the SSO portal, denies this role to this caller. */
  | 'roleDenied'
  /** No response: no network, a wrong endpoint, or a Region without the service. */
  | 'unreachable'
  /** The credentials are valid, but belong to another caller than the target's. */
  | 'identityChanged'
  | 'failed';

/** Facts about a failure beside its message. */
export interface CredentialsErrorDetails {
  /** The profile that failed: the chosen one, or one that it leads to. */
  readonly profile?: string;
  /** For `signInNeeded`: how to sign in. */
  readonly signIn?: 'sso' | 'console';
  /** The thrown error, for logs. Never set where it may hold a secret. */
  readonly cause?: unknown;
}

/** A failure to get credentials. Its message has the cause and the next step, and no secret. */
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
