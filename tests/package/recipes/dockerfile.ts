// What a Dockerfile says, as far as ours goes: no heredocs, no variables.

export interface Instruction {
  readonly name: string;
  readonly text: string;
}

export interface Stage {
  readonly image: string;
  readonly name: string;
  readonly instructions: readonly Instruction[];
}

const known = /^(?:FROM|WORKDIR|COPY|RUN|ENV|USER|EXPOSE|HEALTHCHECK|ENTRYPOINT|CMD)$/;

export function stagesOf(dockerfile: string): readonly Stage[] {
  const lines = dockerfile.replace(/^\s*#.*\n/gm, '').replace(/\\\n/g, ' ');
  const stages: { image: string; name: string; instructions: Instruction[] }[] = [];
  for (const line of lines.split('\n').filter((one) => one.trim() !== '')) {
    const [, name = '', text = ''] = /^([A-Z]+)\s+(.*?)\s*$/.exec(line) ?? [];
    if (!known.test(name)) throw new Error(`not understood: ${line}`);
    if (name === 'FROM') {
      const [, image = '', as = ''] = /^(\S+)(?: AS (\S+))?$/.exec(text) ?? [];
      stages.push({ image, name: as, instructions: [] });
    } else stages.at(-1)?.instructions.push({ name, text });
  }
  return stages;
}

/** What the last instruction of a name says. */
export function said(stage: Stage, name: string): string {
  const found = stage.instructions.findLast((instruction) => instruction.name === name);
  if (found === undefined) throw new Error(`no ${name}`);
  return found.text;
}

/** An instruction in the form `["program", "argument"]`: without a shell in between, so that signals arrive. */
export function words(stage: Stage, name: string): readonly string[] {
  const text = said(stage, name).replace(/^.*?CMD (?=\[)/, '');
  return JSON.parse(text) as string[];
}

export function environment(stage: Stage): Readonly<Record<string, string>> {
  const pairs = stage.instructions
    .filter(({ name }) => name === 'ENV')
    .flatMap(({ text }) => text.split(/\s+/).map((pair) => pair.split('=') as [string, string]));
  return Object.fromEntries(pairs);
}
