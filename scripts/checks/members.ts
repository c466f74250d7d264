// Checks that public members of classes and methods of interfaces in src/ are used outside test/. knip sees exports
// only.
import path from 'node:path';
import ts from 'typescript';
import { ROOT, CliError, main, print } from '../lib/run.mjs';
import { unusedMembers } from '../lib/unusedMembers.ts';

/** Members whose use the compiler cannot see, with the user. */
const CALLED_ELSEWHERE: Readonly<Record<string, string>> = {
  'TestApi.app': 'VS Code hands what activate() returns to other extensions; the integration tests take it so',
  'TypedDefinition.types': 'carries types for the compiler, and is never set',
  'TypedSource.types': 'carries types for the compiler, and is never set',
};

await main(() => {
  const { config } = ts.readConfigFile(path.join(ROOT, 'tsconfig.json'), (file) => ts.sys.readFile(file)) as {
    readonly config: object;
  };
  const { fileNames, options } = ts.parseJsonConfigFileContent(config, ts.sys, ROOT);
  const isIn = (...folders: readonly string[]) => {
    const starts = folders.map((folder) => `${path.join(ROOT, folder).replaceAll(path.sep, '/')}/`);
    return (file: string) => starts.some((start) => file.startsWith(start));
  };
  const declares = isIn('src');
  const uses = isIn('src', 'bench', 'scripts', 'sandbox');
  const program = ts.createProgram(fileNames.filter(uses), options);
  const unused = unusedMembers(program, { declares, uses });
  const problems = [
    ...unused
      .filter((name) => !(name in CALLED_ELSEWHERE))
      .map((name) => `${name}: only tests use it, if anything does`),
    ...Object.keys(CALLED_ELSEWHERE)
      .filter((name) => !unused.includes(name))
      .map((name) => `${name}: is in use, or is not there: take it off the list in scripts/checks/members.ts`),
  ];
  if (problems.length > 0) throw new CliError(problems.join('\n'));
  print('All public members in src/ are in use');
});
