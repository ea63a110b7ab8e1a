import { type Claim, grades } from '../harness/claim';

/** Checks of the catalogue by itself. Each gives its findings in words; none is what is wanted. */

type Families<Member> = Readonly<Record<string, Member>>;

export function idProblems(families: Families<readonly Claim[]>): readonly string[] {
  const ids = Object.values(families).flatMap((members) => members.map(({ id }) => id));
  const malformed = Object.entries(families).flatMap(([family, members]) =>
    members
      .filter(({ id }) => !id.startsWith(`${family}.`) || !/^[a-z]+\.[a-z-]+\.[a-z0-9-]+$/.test(id))
      .map(({ id }) => `${id} is not an id of the family ${family}`),
  );
  const repeated = ids.filter((id, index) => ids.indexOf(id) !== index);
  return [...malformed, ...repeated.map((id) => `${id} stands twice`)];
}

export function sentenceProblems(entries: readonly Claim[]): readonly string[] {
  const sentences = entries.map(({ sentence }) => sentence);
  return entries.flatMap(({ id, sentence }, index) => [
    ...(/^\S.+\S\.$/.test(sentence) ? [] : [`${id}: its sentence is none`]),
    ...(sentences.indexOf(sentence) < index ? [`${id}: its sentence is another’s`] : []),
  ]);
}

/** A claim is of both, or of one and says why. */
export function markerProblems(entries: readonly Claim[]): readonly string[] {
  return entries.flatMap(({ id, marker }) => {
    if (marker === 'both') return [];
    const reasons = Object.entries(marker);
    const [[name, reason] = ['', '']] = reasons;
    if (reasons.length !== 1) return [`${id} has ${reasons.length} markers`];
    if (name !== 'emulatorOnly' && name !== 'liveOnly') return [`${id}: nobody knows a marker ${name}`];
    return String(reason).length < 10 ? [`${id} does not say why it is ${name}`] : [];
  });
}

/** Every operation that is served has an entry, and no entry another. */
export function operationProblems(entries: readonly Claim[], served: readonly string[]): readonly string[] {
  const claimed = new Set<string>(entries.map(({ operation }) => operation));
  return [
    ...served
      .filter((operation) => !claimed.has(operation))
      .map((name) => `${name} is served and has no entry`),
    ...[...claimed]
      .filter((name) => !served.includes(name))
      .map((name) => `${name} has entries and is not served`),
  ];
}

/** Entries that claim nothing of the real service need no evidence, no better grade and no setting. */
export function isTheEmulatorsOwn({ marker, evidence }: Claim): boolean {
  return marker !== 'both' && 'emulatorOnly' in marker && evidence.length === 0;
}

/** What is assumed of the real service is a setting, or says why it is none. */
export function assumedProblems(entries: readonly Claim[]): readonly string[] {
  return entries.flatMap((entry) => {
    const { id, grade, assumption, noSetting } = entry;
    if (!grades.includes(grade)) return [`${id}: nobody knows a grade ${grade}`];
    if (noSetting !== undefined) {
      if (assumption !== undefined) return [`${id} has a setting and says why it has none`];
      if (grade !== 'assumed') return [`${id} is ${grade} and says why it has no setting`];
      return noSetting.length < 10 || noSetting.endsWith('.') ? [`${id}: noSetting is no reason`] : [];
    }
    const needed = grade === 'assumed' && assumption === undefined && !isTheEmulatorsOwn(entry);
    return needed ? [`${id} is assumed, and neither is a setting nor says why`] : [];
  });
}

/** Every setting is read by an entry, and entries say the defaults as they are. */
export function settingProblems(
  entries: readonly Claim[],
  defaults: Readonly<Record<string, unknown>>,
): readonly string[] {
  const read = new Set<string>(entries.flatMap(({ assumption }) => assumption?.setting ?? []));
  const said = entries.flatMap(({ id, assumption }) => {
    if (assumption === undefined) return [];
    const { setting, default: value } = assumption;
    if (!(setting in defaults)) return [`${id}: there is no setting ${setting}`];
    const isSo = JSON.stringify(defaults[setting]) === JSON.stringify(value);
    return isSo ? [] : [`${id}: the default of ${setting} is another`];
  });
  const unread = Object.keys(defaults).filter((name) => !read.has(name));
  return [...said, ...unread.map((name) => `nothing reads ${name}`)];
}
