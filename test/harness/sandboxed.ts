import type { RunningSandbox } from '../../sandbox/server.ts';

/** The variables that send everything AWS in a process to the sandbox, and nothing anywhere else. */
export function sandboxEnvironment(
  sandbox: RunningSandbox,
  profile: string | undefined = sandbox.profiles[0]?.name,
): Record<string, string> {
  return {
    AWS_CONFIG_FILE: sandbox.configFile,
    AWS_SHARED_CREDENTIALS_FILE: sandbox.credentialsFile,
    ...(profile === undefined ? {} : { AWS_PROFILE: profile }),
    AWS_EC2_METADATA_DISABLED: 'true',
    // For tests inside the extension host, which steer the sandbox over HTTP.
    TEARDOWN_SANDBOX: sandbox.endpoint,
  };
}

/** User settings for work against sandboxes: dry runs may go there. */
export function sandboxSettings(...sandboxes: readonly Pick<RunningSandbox, 'endpoint'>[]): Record<string, unknown> {
  return { 'teardown.dryRunEndpoints': sandboxes.map(({ endpoint }) => endpoint) };
}
