import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pack } from '../../../scripts/package.ts';
import { installExtensions } from '../../harness/vscodeServer.ts';
import { packTestHelper } from './testHelper.ts';

/** Packs the extension, and the one that helps the tests, and installs both once for all servers. Returns what removes them. */
export default async function globalSetup(): Promise<() => void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'td-ui-'));
  const [vsix, helper] = [path.join(folder, 'teardown.vsix'), path.join(folder, 'test-helper.vsix')];
  const extensions = path.join(folder, 'extensions');
  await pack(vsix);
  await packTestHelper(helper);
  await installExtensions(extensions, [vsix, helper]);
  process.env['TEARDOWN_VSIX'] = vsix;
  process.env['TEARDOWN_EXTENSIONS'] = extensions;
  return () => {
    rmSync(folder, { recursive: true, force: true });
  };
}
