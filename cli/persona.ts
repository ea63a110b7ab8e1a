import type { PersonaSession } from '../mock/index';
import { ask, bare, type Running } from './ask';
import { escaped } from './terminal';
import type { World } from './world';

interface ListedPersona {
  readonly id: string;
  readonly description: string;
}

/** The personas of a running emulator's account, one per line. */
export async function listPersonas(running: Running, world: World): Promise<string> {
  const personas = (await ask(world, 'GET', running, '/_mock/personas')) as readonly ListedPersona[];
  const width = Math.max(0, ...personas.map(({ id }) => id.length));
  return personas
    .map(({ id, description }) => `${escaped(`${id.padEnd(width)}  ${description}`)}\n`)
    .join('');
}

/** Creates a session of a persona, and prints how to use it in a terminal and in a browser. */
export async function persona(id: string, running: Running, world: World, asJson: boolean): Promise<string> {
  const path = `/_mock/personas/${encodeURIComponent(id)}/sessions`;
  const session = (await ask(world, 'POST', running, path)) as PersonaSession;
  if (asJson) return `${JSON.stringify(session, null, 2)}\n`;
  const base = bare(running.url);
  return `# ${id}, in a terminal
curl -b '${session.cookie}' "${base}/api/sessions?items=*"

# in a browser: press ${id} on this page, at the host name of your store (cookies ignore ports)
${base}/_mock/login
`;
}
