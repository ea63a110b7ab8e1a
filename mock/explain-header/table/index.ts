import type { Decision } from '../decision';
import { cascade, failing } from './cascade';
import { bodies, protocol, strictness, tokensOfOtherForms } from './emulator';
import { forms } from './forms';
import { impersonation } from './impersonation';
import { buyerPortal, logins, privatePolicies, profiles } from './logins';
import { bindings, offers } from './offers';
import { items, reads } from './reads';
import { refusalForms, refusals, refusedTokens } from './refusals';
import { regions } from './regions';
import { remoteApps } from './remote-apps';
import { requests } from './requests';
import { segmentSources } from './segment-sources';
import { segments } from './segments';
import { store } from './store';
import { writtenValues } from './values';
import { writes } from './writes';

/** All decisions, what is most particular to a request first. */
export const decisions: readonly Decision[] = [
  ...strictness,
  ...refusedTokens,
  ...refusals,
  ...privatePolicies,
  ...failing,
  ...remoteApps,
  ...cascade,
  ...impersonation,
  ...buyerPortal,
  ...profiles,
  ...logins,
  ...bindings,
  ...regions,
  ...offers,
  ...store,
  ...bodies,
  ...protocol,
  ...requests,
  ...writtenValues,
  ...items,
  ...writes,
  ...reads,
  ...segmentSources,
  ...segments,
  ...tokensOfOtherForms,
  ...refusalForms,
  ...forms,
];
