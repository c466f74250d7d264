import { isUtf8 } from 'node:buffer';
import { readFile } from 'node:fs/promises';
import { t } from '@vscode/l10n';
import type { SharedFilePaths } from './sharedFilePaths.ts';
import { splitPosix } from './commandLine.ts';
import { commentCutMessage, outerKey, parseIni, type IniSection } from './iniParser.ts';
import { errorCode } from '../../common/errors.ts';

/** A setting and where it was read. The value may be a secret: no message contains it. */
export interface Setting {
  readonly value: string;
  readonly file: string;
  /** Counted from 1. */
  readonly line: number;
}

/** The settings of a profile, an `sso-session` or a `services` section; nested ones as `outer.inner`. */
export type ProfileSettings = ReadonlyMap<string, Setting>;

/** A defect of the files to show to the user. It never affects other profiles. */
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
  /** Settings of both files; where both have a setting, the credentials file's counts, also when it is empty. */
  readonly profiles: ReadonlyMap<string, ProfileSettings>;
  /** The profiles of each file by itself: the AWS CLI takes a pair of keys from one file. */
  readonly configProfiles: ReadonlyMap<string, ProfileSettings>;
  readonly credentialsProfiles: ReadonlyMap<string, ProfileSettings>;
  readonly ssoSessions: ReadonlyMap<string, ProfileSettings>;
  readonly services: ReadonlyMap<string, ProfileSettings>;
  readonly problems: readonly ConfigProblem[];
}

type SectionType = 'profiles' | 'ssoSessions' | 'services';
type Sections = Record<SectionType, Map<string, ProfileSettings>>;

/**
 * Reads the config and the credentials file anew each time: an edit counts at once. The SDK's reader caches by path for
 * the life of the process, failures included. Sections and precedence are those of the AWS CLI (botocore `configloader`
 * and `session.full_config`); docs/PROFILES.md lists the differences. A missing, unreadable or broken file is reported
 * as a problem and never throws.
 */
export async function readSharedConfig(files: SharedFilePaths): Promise<SharedConfig> {
  const [config, credentials] = await Promise.all([
    readText(files.config, files.configFromEnv),
    readText(files.credentials, files.credentialsIsNamed),
  ]);
  return parseSharedConfig(files, config, credentials);
}

/** The content of a file, and why there is none or why it is in doubt. */
export interface FileText {
  readonly text: string;
  readonly problem?: string;
}

/** Parses both files, as {@link readSharedConfig} does. */
export function parseSharedConfig(files: SharedFilePaths, config: FileText, credentials: FileText): SharedConfig {
  const problems: ConfigProblem[] = [];
  const parse = (file: string, { text, problem }: FileText, locate: Locate): Sections => {
    if (problem !== undefined) problems.push({ file, message: problem });
    const ini = parseIni(text);
    for (const found of ini.problems) problems.push({ file, ...found });
    return readSections(file, ini.sections, locate, problems);
  };
  const { profiles: configProfiles, ssoSessions, services } = parse(files.config, config, locateInConfig);
  const { profiles: credentialsProfiles } = parse(files.credentials, credentials, locateInCredentials);
  const profiles = new Map(configProfiles);
  for (const [name, settings] of credentialsProfiles) profiles.set(name, overlay(profiles.get(name), settings));
  return { files, profiles, configProfiles, credentialsProfiles, ssoSessions, services, problems };
}

function emptySections(): Sections {
  return { profiles: new Map(), ssoSessions: new Map(), services: new Map() };
}

/** Returns the settings of both; a nested block replaces a nested block whole, as in the AWS CLI. */
function overlay(base: ProfileSettings | undefined, top: ProfileSettings): ProfileSettings {
  if (base === undefined) return top;
  const replaced = new Set([...top.keys()].map(outerKey));
  return new Map([...[...base].filter(([key]) => !replaced.has(outerKey(key))), ...top]);
}

/** Where a section belongs, and the problem of its header to show to the user. */
interface SectionLocation {
  readonly kind: SectionType;
  readonly name: string;
  readonly note?: string;
}

/** Returns where a header belongs; a text why it belongs nowhere; undefined where it does not concern credentials. */
type Locate = (header: string) => SectionLocation | string | undefined;

/** The section whose settings count for every section of its file (Python's `configparser.DEFAULTSECT`). */
const DEFAULTS = 'DEFAULT';

function readSections(file: string, found: readonly IniSection[], locate: Locate, problems: ConfigProblem[]): Sections {
  const sections = emptySections();
  const seen = new Map<string, IniSection>();
  const hasPrefixedDefault = found.some(({ header }) => /^profile\s+(["']?)default\1$/.test(header));
  let defaults: ProfileSettings = new Map<string, Setting>();
  for (const section of found.filter(isDefaults)) defaults = overlay(defaults, settingsOf(section, file, problems));
  for (const section of found) {
    const { header, line } = section;
    const report = (message: string, profile?: string): void => {
      problems.push({ file, line, ...(profile !== undefined && { profile }), message });
    };
    const location = locateSection(section, locate);
    if (location === undefined) continue;
    if (typeof location === 'string') {
      report(location);
      continue;
    }
    const { kind, name, note } = location;
    const profile = kind === 'profiles' ? name : undefined;
    if (header === 'default' && hasPrefixedDefault) {
      report(t('[profile default] is here too, and only that one counts.'), profile);
      continue;
    }
    if (note !== undefined) report(note, profile);
    const first = seen.get(`${kind} ${name}`);
    if (first === undefined) seen.set(`${kind} ${name}`, section);
    else {
      report(t('[{0}] is written twice (first in line {1}): the later settings count.', header, first.line), profile);
    }
    const settings = settingsOf(section, file, problems);
    const earlier = first?.header === header ? sections[kind].get(name) : undefined;
    sections[kind].set(name, overlay(earlier ?? defaults, settings));
  }
  return sections;
}

function isDefaults({ header, padded }: IniSection): boolean {
  return header === DEFAULTS && !padded;
}

function locateSection(section: IniSection, locate: Locate): SectionLocation | string | undefined {
  if (isDefaults(section)) {
    return t('[DEFAULT] is no profile: its settings count for every profile of this file. Rename it to [default].');
  }
  const location = locate(section.header);
  if (!section.padded || location === undefined) return location;
  return t('The AWS CLI does not read [ {0} ]. Remove the spaces inside the brackets.', section.header);
}

function settingsOf(section: IniSection, file: string, problems: ConfigProblem[]): Map<string, Setting> {
  const settings = new Map<string, Setting>();
  for (const [key, { value, line, commentCut }] of section.settings) {
    settings.set(key, { value, file, line });
    if (commentCut === true) problems.push({ file, line, message: commentCutMessage(key) });
  }
  return settings;
}

/** What the headers of the config file begin with (botocore `configloader.build_profile_map`). */
const PREFIXES: Readonly<Record<string, SectionType>> = {
  profile: 'profiles',
  'sso-session': 'ssoSessions',
  services: 'services',
};

function locateInConfig(header: string): SectionLocation | string | undefined {
  if (header === 'default') return { kind: 'profiles', name: 'default' };
  const [, kind] = Object.entries(PREFIXES).find(([prefix]) => header.startsWith(prefix)) ?? [];
  if (kind !== undefined) {
    const [, name, ...more] = splitPosix(header) ?? [];
    if (name && more.length === 0) return { kind, name };
    const loose = unquoted(/^\S+\s+(.+)$/.exec(header)?.[1] ?? '');
    if (loose === '') return t('[{0}] has no name.', header);
    return { kind, name: loose, note: t('The AWS CLI does not read [{0}]. Put the name into double quotes.', header) };
  }
  return OTHER_SECTION_TYPES.has(/^\S+/.exec(header)?.[0] ?? header)
    ? undefined
    : t('[{0}] is no profile here. In the config file, write [profile {0}].', header);
}

/** Sections of the config file that belong to the AWS CLI or to plug-ins and hold nothing about credentials. */
const OTHER_SECTION_TYPES: ReadonlySet<string> = new Set(['plugins', 'preview', 'toolkit', 'cli']);

/**
 * Returns the location of a section of the credentials file: the header is the name of the profile, quotes included.
 */
function locateInCredentials(header: string): SectionLocation | string {
  const prefixed = /^profile\s+(.+)$/.exec(header);
  if (prefixed === null) return { kind: 'profiles', name: header };
  const name = unquoted(prefixed[1] ?? '');
  return t('[{0}] is no profile here. In the credentials file, write [{1}].', header, name);
}

function unquoted(name: string): string {
  return /^(["'])(.*)\1$/.exec(name)?.[2] ?? name;
}

async function readText(path: string, isNamed: boolean): Promise<FileText> {
  try {
    const bytes = await readFile(path);
    if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)) {
      return { text: '', problem: t("The file is UTF-16, which AWS's tools do not read: save it as UTF-8.") };
    }
    const problem = isUtf8(bytes) ? {} : { problem: t('The file is not UTF-8, so the AWS CLI does not read it.') };
    return { text: bytes.toString('utf8'), ...problem };
  } catch (error) {
    const problem = readErrorMessage(errorCode(error), isNamed);
    return problem === undefined ? { text: '' } : { text: '', problem };
  }
}

/**
 * Returns why a file could not be read, as a sentence; undefined for a missing file that is optional. `code` is Node's,
 * such as `EACCES`; `isNamed` means that an environment variable names the file.
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
