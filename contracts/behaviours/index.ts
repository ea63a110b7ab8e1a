import type { Behaviour } from '../harness/behaviour';
import { accountsByHost } from './accounts.by-host';
import { bindingsCreation } from './bindings.creation';
import { buyerContracts } from './buyer.contracts';
import { buyerPortal } from './buyer.portal';
import { campaignsRnb } from './campaigns.rnb';
import { cascadeExplained } from './cascade.explained';
import { cascadeFailures } from './cascade.failures';
import { cascadeRemote } from './cascade.remote';
import { cascadeRounds } from './cascade.rounds';
import { cascadeRoundsInputsAndOutputs } from './cascade.rounds.inputs-and-outputs';
import { controlCells } from './control.cells';
import { controlClock } from './control.clock';
import { controlConsole } from './control.console';
import { controlDocuments } from './control.documents';
import { controlEvents } from './control.events';
import { controlFaults } from './control.faults';
import { controlFaultsHeader } from './control.faults.header';
import { controlGuard } from './control.guard';
import { controlJournal } from './control.journal';
import { controlJournalEntries } from './control.journal-entries';
import { controlMetrics } from './control.metrics';
import { controlReset } from './control.reset';
import { controlRoutes } from './control.routes';
import { controlSeed } from './control.seed';
import { controlSeedRefused } from './control.seed.refused';
import { controlSessions } from './control.sessions';
import { controlSnapshot } from './control.snapshot';
import { cookiesRead } from './cookies.read';
import { cookiesSet } from './cookies.set';
import { creditControl } from './credit.control';
import { emulatorBodies } from './emulator.bodies';
import { emulatorConfigurations } from './emulator.configurations';
import { emulatorCookieProfile } from './emulator.cookie-profile';
import { emulatorCors } from './emulator.cors';
import { emulatorExplainHeader } from './emulator.explain-header';
import { emulatorFetch } from './emulator.fetch';
import { emulatorLimits } from './emulator.limits';
import { emulatorMethods } from './emulator.methods';
import { emulatorMounted } from './emulator.mounted';
import { emulatorRefusals } from './emulator.refusals';
import { emulatorReport } from './emulator.report';
import { emulatorStrict } from './emulator.strict';
import { errorsForm } from './errors.form';
import { facetsSearch } from './facets.search';
import { impersonationTelesales } from './impersonation.telesales';
import { loginCookie } from './login.cookie';
import { loginCookieRefused } from './login.cookie.refused';
import { loginPrivatePolicies } from './login.private-policies';
import { loginProfile } from './login.profile';
import { loginSupplied } from './login.supplied';
import { personasOpen } from './personas.open';
import { pricesTables } from './prices.tables';
import { regionsId } from './regions.id';
import { regionsIdCoordinates } from './regions.id.coordinates';
import { regionsIdPlaces } from './regions.id.places';
import { routingPaths } from './routing.paths';
import { segmentsByToken } from './segments.by-token';
import { segmentsContent } from './segments.content';
import { segmentsEncoding } from './segments.encoding';
import { segmentsOverride } from './segments.override';
import { segmentsRead } from './segments.read';
import { segmentsSources } from './segments.sources';
import { sessionsAnonymous } from './sessions.anonymous';
import { sessionsBody } from './sessions.body';
import { sessionsByToken } from './sessions.by-token';
import { sessionsCreate } from './sessions.create';
import { sessionsEdit } from './sessions.edit';
import { sessionsItems } from './sessions.items';
import { sessionsNamespaces } from './sessions.namespaces';
import { sessionsQuery } from './sessions.query';
import { sessionsRead } from './sessions.read';
import { sessionsRefusedToken } from './sessions.refused-token';
import { sessionsValues } from './sessions.values';
import { sessionsVersions } from './sessions.versions';
import { storeCulture } from './store.culture';
import { storePolicy } from './store.policy';
import { tokensForms } from './tokens.forms';
import { tokensSession } from './tokens.session';

/** All claims by family. A family is a file, and the beginning of its ids. */
export const families: Readonly<Record<string, readonly Behaviour[]>> = {
  'sessions.create': sessionsCreate,
  'sessions.edit': sessionsEdit,
  'sessions.body': sessionsBody,
  'sessions.query': sessionsQuery,
  'sessions.values': sessionsValues,
  'sessions.versions': sessionsVersions,
  'sessions.read': sessionsRead,
  'sessions.items': sessionsItems,
  'sessions.anonymous': sessionsAnonymous,
  'sessions.namespaces': sessionsNamespaces,
  'sessions.by-token': sessionsByToken,
  'sessions.refused-token': sessionsRefusedToken,
  'segments.read': segmentsRead,
  'segments.override': segmentsOverride,
  'segments.content': segmentsContent,
  'segments.encoding': segmentsEncoding,
  'segments.by-token': segmentsByToken,
  'store.policy': storePolicy,
  'store.culture': storeCulture,
  'tokens.session': tokensSession,
  'login.supplied': loginSupplied,
  'cookies.set': cookiesSet,
  'cookies.read': cookiesRead,
  'control.routes': controlRoutes,
  'control.seed': [...controlSeed, ...controlSeedRefused],
  'control.sessions': controlSessions,
  'control.reset': controlReset,
  'control.cells': controlCells,
  'control.metrics': controlMetrics,
  'accounts.by-host': accountsByHost,
  'control.clock': controlClock,
  'control.console': controlConsole,
  'control.documents': controlDocuments,
  'control.snapshot': controlSnapshot,
  'control.journal': controlJournal,
  'control.journal-entries': controlJournalEntries,
  'control.events': controlEvents,
  'control.guard': controlGuard,
  'control.faults': [...controlFaults, ...controlFaultsHeader],
  'routing.paths': routingPaths,
  'errors.form': errorsForm,
  'regions.id': [...regionsId, ...regionsIdCoordinates, ...regionsIdPlaces],
  'campaigns.rnb': campaignsRnb,
  'prices.tables': pricesTables,
  'facets.search': facetsSearch,
  'bindings.creation': bindingsCreation,
  'login.cookie': [...loginCookie, ...loginCookieRefused],
  'login.profile': loginProfile,
  'login.private-policies': loginPrivatePolicies,
  'impersonation.telesales': impersonationTelesales,
  'buyer.portal': buyerPortal,
  'buyer.contracts': buyerContracts,
  'credit.control': creditControl,
  'cascade.rounds': [...cascadeRounds, ...cascadeRoundsInputsAndOutputs],
  'cascade.failures': cascadeFailures,
  'cascade.explained': cascadeExplained,
  'cascade.remote': cascadeRemote,
  'emulator.bodies': emulatorBodies,
  'emulator.methods': emulatorMethods,
  'emulator.strict': emulatorStrict,
  'emulator.cors': emulatorCors,
  'emulator.cookie-profile': emulatorCookieProfile,
  'emulator.explain-header': emulatorExplainHeader,
  'emulator.fetch': emulatorFetch,
  'emulator.limits': emulatorLimits,
  'emulator.report': emulatorReport,
  'emulator.mounted': emulatorMounted,
  'tokens.forms': tokensForms,
  'personas.open': personasOpen,
  'segments.sources': segmentsSources,
  'emulator.configurations': emulatorConfigurations,
  'emulator.refusals': emulatorRefusals,
};

export const behaviours: readonly Behaviour[] = Object.values(families).flat();
