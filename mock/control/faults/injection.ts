import { operationIdOf } from '../../operations/operation-ids';
import type { Request } from '../../operations/service';
import type { SessionTarget } from '../../wire/target';
import { faultHeader, readFaultHeader } from './header';
import { type FaultInForce, inForce } from './in-force';
import type { FaultStore } from './store';
import { waits } from './waits';

/** Makes requests to the session operations fail as they or the control plane ask for. */
export interface FaultInjection {
  /** The fault that a request suffers. @throws Refusal CONTROL_INPUT_INVALID for a header that is none */
  of(req: Request, target: () => SessionTarget): FaultInForce | undefined;
  /** Nobody is kept waiting any longer. */
  endWaits(): void;
}

export function faultInjection(store: FaultStore): FaultInjection {
  const waiting = waits();
  const find = (req: Request, header: string | undefined, { path }: SessionTarget) => {
    const { method = '', url = '' } = req;
    const operation = operationIdOf(method, path);
    if (operation === undefined) return undefined; // no operation: another method, or OPTIONS
    if (header !== undefined) return readFaultHeader(header);
    return store.take({ method, operation, path: url.split('?', 1)[0] as string });
  };
  return {
    of(req, target) {
      const header = req.headers[faultHeader] as string | undefined; // node joins the lines of a name it does not know
      if (header === undefined && !store.isOn) return undefined;
      const effect = find(req, header, target());
      return effect && inForce(effect, waiting);
    },
    endWaits: () => waiting.endAll(),
  };
}
