import { readFile } from 'node:fs/promises';
import { t } from '@vscode/l10n';
import type { SharedFilePaths } from './sharedFilePaths.ts';
import { parseIni } from './iniParser.ts';
import type { IniSection } from './iniParser.ts';
import { errorCode } from '../../common/errors.ts';

/** A setting and where it was read. The value may be a secret: it is never put into a message. */
export interface Setting {
  readonly value: string;
  readonly file: string;
  /** Counted from 1. */
  readonly line: number;
}

/** The settings of a profile, an `sso-session` or a `services` section; nested ones as `outer.inner`. */
export type ProfileSettings = ReadonlyMap<string, Setting>;

/** Something about the files that the user should know. It never stands in the way of the other profiles. */
export interface ConfigProblem {
  readonly file: string;
  /** Counted from 1; absent when it concerns the whole file. */
  readonly line?: number;
  /** The profile that it concerns, where it is one. */
  readonly profile?: string;
  readonly message: string;
}

/** Both files, read at one moment. Holds secrets: stays inside `src/aws`. */
export interface SharedConfig {
  readonly files: SharedFilePaths;
  readonly profiles: ReadonlyMap<string, ProfileSettings>;
  readonly ssoSessions: ReadonlyMap<string, ProfileSettings>;
  readonly services: ReadonlyMap<string, ProfileSettings>;
  readonly problems: readonly ConfigProblem[];
}

type SectionType = 'profiles' | 'ssoSessions' | 'services';
type Sections = Record<SectionType, Map<string, Map<string, Setting>>>;

/**
 * Reads the config and the credentials file, anew each time: an edit counts at once (the SDK's own reader caches by path for
 * the life of the process, and even caches a failure). Where both files have a key, the credentials file's counts, as for
 * the SDKs (https://docs.aws.amazon.com/sdkref/latest/guide/file-format.html).
 *
 * @param files the paths
 * @returns what both files say, and their problems; a missing, unreadable or broken file is a problem, never an exception
 */
export async function readSharedConfig(files: SharedFilePaths): Promise<SharedConfig> {
  const problems: ConfigProblem[] = [];
  const sections: Sections = { profiles: new Map(), ssoSessions: new Map(), services: new Map() };
  const [config, credentials] = await Promise.all([
    readText(files.config, files.configFromEnv),
    readText(files.credentials, files.credentialsIsNamed),
  ]);
  for (const { file, text, where } of [
    { file: files.config, text: config, where: configSection },
    { file: files.credentials, text: credentials, where: credentialsSection },
  ]) {
    if (text.problem !== undefined) problems.push({ file, message: text.problem });
    const ini = parseIni(text.text);
    for (const problem of ini.problems) problems.push({ file, ...problem });
    addSections(file, ini.sections, where, sections, problems);
  }
  return { files, ...sections, problems };
}

interface SettingLocation {
  readonly kind: SectionType;
  readonly name: string;
}

function addSections(
  file: string,
  found: readonly IniSection[],
  where: (header: string) => SettingLocation | string | undefined,
  sections: Sections,
  problems: ConfigProblem[],
): void {
  const seen = new Map<string, IniSection>();
  const hasPrefixedDefault = found.some(({ header }) => /^profile\s+(["']?)default\1$/.test(header));
  for (const section of found) {
    const place = where(section.header);
    if (place === undefined) continue;
    if (typeof place === 'string') {
      problems.push({ file, line: section.line, message: place });
      continue;
    }
    const profile = place.kind === 'profiles' ? { profile: place.name } : {};
    if (section.header === 'default' && hasPrefixedDefault) {
      problems.push({
        file,
        line: section.line,
        ...profile,
        message: t('[profile default] is here too, and only that one counts.'),
      });
      continue;
    }
    const id = `${place.kind} ${place.name}`;
    const first = seen.get(id);
    if (first === undefined) seen.set(id, section);
    else {
      const message = t(
        '[{0}] is written twice (first in line {1}): the later settings count.',
        section.header,
        first.line,
      );
      problems.push({ file, line: section.line, ...profile, message });
    }
    const target = sections[place.kind].get(place.name) ?? new Map<string, Setting>();
    sections[place.kind].set(place.name, target);
    for (const [key, { value, line }] of section.settings) target.set(key, { value, file, line });
  }
}

/** What a header of the config file names: a place, a problem in words, or nothing that concerns credentials. */
function configSection(header: string): SettingLocation | string | undefined {
  if (header === 'default') return { kind: 'profiles', name: 'default' };
  const match = /^(\S+)\s+(.+)$/.exec(header);
  const name = unquoted(match?.[2] ?? '');
  switch (match?.[1]) {
    case 'profile':
      return name === '' ? t('[{0}] has no name.', header) : { kind: 'profiles', name };
    case 'sso-session':
      return { kind: 'ssoSessions', name };
    case 'services':
      return { kind: 'services', name };
    default:
      return OTHER_SECTION_TYPES.has(match?.[1] ?? header)
        ? undefined
        : t('[{0}] is no profile here: in the config file a profile is called [profile {0}].', header);
  }
}

/** Sections of the config file that belong to the AWS CLI or to plug-ins and say nothing about credentials. */
const OTHER_SECTION_TYPES: ReadonlySet<string> = new Set(['plugins', 'preview', 'toolkit', 'cli']);

/** In the credentials file the header is the profile's name itself. */
function credentialsSection(header: string): SettingLocation | string {
  const prefixed = /^profile\s+(.+)$/.exec(header);
  if (prefixed === null) return { kind: 'profiles', name: unquoted(header) };
  const name = unquoted(prefixed[1] ?? '');
  return t('[{0}] is no profile here: in the credentials file it is called [{1}].', header, name);
}

function unquoted(name: string): string {
  return /^(["'])(.*)\1$/.exec(name)?.[2] ?? name;
}

async function readText(path: string, isNamed: boolean): Promise<{ text: string; problem?: string }> {
  try {
    const bytes = await readFile(path);
    if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)) {
      return { text: '', problem: t("The file is UTF-16, which AWS's tools do not read: save it as UTF-8.") };
    }
    return { text: bytes.toString('utf8') };
  } catch (error) {
    const problem = readErrorMessage(errorCode(error), isNamed);
    return problem === undefined ? { text: '' } : { text: '', problem };
  }
}

/**
 * Why a file could not be read, in words.
 *
 * @param code Node's code, such as `EACCES`
 * @param isNamed whether the user named the file by an environment variable
 * @returns a sentence; undefined when a file is merely missing that need not be there
 */
export function readErrorMessage(code: string | undefined, isNamed: boolean): string | undefined {
  switch (code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return isNamed ? t('The file does not exist, though an environment variable names it.') : undefined;
    case 'EACCES':
    case 'EPERM':
      return t('The file may not be read by this user: check its permissions.');
    case 'EISDIR':
      return t('This is a folder, not a file.');
    default:
      return t('The file could not be read ({0}).', code ?? '?');
  }
}
