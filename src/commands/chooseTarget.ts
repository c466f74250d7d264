import * as vscode from 'vscode';
import type { Env } from '../aws/awsFiles.ts';
import type { Choice } from '../aws/session.ts';
import { describeProfiles } from '../aws/profiles.ts';
import type { SharedConfigReader } from '../aws/sharedConfigReader.ts';
import type { Settings } from '../contributions.ts';

/**
 * What is chosen for this window: the user's setting, then `AWS_PROFILE`, then `default`; and the profile's own Region. A
 * value that the workspace brings is not used: a repository must never choose the account.
 *
 * @param config the shared config and credentials files
 * @param env the environment
 * @returns the choice
 */
export async function chosenTarget(config: SharedConfigReader, env: Env): Promise<Choice> {
  const setting = vscode.workspace.getConfiguration().inspect<Settings['teardown.profile']>('teardown.profile');
  const name = [setting?.globalValue, env['AWS_PROFILE']].map((text) => text?.trim()).find(Boolean) ?? 'default';
  const { profiles } = describeProfiles(await config.read());
  const own = profiles.find((profile) => profile.name === name)?.region;
  const region = own ?? env['AWS_REGION'] ?? env['AWS_DEFAULT_REGION'];
  return { source: { kind: 'profile', name }, regions: region ? [region] : [] };
}
