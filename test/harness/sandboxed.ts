import type { RunningSandbox } from '../../sandbox/server.ts';

/** Returns the environment that sends all AWS requests of a process to the sandbox. */
export function sandboxEnvironment(
  sandbox: RunningSandbox,
  profile: string | undefined = sandbox.profiles[0]?.name,
): Record<string, string> {
  return {
    AWS_CONFIG_FILE: sandbox.configFile,
    AWS_SHARED_CREDENTIALS_FILE: sandbox.credentialsFile,
    ...(profile === undefined ? {} : { AWS_PROFILE: profile }),
    AWS_EC2_METADATA_DISABLED: 'true',
    // For tests in the extension host, which use the sandbox's control API.
    TEARDOWN_SANDBOX: sandbox.endpoint,
  };
}

/** Returns the user settings for sandboxes: dry runs may go there. */
export function sandboxSettings(...sandboxes: readonly Pick<RunningSandbox, 'endpoint'>[]): Record<string, unknown> {
  return { 'teardown.dryRunEndpoints': sandboxes.map(({ endpoint }) => endpoint) };
}
