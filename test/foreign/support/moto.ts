import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface, type Interface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';

/** Members of a request in the form of boto3. */
export type Members = Readonly<Record<string, unknown>>;

/** The services whose operations are used. */
export type Service = 'ec2' | 'directconnect' | 'elbv2' | 'iam';

type Result = { readonly value: unknown } | { readonly error: { readonly code: string; readonly message: string } };

/** An error that boto3 raised. */
class Boto3Error extends Error {
  readonly code: string;

  constructor(operation: string, { code, message }: { readonly code: string; readonly message: string }) {
    super(`${operation}: ${code}: ${message}`);
    this.code = code;
  }
}

/** moto's server in its own process, in which boto3 runs, too. */
export class Moto {
  readonly endpoint: string;
  readonly region: string;
  readonly #child: ChildProcessByStdio<Writable, Readable, null>;
  readonly #lines: Interface;
  readonly #waiting: ((line: string) => void)[] = [];

  private constructor(child: ChildProcessByStdio<Writable, Readable, null>, lines: Interface, ready: string) {
    ({ endpoint: this.endpoint, region: this.region } = JSON.parse(ready) as { endpoint: string; region: string });
    this.#child = child;
    this.#lines = lines;
    lines.on('line', (line) => this.#waiting.shift()?.(line));
  }

  /** Starts the server on a free port. It exits with this process. */
  static async start(region: string): Promise<Moto> {
    const script = path.join(import.meta.dirname, 'moto_server.py');
    const child = spawn('python3', [script, region], { stdio: ['pipe', 'pipe', 'inherit'] });
    const lines = createInterface({ input: child.stdout });
    const [ready] = (await Promise.race([once(lines, 'line'), once(child, 'exit')])) as [unknown];
    if (typeof ready !== 'string') throw new Error(`moto's server ended with ${String(ready)} before it was ready`);
    return new Moto(child, lines, ready);
  }

  /** Calls an operation through boto3, and returns its response. Throws a `Boto3Error` when boto3 raises. */
  async call(operation: string, input: Members, service: Service = 'ec2'): Promise<Members> {
    return (await this.#request({ service, operation, input })) as Members;
  }

  /** Calls an operation, reads all pages, and returns what a JMESPath finds in them as texts. */
  async find(operation: string, input: Members, jmesPath: string, service: Service = 'ec2'): Promise<string[]> {
    return ((await this.#request({ service, operation, input, path: jmesPath })) as unknown[]).map(String);
  }

  /** Returns the one text that a JMESPath finds in a response. */
  async one(operation: string, input: Members, jmesPath: string, service: Service = 'ec2'): Promise<string> {
    const [found, ...more] = await this.find(operation, input, `[${jmesPath}]`, service);
    if (found === undefined || more.length > 0) throw new Error(`${operation}: ${jmesPath} finds not one`);
    return found;
  }

  /** Returns those of the operations, as `service:operation`, that moto implements. */
  async implemented(operations: readonly string[]): Promise<ReadonlySet<string>> {
    const pairs = operations.map((one) => one.split(':'));
    const known = (await this.#request({ implements: pairs })) as string[][];
    return new Set(known.map((pair) => pair.join(':')));
  }

  async #request(request: Members): Promise<unknown> {
    const line = new Promise<string>((resolve) => this.#waiting.push(resolve));
    this.#child.stdin.write(`${JSON.stringify(request)}\n`);
    const result = JSON.parse(await line) as Result;
    if ('error' in result) throw new Boto3Error(String(request['operation']), result.error);
    return result.value;
  }

  /** Stops the server. */
  async close(): Promise<void> {
    const ended = once(this.#child, 'exit');
    this.#lines.close();
    this.#child.stdin.end();
    await ended;
  }
}
