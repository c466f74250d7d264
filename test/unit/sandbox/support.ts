import assert from 'node:assert/strict';
import { DirectConnectClient } from '@aws-sdk/client-direct-connect';
import { EC2Client } from '@aws-sdk/client-ec2';
import { LightsailClient } from '@aws-sdk/client-lightsail';
import { STSClient } from '@aws-sdk/client-sts';
import { SandboxClient } from '../../../sandbox/client.ts';
import type { SandboxOptions } from '../../../sandbox/server.ts';
import { startSandbox } from '../../../sandbox/server.ts';
import type { RunningSandbox } from '../../../sandbox/server.ts';
import { sampleProfiles } from '../../../sandbox/world/sample/identities.ts';

/** The account and the Region of most sample resources. */
export const DEV = { account: '111122223333', region: 'eu-west-1' } as const;

/** A sandbox for one suite, and clients for it with the profiles of the sample world. */
export class Bench {
  #running: RunningSandbox | undefined;
  #clients: { destroy(): void }[] = [];

  /** The running sandbox. */
  get running(): RunningSandbox {
    assert.ok(this.#running, 'the sandbox runs while tests do');
    return this.#running;
  }

  /** The client of the control API. */
  get control(): SandboxClient {
    return new SandboxClient(this.running.endpoint);
  }

  /** Starts the sandbox. */
  async start(options: SandboxOptions): Promise<void> {
    this.#running = await startSandbox(options);
  }

  /** Closes the sandbox and all clients. */
  async stop(): Promise<void> {
    for (const client of this.#clients) client.destroy();
    await this.#running?.close();
  }

  /** Returns the configuration of a profile's client. It does not retry, so that every request is intended. */
  config(
    profile = 'dev',
    region?: string,
  ): {
    endpoint: string;
    region: string;
    maxAttempts: number;
    credentials: { accessKeyId: string; secretAccessKey: string; sessionToken?: string };
  } {
    const sample = sampleProfiles().find((found) => found.name === profile);
    assert.ok(sample, `there is a profile ${profile}`);
    const { accessKeyId, secretAccessKey, sessionToken } = sample.identity;
    return {
      endpoint: this.running.endpoint,
      region: region ?? sample.region,
      maxAttempts: 1,
      credentials: { accessKeyId, secretAccessKey, ...(sessionToken !== undefined && { sessionToken }) },
    };
  }

  #keep<T extends { destroy(): void }>(client: T): T {
    this.#clients.push(client);
    return client;
  }

  ec2(profile?: string, region?: string): EC2Client {
    return this.#keep(new EC2Client(this.config(profile, region)));
  }

  lightsail(profile?: string, region?: string): LightsailClient {
    return this.#keep(new LightsailClient(this.config(profile, region)));
  }

  directConnect(profile?: string, region?: string): DirectConnectClient {
    return this.#keep(new DirectConnectClient(this.config(profile, region)));
  }

  sts(profile?: string, region?: string): STSClient {
    return this.#keep(new STSClient(this.config(profile, region)));
  }
}

/** Starts a sandbox for the suite being defined, and resets it before each test. */
export function useSandbox(options: SandboxOptions = {}): Bench {
  const bench = new Bench();
  before(() => bench.start(options));
  beforeEach(() => bench.control.reset());
  after(() => bench.stop());
  return bench;
}

/** An error of an SDK client. */
export interface Thrown extends Error {
  readonly $metadata: { readonly httpStatusCode?: number; readonly requestId?: string; readonly attempts?: number };
}

/** Returns the error of a request that must fail. */
export async function failure(call: Promise<unknown>): Promise<Thrown> {
  return call.then(
    () => assert.fail('the request succeeded'),
    (error: unknown) => error as Thrown,
  );
}

/** Returns the first item of a list that must not be empty. */
export function first<T>(items: readonly T[] | undefined): T {
  const [item] = items ?? [];
  assert.ok(item !== undefined, 'the list is not empty');
  return item;
}
