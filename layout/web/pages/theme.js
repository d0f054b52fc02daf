// Light or dark: Streamlit's theme may be another than the system's, by a link or by a choice it keeps.
const followed = new WeakSet();

/** @param {HTMLElement} host */
export function followTheme(host) {
  const app = host.closest('.stApp');
  if (!app || followed.has(app)) return;
  followed.add(app);
  const follow = () => {
    const { colorScheme } = getComputedStyle(app);
    // In high contrast it is both, and the system chooses.
    if (['light', 'dark'].includes(colorScheme)) document.documentElement.dataset.scheme = colorScheme;
    else delete document.documentElement.dataset.scheme;
  };
  // Its theme is a class.
  new MutationObserver(follow).observe(app, { attributeFilter: ['class'] });
  follow();
}
