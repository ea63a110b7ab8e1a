/** A YAML file imported as data: the build and the tests turn it into JSON. */
declare module '*.yaml' {
  const content: Record<string, unknown>;
  export default content;
}
