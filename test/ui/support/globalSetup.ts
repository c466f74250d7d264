import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pack } from '../../../scripts/package.ts';
import { installExtensions } from '../../harness/vscodeServer.ts';
import { packToolCaller } from './toolCaller.ts';

/** Packs the extension, and the one that calls its tools, and installs both once for all servers. Returns what removes them. */
export default async function globalSetup(): Promise<() => void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'td-ui-'));
  const [vsix, toolCaller] = [path.join(folder, 'teardown.vsix'), path.join(folder, 'tool-caller.vsix')];
  const extensions = path.join(folder, 'extensions');
  await pack(vsix);
  await packToolCaller(toolCaller);
  await installExtensions(extensions, [vsix, toolCaller]);
  process.env['TEARDOWN_VSIX'] = vsix;
  process.env['TEARDOWN_EXTENSIONS'] = extensions;
  return () => {
    rmSync(folder, { recursive: true, force: true });
  };
}
