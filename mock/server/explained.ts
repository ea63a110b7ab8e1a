import type { ServerResponse } from 'node:http';
import { type DecidingAssumption, observe } from '../operations/deciding-assumptions';
import type { OperationAnswer, Service } from '../operations/service';
import type { Maybe } from '../util/event-loop';
import { asRefusal, refusalAnswer } from '../wire/answer';
import { isHttps } from '../wire/cookies';

/** With the value 1 in a request, the answer has it too: a list of the assumptions that decided it. */
export const explainHeader = 'x-mock-explain';

/** Answers as `answerWith` does, and sets the header. */
export async function explained(
  service: Service,
  res: ServerResponse,
  answerWith: (service: Service) => Maybe<OperationAnswer>,
): Promise<OperationAnswer> {
  const observation = observe(service);
  try {
    return await answerWith(observation.service);
  } finally {
    const deciding = await observation.deciding(async (trial) => {
      try {
        return await answerWith(trial);
      } catch (error) {
        return refusalAnswer(asRefusal(error), service.cookies(isHttps(res.req)));
      }
    });
    if (deciding.length > 0 && !res.headersSent) res.setHeader(explainHeader, headerValue(deciding));
  }
}

/**
 * A list of tokens with one parameter (RFC 9651, 3.1): `statusOfMissingItems;value=400, bodyOrQuery;value="body"`.
 * Numbers, booleans (`?1`) and strings are written as the RFC has them, a list of names as a string of JSON.
 */
export function headerValue(deciding: readonly DecidingAssumption[]): string {
  return deciding.map(({ setting, value }) => `${setting};value=${itemText(value)}`).join(', ');
}

function itemText(value: unknown): string {
  if (typeof value === 'number') return String(value);
  if (typeof value === 'boolean') return value ? '?1' : '?0';
  const text = typeof value === 'string' ? value : JSON.stringify(value).replace(/[^\x20-\x7e]/g, escapeOf);
  return `"${text.replace(/["\\]/g, '\\$&')}"`;
}

/** JSON may write every character as an escape; a header holds ASCII only. */
function escapeOf(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
