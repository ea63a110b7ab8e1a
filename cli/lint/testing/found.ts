import { lintConfigurations } from '../findings';

/** Findings of files `1.json`, `2.json` …, each as the command line prints it, without its hint. */
export function found(...texts: readonly string[]): string[] {
  return findingsIn(...texts).map(
    ({ file, line, severity, rule, message }) => `${file}:${line} ${severity} ${rule}: ${message}`,
  );
}

export function findingsIn(...texts: readonly string[]) {
  return lintConfigurations(texts.map((text, index) => ({ file: `${index + 1}.json`, text })));
}

/** A configuration of one app, a line for each half: `app('tier', 'profile.email', 'tier.level tier.since')`. */
export function app(key: string, input: string, output: string): string {
  return `{${JSON.stringify(key)}: {\n"input": ${declared(input)},\n"output": ${declared(output)}\n}}`;
}

function declared(refs: string): string {
  const namespaces = new Map<string, string[]>();
  for (const ref of refs.split(' ').filter(Boolean)) {
    const [namespace = '', ...key] = ref.split('.');
    namespaces.set(namespace, [...(namespaces.get(namespace) ?? []), key.join('.')]);
  }
  return JSON.stringify(Object.fromEntries(namespaces));
}
