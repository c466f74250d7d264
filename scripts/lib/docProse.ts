import { styleProblems } from './styleWords.ts';

/** Documents for developers, in which names from the code and function calls are words. */
const FOR_DEVELOPERS = /^(docs\/(ARCHITECTURE|LANGUAGES)|CONTRIBUTING|(sandbox|src|test|bench)\/.*)\.md$/;

/** Words that only documents for users must not have. */
const OF_CODE = /^"(kind|kinds|call|calls|called|calling)" /i;

/** Generated pages, whose tables come from texts with their own checks or from measurements. */
const GENERATED_TABLES =
  /^docs\/(RELIABILITY|RESOURCE-TYPES|TRUTH|UNUSED|PRICES|excluded-operations|UI-RUNS|PERFORMANCE)\.md$/;

/** The section of docs/RELIABILITY.md that `npm run soak` last wrote. */
const MEASURED = /<!-- Measured by npm run soak[^]*/;

/**
 * Returns a document's violations of the style, one line each: headings, sentences, list items and cells of tables,
 * without code.
 */
export function docProseProblems(file: string, text: string): readonly string[] {
  const prose = text
    .replace(MEASURED, '')
    .replace(/^ *(`{3,})[^]*?^ *\1$/gm, '')
    .replace(/<!--[^]*?-->/g, '')
    .replace(/`+[^`\n]*`+/g, 'X')
    .replace(/\]\([^)\s]*\)/g, ']');
  const isTable = (line: string) => line.trimStart().startsWith('|');
  const lines = prose.split('\n').flatMap((line) => {
    if (!isTable(line)) return [line];
    return GENERATED_TABLES.test(file) ? [] : line.split('|');
  });
  const problems = lines.flatMap((line) => styleProblems(line.trim()));
  const kept = FOR_DEVELOPERS.test(file) ? problems.filter((problem) => !OF_CODE.test(problem)) : problems;
  return kept.map((problem) => `${file}: ${problem}`);
}
