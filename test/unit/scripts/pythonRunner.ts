import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { createInterface, type Interface } from 'node:readline';

/** The result of a script. */
interface Ran {
  readonly status: number;
  /** What it printed, with the traceback of an exception. */
  readonly output: string;
}

/**
 * Runs each script of its input as a program of its own: with new variables, and the environment that comes with it. What is
 * imported stays, because importing boto3 takes a second.
 */
const RUNNER = `
import contextlib, io, json, os, sys, traceback
lines, inherited = sys.stdout, dict(os.environ)
for line in sys.stdin:
    job = json.loads(line)
    os.environ.clear()
    os.environ.update(inherited, **job['env'])
    output, status = io.StringIO(), 0
    with contextlib.redirect_stdout(output), contextlib.redirect_stderr(output):
        try:
            exec(compile(job['text'], 'script', 'exec'), {'__name__': '__main__'})
        except SystemExit as end:
            status = end.code if isinstance(end.code, int) else int(end.code is not None)
            if isinstance(end.code, str): print(end.code)
        except BaseException:
            status = 1
            traceback.print_exc()
    print(json.dumps({'status': status, 'output': output.getvalue()}), file=lines, flush=True)
`;

/** A Python process that runs scripts one after another. */
export class PythonRunner {
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #lines: Interface;
  #errors = '';

  /** `program` is the path of Python. */
  constructor(program: string, env: NodeJS.ProcessEnv) {
    this.#child = spawn(program, ['-c', RUNNER], { env });
    this.#child.stderr.on('data', (data: Buffer) => (this.#errors += data.toString()));
    this.#lines = createInterface(this.#child.stdout);
  }

  /** Runs a script to its end. `env` is added to the environment. Throws if Python itself ends. */
  async run(text: string, env: Readonly<Record<string, string>> = {}): Promise<Ran> {
    const ended = new AbortController();
    const line = once(this.#lines, 'line', { signal: ended.signal }) as Promise<[string]>;
    const exit = once(this.#child, 'close', { signal: ended.signal }).then(() => {
      throw new Error(`Python ended: ${this.#errors}`);
    });
    this.#child.stdin.write(`${JSON.stringify({ text, env })}\n`);
    try {
      const [result] = await Promise.race([line, exit]);
      return JSON.parse(result) as Ran;
    } finally {
      for (const waiting of [line, exit]) waiting.catch(() => undefined);
      ended.abort();
    }
  }

  /** Ends the process. */
  async close(): Promise<void> {
    if (this.#child.exitCode !== null) return;
    const closed = once(this.#child, 'close');
    this.#child.stdin.end();
    await closed;
  }
}
