// From measurements to the figures that are shown: medians, ratios, and the goals they meet.
import { ours } from './contenders.mjs';
import { goals } from './goals.mjs';
import { median, ratioOf } from './statistics.mjs';

const column = (slices, figure) => slices.map((slice) => slice[figure]);

export function throughputResults(races) {
  return races.map(({ operation: { title, floor, express }, slices }) => {
    const rates = (name) => column(slices[name], 'rate');
    const ratio = ratioOf(rates(ours), rates(floor));
    return {
      title,
      floor,
      goal: goals.throughputRatio,
      isMet: ratio.median >= goals.throughputRatio,
      ourRate: median(rates(ours)),
      floorRate: median(rates(floor)),
      expressRate: median(rates(express)),
      ratio,
      expressRatio: ratioOf(rates(express), rates(floor)),
      ourMicroseconds: median(column(slices[ours], 'cpu')),
      floorMicroseconds: median(column(slices[floor], 'cpu')),
      /** Processor time the floor needs for an answer, by what we need. */
      cpuRatio: ratioOf(column(slices[floor], 'cpu'), column(slices[ours], 'cpu')),
      /** Below about 0.9 it was the load that was too slow, and the rate says too little of the floor. */
      floorBusy: median(column(slices[floor], 'busy')),
      ourBusy: median(column(slices[ours], 'busy')),
    };
  });
}

export function coldStartResults({ emulator, express }) {
  return [
    ['whole process', 'whole'],
    ['until the first answer', 'answer'],
  ].map(([title, figure]) => {
    const ratio = median(emulator[figure]) / median(express[figure]);
    return {
      title,
      runs: emulator[figure].length,
      ours: median(emulator[figure]),
      theirs: median(express[figure]),
      ratio,
      goal: goals.coldStartRatio,
      isMet: ratio <= goals.coldStartRatio,
    };
  });
}

export function firstAnswerResults({ cold, warm }) {
  return [
    ['the first in a process, loading included', cold],
    ['later ones in that process', warm],
  ].map(([title, { emulator, express }]) => {
    const ratio = median(emulator) / median(express);
    const theirs = median(express);
    const met = { goal: goals.firstAnswerRatio, isMet: ratio < goals.firstAnswerRatio };
    return { title, runs: emulator.length, ours: median(emulator), theirs, ratio, ...met };
  });
}

export function resetResults({ keptSessions, times }) {
  return Object.entries(times).map(([title, { ours, floor }]) => {
    const milliseconds = median(ours);
    const met = { goal: goals.resetMilliseconds, isMet: milliseconds < goals.resetMilliseconds };
    return {
      title,
      keptSessions,
      runs: ours.length,
      milliseconds,
      ratio: milliseconds / median(floor),
      ...met,
    };
  });
}

export function memoryResults(measured) {
  return measured.map(({ title, sessions, resident, heap }) => ({
    title,
    sessions,
    runs: resident.length,
    resident: { median: median(resident), least: Math.min(...resident), most: Math.max(...resident) },
    heap: median(heap),
    goal: goals.bytesPerSession,
    isMet: median(resident) <= goals.bytesPerSession,
  }));
}
