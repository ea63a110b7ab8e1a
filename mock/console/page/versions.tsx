import { useSignal } from '@preact/signals';
import type { VNode } from 'preact';
import type { ExplainedWrite, Explanation } from '../../control/explanation/explanation';
import { Badge, Time, Value } from './parts';
import { linkTo } from './route';
import { differences } from './states';

export function VersionsTab({ explanation }: { explanation: Explanation }): VNode {
  const made = explanation.writes.filter(({ outcome }) => outcome === 'created' || outcome === 'edited');
  const first = made[0];
  const chosenFrom = useSignal<number | undefined>(undefined);
  const chosenTo = useSignal<number | undefined>(undefined);
  if (first === undefined) return <p class="muted tab">No write of this session is recorded.</p>;
  const versions = [first.version - 1, ...made.map(({ version }) => version)];
  const to = chosenTo.value ?? explanation.version;
  const from = chosenFrom.value ?? versions.findLast((version) => version < to) ?? to;
  const changed = differences(explanation.writes, from, to);
  const select = (label: string, value: number, choose: (version: number) => void) => (
    <label class="inline">
      {label}
      <select value={value} onChange={({ currentTarget }) => choose(Number(currentTarget.value))}>
        {versions.map((version, index) => (
          <option key={version} value={version}>
            {index === 0
              ? first.outcome === 'created'
                ? 'nothing'
                : `version ${version}`
              : `version ${version}`}
          </option>
        ))}
      </select>
    </label>
  );
  return (
    <div class="tab">
      <div class="compare">
        <h3>Difference</h3>
        {select('from', from, (version) => {
          chosenFrom.value = version;
        })}
        {select('to', to, (version) => {
          chosenTo.value = version;
        })}
      </div>
      {changed.length === 0 ? (
        <p class="muted">These versions are equal.</p>
      ) : (
        <table class="diff stacked">
          <thead>
            <tr>
              <th scope="col">Key</th>
              <th scope="col">Before</th>
              <th scope="col">After</th>
            </tr>
          </thead>
          <tbody>
            {changed.map(({ key, before, after }) => (
              <tr key={key}>
                <th scope="row">{key}</th>
                <td class={before === undefined ? '' : 'removed'}>
                  <Value value={before} />
                </td>
                <td class={after === undefined ? '' : 'added'}>
                  <Value value={after} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <h3>Writes</h3>
      <ol class="timeline">
        {explanation.writes
          .map((write, index) => ({ write, index }))
          .reverse()
          .map(({ write, index }) => (
            <li key={index} class={write.outcome}>
              <WriteLine write={write} link={linkTo('sessions', explanation.id, 'cascade', index)} />
            </li>
          ))}
      </ol>
    </div>
  );
}

function WriteLine({ write, link }: { write: ExplainedWrite; link: string }): VNode {
  const { outcome, version, operation, at, changes, rounds, refusal, ignored } = write;
  return (
    <>
      <a href={link}>
        <strong>{outcome === 'refused' ? 'Refused' : `Version ${version}`}</strong> by {operation}
      </a>{' '}
      <Badge kind={outcome}>{outcome}</Badge> <Time iso={at} />
      <div class="muted">
        {refusal === undefined
          ? `${counted(changes.length, 'key')} changed in ${counted(rounds.length, 'round')}${ignored.length > 0 ? `, ${ignored.length} ignored` : ''}`
          : `${refusal.status}: ${refusal.message}`}
      </div>
    </>
  );
}

export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
