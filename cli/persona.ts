import type { PersonaSession } from '../mock/index';
import { type Asked, ask } from './ask';
import type { World } from './world';

interface ListedPersona {
  readonly id: string;
  readonly description: string;
}

/** The personas of the account that a running emulator serves, a line each. */
export async function listPersonas(asked: Asked, world: World): Promise<string> {
  const personas = (await ask(world, 'GET', asked, '/_mock/personas')) as readonly ListedPersona[];
  const width = Math.max(0, ...personas.map(({ id }) => id.length));
  return personas.map(({ id, description }) => `${id.padEnd(width)}  ${description}\n`).join('');
}

/** Makes a session of a persona, and tells how a terminal and a browser take it over. */
export async function persona(id: string, asked: Asked, world: World, asJson: boolean): Promise<string> {
  const path = `/_mock/personas/${encodeURIComponent(id)}/sessions`;
  const session = (await ask(world, 'POST', asked, path)) as PersonaSession;
  if (asJson) return `${JSON.stringify(session, null, 2)}\n`;
  const base = asked.url.replace(/\/+$/, '');
  return `# ${id}, in a terminal
curl -b '${session.cookie}' "${base}/api/sessions?items=*"

// in the console of a page of your store
${session.storageState.cookies.map(pageLine).join('\n')}
`;
}

/** Scripts cannot set HttpOnly cookies; servers read these all the same. */
function pageLine({ name, value }: PersonaSession['storageState']['cookies'][number]): string {
  return `document.cookie = '${name}=${value}; path=/'`;
}
