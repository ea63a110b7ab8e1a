/**
 * Why this Node.js cannot run the emulator; undefined if it can. Until 22.12, the releases from 21 on reject HTTP requests
 * with the method QUERY before anything can answer them.
 */
export function nodeProblem(version: string): string | undefined {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const isNewEnough = major === 20 ? minor >= 19 : major === 22 ? minor >= 12 : major > 22;
  if (isNewEnough) return undefined;
  return `this is Node.js ${version}: use 20.19 or newer, but not 21.0 to 22.11`;
}
