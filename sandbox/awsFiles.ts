import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SandboxProfile } from './types.ts';
import { sampleProfiles } from './world/sample/identities.ts';
import type { SampleProfile } from './world/sample/identities.ts';

/** Nothing listens on this port, so connections fail. */
const CLOSED_PORT = 'http://127.0.0.1:9';

/** The files of a sandbox. */
export interface AwsFiles {
  readonly configFile: string;
  readonly credentialsFile: string;
  readonly profiles: readonly SandboxProfile[];
  /** Deletes the files, and the folder unless the caller chose it. */
  readonly remove: () => Promise<void>;
}

function section(title: string, members: Readonly<Record<string, string | undefined>>): string {
  const lines = Object.entries(members).flatMap(([name, value]) => (value === undefined ? [] : [`${name} = ${value}`]));
  return `[${title}]\n${lines.join('\n')}\n`;
}

function credentials(name: string, { identity }: SampleProfile): string {
  return section(name, {
    aws_access_key_id: identity.accessKeyId,
    aws_secret_access_key: identity.secretAccessKey,
    aws_session_token: identity.sessionToken,
  });
}

/**
 * Writes a config and a credentials file, mode 0600, into `folder` or a new temporary one. Every profile has the
 * sandbox's endpoint; `unreachable` has the keys of `dev` and an endpoint where nothing listens.
 */
export async function writeAwsFiles(endpoint: string, folder?: string): Promise<AwsFiles> {
  const directory = folder ?? (await mkdtemp(join(tmpdir(), 'teardown-sandbox-')));
  await mkdir(directory, { recursive: true });
  const [configFile, credentialsFile] = [join(directory, 'config'), join(directory, 'credentials')];
  const samples = sampleProfiles();
  const [dev] = samples;
  const profiles = samples.map((sample) => ({ sample, name: sample.name, endpoint }));
  if (dev !== undefined) profiles.push({ sample: dev, name: 'unreachable', endpoint: CLOSED_PORT });

  const config = profiles.map((profile) =>
    section(`profile ${profile.name}`, { region: profile.sample.region, endpoint_url: profile.endpoint }),
  );
  const keys = profiles.map((profile) => credentials(profile.name, profile.sample));
  await writeFile(configFile, config.join('\n'), { mode: 0o600 });
  await writeFile(credentialsFile, keys.join('\n'), { mode: 0o600 });
  return {
    configFile,
    credentialsFile,
    profiles: profiles.map(({ name, sample: { accountId, region, accessKeyId, arn } }) => ({
      name,
      accountId,
      region,
      accessKeyId,
      arn,
    })),
    // A folder that the caller chose may hold other files.
    remove: async () => {
      if (folder === undefined) await rm(directory, { recursive: true, force: true });
      else await Promise.all([configFile, credentialsFile].map((file) => rm(file, { force: true })));
    },
  };
}
