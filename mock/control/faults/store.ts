import { Refusal } from '../../rules/refusal';
import { refusedInput } from '../input';
import type { ControlRoute } from '../route';
import {
  type DroppedFaults,
  type Fault,
  type FaultEffect,
  type FaultOptions,
  type Faults,
  readFault,
} from './fault';

/** A session request, as far as faults distinguish requests. */
export interface FaultTarget {
  readonly method: string;
  /** As received, without the query string. */
  readonly path: string;
  readonly operation: string;
}

export interface FaultStore extends Faults {
  /** Whether any fault has a use left. A request asks nothing else while there is none. */
  readonly isActive: boolean;
  /** Uses the first fault that applies to this request. */
  take(target: FaultTarget): FaultEffect | undefined;
}

interface StoredFault {
  readonly id: string;
  readonly options: FaultOptions;
  left: number;
  used: number;
}

/** The most faults stored, used-up ones included. */
const maxFaults = 1000;

export function faultStore(): FaultStore {
  let faults: StoredFault[] = [];
  let count = 0;
  let isActive = false;

  const keepOnly = (remaining: StoredFault[]): DroppedFaults => {
    const dropped = faults.length - remaining.length;
    faults = remaining;
    isActive = faults.some(({ left }) => left > 0);
    return { dropped: { faults: dropped } };
  };

  return {
    get isActive() {
      return isActive;
    },
    add(fault) {
      const options = { ...readFault(fault) };
      if (faults.length >= maxFaults) {
        throw refusedInput('$', `exceeds the limit of ${maxFaults} faults: remove some first`);
      }
      const { times = 1 } = options;
      const left = times === 'every' ? Number.POSITIVE_INFINITY : times;
      const added: StoredFault = { id: `fault-${++count}`, options, left, used: 0 };
      faults.push(added);
      isActive = true;
      return listedFault(added);
    },
    list: () => faults.map(listedFault),
    remove(id) {
      const dropped = keepOnly(faults.filter((fault) => fault.id !== id));
      if (dropped.dropped.faults > 0) return dropped;
      const message = `There is no fault ${id}: GET /_mock/faults lists the existing ones`;
      throw new Refusal('FAULT_UNKNOWN', message);
    },
    clear: () => keepOnly([]),
    take(target) {
      const taken = faults.find(({ left, options }) => left > 0 && appliesTo(options, target));
      if (taken === undefined) return undefined;
      taken.left -= 1;
      taken.used += 1;
      if (taken.left === 0) isActive = faults.some(({ left }) => left > 0);
      return taken.options;
    },
  };
}

function appliesTo({ method, path, operation }: FaultOptions, target: FaultTarget): boolean {
  if (method !== undefined && method !== target.method) return false;
  if (operation !== undefined && operation !== target.operation) return false;
  return path === undefined || target.path.startsWith(path);
}

function listedFault({ id, options, left, used }: StoredFault): Fault {
  const { times = 1 } = options;
  return { id, ...options, times, left: Number.isFinite(left) ? left : 'every', used };
}

export function faultRoutes(control: { readonly faults: Faults }): readonly ControlRoute[] {
  const path = '/_mock/faults';
  return [
    { method: 'GET', path, answer: () => ({ faults: control.faults.list() }) },
    {
      method: 'POST',
      path,
      status: 201,
      answer: async ({ body }) => control.faults.add((await body()) as FaultOptions),
    },
    { method: 'DELETE', path, answer: () => control.faults.clear() },
    {
      method: 'DELETE',
      path: `${path}/:id`,
      answer: ({ params }) => control.faults.remove(params['id'] as string),
    },
  ];
}
