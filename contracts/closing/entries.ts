import { type Claim, grades } from '../harness/claim';

/** Checks of the catalogue. Each returns its problems as text. */

type Families<Member> = Readonly<Record<string, Member>>;

export function idProblems(families: Families<readonly Claim[]>): readonly string[] {
  const ids = Object.values(families).flatMap((members) => members.map(({ id }) => id));
  const malformed = Object.entries(families).flatMap(([family, members]) =>
    members
      .filter(({ id }) => !id.startsWith(`${family}.`) || !/^[a-z]+\.[a-z-]+\.[a-z0-9-]+$/.test(id))
      .map(({ id }) => `${id} is not an id of the family ${family}`),
  );
  const repeated = ids.filter((id, index) => ids.indexOf(id) !== index);
  return [...malformed, ...repeated.map((id) => `${id} occurs twice`)];
}

export function sentenceProblems(entries: readonly Claim[]): readonly string[] {
  const sentences = entries.map(({ sentence }) => sentence);
  return entries.flatMap(({ id, sentence }, index) => [
    ...(/^\S.+\S\.$/.test(sentence) ? [] : [`${id}: not a sentence`]),
    ...(sentences.indexOf(sentence) < index ? [`${id}: repeats another sentence`] : []),
  ]);
}

/** A claim applies to both sides, or to one with the reason. */
export function markerProblems(entries: readonly Claim[]): readonly string[] {
  return entries.flatMap(({ id, marker }) => {
    if (marker === 'both') return [];
    const reasons = Object.entries(marker);
    const [[name, reason] = ['', '']] = reasons;
    if (reasons.length !== 1) return [`${id} has ${reasons.length} markers`];
    if (name !== 'emulatorOnly' && name !== 'liveOnly') return [`${id}: unknown marker ${name}`];
    return String(reason).length < 10 ? [`${id} gives no reason for ${name}`] : [];
  });
}

/** Every served operation has a claim, and every claim a served operation. */
export function operationProblems(entries: readonly Claim[], served: readonly string[]): readonly string[] {
  const claimed = new Set<string>(entries.map(({ operation }) => operation));
  return [
    ...served
      .filter((operation) => !claimed.has(operation))
      .map((name) => `${name} is served and has no claim`),
    ...[...claimed]
      .filter((name) => !served.includes(name))
      .map((name) => `${name} has claims and is not served`),
  ];
}

/** Claims about the emulator alone need no evidence, no better grade and no setting. */
export function isTheEmulatorsOwn({ marker, evidence }: Claim): boolean {
  return marker !== 'both' && 'emulatorOnly' in marker && evidence.length === 0;
}

/** An assumption has a setting, or the reason why it has none. */
export function assumedProblems(entries: readonly Claim[]): readonly string[] {
  return entries.flatMap((entry) => {
    const { id, grade, assumption, noSetting } = entry;
    if (!grades.includes(grade)) return [`${id}: unknown grade ${grade}`];
    if (noSetting !== undefined) {
      if (assumption !== undefined) return [`${id} has both a setting and noSetting`];
      if (grade !== 'assumed') return [`${id} is ${grade} and has noSetting`];
      return noSetting.length < 10 || noSetting.endsWith('.') ? [`${id}: noSetting gives no reason`] : [];
    }
    const needed = grade === 'assumed' && assumption === undefined && !isTheEmulatorsOwn(entry);
    return needed ? [`${id} is assumed and has neither a setting nor noSetting`] : [];
  });
}

/** Every setting is read by a claim, and claims have the real defaults. */
export function settingProblems(
  entries: readonly Claim[],
  defaults: Readonly<Record<string, unknown>>,
): readonly string[] {
  const read = new Set<string>(entries.flatMap(({ assumption }) => assumption?.setting ?? []));
  const said = entries.flatMap(({ id, assumption }) => {
    if (assumption === undefined) return [];
    const { setting, default: value } = assumption;
    if (!(setting in defaults)) return [`${id}: unknown setting ${setting}`];
    const isSo = JSON.stringify(defaults[setting]) === JSON.stringify(value);
    return isSo ? [] : [`${id}: wrong default of ${setting}`];
  });
  const unread = Object.keys(defaults).filter((name) => !read.has(name));
  return [...said, ...unread.map((name) => `nothing reads ${name}`)];
}
