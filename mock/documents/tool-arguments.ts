import Ajv from 'ajv';
import { badRequest } from '../rules/refusal';
import { isObject, type JsonObject } from '../util/json';
import { nearest } from '../util/nearest';

/**
 * Holds arguments against the input schema of a tool.
 * @throws Refusal TOOL_ARGUMENTS_INVALID, naming each argument that is unknown or wrong
 */
export type ArgumentCheck = (name: string, schema: JsonObject, args: JsonObject) => void;

export function argumentCheck(): ArgumentCheck {
  const ajv = new Ajv({
    strict: false,
    allErrors: true,
    validateSchema: false,
    validateFormats: false,
    logger: false,
  });
  return (name, schema, args) => {
    let validate: ReturnType<Ajv['compile']>;
    try {
      validate = ajv.compile(schema);
    } catch {
      return; // a schema that does not compile is a warning of its document
    }
    if (validate(args)) return;
    const problems = (validate.errors ?? []).map(({ instancePath, message, params }) => {
      const place = instancePath.slice(1).replaceAll('/', '.');
      const unknown = (params as JsonObject)['additionalProperty'];
      if (typeof unknown === 'string') {
        const known = Object.keys(
          (isObject(schema['properties']) && place === '' ? schema['properties'] : {}) as JsonObject,
        );
        const near = nearest(unknown, known);
        return `${[place, unknown].filter(Boolean).join('.')} is unknown${near === undefined ? `; it takes ${known.join(', ') || 'nothing'}` : `; the nearest is ${near}`}`;
      }
      return `${place === '' ? '' : `${place} `}${message}`;
    });
    throw badRequest(
      'TOOL_ARGUMENTS_INVALID',
      `The arguments of ${name} are not valid: ${[...new Set(problems)].join('; ')}`,
    );
  };
}
