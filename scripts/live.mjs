// npm run test:live -- --profile NAME --region REGION [--endpoint URL] [--skip STEP]... [--out FILE]: creates
// resources without costs in a real account, deletes them through Teardown, and records every response. Asks for the
// account id first.
import { parseArgs } from 'node:util';
import { ensureModules } from './lib/bootstrap.mjs';
import { CliError, enableTypeScript, main } from './lib/run.mjs';

await main(async () => {
  const { values } = parseArgs({
    options: {
      profile: { type: 'string' },
      region: { type: 'string' },
      endpoint: { type: 'string' },
      skip: { type: 'string', multiple: true, default: [] },
      out: { type: 'string' },
    },
  });
  const { profile, region, endpoint, skip, out } = values;
  if (profile === undefined || region === undefined) {
    throw new CliError('Both options are required: npm run test:live -- --profile NAME --region REGION');
  }
  ensureModules();
  await enableTypeScript();
  const { runLive } = await import('./live/run.ts');
  if (!(await runLive({ profile, region, endpoint, skip, out }))) process.exitCode = 1;
});
// Standard input may still be open.
process.exit();
