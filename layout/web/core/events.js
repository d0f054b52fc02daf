// Events between rooms: a lower room tells, a higher room listens.
/** @type {Record<string, Set<() => void>>} */
const listeners = {};

/**
 * @param {string} name
 * @param {(...values: any[]) => void} act
 */
export function on(name, act) {
  (listeners[name] ||= new Set()).add(act);
}

/**
 * @param {string} name
 * @param {(...values: any[]) => void} act
 */
export function once(name, act) {
  const first = () => {
    listeners[name].delete(first);
    act();
  };
  on(name, first);
}

/** @param {string} name */
export function emit(name) {
  for (const act of [...(listeners[name] || [])]) act();
}
