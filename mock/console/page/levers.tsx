import type { VNode } from 'preact';
import type { Account } from '../../accounts/account-fixture';
import type { ServedAssumption } from '../../control/served';
import { ask, clock, reload, send, sessions } from './api';
import { Documents } from './documents';
import { Faults } from './faults';
import { Badge, dateTime, Json, Problem, useAction, useRead } from './parts';

export function LeversView(): VNode {
  return (
    <div class="page">
      <h1>Levers</h1>
      <div class="cards">
        <div class="stack">
          <Faults />
          <AccountCard />
        </div>
        <div class="stack">
          <ClockCard />
          <StateCard />
        </div>
        <Documents />
        <AssumptionsCard />
      </div>
    </div>
  );
}

function ClockCard(): VNode {
  const { problem, run } = useAction();
  const turn = (body: object) =>
    run(async () => {
      clock.value = await ask('PUT', 'clock', body);
      await reload();
    });
  const state = clock.value;
  const first = sessions.value.sessions.map(({ expiresAt }) => expiresAt).sort()[0];
  const steps = { '1 hour': 'PT1H', '1 day': 'P1D', '5 days': 'P5D' };
  return (
    <section class="card">
      <h2>Clock</h2>
      {state !== undefined && (
        <p class="big mono">
          {dateTime(state.now)} {state.frozen && <Badge kind="frozen">frozen</Badge>}
        </p>
      )}
      <div class="actions">
        <button type="button" onClick={() => turn({ frozen: !state?.frozen })}>
          {state?.frozen ? 'Unfreeze' : 'Freeze'}
        </button>
        {Object.entries(steps).map(([label, advance]) => (
          <button key={label} type="button" onClick={() => turn({ advance })}>
            + {label}
          </button>
        ))}
      </div>
      <div class="actions">
        <button type="button" disabled={first === undefined} onClick={() => turn({ now: first })}>
          Jump to the next expiry
        </button>
      </div>
      <p class="muted">
        {first === undefined ? 'No session can expire.' : `The next session expires at ${dateTime(first)}.`}
      </p>
      <Problem text={problem} />
    </section>
  );
}

function StateCard(): VNode {
  const { problem, run } = useAction();
  const download = () =>
    run(async () => {
      const link = document.createElement('a');
      link.href = URL.createObjectURL(await (await send('GET', 'snapshot')).blob());
      link.download = `vtex-session-mock-${new Date().toISOString().slice(0, 19).replaceAll(':', '-')}.json`;
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 1000);
    });
  const upload = (file: File | undefined) =>
    run(async () => {
      if (file === undefined) return;
      let snapshot: unknown;
      try {
        snapshot = JSON.parse(await file.text());
      } catch {
        throw new Error(`${file.name} is not JSON: choose a file that was downloaded here`);
      }
      await ask('PUT', 'snapshot', snapshot);
      await reload();
    });
  return (
    <section class="card">
      <h2>State</h2>
      <p>{sessions.value.count.toLocaleString('en')} sessions are stored.</p>
      <div class="actions">
        <button
          type="button"
          class="danger"
          onClick={() => run(async () => ask('POST', 'reset').then(reload))}
        >
          Reset everything
        </button>
        <button type="button" onClick={download}>
          Download a snapshot
        </button>
      </div>
      <label>
        Upload a snapshot, which replaces everything
        <input
          type="file"
          accept="application/json,.json"
          onChange={({ currentTarget }) => upload(currentTarget.files?.[0])}
        />
      </label>
      <p class="muted">A snapshot holds credentials: session tokens and login cookies.</p>
      <Problem text={problem} />
    </section>
  );
}

function AccountCard(): VNode {
  const { value } = useRead(() => ask<Account>('GET', 'account'));
  const lists = [
    'tradePolicies',
    'sellers',
    'shoppers',
    'operators',
    'campaigns',
    'organizations',
    'bindings',
    'personas',
  ] as const;
  return (
    <section class="card">
      <h2>Account</h2>
      {value !== undefined && (
        <>
          <p>
            <strong>{value.name}</strong> <span class="mono muted wrap">{value.id}</span>
          </p>
          <p class="muted">Session apps: {value.sessionApps.join(', ')}</p>
          {lists
            .filter((list) => value[list].length > 0)
            .map((list) => (
              <details key={list}>
                <summary>
                  {list} <span class="count">{value[list].length}</span>
                </summary>
                <Json value={value[list]} label={list} />
              </details>
            ))}
        </>
      )}
    </section>
  );
}

const kinds: Readonly<Record<string, string>> = {
  assumption: 'Assumptions',
  quirk: 'Known issues of the real service',
};

function AssumptionsCard(): VNode {
  const { value } = useRead(() => ask<{ assumptions: ServedAssumption[] }>('GET', 'assumptions'), false);
  return (
    <section class="card wide">
      {Object.entries(kinds).map(([kind, title]) => {
        const rows = value?.assumptions.filter((row) => row.kind === kind) ?? [];
        if (rows.length === 0) return null;
        return (
          <div key={kind}>
            <h2>{title}</h2>
            <p class="muted">Set when the emulator starts, by the config file or --assumptions.</p>
            <table class="stacked">
              <thead>
                <tr>
                  <th scope="col">What it decides</th>
                  <th scope="col">Value</th>
                  <th scope="col">Others</th>
                  <th scope="col">Evidence</th>
                </tr>
              </thead>
              <tbody>
                {rows.map((row) => (
                  <tr key={row.setting}>
                    <th scope="row">
                      {row.question}
                      <code class="setting">{row.setting}</code>
                    </th>
                    <td>
                      <code>{JSON.stringify(row.value)}</code>{' '}
                      {JSON.stringify(row.value) !== JSON.stringify(row.default) && (
                        <Badge kind="edited">changed</Badge>
                      )}
                    </td>
                    <td>{othersOf(row)}</td>
                    <td>
                      {row.rules.join(', ')}
                      <details>
                        <summary>Why, and how to settle it</summary>
                        <p>{row.reason}</p>
                        <Json value={row.settledBy.request} label={`Request that settles ${row.setting}`} />
                        <p>{row.settledBy.reading}</p>
                      </details>
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        );
      })}
    </section>
  );
}

function othersOf({ value, default: usual, alternatives }: ServedAssumption): string {
  const all = [usual, ...alternatives].map((one) => JSON.stringify(one));
  return all.filter((one) => one !== JSON.stringify(value)).join(', ');
}
