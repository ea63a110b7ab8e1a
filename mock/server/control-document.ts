import document from '../../fixtures/openapi/control-plane.yaml';

/** What is served under `/_mock`, as an OpenAPI 3.0 document. Loaded with the control plane, not before. */
export const controlPlaneDocument: Readonly<Record<string, unknown>> = document;
