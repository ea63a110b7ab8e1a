import type { SessionOperation } from '../../operations/operation-ids';
import { Refusal } from '../../rules/refusal';
import { refusedInput } from '../input';
import type { DroppedFaults, Fault, FaultEffect, FaultOptions, Faults } from './fault';
import { readFault } from './read';

/** One request to a session operation, as far as faults tell requests apart. */
export interface FaultTarget {
  readonly method: string;
  /** As it came, without the query string. */
  readonly path: string;
  readonly operation: SessionOperation;
}

export interface FaultStore extends Faults {
  /** Whether any has a use left: all that a request asks while there are none. */
  readonly isOn: boolean;
  /** Uses up the first that is for this request. */
  take(target: FaultTarget): FaultEffect | undefined;
}

interface Kept {
  readonly id: string;
  readonly options: FaultOptions;
  left: number;
  used: number;
}

/** Faults kept at most, those used up among them. */
const most = 1000;

export function faultStore(): FaultStore {
  let faults: Kept[] = [];
  let count = 0;
  let isOn = false;

  const kept = (those: Kept[]): DroppedFaults => {
    const dropped = faults.length - those.length;
    faults = those;
    isOn = faults.some(({ left }) => left > 0);
    return { dropped: { faults: dropped } };
  };

  return {
    get isOn() {
      return isOn;
    },
    add(fault) {
      const options = { ...readFault(fault) };
      if (faults.length >= most) throw refusedInput('$', `would be more than ${most} faults: clear them`);
      const { times = 1 } = options;
      const left = times === 'every' ? Number.POSITIVE_INFINITY : times;
      const added: Kept = { id: `fault-${++count}`, options, left, used: 0 };
      faults.push(added);
      isOn = true;
      return shownFault(added);
    },
    list: () => faults.map(shownFault),
    remove(id) {
      const dropped = kept(faults.filter((fault) => fault.id !== id));
      if (dropped.dropped.faults === 0) throw unknownFault(id);
      return dropped;
    },
    clear: () => kept([]),
    take(target) {
      const taken = faults.find(({ left, options }) => left > 0 && isFor(options, target));
      if (taken === undefined) return undefined;
      taken.left -= 1;
      taken.used += 1;
      if (taken.left === 0) isOn = faults.some(({ left }) => left > 0);
      return taken.options;
    },
  };
}

function isFor({ method, path, operation }: FaultOptions, target: FaultTarget): boolean {
  if (method !== undefined && method !== target.method) return false;
  if (operation !== undefined && operation !== target.operation) return false;
  return path === undefined || target.path.startsWith(path);
}

function shownFault({ id, options, left, used }: Kept): Fault {
  const { times = 1 } = options;
  return { id, ...options, times, left: Number.isFinite(left) ? left : 'every', used };
}

function unknownFault(id: string): Refusal {
  const message = `There is no fault ${id}: GET /_mock/faults lists those there are`;
  return new Refusal({ status: 404, type: 'NotFound', code: 'FAULT_UNKNOWN', message });
}
