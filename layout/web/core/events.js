// Events between rooms: a lower room tells, a higher room listens.
const listeners = {};

export function on(name, act) {
  (listeners[name] ||= new Set()).add(act);
}

export function once(name, act) {
  const first = () => {
    listeners[name].delete(first);
    act();
  };
  on(name, first);
}

export function emit(name) {
  for (const act of [...(listeners[name] || [])]) act();
}
