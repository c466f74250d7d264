import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { downloadAndUnzipVSCode, runTests } from '@vscode/test-electron';
import { ROOT, Told, readJson } from '../../scripts/lib/run.mjs';
import type { HostedSuite } from './hostedSuite.ts';
import { SETTINGS } from './vscodeSettings.ts';

/**
 * Runs the suite in a desktop VS Code, which is downloaded: the newest stable one, or what the environment variable
 * TEARDOWN_VSCODE says: `insiders`, a version, or `lowest`, the oldest that package.json allows.
 */
export async function runInDesktop({ tests, env, settings }: HostedSuite): Promise<void> {
  const vscodeExecutablePath = await downloadAndUnzipVSCode({
    version: wantedVersion(),
    cachePath: path.join(ROOT, 'build/vscode-test'),
  }).catch((error: unknown) => {
    throw new Told(
      "VS Code could not be downloaded from Microsoft's update server, so the electron suite cannot run here " +
        `(${String(error)}).\nOn Linux x64 the same suite runs without a download: npm run test:integration`,
    );
  });
  const home = await mkdtemp(path.join(tmpdir(), 'td-'));
  const project = path.join(home, 'project');
  const userData = path.join(home, 'data');
  await mkdir(project);
  await mkdir(path.join(userData, 'User'), { recursive: true });
  await writeFile(path.join(userData, 'User/settings.json'), JSON.stringify({ ...SETTINGS, ...settings }));
  // runTests passes our own environment on: nothing of AWS may come from it.
  for (const name of Object.keys(process.env)) if (name.startsWith('AWS_')) Reflect.deleteProperty(process.env, name);
  try {
    await runTests({
      vscodeExecutablePath,
      extensionDevelopmentPath: ROOT,
      extensionTestsPath: tests,
      extensionTestsEnv: env,
      launchArgs: [project, '--user-data-dir', userData, '--disable-extensions'],
    });
  } finally {
    await rm(home, { recursive: true, force: true, maxRetries: 5 });
  }
}

function wantedVersion(): string {
  const wanted = process.env['TEARDOWN_VSCODE'] ?? 'stable';
  if (wanted !== 'lowest') return wanted;
  const { engines } = readJson(path.join(ROOT, 'package.json')) as { readonly engines: { readonly vscode: string } };
  return engines.vscode.replace(/^\^/, '');
}
