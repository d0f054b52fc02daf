// What a press of a button asks for, by name. Each room adds its own commands, so that none has to
// know those that stand above it.
/** @type {Record<string, (value: any, from: any) => void>} */
const commands = {};
/** @type {(patch: Patch, additive: boolean) => void} */
let runViewChange = () => {};

/**
 * @param {string} name
 * @param {(value: any, from: any) => void} act
 */
export function addCommand(name, act) {
  commands[name] = act;
}

/** @param {(patch: Patch, additive: boolean) => void} act */
export function setViewChange(act) {
  runViewChange = act;
}

/**
 * Do what a patch names; every other patch changes the view. `from` is the event, or whether
 * the values add to those that are chosen.
 * @param {Patch} patch
 * @param {any} [from]
 */
export function go(patch, from) {
  const name = Object.keys(commands).find((key) => key in patch);
  if (name) commands[name](patch[name], from?.currentTarget);
  else runViewChange(patch, from === true);
}
